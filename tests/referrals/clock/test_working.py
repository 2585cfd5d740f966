"""Working days are counted as somebody would with a calendar and the list of bank holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.errors import CoequalError
from coequal.referrals.clock.working import add_working_days, is_working_day, working_days_between
from tests.referrals.clock.walking import FIRST, LAST, days_after, works

DAYS = st.dates(FIRST, date(2024, 6, 30))
COUNTS = st.integers(0, 250)


def test_every_day_of_twenty_years_is_a_working_day_or_not() -> None:
    """Each of the 7,305 days is what the list typed by hand makes it."""
    assert all(is_working_day(day) == works(day) for day in (FIRST, *days_after(FIRST, LAST)))


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        pytest.param(date(2022, 9, 12), 0, date(2022, 9, 12), id="the day itself is day 0"),
        pytest.param(date(2022, 9, 17), 0, date(2022, 9, 17), id="so is a Saturday"),
        pytest.param(date(2022, 9, 12), 1, date(2022, 9, 13), id="from Monday to Tuesday"),
        pytest.param(date(2022, 9, 16), 1, date(2022, 9, 20), id="over a weekend and a state funeral"),
        pytest.param(date(2022, 9, 17), 1, date(2022, 9, 20), id="from the Saturday of that weekend"),
        pytest.param(date(2021, 12, 24), 1, date(2021, 12, 29), id="over a Christmas with two substitute days"),
        pytest.param(date(2020, 5, 7), 1, date(2020, 5, 11), id="over early May on a Friday"),
        pytest.param(date(2022, 6, 1), 1, date(2022, 6, 6), id="over a jubilee"),
        pytest.param(date(2026, 11, 27), 40, date(2027, 1, 27), id="forty days over Christmas and New Year"),
    ],
)
def test_working_days_are_added(day: date, count: int, later: date) -> None:
    """Day 1 is the next working day after the day itself."""
    assert add_working_days(day, count) == later
    assert working_days_between(day, later) == count


@given(day=DAYS, count=COUNTS)
def test_adding_is_walking(day: date, count: int) -> None:
    """As many working days are walked through as are added, and the last of them is where one arrives."""
    later = add_working_days(day, count)
    walked = [one for one in days_after(day, later) if works(one)]
    assert len(walked) == count
    assert later == (walked[-1] if walked else day)


@given(first=st.dates(FIRST, LAST), last=st.dates(FIRST, LAST))
def test_between_is_walking(first: date, last: date) -> None:
    """As many working days lie between two days as are walked through; none back in time."""
    assert working_days_between(first, last) == sum(works(day) for day in days_after(first, last))


@given(day=DAYS, one=COUNTS, more=COUNTS)
def test_adding_twice_is_adding_both(day: date, one: int, more: int) -> None:
    """So many working days and then some more are all of them at once."""
    assert add_working_days(add_working_days(day, one), more) == add_working_days(day, one + more)


@given(days=st.tuples(DAYS, DAYS, DAYS))
def test_two_stretches_are_one(days: tuple[date, date, date]) -> None:
    """The working days of two stretches that follow one another are those of both."""
    first, middle, last = sorted(days)
    assert working_days_between(first, middle) + working_days_between(middle, last) == working_days_between(first, last)


def test_nothing_is_counted_backwards() -> None:
    """A count below 0 is refused; between a day and one before it there is none."""
    with pytest.raises(CoequalError, match="-1 cannot be added"):
        add_working_days(date(2026, 11, 27), -1)
    assert working_days_between(date(2026, 11, 27), date(2026, 11, 27) - timedelta(30)) == 0


def test_a_day_out_of_all_years_is_refused() -> None:
    """A day in a year whose holidays are not known is neither a working day nor none."""
    with pytest.raises(CoequalError, match="not for 1066"):
        is_working_day(date(1066, 10, 14))
