"""Windows of days: found at the days on which comparisons turn, and the same as a look at every single day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from coequal.eligibility.assumed import assumed
from coequal.eligibility.outcome import MET, NOT_APPLICABLE
from coequal.eligibility.rules import Rules
from coequal.eligibility.windows import Window, Windows
from tests.eligibility.building import boolean, case, criterion, day, number, rules, words
from tests.eligibility.test_missing import expressions

FIRST, LAST = date(2024, 1, 20), date(2024, 5, 10)  # a 29 February, and months of 29, 30 and 31 days
ANY_DAY = "plausible: 1900-01-01 .. 2100-01-01"
FACTS = (
    day("referral", f"moment: referral, changes: with time, plausible: {FIRST} .. {LAST}")
    + day("start", f"moment: the start, changes: with time, answered by: nobody, {ANY_DAY}")
    + day("born", f"changes: never, {ANY_DAY}")
    + day("since", f"changes: never, {ANY_DAY}")
    + boolean("p")
    + number("n", "plausible: 0 .. 99")
    + "  level: {type: number, says: her level, dated: true, plausible: 0 .. 9}\n"
    + "  months tried: {type: number, unit: months, says: the months, changes: with time, plausible: 0 .. 400, follows from: 'full months(since, referral)'}\n"
    + "  her age: {type: number, unit: years, says: her age, is: 'age(born, start)'}\n"
    + "  waited: {type: boolean, says: whether she waited, if true: she waited, if false: no wait, is: start - since >= 45 days}\n"
)
WORDS = words(FACTS)
ATOMS = st.sampled_from(
    ["p", "not(p)", "n > 3", "her age >= 23", "her age in [23 .. 40)", "her age < 40", "months tried >= 36", "months tried < 37", "months tried + n >= 38"]
    + ["since <= referral - 2 months", "since < referral - 1 month", "since in [referral - 1 month .. referral]", "waited"]
    + ["referral + 1 month > since", "start <= referral + 1 month", "start < referral + 2 months", "start > referral + 30 days"]
    + ["level >= 3", "level < 7", "level is known", "since is known", "months tried is not known", "since = referral - 1 month"]
    + ['referral >= date("2024-02-29")', 'start in [date("2024-03-01") .. date("2024-04-15")]', "since != referral", "true"]
    + ['referral in (date("2024-02-29"), date("2024-03-31"))', "(if start > since then 2 else n) > 1", "months tried = 36", "start - 1 month < since"]
)  # fmt: skip
CONDITIONS = expressions(ATOMS)
AROUND = st.dates(FIRST - timedelta(100), LAST + timedelta(60))


@st.composite
def policies(draw: st.DrawFn) -> Rules:
    """A policy of one to three criteria, perhaps with evidence, perhaps one overriding another."""
    blocks = []
    for place in range(draw(st.integers(1, 3))):
        lines = [f"met when: '{draw(CONDITIONS)}'"]
        if draw(st.integers(0, 2)) == 0:
            lines.append(f"applies when: '{draw(CONDITIONS)}'")
            if place and draw(st.booleans()):
                lines.append("overrides: [k0]")
        if "level >" in " ".join(lines) or "level <" in " ".join(lines):
            lines.append(
                f"evidence: {{level: within {draw(st.sampled_from(['2 months', '30 days', '12 months']))} before referral}}"
            )
        blocks.append(criterion(f"k{place}", *lines))
    note("\n".join(blocks))
    return rules(WORDS, *blocks)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, object]:
    """A case in which this or that is not known; its day of referral is."""
    referral = draw(st.dates(FIRST, LAST))
    found: dict[str, object] = {
        "referral": referral,
        "start": referral + timedelta(draw(st.sampled_from([0, 1, 29, 30, 31, 59, 60, 61, 91]))),
        "born": draw(AROUND).replace(year=draw(st.sampled_from([1984, 2001])), day=draw(st.integers(1, 28))),
        "since": draw(AROUND) if draw(st.booleans()) else draw(AROUND).replace(year=2021, day=draw(st.integers(1, 28))),
        "p": draw(st.booleans()),
        "n": draw(st.integers(0, 5)),
        "level": {"value": draw(st.integers(0, 9)), "date": draw(AROUND)},
    }
    for name in draw(st.sets(st.sampled_from(["born", "since", "p", "n", "level"]), max_size=2)):
        del found[name]
    if "since" not in found and draw(st.booleans()):
        found["months tried"] = draw(st.integers(33, 38))
    return found


def on_another_day(facts: dict[str, object], on: date) -> dict[str, object]:
    """The case moved by hand: referral and start together, a count of months that was given month by month."""
    referral, start = facts["referral"], facts["start"]
    assert isinstance(referral, date)
    assert isinstance(start, date)
    moved = {**facts, "referral": on, "start": start + (on - referral)}
    if "months tried" in moved and on < referral:
        del moved["months tried"]
    elif "months tried" in moved:
        later = [referral + timedelta(n) for n in range(1, (on - referral).days + 1)]
        moved["months tried"] += sum(_is_one_month_more(late, referral.day) for late in later)  # type: ignore[operator]
    return moved


def _is_one_month_more(on: date, wanted: int) -> bool:
    """Whether a month is complete today: on the same day of the month, or on the first after a month that lacks it."""
    return on.day == wanted or (on.day == 1 and (on - timedelta(1)).day < wanted)


def assert_as_day_by_day(of: Rules, facts: dict[str, object]) -> None:
    """The windows of the first treatment are the runs of days on which every criterion that hangs on time holds."""
    found = Windows(of, case(of, facts))
    days = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
    by_day = [of.statuses(of.values(case(of, on_another_day(facts, on)))) for on in days]
    for places in ([place] for place in found.places):
        holds = [all(statuses[place] in (MET, NOT_APPLICABLE) for place in places) for statuses in by_day]
        expected = [on for on, held in zip(days, holds, strict=True) if held]
        windows = found.of(places)
        assert [on for on in days if any(_inside(on, window) for window in windows)] == expected
        assert all(_ends_where_it_must(window, windows) for window in windows)
    other = set(range(len(of.criteria))) - set(found.places)
    assert all(len({statuses[place] for statuses in by_day}) == 1 for place in other)


def _inside(on: date, window: Window) -> bool:
    return (window.since or FIRST) <= on <= (window.until or LAST)


def _ends_where_it_must(window: Window, windows: list[Window]) -> bool:
    """No window touches another, and only an open end lies at an end of what is plausible."""
    if window.since == FIRST or window.until == LAST:
        return False
    return window.until is None or not any(other.since == window.until + timedelta(1) for other in windows)


@given(policies(), cases())
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_windows_are_those_of_a_look_at_every_day(of: Rules, facts: dict[str, object]) -> None:
    """For every criterion that hangs on time; the others are the same on every day."""
    assert_as_day_by_day(of, facts)


@pytest.mark.hunt
@given(policies(), cases())
@settings(max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_windows_are_those_of_a_look_at_every_day_in_many_more_cases(of: Rules, facts: dict[str, object]) -> None:
    """The same, over 5,000 generated policies and cases."""
    assert_as_day_by_day(of, facts)
