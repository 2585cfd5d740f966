"""FEEL as another engine answers it, and the reference beside it."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from coequal.criteria import kleene
from coequal.criteria.closures import Values, closure
from coequal.criteria.parse import parse
from coequal.criteria.syntax import Fact, If, Node
from coequal.criteria.vocabulary import formulas, work_out
from coequal.errors import CoequalError, Place
from coequal.exchange.dmn.feel import feel
from coequal.exchange.dmn.guard import NOT_STATED, evidence_date
from coequal.exchange.dmn.unguard import read_feel
from tests.criteria.strategies import VOCABULARY, cases, checked, conditions, dates, numbers, with_evidence
from tests.exchange.dmn.engine import MISSING, Engine, same
from tests.exchange.dmn.shapes import EVERY
from tests.populations.building import empty_case
from tests.populations.generated import cases as chance

needs_engine = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))
NAMES = {name: name for name in (*VOCABULARY.types, *map(evidence_date, VOCABULARY.slots.on))}
FEW = settings(max_examples=60, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One engine for all tests of the module."""
    found = Engine()
    yield found
    found.close()


def context(values: Values) -> dict[str, Any]:
    """A case as an engine takes it: a name for each fact and each date of evidence."""
    slots = VOCABULARY.slots
    found = {name: values[place] for name, place in slots.value.items()}
    return found | {evidence_date(name): values[place] for name, place in slots.on.items()}


def written(said: str) -> Node:
    """The checked tree of a text; a fact of `AMH` with its window of evidence."""
    return with_evidence(checked(parse(said, VOCABULARY.types))) if "AMH" in said else checked(parse(said, VOCABULARY.types))


def stated(value: Any) -> Any:
    """A value as an engine says it."""
    return NOT_STATED if value is kleene.NOT_STATED else value


def agree(engine: Engine, tree: Node, values: Values) -> None:
    """Fail where the engine and the reference differ."""
    text = feel(tree, VOCABULARY)
    expected = closure(tree, VOCABULARY.slots)(values)
    found = engine.run([("x", text)], [context(values)])[0]["x"]
    assert same(expected, found), f"{text}\nis {found}, not {expected}"


@pytest.mark.parametrize(("said", "text"), EVERY)
def test_each_construct_has_its_shape(said: str, text: str) -> None:
    """Which reads back as the same tree."""
    tree = written(said)
    assert feel(tree, VOCABULARY) == text
    assert read_feel(text, VOCABULARY, NAMES, Place("x")) == tree


@needs_engine
def test_each_shape_is_what_the_reference_says(engine: Engine) -> None:
    """In cases of which much, little and nothing is known."""
    people = [*chance(40).given, empty_case(VOCABULARY)]
    people = [work_out(values, formulas(VOCABULARY, VOCABULARY.derived)) for values in people]
    answers = engine.run([(said, text) for said, text in EVERY], [context(values) for values in people])
    for said, text in EVERY:
        value = closure(written(said), VOCABULARY.slots)
        for values, answer in zip(people, answers, strict=True):
            assert same(stated(value(values)), answer[said]), (said, text, answer[said])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("referral date - (referral date - born) > born", "moved by a worked-out duration"),
        ("born + 9999 years > born", "moved out of the calendar"),
    ],
)
def test_what_cannot_be_said_is_refused_by_name(said: str, why: str) -> None:
    """Rather than said otherwise."""
    with pytest.raises(CoequalError, match=why):
        feel(written(said), VOCABULARY)


def test_an_expression_of_great_length_is_refused() -> None:
    """Each choice says its branches three times where its condition may not be known."""
    tree: Node = Fact("cycles")
    for _ in range(38):
        tree = If(Fact("smokes"), tree, Fact("cycles"))
    with pytest.raises(CoequalError, match="parts; at most 10,000"):
        feel(checked(tree), VOCABULARY)


@needs_engine
@FEW
@given(conditions(2, with_is_known=True), cases())
def test_a_condition_is_what_the_reference_says(engine: Engine, tree: Node, values: Values) -> None:
    """In every construct of the language, not known included."""
    agree(engine, with_evidence(checked(tree)), values)


@needs_engine
@FEW
@given(numbers(2), cases())
def test_a_number_is_what_the_reference_says(engine: Engine, tree: Node, values: Values) -> None:
    """Rounded to the places that it can have."""
    agree(engine, with_evidence(checked(tree)), values)


@needs_engine
@FEW
@given(dates(2), cases())
def test_a_date_is_what_the_reference_says(engine: Engine, tree: Node, values: Values) -> None:
    """The end of a month included."""
    agree(engine, with_evidence(checked(tree)), values)
