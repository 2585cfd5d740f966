"""The bank holidays of England and Wales: by rule, but for those that were moved or added once.

**What the law fixes.** Schedule 1 of the Banking and Financial Dealings Act 1971 names Easter Monday, the last Mondays of May and
August, 26 December unless it is a Sunday, and 27 December where that day or the one before is a Sunday. Good Friday and Christmas
Day have been holidays by common law for longer than there are bank holidays.

**What is proclaimed.** New Year's Day, the early May holiday (since 1978), and every other substitute of a day at a weekend hold
because a royal proclamation under section 1(3) of the Act appoints them, year by year, mostly in the summer before. A proclamation
may also move a holiday or add one. `EXCEPTIONS` holds those that were.

**How far this goes.** `KNOWN_UNTIL` is the last year whose proclamation was seen, in the Gazette (`SEEN`). From the year after it,
what is said here is what has been proclaimed in every such year before, and nobody has looked up whether it was again. So a page
that shows a day counted in working days beyond it says so, with the address of the list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from coequal.errors import CoequalError

FIRST_YEAR: Final = 1978
LAST_YEAR: Final = 2199
KNOWN_UNTIL: Final = 2025
SEEN: Final = "https://www.thegazette.co.uk/notice/4631404"  # the proclamation for that year
LIST: Final = "https://www.gov.uk/bank-holidays"  # where to look a year up
NEW_YEAR, GOOD_FRIDAY, EASTER_MONDAY = "New Year’s Day", "Good Friday", "Easter Monday"
EARLY_MAY, SPRING, SUMMER = "Early May bank holiday", "Spring bank holiday", "Summer bank holiday"
CHRISTMAS, BOXING = "Christmas Day", "Boxing Day"
_SUBSTITUTE: Final = " (substitute day)"
_MONDAY: Final = 0


@dataclass(frozen=True, slots=True)
class Proclaimed:
    """A holiday that was moved from the day of the rule, or one that was added: `instead_of` is None."""

    on: date
    name: str
    instead_of: str | None
    because: str


EXCEPTIONS: Final = (
    Proclaimed(date(1981, 7, 29), "Royal wedding", None, "wedding of the Prince of Wales"),
    Proclaimed(date(1995, 5, 8), EARLY_MAY, EARLY_MAY, "50 years since the end of the war in Europe"),
    Proclaimed(date(1999, 12, 31), "Millennium", None, "eve of the year 2000"),
    Proclaimed(date(2002, 6, 4), SPRING, SPRING, "moved next to the Golden Jubilee"),
    Proclaimed(date(2002, 6, 3), "Golden Jubilee", None, "50 years of Queen Elizabeth II’s reign"),
    Proclaimed(date(2011, 4, 29), "Royal wedding", None, "wedding of Prince William"),
    Proclaimed(date(2012, 6, 4), SPRING, SPRING, "moved next to the Diamond Jubilee"),
    Proclaimed(date(2012, 6, 5), "Diamond Jubilee", None, "60 years of Queen Elizabeth II’s reign"),
    Proclaimed(date(2020, 5, 8), EARLY_MAY, EARLY_MAY, "75 years since the end of the war in Europe"),
    Proclaimed(date(2022, 6, 2), SPRING, SPRING, "moved next to the Platinum Jubilee"),
    Proclaimed(date(2022, 6, 3), "Platinum Jubilee", None, "70 years of Queen Elizabeth II’s reign"),
    Proclaimed(date(2022, 9, 19), "State funeral of Queen Elizabeth II", None, "day of the funeral"),
    Proclaimed(date(2023, 5, 8), "Coronation of King Charles III", None, "the Monday after the coronation"),
)


@lru_cache(maxsize=LAST_YEAR - FIRST_YEAR + 1)
def bank_holidays(year: int) -> Mapping[date, str]:
    """The bank holidays of a year in order, each with its name. All of them lie between Monday and Friday.

    Raises `CoequalError` for a year before `FIRST_YEAR` or after `LAST_YEAR`.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CoequalError(
            f"Bank holidays are known here for {FIRST_YEAR} to {LAST_YEAR}, not for {year}. Check the year of the date."
        )
    exceptions = [one for one in EXCEPTIONS if one.on.year == year]
    moved = {one.instead_of for one in exceptions}
    found = {day: name for day, name in _by_rule(year).items() if name not in moved}
    found |= {one.on: one.name for one in exceptions}
    return MappingProxyType(dict(sorted(found.items())))


def is_by_rule_alone(year: int) -> bool:
    """Whether nobody has seen what was proclaimed for the year, so that a holiday may have been moved or added."""
    return year > KNOWN_UNTIL


def doubt(days: Iterable[date | None]) -> str:
    """What has to be said where one of these days was counted over holidays that nobody looked up; nothing where none was."""
    if not any(day and is_by_rule_alone(day.year) for day in days):
        return ""
    return (
        f"Bank holidays after {KNOWN_UNTIL} are worked out by rule here, as they have been every year. One that is moved or added "
        f"changes what is due by working days. The government’s list is at {LIST}."
    )


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the computus that Meeus, Jones and Butcher handed down."""
    century, of_century = divmod(year, 100)
    moon = year % 19
    leap_centuries, rest = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * moon + century - leap_centuries - shift + 15) % 30
    weekday = (32 + 2 * rest + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (moon + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _by_rule(year: int) -> dict[date, str]:
    sunday = easter(year)
    return {
        **_moved_off_a_weekend({date(year, 1, 1): NEW_YEAR}),
        sunday - timedelta(2): GOOD_FRIDAY,
        sunday + timedelta(1): EASTER_MONDAY,
        _first_monday_from(date(year, 5, 1)): EARLY_MAY,
        _first_monday_from(date(year, 5, 25)): SPRING,
        _first_monday_from(date(year, 8, 25)): SUMMER,
        **_moved_off_a_weekend({date(year, 12, 25): CHRISTMAS, date(year, 12, 26): BOXING}),
    }


def _first_monday_from(day: date) -> date:
    return day + timedelta((_MONDAY - day.weekday()) % 7)


def _moved_off_a_weekend(days: Mapping[date, str]) -> dict[date, str]:
    """Days that follow one another; for each at a weekend the next weekday that is not one of the others."""
    found = {day: name for day, name in days.items() if day.weekday() < 5}
    for day, name in days.items():
        if day.weekday() >= 5:
            instead = _first_monday_from(day)
            while instead in found:
                instead += timedelta(1)
            found[instead] = name + _SUBSTITUTE
    return found
