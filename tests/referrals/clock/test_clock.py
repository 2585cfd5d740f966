"""A clock runs, stops and starts again, and is due when somebody who looks at every day says so."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.errors import CoequalError
from coequal.referrals.clock.clock import Clock, Stop
from coequal.referrals.clock.limits import CALENDAR_DAYS, MONTHS, WORKING_DAYS, Limit, limit_of
from tests.referrals.clock import walking

WHY = "the clinic was asked for a result"
STARTS = st.dates(walking.FIRST, date(2022, 12, 31))
LIMITS = st.one_of(
    st.builds(Limit, st.integers(1, 60), st.just(WORKING_DAYS)),
    st.builds(Limit, st.integers(1, 90), st.just(CALENDAR_DAYS)),
    st.builds(Limit, st.integers(1, 3), st.just(MONTHS)),
)


@st.composite
def clocks(draw: st.DrawFn, stops: int = 5, *, may_stay_stopped: bool = True) -> Clock:
    """Clocks with stops near each other, so that they often overlap, touch, come early or come late."""
    start = draw(STARTS)
    found = []
    for since in draw(st.lists(st.integers(-20, 120), max_size=stops)):
        length = draw(st.none() | st.integers(0, 40) if may_stay_stopped else st.integers(0, 40))
        begins = start + timedelta(since)
        found.append(Stop(begins, None if length is None else begins + timedelta(length), draw(st.sampled_from("abc"))))
    return Clock(start, draw(LIMITS), tuple(found))


def walked(clock: Clock) -> tuple[int, list[tuple[date, date | None]], bool]:
    """What is needed to walk through a clock: its days, its stops, and whether only working days count."""
    limit = clock.limit
    total = walking.in_months(clock.start, limit.count) if limit.unit == MONTHS else limit.count
    return total, [(stop.since, stop.until) for stop in clock.stops], limit.unit == WORKING_DAYS


@given(clock=clocks())
def test_a_clock_is_due_on_the_day_that_walking_finds(clock: Clock) -> None:
    """The last day in time is that on which the last day is used up, each day from the start looked at by itself."""
    total, stops, working = walked(clock)
    assert clock.total == total
    assert clock.due == walking.due(clock.start, total, stops, working=working)


@given(clock=clocks(), days=st.integers(-10, 400))
def test_as_many_days_are_used_as_are_walked_through(clock: Clock, days: int) -> None:
    """On any day, before the start and after the end too, the days used are those walked through and not stopped."""
    total, stops, working = walked(clock)
    on = clock.start + timedelta(days)
    used = walking.used(clock.start, on, stops, working=working)
    assert clock.used(on) == used
    assert clock.left(on) == max(0, total - used)


@pytest.mark.hunt
@pytest.mark.parametrize("year", walking.LISTED)
def test_every_start_of_twenty_years_is_due_when_walking_says(year: int) -> None:
    """From every day of every year, forty working days end on the same day either way, without a stop and with one."""
    for start in walking.days_after(date(year - 1, 12, 31), date(min(year, 2024), 12, 31)):
        for stops in ((), (Stop(start + timedelta(10), start + timedelta(31), WHY),)):
            clock = Clock(start, Limit(40, WORKING_DAYS), stops)
            _, times, _ = walked(clock)
            assert clock.due == walking.due(start, 40, times, working=True)


@given(clock=clocks(), days=st.integers(0, 400))
def test_a_clock_is_late_when_its_days_are_over(clock: Clock, days: int) -> None:
    """A clock is late after the day on which it was due and never before; while it stands still for good it is never late."""
    on = clock.start + timedelta(days)
    assert clock.is_late(on) == (clock.due is not None and on > clock.due)
    if clock.left(on):
        assert not clock.is_late(on)


@given(clock=clocks(), order=st.randoms())
def test_the_order_in_which_stops_are_known_does_not_matter(clock: Clock, order: object) -> None:
    """Stops in another order, or known twice, come to the same day."""
    again = list(clock.stops) * 2
    order.shuffle(again)  # type: ignore[attr-defined]
    other = Clock(clock.start, clock.limit, tuple(again))
    assert other.due == clock.due
    assert [(one.since, one.until) for one in other.merged] == [(one.since, one.until) for one in clock.merged]


@given(clock=clocks(may_stay_stopped=False), since=st.integers(-20, 120), length=st.integers(0, 40))
def test_one_more_stop_never_brings_a_day_forward(clock: Clock, since: int, length: int) -> None:
    """A clock that stands still once more is due on the same day or later, but by no more working time than the stop took."""
    begins = clock.start + timedelta(since)
    more = Clock(clock.start, clock.limit, (*clock.stops, Stop(begins, begins + timedelta(length), WHY)))
    assert clock.due is not None
    assert more.due is not None
    assert more.due >= clock.due
    if clock.limit.unit != WORKING_DAYS:
        assert more.due <= clock.due + timedelta(length) + sum(
            ((stop.until or stop.since) - stop.since for stop in clock.stops), timedelta(0)
        )


@given(clock=clocks())
def test_merged_stops_neither_overlap_nor_touch(clock: Clock) -> None:
    """Each merged stop ends before the next begins, only the last may have no end, and none is outside the clock."""
    merged = clock.merged
    assert all(stop.since >= clock.start for stop in merged)
    assert all(one.until is not None and one.until < other.since for one, other in pairwise(merged))


def stops(*times: tuple[int, int | None]) -> tuple[Stop, ...]:
    """Stops by the days of March 2021."""
    return tuple(Stop(date(2021, 3, since), None if until is None else date(2021, 3, until), WHY) for since, until in times)


@pytest.mark.parametrize(
    ("limit", "stopped", "due"),
    [
        pytest.param("5 working days", (), date(2021, 3, 8), id="without a stop"),
        pytest.param(
            "5 working days", ((3, 4),), date(2021, 3, 9), id="the day of the stop counts, that of the new start does not"
        ),
        pytest.param("5 working days", ((3, 3),), date(2021, 3, 8), id="a stop that ends on its day takes nothing"),
        pytest.param("5 working days", ((5, 7),), date(2021, 3, 8), id="a weekend takes nothing"),
        pytest.param("5 working days", ((3, 9), (5, 10)), date(2021, 3, 15), id="stops that overlap"),
        pytest.param("5 working days", ((3, 5), (5, 10)), date(2021, 3, 15), id="stops that touch"),
        pytest.param("5 working days", ((3, 5), (6, 10)), date(2021, 3, 15), id="stops with a Saturday between them"),
        pytest.param("5 working days", ((3, 4), (5, 10)), date(2021, 3, 12), id="stops with a Friday between them"),
        pytest.param("5 working days", ((1, 3),), date(2021, 3, 10), id="a stop from the first day"),
        pytest.param("5 working days", ((3, None),), None, id="stopped still"),
        pytest.param("5 working days", ((3, 5), (4, None)), None, id="stopped still by the second of two"),
        pytest.param("5 working days", ((8, None),), date(2021, 3, 8), id="stopped on the last day, which counts"),
        pytest.param("5 working days", ((9, None),), date(2021, 3, 8), id="stopped when it was over"),
        pytest.param("3 calendar days", ((2, 10),), date(2021, 3, 12), id="calendar days"),
        pytest.param("3 calendar days", (), date(2021, 3, 4), id="calendar days without a stop"),
        pytest.param("5 calendar days", (), date(2021, 3, 6), id="calendar days may end on a Saturday"),
        pytest.param("1 month", ((2, 10),), date(2021, 4, 9), id="a month and the days that were taken out"),
    ],
)
def test_a_clock_from_monday_1_march(limit: str, stopped: Sequence[tuple[int, int | None]], due: date | None) -> None:
    """The examples of the rule which days count."""
    assert Clock(date(2021, 3, 1), limit_of(limit), stops(*stopped)).due == due


def test_a_stop_before_the_start_counts_from_the_start() -> None:
    """A stop that reaches into a clock takes its first days out; one that was over by then takes nothing."""
    start = date(2021, 3, 1)
    early = Stop(date(2021, 2, 1), date(2021, 3, 3), WHY)
    assert Clock(start, limit_of("5 working days"), (early,)).merged == (Stop(start, date(2021, 3, 3), WHY),)
    assert Clock(start, limit_of("5 working days"), (early,)).due == date(2021, 3, 10)
    over = Stop(date(2021, 2, 1), start, WHY)
    assert Clock(start, limit_of("5 working days"), (over,)).merged == ()
    assert Clock(start, limit_of("5 working days"), (over,)).due == date(2021, 3, 8)


def test_reasons_of_stops_that_are_one_are_all_given_once() -> None:
    """A merged stop has every reason, none of them twice."""
    first, second, third = (Stop(date(2021, 3, 2 + day), date(2021, 3, 9 + day), why) for day, why in enumerate("aba"))
    assert Clock(date(2021, 3, 1), limit_of("5 working days"), (third, first, second)).merged == (
        Stop(date(2021, 3, 2), date(2021, 3, 11), "a; b"),
    )


OPEN = (Stop(date(2021, 3, 3), None, WHY),)
ENDED = (Stop(date(2021, 3, 3), date(2021, 3, 5), WHY),)


@pytest.mark.parametrize(
    ("limit", "stopped", "on", "words"),
    [
        pytest.param(
            "5 working days", (), date(2021, 3, 1), "0 of 5 working days used; due on 8 March 2021", id="on the first day"
        ),
        pytest.param("5 working days", (), date(2021, 3, 3), "2 of 5 working days used; due on 8 March 2021", id="running"),
        pytest.param("5 working days", (), date(2021, 3, 8), "5 of 5 working days used; due on 8 March 2021", id="on the last day"),
        pytest.param("5 working days", (), date(2021, 3, 9), "late: 5 working days ended on 8 March 2021", id="late"),
        pytest.param("1 working day", (), date(2021, 3, 1), "0 of 1 working day used; due on 2 March 2021", id="of one"),
        pytest.param("1 month", (), date(2021, 3, 2), "1 of 31 days used; due on 1 April 2021", id="of a month"),
        pytest.param("5 working days", OPEN, date(2021, 3, 2), "1 of 5 working days used", id="before a stop without an end"),
        pytest.param(
            "5 working days",
            OPEN,
            date(2021, 3, 3),
            f"stopped since 3 March 2021: {WHY}; 2 of 5 working days used",
            id="as it stops",
        ),
        pytest.param(
            "5 working days", OPEN, date(2028, 3, 3), f"stopped since 3 March 2021: {WHY}; 2 of 5 working days used", id="a year on"
        ),
        pytest.param(
            "5 working days",
            ENDED,
            date(2021, 3, 4),
            f"stopped since 3 March 2021: {WHY}; 2 of 5 working days used",
            id="looking back",
        ),
        pytest.param(
            "5 working days", ENDED, date(2021, 3, 5), "2 of 5 working days used; due on 10 March 2021", id="started again"
        ),
        pytest.param(
            "2 working days",
            OPEN,
            date(2021, 3, 4),
            "late: 2 working days ended on 3 March 2021",
            id="late although it was stopped then",
        ),
    ],
)
def test_a_clock_says_how_it_stands(limit: str, stopped: tuple[Stop, ...], on: date, words: str) -> None:
    """The words name the days used and the day due, or the stop and its reason, or that it is late."""
    assert Clock(date(2021, 3, 1), limit_of(limit), stopped).says(on) == words


def test_days_left_end_at_none() -> None:
    """Days that are left are those of the limit not yet used; none are left once it has run out, however late it is."""
    clock = Clock(date(2027, 3, 1), limit_of("5 working days"))
    assert [clock.left(date(2027, 3, day)) for day in (1, 3, 6, 8, 31)] == [5, 3, 1, 0, 0]
    assert [clock.is_late(date(2027, 3, day)) for day in (1, 8, 9)] == [False, False, True]


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        pytest.param("5 working days", "due on 6 January 2028, if no bank holiday was moved or added", id="working days"),
        pytest.param("9 calendar days", "due on 7 January 2028", id="calendar days"),
    ],
)
def test_a_day_due_in_a_year_that_may_change_says_so(limit: str, words: str) -> None:
    """Where bank holidays are known by rule alone, working days may come to another day; calendar days may not."""
    clock = Clock(date(2027, 12, 29), limit_of(limit))
    assert clock.says(date(2027, 12, 29)).partition("; ")[2] == words


def test_a_stop_ends_no_sooner_than_it_begins() -> None:
    """A stop whose end is before its beginning is refused with both dates."""
    with pytest.raises(CoequalError, match=r"stopped on 3 March 2027 cannot have started again on 2 March 2027\. Check both dates"):
        Stop(date(2027, 3, 3), date(2027, 3, 2), WHY)


def test_a_clock_starts_in_a_year_that_is_known() -> None:
    """A start in a mistyped year is refused at once, also where calendar days are counted."""
    with pytest.raises(CoequalError, match="not for 9999"):
        Clock(date(9999, 12, 31), limit_of("28 calendar days"))
