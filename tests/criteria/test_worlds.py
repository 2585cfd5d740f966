"""Where a value begins to make a difference: the settings that a world gives to an open fact."""

from datetime import date
from typing import Any

import pytest

from coequal.criteria.vocabulary import Vocabulary
from coequal.criteria.worlds import Worlds
from coequal.eligibility.missing import Search
from tests.eligibility.building import boolean, case, criterion, number, rules, words

DAYS = "plausible: 1900-01-01 .. 2100-01-01"
WORDS = words(
    f"  referral: {{type: date, says: the date of referral, moment: referral, {DAYS}}}\n"
    f"  born: {{type: date, says: her date of birth, {DAYS}}}\n"
    f"  since: {{type: date, says: the date since which she is here, {DAYS}}}\n"
    "  place: {type: area, says: her place}\n  other place: {type: area, says: another place}\n"
    + boolean("p")
    + number("n", "plausible: 0 .. 99")
    + number("m", "plausible: 0 .. 99")
    + number("level", "decimals: 1, dated: true, plausible: 0 .. 50")
    + number("weight", "decimals: 1, plausible: 0 .. 50")
    + "  her age: {type: number, unit: years, says: her age, is: 'age(born, referral)'}\n"
    + "  later: {type: date, says: a later day, is: referral + 3 months}\n"
)


def settings(expression: str, name: str, vocabulary: Vocabulary = WORDS, **facts: object) -> list[Any]:
    """The values that one open fact is given, sorted, under one criterion."""
    of = rules(vocabulary, criterion("a", f"met when: '{expression}'"))
    open_facts = [name] if name in facts or name in of.grounds.facts[0] else []
    found = Worlds(vocabulary, of.grounds.comparisons[0], of.values(case(of, facts)), open_facts).settings[name]
    return sorted(setting[0][1] for setting in found[1:])


@pytest.mark.parametrize(
    ("expression", "name", "expected"),
    [
        ("p", "p", ["False", "True"]),
        ("n > 5", "n", ["4", "5", "6"]),
        ("weight in [5 .. 9)", "weight", ["4.9", "5", "5.1", "8.9", "9", "9.1"]),
        ("n < 0", "n", ["0", "1"]),
        ("n is known", "n", ["0"]),
        ("n > 200", "n", ["0"]),
        ('place = "26A"', "place", ["26A", "elsewhere", "elsewhere too"]),
        ("n + m > 2", "n", ["0", "1", "2", "3"]),
        ("n + weight > 40", "weight", ["0", "0.1", "39.9", "40", "40.1"]),
    ],
)
def test_each_interval_that_a_constant_cuts_has_a_value(expression: str, name: str, expected: list[str]) -> None:
    """Just under, at and just over each constant, as far as the value can occur; else any value."""
    assert [str(value) for value in settings(expression, name)] == expected


def test_an_area_is_compared_with_what_another_has() -> None:
    """The code that the other area has is one of the settings."""
    assert settings("place = other place", "place", **{"other place": "06P"}) == ["06P", "elsewhere", "elsewhere too"]


def test_a_known_number_moves_the_place_where_a_sum_turns() -> None:
    """With 30 known, the sum turns at 10 of the other."""
    assert {9, 10, 11} <= set(settings("n + m > 40", "n", m=30))


@pytest.mark.parametrize(
    ("expression", "name", "facts", "expected"),
    [
        (
            "since <= referral - 12 months",
            "since",
            {"referral": "2024-02-29"},
            [date(2023, 2, 27), date(2023, 2, 28), date(2023, 3, 1)],
        ),
        (
            "since <= referral - 1 month",
            "referral",
            {"since": "2023-01-31"},
            [date(2023, 2, 28), date(2023, 3, 1), date(2023, 3, 2)],
        ),
        ("her age >= 40", "born", {"referral": "2024-05-02"}, [date(1984, 5, 1), date(1984, 5, 2), date(1984, 5, 3)]),
        ("her age <= 39", "born", {"referral": "2024-05-02"}, [date(1984, 5, 1), date(1984, 5, 2), date(1984, 5, 3)]),
        ("her age in [23 .. 39]", "born", {"referral": "2024-05-02"}, [date(1984, 5, 2), date(1984, 5, 3), date(2001, 5, 2)]),
        ("her age > 39.5", "born", {"referral": "2024-05-02"}, [date(1984, 5, 2), date(1984, 5, 3)]),
        ("39 >= her age", "born", {"referral": "2024-05-02"}, [date(1984, 5, 2), date(1984, 5, 3)]),
        ("her age >= 40", "referral", {"born": "1984-02-29"}, [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)]),
        (
            "referral - since >= 28 days",
            "since",
            {"referral": "2024-05-02"},
            [date(2024, 4, 3), date(2024, 4, 4), date(2024, 4, 5)],
        ),
        ("since > later", "since", {"referral": "2024-05-02"}, [date(2024, 8, 1), date(2024, 8, 2), date(2024, 8, 3)]),
        ('since = date("2024-05-02")', "since", {}, [date(2024, 5, 1), date(2024, 5, 2), date(2024, 5, 3)]),
        (
            "since - 1 month - 1 month > referral",
            "since",
            {"referral": "2024-05-02"},
            [date(2024, 6, 1), date(2024, 6, 2), date(2024, 6, 3)],
        ),
        (
            "since + 28 days <= referral",
            "since",
            {"referral": "2024-05-02"},
            [date(2024, 4, 3), date(2024, 4, 4), date(2024, 4, 5)],
        ),
    ],
)
def test_a_date_is_placed_around_the_day_on_which_a_comparison_turns(
    expression: str, name: str, facts: dict[str, object], expected: list[date]
) -> None:
    """The day itself, the day before and the day after are among the settings."""
    assert set(expected) <= set(settings(expression, name, **facts))


def test_a_date_that_nothing_places_is_in_the_middle_of_what_is_plausible() -> None:
    """Any day will do, and it leaves room for others on both sides."""
    assert date(2000, 1, 1) in settings("since <= referral - 12 months", "referral")


def test_an_open_date_is_placed_through_another_open_date() -> None:
    """From a known day to a second open date and on to the first, both placed by that day."""
    expression = 'since > date("2024-01-02") and since <= referral - 2 days'

    assert date(2024, 1, 5) in settings(expression, "referral")
    assert date(2024, 1, 3) in settings(expression, "since")


def test_a_date_at_the_end_of_the_calendar_has_no_place_beyond_it() -> None:
    """A turning day that would leave the calendar is left out."""
    assert settings("since <= referral - 99999 months", "since", referral="2024-05-02") != []
    assert settings("since <= referral - 99999 months", "referral", since="2024-05-02") != []


def test_evidence_turns_an_anchor_at_both_ends_of_its_window() -> None:
    """A referral is placed around the day of the result, and around the last day on which the result counts."""
    of = rules(WORDS, criterion("a", "met when: level > 5", "evidence: {level: within 12 months before referral}"))
    read = case(of, {"level": {"value": 9, "date": "2023-02-28"}})
    days = {setting[0][1] for setting in Search(of, read).variables[0].settings[1:]}

    assert {date(2023, 2, 27), date(2023, 2, 28), date(2024, 2, 28), date(2024, 2, 29)} <= days
