"""Equality, order, and what a range or a list holds, as DMN has them; what it leaves open is not answered."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from coequal.criteria import kleene
from coequal.criteria.feel.values import ORDERED, Range, Value, kind
from coequal.errors import NotSupported
from coequal.facts.dates import Months

_NO_TIME = (Months(0), timedelta(0))
_PAIRS = (frozenset(("date", "date and time")),)
_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def equal(a: Value, b: Value) -> bool | None:
    """Null equals null and nothing else; values of different kinds are not comparable. Raises `NotSupported`."""
    if a is None or b is None:
        return a is b
    kinds = (kind(a), kind(b))
    if kinds[0] != kinds[1]:
        _refuse_unlike(a, b, frozenset(kinds))
        return None
    match kinds[0]:
        case "list":
            return _equal_all(a, b)
        case "context":
            return a.keys() == b.keys() and _equal_all(list(a.values()), [b[key] for key in a])
        case "range":
            return _equal_ranges(a, b)
        case "function":
            raise NotSupported("Functions are not compared.")
        case "time" | "date and time" if _offset(a) is None or _offset(b) is None:
            return _offset(a) is _offset(b) and bool(a == b)
    return bool(a == b)


def _refuse_unlike(a: Value, b: Value, kinds: frozenset[str]) -> None:
    """Raises `NotSupported` for two values of different kinds that some engines find equal."""
    if kinds in _PAIRS or (a in _NO_TIME and b in _NO_TIME):
        raise NotSupported("DMN leaves open whether a date equals its midnight, or no months equal no days.")
    if "list" in kinds and len(a if isinstance(a, list) else b) == 1:
        raise NotSupported("DMN leaves open whether a list equals its only item.")


def _equal_all(a: Sequence[Value], b: Sequence[Value]) -> bool:
    """Whether two rows of values are equal, one by one."""
    if len(a) != len(b):
        return False
    found = [equal(*items) for items in zip(a, b, strict=True)]
    if None in found:
        raise NotSupported("Lists or contexts with values of different kinds in one place are not compared.")
    return all(found)


def _equal_ranges(a: Range, b: Range) -> bool:
    if (a.low is b.low is None and a.open_low != b.open_low) or (a.high is b.high is None and a.open_high != b.open_high):
        raise NotSupported("DMN leaves open whether a range that goes on for ever is one that ends in null.")
    ends = [(a.low_in, a.high_in, a.open_low, a.open_high), (b.low_in, b.high_in, b.open_low, b.open_high)]
    return ends[0] == ends[1] and _equal_all([a.low, a.high], [b.low, b.high])


def _offset(value: time | datetime) -> timedelta | None:
    return value.utcoffset()


def compare(sign: str, a: Value, b: Value) -> bool | None:
    """`a < b` and so on: null for values of different kinds, or of a kind without order. Raises `NotSupported`."""
    if a is None or b is None:
        return None
    kinds = (kind(a), kind(b))
    if kinds[0] != kinds[1]:
        if frozenset(kinds) in _PAIRS or "list" in kinds:
            raise NotSupported("DMN leaves open how a date compares with a date and time, or a list with its only item.")
        return None
    if kinds[0] not in ORDERED:
        return None
    comparable(a, b)
    return kleene.COMPARE[sign](a, b)


def comparable(*values: Value) -> None:
    """Raises `NotSupported` for two values of one kind whose order the specification leaves open."""
    for value in values:
        if isinstance(value, str) and _BEYOND.search(value):
            raise NotSupported("The order of characters beyond U+FFFF is not in the subset.")
    if len({_offset(value) is None for value in values if isinstance(value, time | datetime)}) > 1:
        raise NotSupported("A time with an offset is not compared with one without.")


def in_range(value: Value, within: Range) -> bool | None:
    """Whether a range holds a value. Raises `NotSupported`."""
    ends = [end for end, is_open in ((within.low, within.open_low), (within.high, within.open_high)) if not is_open]
    kinds = {kind(part) for part in (value, *ends)} - {"null"}
    if len(kinds) > 1 or not kinds <= ORDERED:
        raise NotSupported("A range of one kind of value is asked about another.")
    comparable(*[part for part in (value, *ends) if part is not None])
    if None in ends:
        _refuse_null_end(value, within)
        return None
    if len(ends) == 2 and ends[0] > ends[1]:
        raise NotSupported("DMN leaves open what a range holds that ends before it begins.")
    if value is None:
        return None
    found = kleene.in_range(value, within.low, within.high, within.low_in, within.high_in)
    return found is not False if within.open_low or within.open_high else found


def held(value: Value, within: Range) -> bool | None:
    """Whether a range holds a value, or is the range that is sought. Raises `NotSupported` for a range that is another."""
    if not isinstance(value, Range):
        return in_range(value, within)
    if not equal(value, within):
        raise NotSupported("DMN leaves open whether one range is in another.")
    return True


def _refuse_null_end(value: Value, within: Range) -> None:
    """Raises `NotSupported` where the other end would settle that a range with an end of null does not hold a value."""
    if value is None or kleene.in_range(value, within.low, within.high, within.low_in, within.high_in) is False:
        raise NotSupported("DMN leaves open what a range with an end of null holds.")


def in_one(value: Value, options: Sequence[Value]) -> bool:
    """Whether one of several is the value, or is a range that holds it. Raises `NotSupported`."""
    found: list[bool | None] = []
    for option in options:
        found.append(held(value, option) if isinstance(option, Range) else equal(value, option))
        if found[-1]:
            return True
    if None in found and not isinstance(value, list):
        raise NotSupported("A value is sought among values of another kind, or a range does not say.")
    return False
