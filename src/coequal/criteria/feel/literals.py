"""Dates, times and durations from their text, in the one spelling that FEEL has for each."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from coequal.criteria.feel.values import Value
from coequal.errors import NotSupported
from coequal.facts.dates import Duration, Months

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_FAR_DATE = re.compile(r"(-?\d{4,9})-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d(?::\d\d)?|@\w+(?:/[\w+-]+)*)?", re.ASCII)
_MONTHS = re.compile(r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?", re.ASCII)
_DAYS = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?", re.ASCII)
_MIXED = re.compile(r"-?P(?=.*[YM])(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T.*)?", re.ASCII)


def read_date(text: str) -> date | None:
    """The date of `2024-02-29`; None where the text is none. Raises `NotSupported` for years outside 1 to 9999."""
    found = _DATE.fullmatch(text)
    if found is None or found[1] == "0000":
        far = _FAR_DATE.match(text)
        if far and far[1].lstrip("-")[0] == "0" and len(far[1].lstrip("-")) > 4:
            return None
        if far or _DATE.match(text):
            raise NotSupported("Only dates of the years 1 to 9999, without a time, are in the subset.")
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """The time of `10:30:00`, `10:30:00.5Z` or `10:30:00+01:00`; None where the text is none.

    Raises `NotSupported` for the names of time zones, and for parts of a microsecond.
    """
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3])
    if hour == 24 and not minute and not second:
        raise NotSupported("Midnight as 24:00:00 is not in the subset.")
    zone = _read_offset(found[5]) if found[5] else None
    if found[5] and zone is None:
        return None
    if hour > 23 or minute > 59 or second > 59:
        return None
    return time(hour, minute, second, _microseconds(found[4] or "0"), zone)


def _read_offset(text: str) -> timezone | None:
    """The offset of `Z` or `+01:00`; None beyond eighteen hours. Raises `NotSupported` for the names of time zones."""
    if text.startswith("@"):
        raise NotSupported("The names of time zones are not in the subset: their rules change. Write an offset, such as +01:00.")
    if text == "Z":
        return UTC
    hours, minutes, seconds = ([int(part) for part in text[1:].split(":")] + [0])[:3]
    if hours > 18:
        return None
    size = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if minutes > 59 or seconds > 59 or size > timedelta(hours=14):
        raise NotSupported("Offsets of more than fourteen hours are not in the subset.")
    return timezone(-size if text[0] == "-" else size) if size else UTC


def read_date_and_time(text: str) -> datetime | None:
    """The date and time of `2024-02-29T10:30:00Z`; a date alone is its midnight. None where the text is neither."""
    day_text, sign, time_text = text.partition("T")
    day = read_date(day_text)
    if day is None:
        return None
    if not sign:
        return datetime.combine(day, time())
    at = read_time(time_text)
    return None if at is None else datetime.combine(day, at)


def read_duration(text: str) -> Duration | None:
    """The duration of `P1Y2M` or `P1DT2H30M`; None where the text is none. Raises `NotSupported` where it is very long."""
    if len(text) > 60:
        raise NotSupported("Durations of more than 60 letters are not in the subset.")
    if found := _MONTHS.fullmatch(text):
        if found[2] is None and found[3] is None:
            return None
        return _months(int(found[2] or 0) * 12 + int(found[3] or 0), found[1])
    found = _DAYS.fullmatch(text)
    if found is None:
        if _MIXED.fullmatch(text):
            raise NotSupported("Durations of months and days in one are not in the subset.")
        return None
    if not any(found.groups()[1:]) or text.endswith("T"):
        return None
    if found[6] == "":
        raise NotSupported("A point without digits behind it is not in the subset.")
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:5])
    try:
        size = timedelta(days, seconds, _microseconds(found[6] or "0"), 0, minutes, hours)
        return -size if found[1] else size
    except OverflowError:
        raise NotSupported("Durations of more than 999,999,999 days are not in the subset.") from None


def _months(count: int, sign: str) -> Months:
    if count > 12 * 10**9:
        raise NotSupported("Durations of more than 999,999,999 years are not in the subset.")
    return Months(-count if sign else count)


def _microseconds(fraction: str) -> int:
    if fraction[6:].strip("0"):
        raise NotSupported("Parts of a microsecond are not in the subset.")
    return int(fraction[:6].ljust(6, "0"))


def at_literal(text: str) -> Value:
    """The value of `@"…"`: a duration, a date, a time, or a date and time; None where the text is none of them."""
    if text[:1] == "P" or text[:2] == "-P":
        return read_duration(text)
    if "T" in text:
        return read_date_and_time(text)
    return read_time(text) if text[2:3] == ":" else read_date(text)
