"""Calendar arithmetic: months that end early, completed years and months, and dates in words."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coequal.facts.dates import Duration, Months, add_months, age, duration, full_months, say_date, say_duration, shift

DATES = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        pytest.param(date(1990, 3, 4), date(2023, 3, 3), 32, id="the day before a birthday"),
        pytest.param(date(1990, 3, 4), date(2023, 3, 4), 33, id="a birthday"),
        pytest.param(date(1990, 3, 4), date(1990, 3, 4), 0, id="the day of birth"),
        pytest.param(date(1990, 12, 31), date(1991, 1, 1), 0, id="a new year"),
        pytest.param(date(1984, 2, 29), date(2023, 2, 28), 38, id="born on 29 February, 28 February of a common year"),
        pytest.param(date(1984, 2, 29), date(2023, 3, 1), 39, id="born on 29 February, 1 March of a common year"),
        pytest.param(date(1984, 2, 29), date(2024, 2, 28), 39, id="born on 29 February, 28 February of a leap year"),
        pytest.param(date(1984, 2, 29), date(2024, 2, 29), 40, id="born on 29 February, 29 February of a leap year"),
        pytest.param(date(1860, 2, 29), date(1900, 2, 28), 39, id="1900 was no leap year"),
        pytest.param(date(1960, 2, 29), date(2000, 2, 29), 40, id="2000 was a leap year"),
        pytest.param(date(1984, 2, 28), date(2024, 2, 28), 40, id="born on 28 February"),
        pytest.param(date(1984, 3, 1), date(2024, 2, 29), 39, id="born on 1 March, 29 February"),
        pytest.param(date(2024, 1, 2), date(2024, 1, 1), -1, id="before birth"),
    ],
)
def test_an_age_is_completed_years(born: date, on: date, years: int) -> None:
    """Somebody born on 29 February reaches an age on 1 March in a common year."""
    assert age(born, on) == years


@given(born=DATES, on=DATES, years=st.integers(0, 120))
@example(born=date(1984, 2, 29), on=date(2023, 2, 28), years=39)
@example(born=date(1983, 2, 28), on=date(2024, 2, 29), years=41)
def test_an_age_is_reached_when_the_birth_is_that_many_years_ago(born: date, on: date, years: int) -> None:
    """`age(born, on) >= n` if and only if `born <= on - n years`."""
    assert (age(born, on) >= years) == (born <= shift(on, Months(12 * years), -1))


@given(start=DATES, end=DATES, months=st.integers(0, 1200))
@example(start=date(2023, 1, 31), end=date(2023, 2, 28), months=1)
@example(start=date(2023, 2, 28), end=date(2023, 3, 31), months=1)
def test_months_are_full_when_the_start_is_that_many_months_ago(start: date, end: date, months: int) -> None:
    """`full months(start, end) >= n` if and only if `start <= end - n months`."""
    assert (full_months(start, end) >= months) == (start <= shift(end, Months(months), -1))


@given(start=DATES, end=DATES)
def test_completed_years_are_completed_months_by_twelve(start: date, end: date) -> None:
    """Years and months never disagree."""
    assert age(start, end) == full_months(start, end) // 12


@given(born=DATES, on=DATES)
def test_an_age_never_falls_from_one_day_to_the_next(born: date, on: date) -> None:
    """A day later somebody is as old or a year older."""
    assert age(born, on + timedelta(1)) - age(born, on) in (0, 1)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        pytest.param(date(2020, 5, 2), date(2023, 5, 1), 35, id="a day short of 36"),
        pytest.param(date(2020, 5, 2), date(2023, 5, 2), 36, id="36"),
        pytest.param(date(2023, 1, 31), date(2023, 2, 28), 0, id="31 January to 28 February"),
        pytest.param(date(2023, 1, 31), date(2023, 3, 1), 1, id="31 January to 1 March"),
        pytest.param(date(2023, 5, 2), date(2023, 5, 1), -1, id="the wrong way round"),
    ],
)
def test_months_count_when_they_are_full(start: date, end: date, months: int) -> None:
    """A month counts from the corresponding day."""
    assert full_months(start, end) == months


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        pytest.param(date(2023, 5, 2), 12, date(2024, 5, 2), id="a year on"),
        pytest.param(date(2023, 5, 2), -12, date(2022, 5, 2), id="a year back"),
        pytest.param(date(2023, 1, 31), 1, date(2023, 2, 28), id="to the end of February"),
        pytest.param(date(2024, 1, 31), 1, date(2024, 2, 29), id="to the end of February in a leap year"),
        pytest.param(date(2024, 2, 29), 12, date(2025, 2, 28), id="29 February, a year on"),
        pytest.param(date(2024, 2, 29), -12, date(2023, 2, 28), id="29 February, a year back"),
        pytest.param(date(2024, 2, 29), -48, date(2020, 2, 29), id="29 February, four years back"),
        pytest.param(date(2023, 3, 31), -1, date(2023, 2, 28), id="back to the end of February"),
        pytest.param(date(2023, 10, 31), 1, date(2023, 11, 30), id="a month of 30 days"),
        pytest.param(date(2023, 12, 15), 1, date(2024, 1, 15), id="over a new year"),
        pytest.param(date(2023, 1, 15), -1, date(2022, 12, 15), id="back over a new year"),
        pytest.param(date(1, 1, 31), 0, date(1, 1, 31), id="no months"),
        pytest.param(date(9998, 12, 31), 12, date(9999, 12, 31), id="the last year"),
    ],
)
def test_months_lead_to_the_corresponding_day(day: date, months: int, moved: date) -> None:
    """Months lead to the same day of another month, or to its last day where it has no such day."""
    assert add_months(day, months) == moved


@given(day=DATES, months=st.integers(-1200, 1200))
def test_a_day_is_clamped_only_to_the_end_of_a_month(day: date, months: int) -> None:
    """The month is the one counted to, and a day that is not the same is earlier and the last one there."""
    moved = add_months(day, months)
    assert moved.year * 12 + moved.month == day.year * 12 + day.month + months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(1)).day == 1)


@pytest.mark.parametrize(
    ("day", "by", "sign"),
    [
        pytest.param(date(9999, 12, 31), Months(1), 1, id="months after the last year"),
        pytest.param(date(1, 1, 1), Months(1), -1, id="months before the first year"),
        pytest.param(date(9999, 12, 31), timedelta(1), 1, id="days after the last year"),
        pytest.param(date(1, 1, 1), timedelta(1), -1, id="days before the first year"),
    ],
)
def test_there_are_no_days_outside_the_calendar(day: date, by: Duration, sign: int) -> None:
    """A shift that leaves the years 1 to 9999 is an overflow."""
    with pytest.raises(OverflowError):
        shift(day, by, sign)


def test_days_are_counted_one_by_one() -> None:
    """28 days are 28 days, whatever the months are."""
    assert shift(date(2024, 2, 1), timedelta(28)) == date(2024, 2, 29)
    assert shift(date(2023, 3, 1), timedelta(28), -1) == date(2023, 2, 1)


@pytest.mark.parametrize(
    ("count", "unit", "meant", "words"),
    [
        (1, "day", timedelta(1), "1 day"),
        (28, "days", timedelta(28), "28 days"),
        (0, "days", timedelta(0), "0 days"),
        (1, "month", Months(1), "1 month"),
        (12, "months", Months(12), "12 months"),
        (18, "months", Months(18), "18 months"),
        (1, "year", Months(12), "12 months"),
        (3, "years", Months(36), "3 years"),
    ],
)
def test_a_duration_is_days_or_months_and_is_said_in_words(count: int, unit: str, meant: Duration, words: str) -> None:
    """A year is twelve months, and whole years of more than one are said as years."""
    assert duration(count, unit) == meant
    assert say_duration(meant) == words


def test_durations_of_months_are_ordered() -> None:
    """The shorter one comes first."""
    assert sorted([Months(12), Months(3), Months(36)]) == [Months(3), Months(12), Months(36)]


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2022, 3, 20), "20 March 2022"), (date(1990, 1, 1), "1 January 1990"), (date(2024, 12, 31), "31 December 2024")],
    ids=str,
)
def test_a_date_is_said_as_people_write_it(day: date, words: str) -> None:
    """A date in words has the day, the month's name and the year."""
    assert say_date(day) == words
