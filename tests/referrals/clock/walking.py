"""The same answers found another way: a table of dates typed from the government's list, and days walked through one by one."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

A_DAY = timedelta(1)
LISTED = {
    2006: "2/1 14/4 17/4 1/5 29/5 28/8 25/12 26/12",
    2007: "1/1 6/4 9/4 7/5 28/5 27/8 25/12 26/12",
    2008: "1/1 21/3 24/3 5/5 26/5 25/8 25/12 26/12",
    2009: "1/1 10/4 13/4 4/5 25/5 31/8 25/12 28/12",
    2010: "1/1 2/4 5/4 3/5 31/5 30/8 27/12 28/12",
    2011: "3/1 22/4 25/4 29/4 2/5 30/5 29/8 26/12 27/12",
    2012: "2/1 6/4 9/4 7/5 4/6 5/6 27/8 25/12 26/12",
    2013: "1/1 29/3 1/4 6/5 27/5 26/8 25/12 26/12",
    2014: "1/1 18/4 21/4 5/5 26/5 25/8 25/12 26/12",
    2015: "1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12",
    2016: "1/1 25/3 28/3 2/5 30/5 29/8 26/12 27/12",
    2017: "2/1 14/4 17/4 1/5 29/5 28/8 25/12 26/12",
    2018: "1/1 30/3 2/4 7/5 28/5 27/8 25/12 26/12",
    2019: "1/1 19/4 22/4 6/5 27/5 26/8 25/12 26/12",
    2020: "1/1 10/4 13/4 8/5 25/5 31/8 25/12 28/12",
    2021: "1/1 2/4 5/4 3/5 31/5 30/8 27/12 28/12",
    2022: "3/1 15/4 18/4 2/5 2/6 3/6 29/8 19/9 26/12 27/12",
    2023: "2/1 7/4 10/4 1/5 8/5 29/5 28/8 25/12 26/12",
    2024: "1/1 29/3 1/4 6/5 27/5 26/8 25/12 26/12",
    2025: "1/1 18/4 21/4 5/5 26/5 25/8 25/12 26/12",
}
FIRST, LAST = date(2006, 1, 1), date(2025, 12, 31)
Times = Sequence[tuple[date, date | None]]


def listed(year: int) -> list[date]:
    """The bank holidays of a year, as typed."""
    return [date(year, int(month), int(day)) for day, month in (one.split("/") for one in LISTED[year].split())]


HOLIDAYS = {day for year in LISTED for day in listed(year)}


def works(day: date) -> bool:
    """Whether people work on a day of those twenty years."""
    assert FIRST <= day <= LAST, day
    return day.strftime("%a") not in ("Sat", "Sun") and day not in HOLIDAYS


def days_after(first: date, last: date) -> Iterator[date]:
    """The days after the first, up to the last and with it."""
    day = first
    while day < last:
        day += A_DAY
        yield day


def in_months(start: date, months: int) -> int:
    """How many days later the same day of a later month is, or the last day of that month where it has no such day."""
    day, turned = start, 0
    while True:
        next_day = day + A_DAY
        if turned == months and (day.day == start.day or next_day.day == 1):
            return (day - start).days
        turned += next_day.day == 1
        day = next_day


def stands_still(day: date, stops: Times) -> bool:
    """Whether a day is taken out: it lies after a day on which the clock stopped, and no later than the day it starts again."""
    return any(since < day and (until is None or day <= until) for since, until in stops)


def used(start: date, on: date, stops: Times, *, working: bool) -> int:
    """How many days were used up, each of them looked at."""
    return sum(not stands_still(day, stops) and (not working or works(day)) for day in days_after(start, on))


def due(start: date, total: int, stops: Times, *, working: bool) -> date | None:
    """The day on which the last of the days is used up; None where no day up to the end of a long walk does it."""
    left = total
    for day in days_after(start, start + timedelta(1_000)):
        left -= not stands_still(day, stops) and (not working or works(day))
        if not left:
            return day
    return None
