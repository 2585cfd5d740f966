"""Models as a schema and an engine take them."""

from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

from lxml import etree

from coequal.criteria.closures import Values
from coequal.eligibility.rules import Rules, Run
from coequal.exchange.dmn.decisions import POLICY_OUTCOME, amount_name, given_name, treatment_name
from coequal.exchange.dmn.guard import NOT_STATED, evidence_date
from coequal.exchange.dmn.statuses import OUTCOME, STATUS, decision_of
from coequal.exchange.dmn.xml import MODEL
from coequal.facts.dictionary import Fact
from tests.exchange.dmn.engine import FRONTEND, Logic, Needs, same

SCHEMAS = FRONTEND / "@kie-tools" / "dmn-marshaller" / "src" / "schemas"
_NAMES = {"dmn": MODEL}


@cache
def schema(version: str) -> etree.XMLSchema:
    """The schema of a version of DMN, with those of its diagrams."""
    folder, file = f"dmn-{version.replace('.', '_')}", f"DMN{version.replace('.', '')}.xsd"
    return etree.XMLSchema(etree.parse(SCHEMAS / folder / file))


def faults(model: bytes, version: str) -> list[str]:
    """What the schema of a version says against a model."""
    found = schema(version)
    found.validate(etree.fromstring(model))
    return [str(error) for error in found.error_log]


def functions_of(model: bytes) -> list[tuple[str, str, Needs]]:
    """The functions that a model defines, as their FEEL, and the functions that each says it needs."""
    found = []
    root = etree.fromstring(model)
    for one in root.iterfind("dmn:businessKnowledgeModel", _NAMES):
        parameters = ", ".join(each.get("name") for each in one.iterfind(".//dmn:formalParameter", _NAMES))
        text = one.findtext(".//dmn:literalExpression/dmn:text", None, _NAMES)
        found.append((one.get("name"), f"function({parameters}) {text}", _needs(one, root)))
    return found


def decisions_of(model: bytes) -> list[tuple[str, Logic, Needs]]:
    """The decisions of a model, each after those that it says it needs, and all that it says it needs."""
    root = etree.fromstring(model)
    decisions = {one.get("id"): one for one in root.iterfind("dmn:decision", _NAMES)}
    needs = {
        name: [need.get("href")[1:] for need in one.iterfind("dmn:informationRequirement/dmn:requiredDecision", _NAMES)]
        for name, one in decisions.items()
    }
    ordered = [decisions[name] for name in TopologicalSorter(needs).static_order()]
    return [(one.get("name"), _logic(one), _needs(one, root)) for one in ordered]


def _needs(one: Any, root: Any) -> Needs:
    """The names of all that a decision or a function requires."""
    names = {part.get("id"): part.get("name") for part in root}
    return [names[need.get("href")[1:]] for need in one.iterfind("*/*[@href]")]


def _logic(decision: Any) -> Logic:
    if (text := decision.findtext("dmn:literalExpression/dmn:text", None, _NAMES)) is not None:
        return str(text)
    entries = decision.iterfind("dmn:context/dmn:contextEntry", _NAMES)
    return [
        (one.find("dmn:variable", _NAMES).get("name"), one.findtext("dmn:literalExpression/dmn:text", None, _NAMES))
        for one in entries
    ]


def inputs_of(model: bytes) -> list[str]:
    """The input data of a model."""
    return [one.get("name") for one in etree.fromstring(model).iterfind("dmn:inputData", _NAMES)]


def given_of(rules: Rules, values: Values, wanted: list[str]) -> dict[str, Any]:
    """The given values of a case, as input data of a model."""
    slots = rules.policy.vocabulary.slots
    facts: Mapping[str, Fact] = rules.policy.vocabulary.dictionary.facts
    found = {given_name(facts[name]): values[place] for name, place in slots.value.items()}
    found |= {evidence_date(name): values[place] for name, place in slots.on.items()}
    return {name: found[name] for name in wanted}


def differences(rules: Rules, run: Run, answer: Mapping[str, Any]) -> Iterator[str]:
    """Where an engine came to something else than the reference."""
    statuses, outcomes, amounts = run
    for criterion, expected in zip(rules.criteria, statuses, strict=True):
        if (found := answer[decision_of(criterion)][STATUS]) != expected:
            yield f"{criterion.id} is {found}, not {expected}"
    for governing, outcome, by_name in zip(rules.governing, outcomes, amounts, strict=True):
        entries = answer[treatment_name(governing.treatment)]
        if entries[OUTCOME] != outcome:
            yield f"{governing.treatment.id} is {entries[OUTCOME]}, not {outcome}"
        for name, amount in by_name.items():
            found = entries[amount_name(name, rules.policy.vocabulary)]
            if not same(NOT_STATED if str(amount) == NOT_STATED else amount, found):
                yield f"{governing.treatment.id}, {name}, is {found}, not {amount}"
    if answer[POLICY_OUTCOME] not in outcomes:
        yield f"the outcome is {answer[POLICY_OUTCOME]}"
