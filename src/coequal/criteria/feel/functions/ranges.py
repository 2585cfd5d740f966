"""How values and ranges lie to one another: before, meets, overlaps, includes and the rest of Allen's relations."""

from collections.abc import Callable
from typing import Any

from coequal.criteria.feel.compare import comparable
from coequal.criteria.feel.functions.range_text import read_range
from coequal.criteria.feel.signatures import Functions, builtin, ends
from coequal.criteria.feel.values import ORDERED, Range, Value, kind

_Relation = Callable[[Any, Any], bool]


def _checked(relation: _Relation) -> Callable[[Value, Value], bool | None]:
    """A relation between two ranges; null where their values have no common order, or a range ends before it begins."""

    def related(a: Range, b: Range) -> bool | None:
        values = [*ends(a), *ends(b)]
        if len({kind(value) for value in values}) != 1 or kind(values[0]) not in ORDERED:
            return None
        comparable(*values)
        if a.low > a.high or b.low > b.high:
            return None
        return relation(a, b)

    return related


def _point(value: Value) -> Range:
    return Range(value, value, True, True)


def _before(a: Range, b: Range) -> bool:
    return bool(a.high < b.low or (a.high == b.low and not (a.high_in and b.low_in)))


def _meets(a: Range, b: Range) -> bool:
    return bool(a.high == b.low and a.high_in and b.low_in)


def _overlaps(a: Range, b: Range) -> bool:
    return not _before(a, b) and not _before(b, a)


def _starts_first(a: Range, b: Range) -> bool:
    return bool(a.low < b.low or (a.low == b.low and a.low_in and not b.low_in))


def _ends_first(a: Range, b: Range) -> bool:
    return bool(a.high < b.high or (a.high == b.high and not a.high_in and b.high_in))


def _overlaps_before(a: Range, b: Range) -> bool:
    ends_within = a.high < b.high or (a.high == b.high and (not a.high_in or b.high_in))
    return bool(_starts_first(a, b) and ends_within and not _before(a, b))


def _overlaps_after(a: Range, b: Range) -> bool:
    return _overlaps_before(b, a)


def _finishes(a: Range, b: Range) -> bool:
    return bool(a.high == b.high and a.high_in == b.high_in and not _starts_first(a, b))


def _includes(a: Range, b: Range) -> bool:
    return not _starts_first(b, a) and not _ends_first(a, b)


def _starts(a: Range, b: Range) -> bool:
    return bool(a.low == b.low and a.low_in == b.low_in and not _ends_first(b, a))


def _coincides(a: Range, b: Range) -> bool:
    return a == b


def _swapped(relation: _Relation) -> _Relation:
    return lambda a, b: relation(b, a)


_POINTS = "number | string | date | time | date and time | years and months duration | days and time duration"
_RANGES: dict[str, _Relation] = {"overlaps": _overlaps, "overlaps before": _overlaps_before, "overlaps after": _overlaps_after}
_RANGES |= {"meets": _meets, "met by": _swapped(_meets)}
_POINT_FIRST: dict[str, _Relation] = {"during": _swapped(_includes), "starts": _starts, "finishes": _finishes}
_POINT_LAST = {"includes": _includes, "started by": _swapped(_starts), "finished by": _swapped(_finishes)}
_ANY: dict[str, _Relation] = {"before": _before, "after": _swapped(_before), "coincides": _coincides}


def _between_ranges(relation: _Relation) -> Callable[[Value, Value], bool | None]:
    checked = _checked(relation)
    return lambda a, b: checked(_range(a), _range(b))


def _range(value: Value) -> Range:
    return value if isinstance(value, Range) else _point(value)


def _functions() -> Functions:
    found: Functions = {}
    for name, relation in {**_RANGES, **_POINT_FIRST, **_POINT_LAST, **_ANY}.items():
        apply = _between_ranges(relation)
        ways = [builtin("range1: range, range2: range", apply)]
        if name in _POINT_FIRST or name in _ANY:
            ways.append(builtin(f"point: {_POINTS}, range: range", apply))
        if name in _POINT_LAST or name in _ANY:
            ways.append(builtin(f"range: range, point: {_POINTS}", apply))
        if name in _ANY:
            ways.append(builtin(f"point1: {_POINTS}, point2: {_POINTS}", apply))
        found[name] = tuple(ways)
    return found


FUNCTIONS: Functions = {**_functions(), "range": (builtin("from: string", read_range),)}
