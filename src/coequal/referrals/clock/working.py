"""Working days in England: Monday to Friday, but for bank holidays."""

from datetime import date, timedelta
from itertools import chain

from coequal.errors import CoequalError
from coequal.referrals.clock.holidays import bank_holidays


def is_working_day(day: date) -> bool:
    """Whether people work on a day. Raises `CoequalError` for a day in a year whose holidays are not known here."""
    return day not in bank_holidays(day.year) and day.weekday() < 5


def add_working_days(day: date, count: int) -> date:
    """The day that is so many working days after another.

    The day itself is day 0, whether people work on it or not; day 1 is the next working day. Raises `CoequalError` for a count
    below 0, and as `is_working_day`.
    """
    if count < 0:
        raise CoequalError(f"Working days are counted forwards, so {count} cannot be added. Give a number from 0 on.")
    while count:
        day += timedelta(1)
        count -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days there are after the first day, up to the last day and with it; none where it is not later.

    So a day lies so many working days after another as `add_working_days` had to add. Raises `CoequalError` as `is_working_day`.
    """
    if last <= first:
        return 0
    weeks, over = divmod((last - first).days, 7)
    weekdays = 5 * weeks + sum((first.weekday() + step) % 7 < 5 for step in range(1, over + 1))
    holidays = chain.from_iterable(bank_holidays(year) for year in range(first.year, last.year + 1))
    return weekdays - sum(first < day <= last for day in holidays)
