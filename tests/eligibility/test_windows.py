"""Windows of days: found at the days on which comparisons turn, and the same as a look at every single day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

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
    for place in found.places:
        runs = found.by_status(place)
        assert [[status for status, window in runs if _inside(on, window)] for on in days] == [[one[place]] for one in by_day]
        assert all(one != other for (one, _), (other, _) in pairwise(runs))
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
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_windows_are_those_of_a_look_at_every_day(of: Rules, facts: dict[str, object]) -> None:
    """For every criterion that hangs on time; the others are the same on every day."""
    assert_as_day_by_day(of, facts)


@pytest.mark.hunt
@given(policies(), cases())
@settings(max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_windows_are_those_of_a_look_at_every_day_in_many_more_cases(of: Rules, facts: dict[str, object]) -> None:
    """The same, over 5,000 generated policies and cases."""
    assert_as_day_by_day(of, facts)


# By hand

WIDE = "plausible: 2015-01-01 .. 2040-12-31"
COUPLE = words(
    day("referral", f"moment: referral, changes: with time, {WIDE}")
    + day("start", f"moment: the start, changes: with time, answered by: nobody, {ANY_DAY}")
    + f"  born: {{type: date, says: her date of birth, changes: never, {ANY_DAY}}}\n"
    + f"  registered since: {{type: date, says: the date since which she is registered, changes: never, {ANY_DAY}}}\n"
    + f"  trying since: {{type: date, says: the date since which they try, changes: never, {ANY_DAY}}}\n"
    + "  months trying: {type: number, unit: months, says: the months of trying, changes: with time, plausible: 0 .. 400,"
    + " follows from: 'full months(trying since, referral)'}\n"
    + "  level: {type: number, says: her level, dated: true, plausible: 0 .. 9}\n"
    + boolean("p")
    + "  her age: {type: number, unit: years, says: her age, is: 'age(born, start)'}\n"
)
MAY = {"referral": "2022-05-02", "start": "2022-05-02"}
REGISTERED = "met when: registered since <= referral - 12 months"
CURRENT = ("met when: level > 5", "evidence: {level: within 12 months before referral}")


def windows(facts: dict[str, object], *criteria: tuple[str, ...]) -> list[Window]:
    """The windows in which some criteria hold, of a case of which nothing else is known."""
    of = rules(COUPLE, *(criterion(name, *lines) for name, lines in zip("abc", criteria, strict=False)))
    return Windows(of, case(of, {**MAY, **facts})).of(range(len(criteria)))


@pytest.mark.parametrize(
    ("facts", "lines", "expected"),
    [
        pytest.param({"born": "2000-03-04"}, ("met when: her age >= 23",), [("2023-03-04", None)], id="turns 23"),
        pytest.param({"born": "2000-02-29"}, ("met when: her age >= 23",), [("2023-03-01", None)], id="turns 23 on 1 March"),
        pytest.param(  # from 2 December 2022 to 4 March 2023 it is 92 days, as from 1 June to 1 September
            {"born": "2000-03-04", "referral": "2022-06-01", "start": "2022-09-01"},
            ("met when: her age >= 23",),
            [("2022-12-02", None)],
            id="turns 23 by a start 92 days ahead",
        ),
        pytest.param({"born": "1984-03-04"}, ("met when: her age < 40",), [(None, "2024-03-03")], id="before 40"),
        pytest.param(
            {"born": "2000-03-04"}, ("met when: her age in [23 .. 40)",), [("2023-03-04", "2040-03-03")], id="from 23 and before 40"
        ),
        pytest.param({"registered since": "2022-08-15"}, (REGISTERED,), [("2023-08-15", None)], id="registered for 12 months"),
        pytest.param({"trying since": "2020-05-31"}, ("met when: months trying >= 36",), [("2023-05-31", None)], id="three years trying"),
        pytest.param(  # 28 February 2023 less three years is 28 February 2020, a day too early
            {"trying since": "2020-02-29"}, ("met when: months trying >= 36",), [("2023-03-01", None)], id="three years from a 29th"
        ),
        pytest.param({"months trying": 30}, ("met when: months trying >= 36",), [("2022-11-02", None)], id="six months more"),
        pytest.param({"months trying": 40}, ("met when: months trying >= 36",), [("2022-05-02", None)], id="enough, known from that day"),
        pytest.param({"level": {"value": 7, "date": "2022-02-01"}}, CURRENT, [("2022-02-01", "2023-02-01")], id="evidence expires"),
        pytest.param({"level": {"value": 4, "date": "2022-02-01"}}, CURRENT, [], id="evidence that does not do"),
        pytest.param({"level": {"value": 7}}, CURRENT, [], id="evidence without a date never counts"),
        pytest.param(
            {"born": "2000-03-04"},
            ("met when: her age < 30 or her age >= 40",),
            [(None, "2030-03-03"), ("2040-03-04", None)],
            id="two windows with a gap",
        ),
        pytest.param({"born": "2000-03-04", "p": False}, ("met when: her age >= 23 and p",), [], id="nothing holds"),
        pytest.param({"born": "2000-03-04"}, ("met when: her age >= 23 and p",), [], id="not known does not hold"),
        pytest.param({"born": "2000-03-04", "p": True}, ("met when: her age >= 23 or p",), [(None, None)], id="holds on any day"),
        pytest.param({"p": False}, ("met when: p",), [(None, None)], id="nothing hangs on time"),
        pytest.param({}, (REGISTERED,), [], id="a date that is not known"),
        pytest.param({}, ("met when: 'referral >= date(\"2023-04-01\")'",), [("2023-04-01", None)], id="from a day of the calendar"),
        pytest.param({}, ("met when: start <= referral + 1 month",), [(None, None)], id="a start on the day of referral"),
        pytest.param({}, ("met when: start <= referral",), [(None, None)], id="two dates that move together stay in their order"),
        pytest.param(
            {"registered since": "2022-08-15", "p": False}, ("applies when: not(p)", REGISTERED), [("2023-08-15", None)], id="applies"
        ),
        pytest.param(
            {"born": "1984-03-04", "p": False},
            ("applies when: her age < 40", "met when: p"),
            [("2024-03-04", None)],
            id="what does not apply holds",
        ),
    ],
)  # fmt: skip
def test_the_windows_of_one_criterion_are_those_of_the_calendar(
    facts: dict[str, object], lines: tuple[str, ...], expected: list[tuple[str | None, str | None]]
) -> None:
    """Both days in; an open end is None, and no window at all means no day."""
    found = [(window.since and str(window.since), window.until and str(window.until)) for window in windows(facts, lines)]

    assert found == expected


def test_a_start_a_month_ahead_holds_in_long_months() -> None:
    """A start 31 days after referral is within a month of it where the month has 31 days and the next has that day too."""
    of = rules(WORDS, criterion("a", "met when: start <= referral + 1 month"))
    found = Windows(of, case(of, {"referral": "2024-03-10", "start": "2024-04-10"})).of([0])

    assert [(window.since, window.until) for window in found] == [
        (None, date(2024, 1, 29)),
        (date(2024, 3, 1), date(2024, 3, 30)),
        (date(2024, 5, 1), None),
    ]


def test_a_wait_of_days_is_found_too() -> None:
    """From 1 March, 45 days before a start on 15 April, she has waited long enough."""
    of = rules(WORDS, criterion("a", "met when: waited"))
    found = Windows(of, case(of, {"referral": "2024-04-01", "start": "2024-04-01", "since": "2024-03-01"})).of([0])

    assert [(window.since, window.until) for window in found] == [(date(2024, 4, 15), None)]


def test_all_criteria_of_a_treatment_must_hold_at_once() -> None:
    """Old enough from March 2023, registered from August 2023, with a result that counts until February or October."""
    old_enough, here = ("met when: her age >= 23",), (REGISTERED,)
    facts: dict[str, object] = {"born": "2000-03-04", "registered since": "2022-08-15"}

    (found,) = windows({**facts, "level": {"value": 7, "date": "2022-10-01"}}, old_enough, here, CURRENT)
    assert (found.since, found.until) == (date(2023, 8, 15), date(2023, 10, 1))
    assert windows({**facts, "level": {"value": 7, "date": "2022-02-01"}}, old_enough, here, CURRENT) == []


def test_a_window_says_what_begins_and_what_ceases() -> None:
    """With the clause and the reason; what held before and goes on holding is not spoken of."""
    facts: dict[str, object] = {"born": "1990-03-04", "registered since": "2022-08-15", "level": {"value": 7, "date": "2022-10-01"}}
    (found,) = windows(facts, ("met when: her age >= 23",), (REGISTERED,), CURRENT)

    begins, ends = found.because
    assert begins == (
        "From 15 August 2023: b (clause b) is met. "
        "The date since which she is registered, 15 August 2022, is 12 months or more before referral (15 August 2023)."
    )
    assert ends == (
        "After 1 October 2023: c (clause c) is not known. The level result of 1 October 2022 is older than 12 months at referral."
    )


def test_a_window_says_what_no_longer_applies() -> None:
    """That is how it begins; an open end needs no reason."""
    (found,) = windows({"born": "1984-03-04", "p": False}, ("applies when: her age < 40", "met when: p"))

    assert found.because == (
        "From 4 March 2024: a (clause a) does not apply. This does not apply because her age, 40, is not below 40.",
    )
    assert windows({"p": False}, ("met when: p",)) == [Window(None, None)]


def test_an_area_is_named_in_the_reasons() -> None:
    """By the name that the library has for its code."""
    area = words(
        day("referral", f"moment: referral, changes: with time, {WIDE}")
        + day("since", f"changes: never, {ANY_DAY}")
        + "  area: {type: area, says: her area}\n"
    )
    of = rules(area, criterion("a", "met when: 'area = \"26A\" and since <= referral - 1 year'"))
    read = case(of, {"referral": "2022-05-02", "area": "26A", "since": "2022-01-01"})
    (found,) = Windows(of, read, lambda code: f"the area {code}").of([0])

    assert "her area is the area 26A" in found.because[0].replace("Her", "her")
