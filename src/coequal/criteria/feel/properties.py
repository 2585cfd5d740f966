"""What stands after a dot: the entries of a context, and the properties of dates, times, durations and ranges."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from coequal.criteria.feel.values import Range, Value, kind
from coequal.errors import NotSupported
from coequal.facts.dates import Months

_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


def _second(at: time | datetime) -> Decimal:
    if not at.microsecond:
        return Decimal(at.second)
    return Decimal(f"{at.second}.{at.microsecond:06}".rstrip("0"))


def _part(duration: timedelta, of: timedelta, within: int) -> Decimal:
    """How many whole hours, minutes or seconds stand beside the larger parts of a duration; negative where it is."""
    count = abs(duration) // of % within
    return Decimal(count if duration >= timedelta(0) else -count)


def _years(months: Months) -> Decimal:
    years = abs(months.count) // 12
    return Decimal(years if months.count >= 0 else -years)


def _rest(months: Months) -> Decimal:
    rest = abs(months.count) % 12
    return Decimal(rest if months.count >= 0 else -rest)


def _seconds(duration: timedelta) -> Decimal:
    if duration.microseconds:
        raise NotSupported("The seconds of a duration with parts of a second are not in the subset.")
    return _part(duration, timedelta(seconds=1), 60)


_Property = Callable[[Value], Value]
_DAY: Mapping[str, _Property] = {
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "weekday": lambda day: Decimal(date.isoweekday(day)),
}
_CLOCK: Mapping[str, _Property] = {
    "hour": lambda at: Decimal(at.hour),
    "minute": lambda at: Decimal(at.minute),
    "second": _second,
    "time offset": lambda at: at.utcoffset(),
    "timezone": lambda _: None,
}
_RANGE: Mapping[str, _Property] = {
    "start": lambda within: within.low,
    "end": lambda within: within.high,
    "start included": lambda within: within.low_in,
    "end included": lambda within: within.high_in,
}
PROPERTIES: Mapping[str, Mapping[str, _Property]] = {
    "date": _DAY,
    "time": _CLOCK,
    "date and time": {**_DAY, **_CLOCK},
    "years and months duration": {"years": _years, "months": _rest},
    "days and time duration": {
        "days": lambda duration: _part(duration, timedelta(1), 10**10),
        "hours": lambda duration: _part(duration, _HOUR, 24),
        "minutes": lambda duration: _part(duration, _MINUTE, 60),
        "seconds": _seconds,
    },
    "range": _RANGE,
}


def property_of(value: Value, name: str) -> Value:
    """An entry or a property by name; of a list, that of each item; null where there is none. Raises `NotSupported`."""
    if isinstance(value, list):
        if not all(isinstance(item, dict) for item in value):
            raise NotSupported("A name after a list is answered where every item is a context.")
        return [item.get(name) for item in value]
    if isinstance(value, dict):
        return value.get(name)
    if kind(value) in ("string", "number", "boolean", "function"):
        raise NotSupported("A name after a value that has no parts is not in the subset.")
    if isinstance(value, Range) and (value.open_low or value.open_high):
        raise NotSupported("The ends of a range that has only one are not in the subset.")
    found = PROPERTIES.get(kind(value), {}).get(name)
    if found is None and name in ("weekday", "timezone", "time offset", "hour", "minute", "second") and type(value) is date:
        raise NotSupported("Engines differ on whether a date has the properties of a time.")
    return None if found is None else found(value)
