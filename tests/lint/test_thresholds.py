"""Where a condition turns, and whom that needs."""

from datetime import date
from decimal import Decimal

import pytest

from coequal.criteria.comparisons import NOTHING, Apart
from coequal.criteria.render import render
from coequal.errors import Place
from coequal.facts.dates import Months
from coequal.facts.fields import Located
from coequal.lint.thresholds import Level, Threshold, around, thresholds
from tests.eligibility.building import day, number, words

WORDS = words(
    day("referral", "moment: referral, plausible: 1990-01-01 .. 2100-01-01")
    + day("start")
    + day("birth")
    + number("weight", "decimals: 1, plausible: 10 .. 80")
    + number("cycles", "plausible: 0 .. 30")
    + number("transfers", "plausible: 0 .. 30")
    + number("waiting", "unit: months, follows from: 'full months(start, referral)', plausible: 0 .. 600")
    + "  her age: {type: number, unit: years, says: her age, is: 'age(birth, start)'}\n"
    + "  both: {type: number, says: both, is: cycles + transfers}\n"
    + "  twice: {type: number, says: twice, is: 2 * cycles}\n"
)


def of(text: str) -> list[Threshold]:
    """The thresholds of a condition."""
    return thresholds([WORDS.condition(Located(text, Place("policy.md", 1, 1)))], WORDS)


def apart(first: str, by: int, second: str) -> Apart:
    """Two dates some months apart."""
    return Apart(first, second, Months(by))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("weight > 30", [("weight", 30, False)]),
        ("30 < weight", [("weight", 30, False)]),
        ("weight in [19 .. 30)", [("weight", 19, False), ("weight", 30, False)]),
        ("weight > 30 or weight > 30", [("weight", 30, False)]),
        ("cycles = 0", [("cycles", 0, True)]),
        ("cycles != 0", [("cycles", 0, True)]),
        ("both < 2", [("both", 2, False)]),
        ("cycles + transfers < 4", [("cycles + transfers", 4, False)]),
        ("waiting >= 36", [("waiting", 36, False)]),
        ("cycles < transfers", []),
        ("cycles in [transfers .. 3]", [("cycles", 3, False)]),
        ("1 < 2", []),
        ("cycles in (1, 2)", []),
    ],
)
def test_a_level_is_a_number_with_its_constant(text: str, found: list[tuple[str, int, bool]]) -> None:
    """Whichever way round it is written, and once however often; it may be only equal or not."""
    assert [(render(one.number), one.constant, one.equal) for one in of(text) if isinstance(one, Level)] == found
    assert len(of(text)) == len(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("birth <= referral - 12 months", [apart("birth", 12, "referral")]),
        ("birth < referral", [apart("birth", 0, "referral")]),
        ("her age in [23 .. 40)", [apart("birth", 276, "start"), apart("birth", 480, "start")]),
        ("age(birth, referral) >= 40", [apart("birth", 480, "referral")]),
        ("40 <= age(birth, referral)", [apart("birth", 480, "referral")]),
        ('birth > date("2020-01-01")', [Apart("birth", date(2020, 1, 1), NOTHING)]),
        ("start - birth > referral - start", []),
    ],
)
def test_dates_turn_on_a_day_a_period_apart(text: str, found: list[Apart]) -> None:
    """An age does too; where several dates are computed with, no one day can be named."""
    assert of(text) == found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("weight > 30", ["29.9", "30", "30.1"]),
        ("weight > 80", ["79.9", "80"]),
        ("cycles = 0", ["0", "1"]),
        ("cycles > 1.5", ["1", "2"]),
        ("cycles >= 6", ["5", "6", "7"]),
        ("both > 0", ["0", "1"]),
        ("both < 60", ["59", "60"]),
        ("twice > 0", ["-1", "0", "1"]),
    ],
)
def test_a_level_has_numbers_around_it(text: str, wanted: list[str]) -> None:
    """Just under, at and just over, by the places that the fact keeps, as far as they can occur."""
    (level,) = of(text)
    assert isinstance(level, Level)
    assert around(level, WORDS) == [Decimal(value) for value in wanted]
