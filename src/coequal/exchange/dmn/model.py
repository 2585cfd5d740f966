"""A policy as a model of DMN 1.5 or 1.3; the tests hold it to the standard's schemas, and run it with one engine, feelin.

What is given are the facts; every derived fact, criterion and treatment is a decision, and so is the outcome. What is
not known is null. What DMN has no place for stands as extension elements, so that a model comes back as the same policy.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from coequal import __version__
from coequal.criteria.comparisons import every
from coequal.criteria.render import render
from coequal.criteria.syntax import Current
from coequal.eligibility.rules import Rules
from coequal.exchange.dmn import statuses
from coequal.exchange.dmn.decisions import Decision, Decisions, Input, decisions, not_spoken_of
from coequal.exchange.dmn.diagram import draw
from coequal.exchange.dmn.exported import sign
from coequal.exchange.dmn.functions import FUNCTIONS
from coequal.exchange.dmn.typed import declare_decision, declare_function, declare_input, declare_list, entries
from coequal.exchange.dmn.xml import FEEL, MODEL, NEWEST, OURS, element, text_under, under, written
from coequal.facts.dates import say_duration
from coequal.facts.dictionary import Fact
from coequal.policies.markdown import Block, Heading, Prose
from coequal.policies.model import Criterion, Policy, Treatment
from coequal.policies.words import SEEN

_NO_LETTER: Final = re.compile(r"\W")
NAMESPACE: Final = "urn:coequal:"
_STANDS: Final = (
    "This is a formal reading of a commissioner's policy, whose own document stands. "
    "Software assesses, people decide. What is not known is null, and never reads as no, nor as yes."
)
_TEXTS: Final = ("commissioner", "otherwise", "reading", "printed", "why", "source")


def dmn(policy: Policy, version: str = NEWEST) -> bytes:
    """The model of a policy in a version of DMN, of those in `VERSIONS`; nothing in a model is newer than the oldest of them.

    Raises `CoequalError` where a construct or a name of the policy cannot be said in DMN.
    """
    return written(_Writer(decisions(Rules(policy))).document(), version)


def identity(kind: str, name: str) -> str:
    """The id of a part of a model."""
    return f"{kind}_{_NO_LETTER.sub('_', name)}"


class _Writer:
    """One model in the making."""

    def __init__(self, found: Decisions) -> None:
        self.found, self.policy = found, found.rules.policy
        self.ids = {one.name: identity("input", one.name) for one in found.inputs}
        self.ids |= {one.name: identity("decision", one.name) for one in found.decisions}
        self.types: dict[str, str] = {}
        self.edges: list[tuple[str, str, str]] = []
        self.wordings = wordings(self.policy)

    def document(self) -> ET.Element:
        policy = self.policy
        root = element(
            "definitions",
            id="model",
            name=policy.title,
            namespace=f"{NAMESPACE}{policy.id}@{policy.version}",
            exporter="coequal",
            exporterVersion=__version__,
            expressionLanguage=FEEL,
        )
        about = f"{policy.title}, version {policy.version}: {SEEN[policy.completeness]}."
        text_under(root, "description", f"{about} {_outcome(policy)} {_STANDS}")
        ours = _extension(root, "policy", _of_policy(policy), {})
        self._declare(root)
        for one in self.found.inputs:
            self._input(root, one)
        for name in self.found.functions:
            self._function(root, name)
        for decision in self.found.decisions:
            found = self._decision(root, decision)
            sign(ours, decision.name, decision.logic, found.findtext(f"{{{MODEL}}}description", ""))
        draw(root, policy.title, self._bands(), self.edges)
        return root

    def _bands(self) -> list[list[str]]:
        """The ids of the parts, kind by kind from the outcome to what is given, so that no kind needs one above it."""
        bands: dict[str, list[str]] = {kind: [] for kind in ("outcome", "treatment", "criterion", "by itself", "fact")}
        for one in self.found.decisions:
            match one.about:
                case Treatment():
                    kind = "treatment"
                case Criterion() as criterion:
                    kind = "criterion" if one.name == statuses.decision_of(criterion) else "by itself"
                case Fact():
                    kind = "fact"
                case _:
                    kind = "outcome"
            bands[kind].append(self.ids[one.name])
        functions = [identity("function", name) for name in self.found.functions]
        return [*bands.values(), functions, [self.ids[one.name] for one in self.found.inputs]]

    def _declare(self, root: ET.Element) -> None:
        """Add the types of whatever has a name, which the model names further down."""
        for one in self.found.inputs:
            self.types[self.ids[one.name]] = declare_input(root, identity("type", one.name), one)
        declare_list(root)
        for name in self.found.functions:
            own = identity("function", name)
            parameters, _, gives, _ = function_of(name)
            self.types[own] = declare_function(root, f"{own}_type", parameters, gives)
        for decision in self.found.decisions:
            own = self.ids[decision.name]
            self.types[own] = declare_decision(root, f"{own}_type", decision, self.policy.vocabulary)

    def _input(self, root: ET.Element, one: Input) -> None:
        found = under(root, "inputData", id=self.ids[one.name], name=one.name)
        text_under(found, "description", _asked(one))
        under(found, "variable", name=one.name, typeRef=self.types[self.ids[one.name]])

    def _function(self, root: ET.Element, name: str) -> None:
        parameters, text, kind, says = function_of(name)
        own = identity("function", name)
        found = under(root, "businessKnowledgeModel", id=own, name=name)
        text_under(found, "description", says)
        under(found, "variable", name=name, typeRef=self.types[own])
        logic = under(found, "encapsulatedLogic", typeRef=kind)
        for parameter, type_ in parameters.items():
            under(logic, "formalParameter", name=parameter, typeRef=type_)
        text_under(under(logic, "literalExpression"), "text", text)
        function = FUNCTIONS.get(name)
        if function and function.needs:
            self._requires(found, own, identity("function", function.needs), "knowledge", "Knowledge")

    def _decision(self, root: ET.Element, one: Decision) -> ET.Element:
        own = self.ids[one.name]
        found = under(root, "decision", id=own, name=one.name, label=one.label)
        self._about(found, one)
        under(found, "variable", name=one.name, typeRef=self.types[own])
        for name in one.decisions:
            self._requires(found, own, self.ids[name], "information", "Decision")
        for name in one.inputs:
            self._requires(found, own, self.ids[name], "information", "Input")
        for name in one.functions:
            self._requires(found, own, identity("function", name), "knowledge", "Knowledge")
        if isinstance(one.logic, str):
            text_under(under(found, "literalExpression"), "text", one.logic)
            return found
        context, kinds = under(found, "context"), entries(one.logic, one.about, self.policy.vocabulary)
        for name, text in one.logic:
            entry = under(context, "contextEntry")
            under(entry, "variable", name=name, typeRef=kinds[name])
            text_under(under(entry, "literalExpression"), "text", text)
        return found

    def _about(self, found: ET.Element, one: Decision) -> None:
        """What a decision says in words, and what is needed to read it back."""
        match one.about:
            case Fact() as fact:
                text_under(found, "description", fact.says)
            case Criterion() as criterion if one.name == statuses.decision_of(criterion):
                text_under(found, "description", self._told(criterion))
                texts = _texts(criterion, self.wordings.get(criterion.id))
                _extension(found, "criterion", _of_criterion(criterion), texts, criterion)
            case Treatment() as treatment:
                text_under(found, "description", f"Whether {treatment.name} is funded, and how much of it.")
                _extension(found, "treatment", {"id": treatment.id, "name": treatment.name}, {})
            case None:
                text_under(found, "description", _outcome(self.policy))

    def _told(self, criterion: Criterion) -> str:
        """Our wording, with what somebody has to know who sees the status alone."""
        told = [self.wordings.get(criterion.id), criterion.reading, criterion.otherwise]
        if criterion.readings:
            told.append("It may be read otherwise: " + "; ".join(other.label for other in criterion.readings) + ".")
        return "\n".join(text for text in told if text) or criterion.cited

    def _requires(self, found: ET.Element, own: str, other: str, kind: str, what: str) -> None:
        edge = f"needs_{len(self.edges)}"
        under(under(found, f"{kind}Requirement", id=edge), f"required{what}", href=f"#{other}")
        self.edges.append((edge, other, own))


def wordings(policy: Policy) -> dict[str, str]:
    """The prose of each criterion: what stands between its heading, or the criterion before it, and its block."""
    criteria = iter(policy.criteria)
    found: dict[str, str] = {}
    prose: list[str] = []
    for part in policy.file.parts:
        match part:
            case Heading():
                prose = []
            case Prose(text=text):
                prose.append(text)
            case Block(kind="criterion"):
                found[next(criteria).id] = "\n\n".join(prose)
                prose = []
    return found


def _outcome(policy: Policy) -> str:
    """Of which treatment the outcome of a model is, and that it says nothing of one of which the policy does not speak."""
    first, others = policy.treatments[0].name, policy.treatments[1:]
    told = f"The outcome is that of {first}"
    told += ", unless another treatment of the policy is known to be sought: then it is that one's." if others else "."
    if values := not_spoken_of(policy):
        told += (
            f" Where {' or '.join(values)} is sought it is that of {first} too, though the policy does not speak of what is sought."
        )
    return told


def _asked(one: Input) -> str:
    """The dictionary's question, and the unit."""
    fact = one.fact
    if one.is_date:
        return f"The date of the result: {fact.says}."
    asked = fact.question or f"What is known of this: {fact.says}"
    unit = f" In {fact.unit}, to {fact.decimals} decimal places." if fact.unit else ""
    return f"{asked}{unit} Leave it null where it is not known."


