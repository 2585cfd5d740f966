"""A range from its text: `range("[1..5)")`."""

import re

from coequal.criteria.feel.arithmetic import negative
from coequal.criteria.feel.literals import read_date, read_date_and_time, read_duration, read_time
from coequal.criteria.feel.parse import parse
from coequal.criteria.feel.tree import Call, Literal, Name, Negative, Node
from coequal.criteria.feel.values import ORDERED, Range, Value, kind
from coequal.errors import NotSupported

_RANGE = re.compile(r"\s*([\[(\]])(.*)([\])\[])\s*", re.DOTALL)
_DOTS = re.compile(r'((?:"(?:[^"\\]|\\.)*"|[^".]|\.(?!\.))*)\.\.(.*)', re.DOTALL)
_READERS = {"date": read_date, "time": read_time, "date and time": read_date_and_time, "duration": read_duration}
_LONGEST = 300


def read_range(text: str) -> Range | None:
    """The range that a text says; null where it is none, or an end is anything but a value written out.

    An end may be left out beside a round bracket. Raises `NotSupported` for what the parser does not read.
    """
    if len(text) > _LONGEST:
        raise NotSupported(f"A range of more than {_LONGEST} letters is not read.")
    found = _RANGE.fullmatch(text)
    ends = _DOTS.fullmatch(found[2]) if found else None
    if found is None or ends is None:
        return None
    low_in, high_in = found[1] == "[", found[3] == "]"
    open_low, open_high = not ends[1].strip(), not ends[2].strip()
    if (open_low and (low_in or open_high)) or (open_high and high_in):
        return None
    low: Value
    high: Value
    low, high = (_written_out(parse(end, _READERS)) if end.strip() else None for end in ends.groups())
    kinds = {kind(value) for value, is_open in ((low, open_low), (high, open_high)) if not is_open}
    if len(kinds) > 1 or not kinds <= ORDERED:
        return None
    if not open_low and not open_high and low > high:
        raise NotSupported("DMN leaves open what a range is that ends before it begins.")
    return Range(low, high, low_in, high_in, open_low, open_high)


def _written_out(node: Node) -> Value:
    """The value of what is written out, such as `date("2024-02-29")`; None for an expression that computes."""
    match node:
        case Literal(value=value):
            return value
        case Negative(operand=Literal(value=value)):
            return negative(value)
        case Call(function=Name(name=name), arguments=(Literal(value=str() as text),), names=None) if name in _READERS:
            return _READERS[name](text)
    return None
