"""From syntax tree back to text: reading the text again gives the same tree."""

from datetime import date, timedelta
from decimal import Decimal

from coequal.criteria.syntax import (
    Arithmetic,
    Call,
    Compare,
    Current,
    Fact,
    If,
    InRange,
    IsKnown,
    Junction,
    Literal,
    Node,
    Not,
    OneOf,
)
from coequal.facts.dates import Months, say_duration
from coequal.facts.values import say_number

_OR, _AND, _COMPARISON, _SUM, _PRODUCT, _OPERAND = 1, 2, 3, 4, 5, 7
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"})


def render(node: Node) -> str:
    """The text of an expression. Evidence is shown as the fact itself, since its window stands beside it."""
    return _render(node, -1)


def _render(node: Node, strength: int) -> str:
    """The text of a node, in brackets where what stands around it binds as much or more."""
    text, own = _text(node)
    return f"({text})" if own <= strength else text


def _text(node: Node) -> tuple[str, int]:
    match node:
        case Literal(value=value):
            return _constant(value), _OPERAND
        case Fact(name=name) | Current(name=name):
            return name, _OPERAND
        case Not(operand=IsKnown(operand=operand)):
            return f"{_render(operand, _COMPARISON)} is not known", _COMPARISON
        case Not(operand=operand):
            return f"not({render(operand)})", _OPERAND
        case IsKnown(operand=operand):
            return f"{_render(operand, _COMPARISON)} is known", _COMPARISON
        case Junction(word=word, operands=operands):
            strength = _AND if word == "and" else _OR
            return f" {word} ".join(_render(operand, strength) for operand in operands), strength
        case Compare(sign=sign, left=left, right=right):
            return f"{_render(left, _COMPARISON)} {sign} {_render(right, _COMPARISON)}", _COMPARISON
        case InRange(operand=operand, low=low, high=high, low_in=low_in, high_in=high_in):
            ends = f"{_render(low, _COMPARISON)} .. {_render(high, _COMPARISON)}"
            return f"{_render(operand, _COMPARISON)} in {'[' if low_in else '('}{ends}{']' if high_in else ')'}", _COMPARISON
        case OneOf(operand=operand, options=options):
            listed = ", ".join(_render(option, _COMPARISON) for option in options)
            return f"{_render(operand, _COMPARISON)} in ({listed})", _COMPARISON
        case Arithmetic(sign=sign, left=left, right=right):
            strength = _PRODUCT if sign == "*" else _SUM
            return f"{_render(left, strength - 1)} {sign} {_render(right, strength)}", strength
        case If(condition=condition, then=then, otherwise=otherwise):
            return f"if {render(condition)} then {render(then)} else {render(otherwise)}", 0
        case Call(function="list", arguments=arguments):
            return f"[{', '.join(map(render, arguments))}]", _OPERAND
        case Call(function=function, arguments=arguments):
            return f"{function}({', '.join(map(render, arguments))})", _OPERAND
        case _:
            return "not stated", _OPERAND


def _constant(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return say_number(value)
        case Months() | timedelta():
            return say_duration(value)
        case date():
            return f'date("{value}")'
        case _:
            escaped = str(value).translate(_ESCAPES)
            return f'"{escaped}"'
