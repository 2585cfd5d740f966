"""Days as numbers since 1 January 1970, many at once."""

import numpy as np

from coequal.populations.synthetic.draws import Wholes
from coequal.populations.synthetic.parameters import Numbers


def working_days(year: int) -> Wholes:
    """The days of a year from Monday to Friday."""
    days = np.arange(f"{year}-01-01", f"{year + 1}-01-01", dtype="datetime64[D]")
    return days[np.is_busday(days)].astype(np.int64)


def whole_days(days: Numbers) -> Wholes:
    """Whole days: what is left of each is cut off towards the past."""
    return np.floor(days).astype(np.int64)


def before(day: Wholes, days: Numbers, longest: float) -> Wholes:
    """A day so many days before another, at the longest `longest`; never after it."""
    return day - whole_days(np.clip(days, 0, longest))


def full_months(start: Wholes, end: Wholes) -> Wholes:
    """Completed months from one day to another, as the dictionary's `full months` counts them."""
    (first, from_day), (last, to_day) = _month_and_day(start), _month_and_day(end)
    return last - first - (to_day < from_day)


def _month_and_day(day: Wholes) -> tuple[Wholes, Wholes]:
    """The month, counted from January 1970, and the day in it, counted from 0."""
    dates = day.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    return months.astype(np.int64), (dates - months.astype("datetime64[D]")).astype(np.int64)
