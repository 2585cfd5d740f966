"""A case on another day: what moves with time moves together, and nothing else does."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from coequal.eligibility.moving import Moving
from coequal.facts.case import Known, NotKnown
from tests.eligibility.building import boolean, case, criterion, day, number, rules, words

ANY_DAY = "plausible: 1900-01-01 .. 2100-01-01"
WORDS = words(
    day("referral", f"changes: with time, {ANY_DAY}")
    + day("start", f"changes: with time, {ANY_DAY}")
    + day("born", f"changes: never, {ANY_DAY}")
    + day("trying since", f"changes: never, {ANY_DAY}")
    + boolean("waits", "with time")
    + number("n", "plausible: 0 .. 9")
    + number("months waiting", "unit: months, changes: with time, plausible: 0 .. 99")
    + number(
        "months trying", "unit: months, changes: with time, plausible: 0 .. 99, follows from: 'full months(trying since, referral)'"
    )
    + "  level: {type: number, says: her level, dated: true, plausible: 0 .. 9}\n"
)
RULES = rules(WORDS, criterion("a", "met when: n > 3"))
MAY = {"referral": "2023-05-31", "start": "2023-09-01"}


def moving(**facts: object) -> Moving:
    """What moves of a case."""
    return Moving(RULES, case(RULES, {name.replace("_", " "): value for name, value in facts.items()}))


@pytest.mark.parametrize(
    ("facts", "names"),
    [
        ({}, set()),
        (MAY, {"referral", "start"}),
        ({**MAY, "born": "1990-03-04", "n": 3, "level": {"value": 5, "date": "2023-02-01"}}, {"referral", "start"}),
        ({**MAY, "months_waiting": 3}, {"referral", "start", "months waiting"}),
        ({**MAY, "trying_since": "2023-01-31", "months_trying": 4}, {"referral", "start", "months trying"}),
        ({"months_waiting": 3}, set()),
        ({**MAY, "waits": True}, {"referral", "start"}),
    ],
)
def test_dates_and_counts_that_change_with_time_move(facts: dict[str, object], names: set[str]) -> None:
    """A birth, a result and all that does not change with time alone stay; a count moves where its day is known."""
    assert moving(**facts).names == names


def test_dates_move_by_as_many_days_each() -> None:
    """The start stays as far ahead of the referral as it was."""
    moved = moving(**MAY, n=3).on(date(2023, 6, 10))

    assert moved.facts == {"referral": Known(date(2023, 6, 10)), "start": Known(date(2023, 9, 11)), "n": Known(Decimal(3))}


@pytest.mark.parametrize(
    ("on", "months"),
    [("2023-05-31", 3), ("2023-06-30", 3), ("2023-07-01", 4), ("2023-07-30", 4), ("2023-07-31", 5), ("2024-05-31", 15)],
)
def test_a_count_that_was_given_grows_from_its_day(on: str, months: int) -> None:
    """Month by month; June lacks a 31st, so the month is over on 1 July."""
    assert moving(**MAY, months_waiting=3).on(date.fromisoformat(on)).value("months waiting") == months


def test_before_its_day_a_count_is_not_known() -> None:
    """It may have been shorter, and nobody said how much."""
    assert moving(**MAY, months_waiting=3).on(date(2023, 5, 30)).get("months waiting") == NotKnown()


def test_a_count_that_dates_give_anyway_is_left_to_them() -> None:
    """It is taken out, so that it is worked out for the other day."""
    found = moving(**MAY, trying_since="2023-01-31", months_trying=4)

    assert found.values(timedelta(30))["months trying"] is None
    assert found.on(date(2023, 6, 30)).get("months trying") == NotKnown()
    assert RULES.policy.vocabulary.derived.keys() == {"months trying"}
