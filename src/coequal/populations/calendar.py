"""The calendar as tables: days moved by months, and months completed between two days, for many days at once.

A day is counted from 1 January 1970. What leaves the years 1 to 9999 is not known, which a table says by `OUTSIDE`.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from coequal.populations.terms import FIRST_DAY, LAST_DAY

Days = NDArray[np.int32]
Places = NDArray[np.intp]
OUTSIDE = np.iinfo(np.int32).min
_MOST_BITS = 5  # a day of the month, 1 to 31, fits into five bits beside the month
_FIRST_YEAR, _LAST_YEAR = 1, 9999


class Moved:
    """Days moved by a number of months: a table over the days that can occur, looked up by their distance from the first."""

    def __init__(self, low: int, high: int, months: int) -> None:
        """The table for the days from `low` to `high`, and how many days the months have at the fewest and at the most."""
        self.low = low
        self.table = move_by_months(np.arange(low, high + 1, dtype=np.int64), months)
        self.leaves = bool((self.table == OUTSIDE).any())
        spans = np.arange(low, high + 1, dtype=np.int64) - self.table
        self.fewest, self.most = int(spans.min()), int(spans.max())

    def of(self, places: Places) -> Days:
        """The moved days of days by their distance from the first; of one that cannot occur, some day."""
        return np.take(self.table, places, mode="clip")


@lru_cache(maxsize=256)
def moved(low: int, high: int, months: int) -> Moved:
    """A table that is made once: with the threads of one run, and with every later run."""
    return Moved(low, high, months)


class MonthKeys:
    """Of each day its month and its day of the month in one number, so that a difference tells completed months.

    With keys of 32 × month + day, `(key of the later day - key of the earlier) >> 5` is the number of completed months.
    """

    def __init__(self, low: int, high: int) -> None:
        """The table for the days from `low` to `high`."""
        self.low = low
        self.table = month_keys(np.arange(low, high + 1, dtype=np.int64))

    def of(self, places: Places) -> Days:
        """The keys of days by their distance from the first; of one that cannot occur, some key."""
        return np.take(self.table, places, mode="clip")


@lru_cache(maxsize=256)
def keys(low: int, high: int) -> MonthKeys:
    """A table that is made once."""
    return MonthKeys(low, high)


def month_keys(days: NDArray[np.int64]) -> Days:
    """The key of each day: 32 × month + day of the month."""
    month, day = _split(days)
    return ((month << _MOST_BITS) + day).astype(np.int32)


def move_by_months(days: NDArray[np.int64], months: int | NDArray[np.int64]) -> Days:
    """Each day moved by months: to the corresponding day, or to the last of a month that has no such day."""
    month, day = _split(days)
    target = month + months
    inside = (target >= (_FIRST_YEAR - 1970) * 12) & (target < (_LAST_YEAR + 1 - 1970) * 12)
    target = np.where(inside, target, 0)
    first = target.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    following = (target + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return np.where(inside, np.minimum(first + day - 1, following - 1), OUTSIDE).astype(np.int32)


def move_by_days(days: NDArray[np.int64], by: int | NDArray[np.int64]) -> Days:
    """Each day moved by days."""
    found = days + by
    return np.where((found >= FIRST_DAY) & (found <= LAST_DAY), found, OUTSIDE).astype(np.int32)


def _split(days: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of each day the month, counted from January 1970, and the day of the month from 1."""
    as_days = np.clip(days, FIRST_DAY, LAST_DAY).astype("datetime64[D]")
    months = as_days.astype("datetime64[M]")
    return months.astype(np.int64), (as_days - months.astype("datetime64[D]")).astype(np.int64) + 1
