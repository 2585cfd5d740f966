"""From FEEL back to the tree of an expression."""

import re

import pytest
from hypothesis import HealthCheck, given, settings

from coequal.criteria.render import render
from coequal.criteria.syntax import Node
from coequal.criteria.tokens import LONGEST, MOST_TOKENS
from coequal.errors import CoequalError, Place
from coequal.exchange.dmn.feel import feel
from coequal.exchange.dmn.guard import evidence_date
from coequal.exchange.dmn.unguard import read_feel
from tests.criteria.strategies import VOCABULARY, checked, conditions, numbers, with_evidence

HERE = Place("model.dmn")
NAMES = {name: name for name in (*VOCABULARY.types, *map(evidence_date, VOCABULARY.slots.on))}
FEW = settings(max_examples=100, suppress_health_check=list(HealthCheck))


def returns(tree: Node) -> None:
    """Fail where FEEL read back is another tree."""
    text = feel(tree, VOCABULARY)
    if len(text) < LONGEST and len(re.findall(r"\w+|[^\w\s]", text)) < MOST_TOKENS:
        found = read_feel(text, VOCABULARY, NAMES, HERE)
        assert found == tree, f"{text}\nis read as {render(found)}, not {render(tree)}"


@FEW
@given(conditions(2, with_is_known=True))
def test_a_condition_comes_back(tree: Node) -> None:
    """As the same tree, evidence included."""
    returns(with_evidence(checked(tree)))


@FEW
@given(numbers(2))
def test_a_number_comes_back(tree: Node) -> None:
    """As the same tree, without the rounding."""
    returns(checked(tree))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("born.year > 1990", '".year" cannot be taken over'),
        ("BMI = null", "does not use null"),
        ("if smokes then null else true", "does not use null"),
        ('AMH date > date("2024-01-01")', "only whether evidence is current"),
        ("some x in [1] satisfies x = 1", "not expected"),
        ("height > 1", "no fact called"),
        ("decimal(BMI, 0) > 30", '"decimal" cannot be taken over'),
        ("decimal(BMI * 1.25, 1) > 30", '"decimal" cannot be taken over'),
        ("decimal(cycles * 2, 0) > 3", '"decimal" cannot be taken over'),
        ("BMI > true", "do not go together"),
        ("BMI is known", "is no FEEL"),
        ("if smokes then 1 else not stated", "is no FEEL"),
        ("(" * 500, "nested|words and signs"),
    ],
)
def test_feel_that_a_policy_does_not_have_is_refused(text: str, why: str) -> None:
    """By name."""
    with pytest.raises(CoequalError, match=why) as refused:
        read_feel(text, VOCABULARY, NAMES, HERE)
    assert refused.value.place == HERE


def test_guards_within_guards_are_read_in_no_time() -> None:
    """Each part is looked at once, however many shapes it may have."""
    text = "if cycles = null then null else " * 38 + "1"
    with pytest.raises(CoequalError, match="does not use null"):
        read_feel(text, VOCABULARY, NAMES, HERE)
    with pytest.raises(CoequalError, match="does not use null"):
        read_feel("if smokes then null else " * 38 + "null", VOCABULARY, NAMES, HERE)
