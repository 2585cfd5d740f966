"""Functions that make dates, times and durations, and that say where in the year a date is."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

from coequal.criteria import kleene
from coequal.criteria.feel.literals import read_date, read_date_and_time, read_duration, read_time
from coequal.criteria.feel.signatures import Functions, builtin
from coequal.criteria.feel.values import Value, kind
from coequal.errors import NotSupported
from coequal.facts.dates import MONTH_NAMES, Months
from coequal.facts.values import EXACT

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOST_OFFSET = timedelta(hours=14)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _from_numbers(year: Decimal, month: Decimal, day: Decimal) -> date | None:
    if not all(part == part.to_integral_value() for part in (year, month, day)) or not 1 <= year <= 9999:
        raise NotSupported("Only dates of the years 1 to 9999 are in the subset.")
    try:
        return date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None


def _time_from_numbers(hour: Decimal, minute: Decimal, second: Decimal, offset: timedelta | None) -> time | None:
    micro = EXACT.multiply(second, Decimal(1_000_000))
    if any(part != part.to_integral_value() for part in (hour, minute, micro)):
        raise NotSupported("Hours and minutes are whole, and seconds have at most six decimal places.")
    if not (0 <= hour <= 23 and 0 <= minute <= 59 and 0 <= second < 60):
        return None
    zone = None
    if offset is not None:
        if abs(offset) > _MOST_OFFSET or offset.microseconds:
            raise NotSupported("Offsets of more than fourteen hours are not in the subset.")
        zone = timezone(offset) if offset else UTC
    return time(int(hour), int(minute), int(second), int(micro) % 1_000_000, zone)


def _time_of(moment: Value) -> time:
    if type(moment) is date:
        raise NotSupported("Engines differ on the time of a date.")
    found: time = moment.timetz() if isinstance(moment, datetime) else moment
    return found


def _whole_months(start: date, end: date) -> Months:
    """Completed months between two dates; with times, a month counts when its time of day has come."""
    months, days = kleene.function("years and months duration"), (_day(start), _day(end))
    found: Months = months(*days)
    if isinstance(start, datetime) and isinstance(end, datetime):
        if start.utcoffset() != end.utcoffset() and {months(days[0], near) for near in _near(days[1])} != {found}:
            raise NotSupported("Months between times of different offsets are in the subset where a day or two changes nothing.")
        if start.timetz() != end.timetz() and days[0].day == days[1].day:
            raise NotSupported("Months between two times on corresponding days are not in the subset.")
    return found


def _near(day: date) -> list[date]:
    """The days that a moment may be elsewhere: offsets lie up to 28 hours apart."""
    number, last = day.toordinal(), date.max.toordinal()
    return [date.fromordinal(min(max(number + shift, 1), last)) for shift in range(-2, 3)]


def _is(a: Value, b: Value) -> bool:
    """Whether two values are the same, written alike: a time with another offset is not."""
    if kind(a) != kind(b):
        return False
    if isinstance(a, list | dict) or kind(a) in ("range", "function"):
        raise NotSupported("is(…) is answered for single values.")
    if isinstance(a, time | datetime):
        return a.utcoffset() == b.utcoffset() and bool(a == b)
    return bool(a == b)


_DAY = "date: date | date and time"
FUNCTIONS: Functions = {
    "date": (
        builtin("year: number, month: number, day: number", _from_numbers),
        builtin("from: string", read_date),
        builtin("from: date | date and time", _day),
    ),
    "time": (
        builtin("hour: number, minute: number, second: number, offset?: days and time duration | null", _time_from_numbers),
        builtin("from: string", read_time),
        builtin("from: time | date and time | date", _time_of),
    ),
    "date and time": (
        builtin("date: date | date and time, time: time", lambda day, at: datetime.combine(_day(day), at)),
        builtin("from: string", read_date_and_time),
        builtin("from: date and time", lambda moment: moment),
    ),
    "duration": (
        builtin("from: string", read_duration),
        builtin("from: years and months duration | days and time duration", lambda duration: duration),
    ),
    "years and months duration": (builtin("from: date | date and time, to: date | date and time", _whole_months),),
    "day of year": (builtin(_DAY, lambda day: Decimal(day.timetuple().tm_yday)),),
    "day of week": (builtin(_DAY, lambda day: _DAYS[day.weekday()]),),
    "month of year": (builtin(_DAY, lambda day: MONTH_NAMES[day.month - 1]),),
    "week of year": (builtin(_DAY, lambda day: Decimal(day.isocalendar().week)),),
    "is": (builtin("value1: any, value2: any", _is),),
}
