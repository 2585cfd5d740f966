"""Ages and months in FHIRPath, which has no function that counts the years or months between two dates.

Against a number that is written out, the later date is moved back and the dates are compared. Elsewhere the years, months and
days are read off the dates' own text, so that no engine's idea of an age comes in.
"""

from collections.abc import Callable
from decimal import Decimal
from math import ceil, floor
from typing import Final

from coequal.criteria.syntax import Call, InRange, Literal, Node

Written = Callable[[Node], str]
_UNIT: Final = {"age": "years", "full months": "months"}
_LONGEST: Final = {"years": 150, "months": 1800}  # further back there may be no such day


def completed(function: str, start: str, end: str) -> str:
    """How many years or months are completed from one date to another."""
    years = f"{_part(end, 0, 4)} - {_part(start, 0, 4)}"
    if function == "age":
        return f"({years} - iif({end}.toString().substring(5) < {start}.toString().substring(5), 1, 0))"
    months = f"{_part(end, 5, 2)} - {_part(start, 5, 2)}"
    return f"(({years}) * 12 + {months} - iif({end}.toString().substring(8) < {start}.toString().substring(8), 1, 0))"


def compared(of: Written, left: Node, sign: str, right: Node) -> str | None:
    """An age or a number of months against a number that is written out; None of anything else."""
    match left, right:
        case Call(function="age" | "full months" as function, arguments=(start, end)), Literal(value=Decimal() as number):
            return _against(of(start), of(end), sign, number, _UNIT[function])
    return None


def within(of: Written, operand: Node, node: InRange) -> str | None:
    """An age or a number of months in a range whose ends are written out; None of anything else."""
    low = compared(of, operand, ">=" if node.low_in else ">", node.low)
    high = compared(of, operand, "<=" if node.high_in else "<", node.high)
    return None if low is None or high is None else f"({low} and {high})"


def _against(start: str, end: str, sign: str, number: Decimal, unit: str) -> str | None:
    """So many are completed where the start is no later than the end less so many."""
    over = floor(number) + 1  # the least whole number that is more
    reached = ceil(number)  # the least that is no less
    if not (reached >= 0 and over <= _LONGEST[unit]):
        return None
    match sign:
        case ">=" | "<":
            return f"({start} {'<=' if sign == '>=' else '>'} {end} - {reached} {unit})"
        case ">" | "<=":
            return f"({start} {'<=' if sign == '>' else '>'} {end} - {over} {unit})"
    return None


def _part(day: str, first: int, letters: int) -> str:
    return f"{day}.toString().substring({first}, {letters}).toInteger()"
