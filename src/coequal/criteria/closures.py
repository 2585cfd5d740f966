"""The reference back end: each node becomes a Python function of one case's values.

A case is a list with a place for every fact (`Slots`); a function takes that list and returns the node's value,
None for not known. Common shapes have functions of their own, for speed; they mean what `kleene` says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from operator import itemgetter
from typing import Any

from coequal.criteria import kleene
from coequal.criteria.syntax import Arithmetic, Compare, Current, Fact, If, InRange, Junction, Literal, Node, Not, children
from coequal.facts.dates import Duration, Months

Values = list[Any]
Closure = Callable[[Values], Any]
Trace = tuple[Any, Node, tuple["Trace", ...]]
Tracer = Callable[[Values], Trace]


@dataclass(frozen=True, slots=True)
class Slots:
    """Where the value of each fact stands in the list of a case, and the date of each dated one."""

    value: Mapping[str, int]
    on: Mapping[str, int]


def closure(node: Node, slots: Slots) -> Closure:
    """The function that gives the value of `node`."""
    match node:
        case Literal(value=value):
            return lambda _case: value
        case Fact(name=name):
            return itemgetter(slots.value[name])
        case Current():
            return _current(node, slots)
        case Not(operand=operand):
            return _negation(closure(operand, slots))
        case Junction(word=word, operands=operands):
            return _junction(word == "or", [closure(operand, slots) for operand in operands])
        case Compare(sign=sign, left=Fact(name=name), right=Literal(value=value)):
            return _against_constant(kleene.COMPARE[sign], slots.value[name], value)
        case InRange(operand=Fact(name=name), low=Literal(value=low), high=Literal(value=high)):
            return _within_constants(slots.value[name], low, high, node.low_in, node.high_in)
        case Arithmetic(sign="+" | "-" as sign, left=Fact(name=name), right=Literal(value=Months() | timedelta() as by)):
            return _moved(slots.value[name], by, 1 if sign == "+" else -1)
        case If(condition=condition, then=then, otherwise=otherwise):
            return _conditional(closure(condition, slots), closure(then, slots), closure(otherwise, slots))
        case _:
            return _operation(kleene.operation(node), [closure(child, slots) for child in children(node)])


def tracer(node: Node, slots: Slots) -> Tracer:
    """The function that gives the value of `node` with the value of every operand under it."""
    if isinstance(node, Fact):
        place = slots.value[node.name]
        return lambda case: (case[place], node, ())
    if isinstance(node, Current):
        value = _current(node, slots)
        return lambda case: (value(case), node, ())
    combine = kleene.operation(node)
    parts = [tracer(child, slots) for child in children(node)]
    if not parts:
        constant: Trace = (combine(), node, ())
        return lambda _case: constant
    if len(parts) == 2:
        return _traced_pair(node, combine, *parts)

    def traced(case: Values) -> Trace:
        under = tuple([part(case) for part in parts])
        return combine(*[found[0] for found in under]), node, under

    return traced


def _traced_pair(node: Node, combine: Callable[..., Any], first: Tracer, second: Tracer) -> Tracer:
    def traced(case: Values) -> Trace:
        a, b = first(case), second(case)
        return combine(a[0], b[0]), node, (a, b)

    return traced


def _current(node: Current, slots: Slots) -> Closure:
    value, on, anchor, window = slots.value[node.name], slots.on[node.name], slots.value[node.anchor], node.window
    return lambda case: kleene.current(case[value], case[on], case[anchor], window)


def _moved(place: int, by: Duration, sign: int) -> Closure:
    moved = kleene.moved
    return lambda case: moved(case[place], by, sign)


def _negation(operand: Closure) -> Closure:
    def negation(case: Values) -> Any:
        value = operand(case)
        return None if value is None else not value

    return negation


def _junction(settles: bool, operands: list[Closure]) -> Closure:
    """`or` is settled by one true operand, `and` by one false one."""

    def junction(case: Values) -> Any:
        result: bool | None = not settles
        for operand in operands:
            value = operand(case)
            if value is settles:
                return settles
            if value is None:
                result = None
        return result

    return junction


def _against_constant(test: Callable[[Any, Any], bool], place: int, constant: Any) -> Closure:
    def against_constant(case: Values) -> Any:
        value = case[place]
        return None if value is None else test(value, constant)

    return against_constant


def _within_constants(place: int, low: Any, high: Any, low_in: bool, high_in: bool) -> Closure:
    def within_constants(case: Values) -> Any:
        value = case[place]
        if value is None:
            return None
        return (low <= value if low_in else low < value) and (value <= high if high_in else value < high)

    return within_constants


def _conditional(condition: Closure, then: Closure, otherwise: Closure) -> Closure:
    def conditional(case: Values) -> Any:
        chosen = condition(case)
        if chosen is None:
            return kleene.conditional(None, then(case), otherwise(case))
        return then(case) if chosen else otherwise(case)

    return conditional


def _operation(combine: Callable[..., Any], operands: list[Closure]) -> Closure:
    match operands:
        case [only]:
            return lambda case: combine(only(case))
        case [left, right]:
            return lambda case: combine(left(case), right(case))
    return lambda case: combine(*[operand(case) for operand in operands])
