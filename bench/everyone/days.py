"""Dates less so many months, looked up in a table: the corresponding day, or the last of a month that has no such day."""

from functools import cache
from typing import Any

import numpy as np

FIRST, LAST = np.datetime64("1900-01-01", "D"), np.datetime64("2101-12-31", "D")  # beyond every date of a person


@cache
def _table(months: int) -> Any:
    """Every day from `FIRST` to `LAST` less so many months."""
    days = np.arange(FIRST, LAST + 1)
    month = days.astype("datetime64[M]")
    before = month - months
    last = (before + 1).astype("datetime64[D]") - 1
    return np.minimum(before.astype("datetime64[D]") + (days - month), last)


def months_before(days: Any, months: int) -> Any:
    """An array of days less so many months."""
    return _table(months)[(days - FIRST).view(np.int64)]


@cache
def span(months: int) -> tuple[int, int]:
    """The fewest days and the most that lie between a day and the same day so many months before."""
    days = np.arange(FIRST, LAST + 1)
    between = (days - _table(months)).view(np.int64)
    return int(between.min()), int(between.max())
