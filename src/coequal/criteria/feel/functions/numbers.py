"""Functions of numbers, and of what is true."""

import re
from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)

from coequal.criteria.feel.signatures import Functions, builtin
from coequal.criteria.feel.values import Value, number, whole
from coequal.errors import NotSupported
from coequal.facts.values import EXACT

_SMALLEST_SCALE, _LARGEST_SCALE = -6111, 6176
_MOST_EXPONENT = 15_000


def _rounding(way: str) -> Callable[..., Decimal | None]:
    """Rounding to a number of decimal places; null where a number cannot have so many."""

    def rounded(value: Decimal, scale: Decimal | None) -> Decimal | None:
        places = 0 if scale is None else whole(scale)
        if not _SMALLEST_SCALE <= places <= _LARGEST_SCALE:
            return None
        if places >= -int(value.as_tuple().exponent):
            return value
        if places < -40:
            raise NotSupported("Rounding to more than forty noughts is not in the subset.")
        return number(lambda: value.quantize(Decimal(1).scaleb(-places), way, EXACT))

    return rounded


def _absolute(value: Value) -> Decimal:
    if not isinstance(value, Decimal):
        raise NotSupported("Versions of DMN differ on whether a duration has an absolute value.")
    return value.copy_abs()


def _modulo(dividend: Decimal, divisor: Decimal) -> Decimal | None:
    """`dividend - divisor * floor(dividend / divisor)`, exactly."""
    if divisor == 0:
        return None
    rest = number(lambda: EXACT.remainder(dividend, divisor))
    return number(lambda: EXACT.add(rest, divisor)) if rest and (rest < 0) != (divisor < 0) else rest


def _exponential(value: Decimal) -> Decimal:
    if value.copy_abs() > _MOST_EXPONENT:
        raise NotSupported("exp(…) of very large numbers is not in the subset.")
    return number(lambda: EXACT.exp(value))


def _parity(rest: int) -> Callable[[Decimal], bool]:
    def has(value: Decimal) -> bool:
        if value != value.to_integral_value():
            raise NotSupported("Whether a number with a fraction is odd or even is not in the subset.")
        return number(lambda: EXACT.remainder(value, Decimal(2))).copy_abs() == rest

    return has


def _negation(value: Value) -> bool | None:
    return not value if isinstance(value, bool) else None


def _number(text: str, grouping: str | None, point: str | None) -> Decimal | None:
    """A number from its text, where digits may be grouped; null where it is none."""
    if grouping not in (None, " ", ",", ".") or point not in (None, ".", ",") or (grouping is not None and grouping == point):
        return None
    if len(text) > 80:
        raise NotSupported("Numbers of more than 80 letters are not in the subset.")
    plain = text.replace(grouping, "") if grouping else text
    if point is not None:
        if point != "." and "." in plain:
            return None
        plain = plain.replace(point, ".")
    if not re.fullmatch(r"-?(\d+(\.\d+)?|\.\d+)", plain, re.ASCII):
        if re.fullmatch(r"[-+]?[\d.]+([eE][-+]?\d+)?", plain, re.ASCII):
            raise NotSupported("Numbers with an exponent, or with a point and no digits on one side, are not read from texts.")
        return None
    return number(lambda: Decimal(plain))


_ROUNDINGS = {
    "round up": ROUND_UP,
    "round down": ROUND_DOWN,
    "round half up": ROUND_HALF_UP,
    "round half down": ROUND_HALF_DOWN,
    "decimal": ROUND_HALF_EVEN,
}

FUNCTIONS: Functions = {
    **{name: (builtin("n: number, scale: number", _rounding(way)),) for name, way in _ROUNDINGS.items()},
    "floor": (builtin("n: number, scale?: number", _rounding(ROUND_FLOOR)),),
    "ceiling": (builtin("n: number, scale?: number", _rounding(ROUND_CEILING)),),
    "abs": (builtin("n: number | years and months duration | days and time duration", _absolute),),
    "modulo": (builtin("dividend: number, divisor: number", _modulo),),
    "sqrt": (builtin("number: number", lambda n: None if n < 0 else number(lambda: EXACT.sqrt(n))),),
    "log": (builtin("number: number", lambda n: None if n <= 0 else number(lambda: EXACT.ln(n))),),
    "exp": (builtin("number: number", _exponential),),
    "odd": (builtin("number: number", _parity(1)),),
    "even": (builtin("number: number", _parity(0)),),
    "not": (builtin("negand: any", _negation),),
    "number": (
        builtin("from: string, grouping separator: string | null, decimal separator: string | null", _number),
        builtin("from: string", lambda text: _number(text, None, None)),
        builtin("from: number", lambda n: n),
    ),
}
