"""The bank holidays of England and Wales are those of the government's list, and go on by rule."""

from datetime import date, timedelta

import pytest

from coequal.errors import CoequalError
from coequal.referrals.clock.holidays import (
    EXCEPTIONS,
    FIRST_YEAR,
    KNOWN_UNTIL,
    LAST_YEAR,
    LIST,
    SEEN,
    bank_holidays,
    doubt,
    easter,
    is_by_rule_alone,
)
from tests.referrals.clock.walking import LISTED, listed

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
FULL_MOONS = "14/4 3/4 23/3 11/4 31/3 18/4 8/4 28/3 16/4 5/4 25/3 13/4 2/4 22/3 10/4 30/3 17/4 7/4 27/3".split()


@pytest.mark.parametrize("year", LISTED)
def test_twenty_years_are_those_of_the_list(year: int) -> None:
    """Every bank holiday from 2006 to 2025 is one of the list typed by hand, and the other way round."""
    assert list(bank_holidays(year)) == listed(year)


def test_easter_is_the_sunday_after_the_full_moon_of_the_church() -> None:
    """The computus agrees with the table of paschal full moons by golden number, which holds for 1900 to 2199."""
    for year in YEARS:
        day, month = FULL_MOONS[year % 19].split("/")
        moon = date(year, int(month), int(day))
        assert easter(year) == moon + timedelta(6 - moon.weekday() or 7), year


def test_every_year_has_eight_and_those_that_were_added() -> None:
    """A year has eight bank holidays, each on its own day between Monday and Friday, and one more for each that was added."""
    for year in YEARS:
        days = list(bank_holidays(year))
        added = sum(one.on.year == year and one.instead_of is None for one in EXCEPTIONS)
        assert len(days) == 8 + added, year
        assert all(day.weekday() < 5 and day.year == year for day in days), year
        assert days == sorted(days), year


@pytest.mark.parametrize(
    ("day", "name"),
    [
        pytest.param(date(2022, 1, 3), "New Year’s Day (substitute day)", id="a Saturday in the new year"),
        pytest.param(date(2023, 1, 2), "New Year’s Day (substitute day)", id="a Sunday in the new year"),
        pytest.param(date(2021, 12, 27), "Christmas Day (substitute day)", id="Christmas on a Saturday"),
        pytest.param(date(2021, 12, 28), "Boxing Day (substitute day)", id="Boxing Day on a Sunday"),
        pytest.param(date(2022, 12, 26), "Boxing Day", id="Boxing Day on a Monday after Christmas on a Sunday"),
        pytest.param(date(2022, 12, 27), "Christmas Day (substitute day)", id="Christmas on a Sunday"),
        pytest.param(date(2020, 12, 28), "Boxing Day (substitute day)", id="Boxing Day on a Saturday"),
        pytest.param(date(2020, 5, 8), "Early May bank holiday", id="early May moved to a Friday"),
        pytest.param(date(2022, 6, 2), "Spring bank holiday", id="spring moved to June"),
        pytest.param(date(2022, 9, 19), "State funeral of Queen Elizabeth II", id="added for a funeral"),
        pytest.param(date(2023, 5, 8), "Coronation of King Charles III", id="added for the coronation"),
        pytest.param(date(1999, 12, 31), "Millennium", id="added before the year 2000"),
        pytest.param(date(2027, 3, 26), "Good Friday", id="Good Friday in March"),
    ],
)
def test_a_holiday_has_its_name(day: date, name: str) -> None:
    """A holiday at a weekend has a substitute; one that was moved keeps its name; one that was added has its own."""
    assert bank_holidays(day.year)[day] == name


@pytest.mark.parametrize("day", [date(2020, 5, 4), date(2012, 5, 28), date(2022, 5, 30), date(2002, 5, 27), date(1995, 5, 1)])
def test_a_holiday_that_was_moved_is_not_also_where_it_was(day: date) -> None:
    """The Monday of the rule is an ordinary day in a year in which the holiday was moved."""
    assert day.weekday() == 0
    assert day not in bank_holidays(day.year)


def test_what_may_still_change_says_so() -> None:
    """After the last year of the list only the rule is known, and no exception is made up."""
    assert not is_by_rule_alone(KNOWN_UNTIL)
    assert is_by_rule_alone(KNOWN_UNTIL + 1)
    assert max(one.on.year for one in EXCEPTIONS) <= KNOWN_UNTIL
    assert all(one.because for one in EXCEPTIONS)


PROCLAIMED = {  # as the Gazette prints them for England and Wales, by the number of its notice
    "L-55182-5SI": (date(1998, 12, 28), date(1999, 1, 1), date(1999, 5, 3)),
    "3326938": (date(2020, 1, 1), date(2020, 5, 8)),
    "4115743": (date(2023, 1, 2), date(2023, 5, 1)),
    "4158896": (date(2022, 9, 19),),
    "4388378": (date(2024, 1, 1), date(2024, 5, 6)),
    "4631404": (date(2025, 1, 1), date(2025, 5, 5)),
}


@pytest.mark.parametrize("notice", PROCLAIMED)
def test_what_was_proclaimed_is_a_holiday(notice: str) -> None:
    """Each day that the Gazette prints as appointed is one here, and the last notice is that of the year up to which we know."""
    assert all(day in bank_holidays(day.year) for day in PROCLAIMED[notice])
    assert max(days[-1].year for days in PROCLAIMED.values()) == KNOWN_UNTIL
    assert SEEN.endswith("4631404")


@pytest.mark.parametrize("year", [2024, 2025])
def test_a_year_is_what_the_law_fixes_and_what_was_proclaimed(year: int) -> None:
    """Schedule 1 of the Act, the two holidays of common law, and the proclamation of that year come to the whole list."""
    sunday = easter(year)
    fixed = {sunday - timedelta(2), sunday + timedelta(1), date(year, 12, 25), date(year, 12, 26)}
    last_mondays = {max(date(year, month, n) for n in range(25, 32) if date(year, month, n).weekday() == 0) for month in (5, 8)}
    proclaimed = {day for days in PROCLAIMED.values() for day in days if day.year == year}
    assert fixed | last_mondays | proclaimed == set(bank_holidays(year))


def test_a_day_beyond_what_was_looked_up_is_said_to_be() -> None:
    """The words name the last year and the list; for days before, and for none, there is nothing to say."""
    beyond = date(KNOWN_UNTIL + 1, 1, 2)
    assert str(KNOWN_UNTIL) in doubt([None, beyond])
    assert LIST in doubt([beyond])
    assert doubt([None, date(KNOWN_UNTIL, 12, 31)]) == doubt([]) == ""


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, LAST_YEAR + 1, 202, 9999])
def test_a_year_out_of_range_is_refused(year: int) -> None:
    """A year that was mistyped is named, with the years that can be asked about."""
    with pytest.raises(CoequalError, match=f"known here for 1978 to 2199, not for {year}. Check the year"):
        bank_holidays(year)


def test_nobody_can_change_the_holidays() -> None:
    """What is handed out is the same for everybody, so it cannot be written to."""
    with pytest.raises(TypeError):
        bank_holidays(2026)[date(2026, 6, 15)] = "A day off"  # type: ignore[index]
