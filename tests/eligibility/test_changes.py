"""Whether a status can come to be otherwise: with time, by something that can change, or never."""

from datetime import date

import pytest

from coequal.eligibility import changes
from coequal.eligibility.changes import Change, Changes
from tests.eligibility.building import boolean, case, criterion, number, rules, words

DAYS = "plausible: 1900-01-01 .. 2100-01-01"
WORDS = words(
    f"  referral: {{type: date, says: the date of referral, moment: referral, changes: with time, {DAYS}}}\n"
    f"  start: {{type: date, says: the start, changes: with time, answered by: nobody, {DAYS}}}\n"
    f"  born: {{type: date, says: her date of birth, changes: never, {DAYS}}}\n"
    f"  since: {{type: date, says: the date since which she is here, changes: never, {DAYS}}}\n"
    f"  tried since: {{type: date, says: the date since which they tried, changes: never, {DAYS}}}\n"
    "  months tried: {type: number, unit: months, says: the months, changes: with time, plausible: 0 .. 400,"
    " follows from: 'full months(tried since, referral)'}\n"
    + boolean("p")
    + boolean("settled", "never")
    + number("n", "plausible: 0 .. 99")
    + "  her age: {type: number, unit: years, says: her age, is: 'age(born, start)'}\n"
)
NEVER, POSSIBLE = Change("never"), Change("possible")


def change(facts: dict[str, object], *lines: str) -> Change:
    """How the status of one criterion can change."""
    of = rules(WORDS, criterion("a", *lines))
    read = case(of, facts)
    return Changes(of, read).of(0, of.statuses(of.values(read))[0])


@pytest.mark.parametrize(
    ("facts", "condition", "expected"),
    [
        ({"start": "2024-05-02", "born": "2002-09-01"}, "her age >= 23", date(2025, 9, 1)),
        ({"start": "2024-05-02", "born": "2004-02-29"}, "her age >= 21", date(2025, 3, 1)),
        ({"referral": "2024-05-02", "since": "2023-08-15"}, "since <= referral - 12 months", date(2024, 8, 15)),
        ({"referral": "2024-05-02", "tried since": "2022-01-31"}, "months tried >= 36", date(2025, 1, 31)),
        ({"referral": "2024-05-02", "months tried": 30}, "months tried >= 36", date(2024, 11, 2)),
    ],
)
def test_waiting_alone_will_do_from_a_day(facts: dict[str, object], condition: str, expected: date) -> None:
    """With time, and the first day of referral or of treatment on which the criterion is met."""
    assert change(facts, f"met when: {condition}") == Change("with time", expected)


@pytest.mark.parametrize(
    ("facts", "lines", "expected"),
    [
        ({"start": "2024-05-02", "born": "1980-01-01"}, ("met when: her age < 42",), NEVER),
        ({"settled": True}, ("met when: not(settled)",), NEVER),
        ({"p": False}, ("met when: p",), POSSIBLE),
        ({"n": 31}, ("met when: n <= 30",), POSSIBLE),
        ({"p": False, "settled": False}, ("met when: p and settled",), NEVER),
        ({"settled": False}, ("met when: p and settled",), NEVER),
        ({}, ("met when: settled",), POSSIBLE),
        (
            {"start": "2024-05-02", "born": "2002-09-01", "months tried": 3},
            ("met when: her age >= 23 and months tried >= 36",),
            NEVER,
        ),
        ({"p": True}, ("met when: p",), POSSIBLE),
        ({"settled": True}, ("met when: settled",), NEVER),
        ({}, ("kind: duty",), NEVER),
        ({}, ("kind: judgement",), NEVER),
    ],
)
def test_a_status_can_change_if_something_that_it_rests_on_can(
    facts: dict[str, object], lines: tuple[str, ...], expected: Change
) -> None:
    """A criterion that is not met says whether it can come to be met; any other whether it can be otherwise."""
    assert change(facts, *lines) == expected


def test_too_many_ways_to_try_count_as_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where not all can be tried, a change is not ruled out."""
    monkeypatch.setattr(changes, "MOST_WORLDS", 1)

    assert change({"n": 31, "settled": False}, "met when: n <= 30 and settled") == POSSIBLE


def test_a_date_not_known_has_the_span_in_which_a_criterion_is_met() -> None:
    """Both days are included; there is none where the date is known, does not matter, or has no such bounds."""
    of = rules(
        WORDS,
        criterion("a", "met when: her age in [23 .. 40)"),
        criterion("b", "met when: her age >= 23"),
        criterion("c", "met when: p"),
    )
    found = Changes(of, case(of, {"born": "2000-03-04"}))

    assert found.span(0, "start") == (date(2023, 3, 4), date(2040, 3, 3))
    assert found.span(1, "start") is None
    assert found.span(2, "start") is None
    assert Changes(of, case(of, {"born": "2000-03-04", "start": "2024-05-02"})).span(0, "start") is None
    assert Changes(of, case(of, {})).span(0, "referral") is None
