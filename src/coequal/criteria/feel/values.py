"""The values of FEEL: Python's own where Python has them, and ranges and functions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, DecimalException
from typing import Any, TypeAlias, TypeVar

from coequal.errors import NotSupported
from coequal.facts.dates import Months
from coequal.facts.values import EXACT

Value = Any  # None for null, bool, Decimal, str, date, time, datetime, Months, timedelta, list, dict, Range or Function
Sized = TypeVar("Sized", str, list[Any])
MOST_ITEMS = 10_000
MOST_LETTERS = 100_000
_LARGEST = Decimal(10) ** 6145


@dataclass(frozen=True, slots=True)
class Range:
    """The values between two ends, each counted in or not; without its lower or its upper end it goes on for ever."""

    low: Value
    high: Value
    low_in: bool
    high_in: bool
    open_low: bool = False
    open_high: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A function as a value: the names of its parameters, and what it does with as many arguments."""

    parameters: tuple[str, ...]
    apply: Callable[..., Value]


Answer: TypeAlias = (
    bool | Decimal | str | date | time | datetime | Months | timedelta | list["Answer"] | dict[str, "Answer"] | Range | None
)

KINDS = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    date: "date",
    time: "time",
    datetime: "date and time",
    Months: "years and months duration",
    timedelta: "days and time duration",
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
}
DURATIONS = ("years and months duration", "days and time duration")
ORDERED = frozenset(("number", "string", "date", "time", "date and time", *DURATIONS))


def kind(value: Value) -> str:
    """What kind of value this is, in FEEL's words."""
    return KINDS[type(value)]


def number(compute: Callable[[], Decimal]) -> Decimal:
    """A number of at most 34 digits. Raises `NotSupported` where it is none, or beyond what a number may be."""
    try:
        found = EXACT.plus(compute())  # nought has no sign
    except DecimalException:
        raise NotSupported("This number is not in the subset: it is too large, too small, or not defined.") from None
    if not found.is_finite() or found.copy_abs() >= _LARGEST:
        raise NotSupported("Numbers of more than 6,145 digits are not in the subset.")
    return found


def whole(value: Decimal) -> int:
    """A number as a whole one. Raises `NotSupported` where it has a fraction or is out of all proportion."""
    if value.copy_abs() > 10**15 or value != value.to_integral_value():
        raise NotSupported("A whole number of at most 15 digits is needed here.")
    return int(value)


def bounded(value: Sized) -> Sized:
    """A text or a list, if it is of a length that the subset has. Raises `NotSupported`."""
    if len(value) > (MOST_LETTERS if isinstance(value, str) else MOST_ITEMS):
        raise NotSupported(f"A list has at most {MOST_ITEMS:,} items, and a text at most {MOST_LETTERS:,} letters.")
    return value
