"""The example people that stand in a policy: who they are, what is expected of them, and whether it comes true."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from coequal.eligibility.assess import assess
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.outcome import OUTCOMES
from coequal.eligibility.report import amounts_data
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError, Place, did_you_mean
from coequal.facts.case import Case, Known, NotKnown, plain, read_case
from coequal.facts.fields import Fields, entries, one_of, scalar
from coequal.facts.strict_yaml import Node, read
from coequal.policies.markdown import Block
from coequal.policies.model import Policy

STATUSES = ("met", "not met", "not known", "for judgement", "not applicable")
_EXPECTED = ("outcome", "criteria", "amounts", "missing", "readings")
PERSON_KEYS = ("name", "facts", *_EXPECTED)
EXAMPLE_KEYS = ("name", "like", "people", "facts", *_EXPECTED)


@dataclass(frozen=True, slots=True)
class Example:
    """One made-up person: the case, and what is expected, as far as it is said."""

    name: str
    case: Case
    outcome: str | None
    criteria: Mapping[str, str]
    amounts: Mapping[str, Mapping[str, str]]
    missing: frozenset[str] | None
    readings: frozenset[str] | None
    place: Place


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that did not come true."""

    example: Example
    what: str
    expected: object
    found: object

    def __str__(self) -> str:
        """Where the example stands, and the difference."""
        return f"{self.example.place}: {self.example.name}: {self.what} should be {self.expected}, but is {self.found}."


@dataclass(frozen=True, slots=True)
class _Read:
    """The people in a block that began on a line, and the case of the person whom they are like."""

    line: int
    like: str | None
    base: Case
    people: tuple[Example, ...]


KnownPeople = dict[tuple[object, ...], _Read]


def examples(policy: Policy, known: KnownPeople | None = None) -> list[Example]:
    """The example people of a policy; `known` keeps those that were read, for the next text of the same name.

    Raises `CoequalError` where one cannot be read or two share a name.
    """
    found: dict[str, Example] = {}
    rests_on = (policy.service, *_names(policy))
    for block in policy.file.blocks("example"):
        for example in _people(block, policy, found, {} if known is None else known, rests_on):
            if example.name in found:
                raise CoequalError(f'Two example people are called "{example.name}".', example.place)
            found[example.name] = example
    return list(found.values())


def _names(policy: Policy) -> Iterator[object]:
    """The criteria, the treatments and their amounts, of which people may say what is expected."""
    yield tuple(criterion.id for criterion in policy.criteria)
    yield from ((treatment.id, *treatment.amounts) for treatment in policy.treatments)


def _people(
    block: Block, policy: Policy, so_far: Mapping[str, Example], known: KnownPeople, rests_on: tuple[object, ...]
) -> Iterator[Example]:
    """The people in a block, as they are known, or read anew."""
    key = (replace(block, line=0), *rests_on)
    kept = known.get(key)
    if kept is not None and _still_holds(kept, so_far):
        yield from (_moved(example, block.line - kept.line) for example in kept.people)
        return
    fields = Fields(read(block.text, policy.file.file, first_line=block.line), "An example", EXAMPLE_KEYS)
    base = _base(fields, so_far)
    people = tuple(_in_block(fields, base, policy))
    known[key] = _Read(block.line, fields.text_or_none("like"), base, people)
    yield from people


def _still_holds(kept: _Read, so_far: Mapping[str, Example]) -> bool:
    """Whether the person whom those of a block are like is as they were."""
    return kept.like is None or (kept.like in so_far and so_far[kept.like].case == kept.base)


def _moved(example: Example, lines: int) -> Example:
    """An example person so many lines further down."""
    if not lines:
        return example
    assert example.place.line is not None
    return replace(example, place=replace(example.place, line=example.place.line + lines))


def failures(rules: Rules, example: Example) -> list[Failure]:
    """The expectations of an example person that do not come true."""
    try:
        assessment = assess(rules, example.case)
    except CoequalError as error:
        return [Failure(example, "the case", "one that can be true", error.message)]
    return [
        Failure(example, what, expected, found)
        for what, expected, found in _compared(example, assessment)
        if expected is not None and expected != found
    ]


def _compared(example: Example, assessment: Assessment) -> Iterator[tuple[str, Any, Any]]:
    yield "the outcome", example.outcome, assessment.outcome
    for name, status in example.criteria.items():
        yield name, status, assessment.criteria[name].status
    for treatment, amounts in example.amounts.items():
        found = amounts_data(assessment.treatments[treatment].amounts)
        for name, amount in amounts.items():
            yield f"{treatment}, {name},", amount, "null" if found[name] is None else str(found[name])
    yield "missing", _listed(example.missing), _listed(frozenset(assessment.missing))
    yield "the readings", _listed(example.readings), _listed(frozenset(other.label for other in assessment.readings))


def _listed(names: frozenset[str] | None) -> list[str] | None:
    return None if names is None else sorted(names)


def _in_block(fields: Fields, base: Case, policy: Policy) -> Iterator[Example]:
    if "people" not in fields:
        yield _example(fields, base, policy)
        return
    for node in fields.items("people"):
        yield _example(Fields(node, "An example", PERSON_KEYS), base, policy)


def _base(fields: Fields, so_far: Mapping[str, Example]) -> Case:
    if "like" not in fields:
        return Case({})
    name = fields.text("like")
    if name not in so_far:
        raise CoequalError(f'There is no example called "{name}" above.{did_you_mean(name, so_far)}', fields.node("like").place)
    return so_far[name].case


def _example(fields: Fields, base: Case, policy: Policy) -> Example:
    return Example(
        name=fields.text("name"),
        case=base.with_facts(_facts(fields, policy)),
        outcome=fields.choice("outcome", OUTCOMES) if "outcome" in fields else None,
        criteria=_criteria(fields, policy),
        amounts=_amounts(fields, policy),
        missing=frozenset(fields.texts("missing")) if "missing" in fields else None,
        readings=frozenset(fields.texts("readings")) if "readings" in fields else None,
        place=fields.place,
    )


def _facts(fields: Fields, policy: Policy) -> Mapping[str, Known | NotKnown]:
    facts = {name: plain(node) for name, node in fields.table("facts").items()}
    try:
        return read_case(facts, policy.vocabulary.dictionary).facts
    except CoequalError as error:
        raise type(error)(error.message, fields.place) from None


def _criteria(fields: Fields, policy: Policy) -> dict[str, str]:
    known = [criterion.id for criterion in policy.criteria]
    expected = {}
    for name, node in fields.table("criteria").items():
        if name not in known:
            raise CoequalError(f'There is no criterion "{name}".{did_you_mean(name, known)}', node.place)
        expected[name] = one_of(scalar(node, f'"{name}"'), f'"{name}"', STATUSES)
    return expected


def _amounts(fields: Fields, policy: Policy) -> dict[str, dict[str, str]]:
    known = {treatment.id: treatment for treatment in policy.treatments}
    expected = {}
    for treatment, node in fields.table("amounts").items():
        amounts = entries(node, f'"{treatment}"')
        if treatment not in known or not set(amounts) <= set(known[treatment].amounts):
            raise CoequalError(f'There is no treatment "{treatment}" with these amounts: {", ".join(amounts)}.', node.place)
        expected[treatment] = {name: _amount(amount, name) for name, amount in amounts.items()}
    return expected


def _amount(node: Node, name: str) -> str:
    return scalar(node, f'"{name}"').text
