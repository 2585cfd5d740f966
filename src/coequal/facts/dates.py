"""Calendar arithmetic: months that end early, completed years, and dates in words.

An age is tested by subtracting from the later date, never by adding to the birthday,
so somebody born on 29 February reaches an age on 1 March in a common year.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """A duration of whole months; a year is twelve."""

    count: int

    def __str__(self) -> str:
        """In words: `1 month`, `12 months`, `2 years`."""
        if self.count > 12 and self.count % 12 == 0:
            return f"{self.count // 12} years"
        return "1 month" if self.count == 1 else f"{self.count} months"


Duration = Months | timedelta
UNITS = {"day": "days", "days": "days", "month": "months", "months": "months", "year": "years", "years": "years"}


def duration(count: int, unit: str) -> Duration:
    """So many of one of the `UNITS`."""
    match UNITS[unit]:
        case "days":
            return timedelta(count)
        case "months":
            return Months(count)
        case _:
            return Months(12 * count)


@lru_cache(maxsize=10_000)  # the same few dates are moved again and again: by every criterion, in every world
def add_months(day: date, months: int) -> date:
    """The corresponding day `months` later, or the last day of a month that has no such day.

    Raises `OverflowError` outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"{day} and {months} months leave the calendar")
    if day.day < 29:
        return day.replace(year, month + 1)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift(day: date, by: Duration, sign: int = 1) -> date:
    """`day` moved by a duration. Raises `OverflowError` where that leaves the calendar."""
    return add_months(day, sign * by.count) if type(by) is Months else day + sign * by  # type: ignore[operator]  # else days


def full_months(start: date, end: date) -> int:
    """Completed months from `start` to `end`: the largest n with `start <= end - n months`."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def age(born: date, on: date) -> int:
    """Completed years on a day: the largest n with `born <= on - n years`."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def say_date(day: date) -> str:
    """A date as people write it: `20 March 2022`."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def say_duration(duration: Duration) -> str:
    """A duration in words: `12 months`, `28 days`."""
    if isinstance(duration, Months):
        return str(duration)
    return "1 day" if duration.days == 1 else f"{duration.days} days"
