"""FEEL as another engine answers it, and the reference beside it."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from coequal.criteria.closures import Values, closure
from coequal.criteria.syntax import Node
from coequal.exchange.dmn.feel import feel
from coequal.exchange.dmn.guard import evidence_date
from tests.criteria.strategies import VOCABULARY, cases, checked, conditions, dates, numbers, with_evidence
from tests.exchange.dmn.engine import MISSING, Engine, same

pytestmark = [pytest.mark.skipif(MISSING is not None, reason=str(MISSING)), pytest.mark.no_cover]
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


def agree(engine: Engine, tree: Node, values: Values) -> None:
    """Fail where the engine and the reference differ."""
    text = feel(tree, VOCABULARY)
    expected = closure(tree, VOCABULARY.slots)(values)
    found = engine.run([("x", text)], [context(values)])[0]["x"]
    assert same(expected, found), f"{text}\nis {found}, not {expected}"


@FEW
@given(conditions(2, with_is_known=True), cases())
def test_a_condition_is_what_the_reference_says(engine: Engine, tree: Node, values: Values) -> None:
    """In every construct of the language, not known included."""
    agree(engine, with_evidence(checked(tree)), values)


@FEW
@given(numbers(2), cases())
def test_a_number_is_what_the_reference_says(engine: Engine, tree: Node, values: Values) -> None:
    """Rounded to the places that it can have."""
    agree(engine, with_evidence(checked(tree)), values)


@FEW
@given(dates(2), cases())
def test_a_date_is_what_the_reference_says(engine: Engine, tree: Node, values: Values) -> None:
    """The end of a month included."""
    agree(engine, with_evidence(checked(tree)), values)