def function_of(name: str) -> tuple[Mapping[str, str], str, str, str]:
    """The parameters, the text, the type and the meaning of a function."""
    if name == statuses.GRAVITY_OF:
        return {statuses.STATUS: "string"}, statuses.gravity(), "number", "How grave a status is for the outcome."
    found = FUNCTIONS[name]
    return dict.fromkeys(found.parameters, "date"), found.text, found.kind, found.says


def _of_policy(policy: Policy) -> dict[str, str]:
    return {
        "id": policy.id,
        "version": policy.version,
        "service": policy.service,
        "completeness": policy.completeness,
        "status": policy.status,
        "binds-by": policy.binds_by,
        "source": policy.source.title,
        "digest": policy.digest,
    }


def _of_criterion(criterion: Criterion) -> dict[str, str]:
    found = {
        "id": criterion.id,
        "clause": criterion.clause,
        "title": criterion.title,
        "kind": criterion.kind,
        "for": " ".join(criterion.treatments),
        "overrides": " ".join(criterion.overrides),
        "repeat-after": f"{criterion.repeat_after.count} months" if criterion.repeat_after else "",
        "found": "" if criterion.found else "false",
    }
    return {name: value for name, value in found.items() if value or name == "clause"}


def _texts(criterion: Criterion, wording: str | None) -> dict[str, str]:
    found = {name: getattr(criterion, name) for name in _TEXTS}
    return {"wording": wording or "", **{name: text for name, text in found.items() if text}}


def _extension(
    found: ET.Element, name: str, attributes: Mapping[str, str], texts: Mapping[str, str], criterion: Criterion | None = None
) -> ET.Element:
    """What DMN has no place for."""
    ours = under(under(found, "extensionElements"), name, OURS)
    ours.attrib.update(attributes)
    for key, text in texts.items():
        if text:
            text_under(ours, key, text, OURS)
    for other in criterion.readings if criterion else ():
        reading = under(ours, "or-read-as", OURS, label=other.label)
        if other.applies_when is not None:
            text_under(reading, "applies-when", render(other.applies_when), OURS)
        text_under(reading, "met-when", render(other.condition), OURS)
    for window in windows(criterion) if criterion else ():
        under(ours, "evidence", OURS, fact=window.name, within=f"within {say_duration(window.window)} before {window.anchor}")
    return ours


def windows(criterion: Criterion) -> Iterator[Current]:
    """The windows of evidence of a criterion in any reading, each once."""
    trees = [criterion.applies_when, criterion.condition]
    trees += [tree for other in criterion.readings for tree in (other.applies_when, other.condition)]
    found = (node for tree in trees if tree is not None for node in every(tree))
    yield from {node.name: node for node in found if isinstance(node, Current)}.values()
