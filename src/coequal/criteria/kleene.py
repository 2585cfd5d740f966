"""Three-valued meaning, operator by operator: true, false, and None for not known.

These functions are the reference. Whatever is not known makes a result not known,
except where the rest settles it: `false and …` is false, `true or …` is true.
"""

import operator
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from coequal.criteria import syntax
from coequal.criteria.syntax import Arithmetic, Call, Compare, If, InRange, IsKnown, Junction, Node, Not, NotStated, OneOf
from coequal.facts.dates import Duration, Months, age, full_months, shift
from coequal.facts.values import EXACT


class _Unstated:
    """The amount that a policy does not say."""

    def __repr__(self) -> str:
        return "not stated"


NOT_STATED: Final = _Unstated()
FRESH: Final = date(9999, 12, 31)  # the date of a new result, current in every window; known by identity, so no given date is it

Value = Any  # a value of the language, or None; the checker has seen to its type
COMPARE: Final[dict[str, Callable[[Value, Value], bool]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def both(values: Sequence[Value]) -> bool | None:
    """True where all are true, false where one is false, else not known."""
    if False in values:
        return False
    return None if None in values else True


def either(values: Sequence[Value]) -> bool | None:
    """True where one is true, false where all are false, else not known."""
    if True in values:
        return True
    return None if None in values else False


def negation(value: bool | None) -> bool | None:
    """The opposite; not known stays not known."""
    return None if value is None else not value


def in_range(value: Value, low: Value, high: Value, low_in: bool, high_in: bool) -> bool | None:
    """Whether a value lies between two ends, each counted in or not; false as soon as one end shows it."""
    if value is None:
        return None
    if low is not None and not (low <= value if low_in else low < value):
        return False
    if high is not None and not (value <= high if high_in else value < high):
        return False
    return None if low is None or high is None else True


def one_of(value: Value, options: Sequence[Value]) -> bool | None:
    """Whether a value equals one of several."""
    return either([None if value is None or option is None else value == option for option in options])


def arithmetic(sign: str, a: Value, b: Value) -> Value:
    """`a + b`, `a - b` or `a * b` of numbers, exact, or of durations; or a date less a date."""
    if a is None or b is None:
        return None
    if sign == "*":
        return EXACT.plus(EXACT.multiply(a, b))  # nought has no sign
    if isinstance(a, Decimal):
        return EXACT.add(a, b) if sign == "+" else EXACT.subtract(a, b)
    if isinstance(a, Months):
        return Months(a.count + b.count if sign == "+" else a.count - b.count)
    return a - b if sign == "-" else a + b


def _arithmetic(sign: str, left: str, right: str) -> Callable[[Value, Value], Value]:
    """`arithmetic` for operands of two kinds, without asking each time which they are; a date is moved by a duration."""
    if left == right == "number" and sign != "*":
        exact = EXACT.add if sign == "+" else EXACT.subtract
        return lambda a, b: None if a is None or b is None else exact(a, b)
    if left == "date" and right in ("months", "days"):
        step = 1 if sign == "+" else -1
        return lambda a, b: None if b is None else moved(a, b, step)
    return lambda a, b: arithmetic(sign, a, b)


def moved(day: date | None, by: Duration, sign: int) -> date | None:
    """A day moved by a duration; not known outside the calendar."""
    try:
        return None if day is None else shift(day, by, sign)
    except OverflowError:
        return None


def current(value: Value, on: date | None, anchor: date | None, window: Duration) -> Value:
    """The value, if its evidence is dated from `anchor` less `window` to `anchor`; not known otherwise."""
    if on is FRESH:
        return value
    if value is None or on is None or anchor is None:
        return None
    start = moved(anchor, window, -1)
    return value if start is not None and start <= on <= anchor else None


def function(name: str) -> Callable[..., Value]:
    """A function of the language; not known where an argument is not known."""
    if name == "list":
        return lambda *items: items
    if name == "count":
        return lambda items: Decimal(len(items))
    apply = _FUNCTIONS[name]

    if name in ("min", "max"):
        return _extreme(apply)

    def applied(*arguments: Value) -> Value:
        return None if None in arguments else apply(*arguments)

    return applied


def _extreme(apply: Callable[..., Value]) -> Callable[..., Value]:
    """The least or the greatest of two values, of several, or of a list."""

    def extreme(first: Value, *rest: Value) -> Value:
        values = (first, *rest) if rest or not isinstance(first, tuple) else first
        return None if None in values else apply(values)

    return extreme


def _between(start: date, end: date) -> Months:
    """Whole months from one date to another, towards zero."""
    return Months(full_months(start, end)) if start <= end else Months(-full_months(end, start))


_FUNCTIONS: Final[dict[str, Callable[..., Value]]] = {
    "age": lambda born, on: Decimal(age(born, on)),
    "full months": lambda start, end: Decimal(full_months(start, end)),
    "years and months duration": _between,
    "min": min,
    "max": max,
}


def conditional(condition: bool | None, then: Value, otherwise: Value) -> Value:
    """One branch or the other; where the condition is not known, only what both agree on."""
    if condition is None:
        return then if then == otherwise else None
    return then if condition else otherwise


def operation(node: Node) -> Callable[..., Value]:
    """What a node does with the values of its children, in their order. Facts and evidence have none."""
    match node:
        case syntax.Literal(value=value):
            return lambda: value
        case NotStated():
            return lambda: NOT_STATED
        case Not():
            return negation
        case Junction(word="and"):
            return lambda *values: False if False in values else None if None in values else True
        case Junction():
            return lambda *values: True if True in values else None if None in values else False
        case Compare(sign=sign):
            test = COMPARE[sign]
            return lambda a, b: None if a is None or b is None else test(a, b)
        case InRange(low_in=low_in, high_in=high_in):
            return lambda value, low, high: in_range(value, low, high, low_in, high_in)
        case OneOf():
            return lambda value, *options: one_of(value, options)
        case Arithmetic(sign=sign, left=left, right=right):
            return _arithmetic(sign, left.type.kind, right.type.kind)
        case If():
            return conditional
        case IsKnown():
            return lambda value: value is not None
        case Call(function="min", arguments=(_, _)):
            return lambda a, b: None if a is None or b is None else min(a, b)
        case Call(function="max", arguments=(_, _)):
            return lambda a, b: None if a is None or b is None else max(a, b)
        case _:
            assert isinstance(node, Call), node
            return function(node.function)
