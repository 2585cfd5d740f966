"""The syntax tree: what counts as equal, and how a tree is written out."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from coequal.criteria.parse import parse
from coequal.criteria.render import render
from coequal.criteria.syntax import Current, Fact, Literal, names, substitute
from coequal.criteria.types import BOOLEAN, DAYS, Type
from coequal.facts.dates import Months

NAMES = ("a", "b", "n", "m", "AMH")


def test_false_is_not_nought() -> None:
    """To Python they are equal; to the language they are of different kinds."""
    assert Literal(False) != Literal(Decimal(0))
    assert Literal(True) != Literal(Decimal(1))
    assert Literal(Months(0)) != Literal(timedelta(0))
    assert Literal("a") != "a"


def test_equal_values_are_equal_however_they_are_written() -> None:
    """5.40 is 5.4, wherever it stands and whatever type was found."""
    assert Literal(Decimal("5.40"), at=3) == Literal(Decimal("5.4"), at=9, type=BOOLEAN)
    assert hash(Literal(Decimal("5.40"))) == hash(Literal(Decimal("5.4")))


def test_a_tree_names_its_facts_and_the_dates_its_evidence_is_counted_from() -> None:
    """The anchor of a window is mentioned too."""
    tree = substitute(parse("a and AMH > n", NAMES), {"AMH": Current("AMH", Months(12), "referral date")})
    assert names(tree) == {"a", "n", "AMH", "referral date"}
    assert names(parse("1 < 2", ())) == frozenset()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a   and(b)", "a and b"),
        ("(a or b) and a", "(a or b) and a"),
        ("a and b or a", "a and b or a"),
        ("(a and b) and a", "a and b and a"),
        ("not(not(a))", "not(not(a))"),
        ("not(a is known)", "a is not known"),
        ("(a and b) is known", "(a and b) is known"),
        ("(n > 1) = a", "(n > 1) = a"),
        ("n - (m - 1)", "n - (m - 1)"),
        ("(n - m) - 1", "n - m - 1"),
        ("(n + m) * 2", "(n + m) * 2"),
        ("n * (m * 2)", "n * (m * 2)"),
        ("-n", "0 - n"),
        ("n - -1", "n - -1"),
        ("n between 1 and 2", "n in [1 .. 2]"),
        ("n in ]1..2[", "n in (1 .. 2)"),
        ("n in [1, 2]", "n in (1, 2)"),
        ("n in 1", "n in (1)"),
        ("n in (<1, 2)", "n < 1 or n in (2)"),
        ("a in ((n = 1), b)", "a in ((n = 1), b)"),
        ("if a then 1 else if b then 2 else 3", "if a then 1 else if b then 2 else 3"),
        ("(if a then 1 else 2) + 3", "(if a then 1 else 2) + 3"),
        ("if a then n else not stated", "if a then n else not stated"),
        ("count([n, m]) + min(n, m)", "count([n, m]) + min(n, m)"),
        ("5.40 = .5", "5.4 = 0.5"),
        ("null = true", "null = true"),
        ('"a\\"\\\\\\n" = "\\t\\r"', '"a\\"\\\\\\n" = "\\t\\r"'),
        ('duration("P14M")', "14 months"),
        ('duration("P2Y")', "2 years"),
        ('duration("P12M")', "12 months"),
        ('duration("-P1D")', "-1 days"),
        ('@"2024-02-29"', 'date("2024-02-29")'),
        ('duration("P9999Y99999M")', "219987 months"),
        ('duration("P999999D")', "999999 days"),
    ],
)
def test_a_tree_is_written_in_one_way(text: str, written: str) -> None:
    """Brackets stand where they are needed and nowhere else, and what is written reads back as the same tree."""
    tree = parse(text, NAMES)
    assert render(tree) == written
    assert parse(written, NAMES) == tree


def test_evidence_is_written_as_the_fact_itself() -> None:
    """Its window stands beside the condition."""
    assert render(substitute(parse("AMH > 5", NAMES), {"AMH": Current("AMH", Months(12), "n")})) == "AMH > 5"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Type("number", "months"), "a number of months"),
        (Type("number"), "a number"),
        (BOOLEAN, "true or false"),
        (DAYS, "a duration in days"),
        (Type("choice", None, ("a", "b")), "a choice"),
    ],
)
def test_a_type_is_said_as_a_message_names_it(kind: Type, said: str) -> None:
    """A number says its unit."""
    assert str(kind) == said


def test_a_day_is_a_value_of_its_own() -> None:
    """Two days are equal if they are the same day."""
    assert Literal(date(2024, 2, 29)) == parse('date("2024-02-29")', ())
    assert Fact("a", at=4) == parse("a", NAMES)
