"""The reference back end: each node becomes a Python function of one case's values.

A case is a list with a place for every fact (`Slots`); a function takes that list and returns the node's value,
None for not known. Common shapes have functions of their own, for speed; they mean what `kleene` says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from coequal.criteria import kleene
from coequal.criteria.syntax import (
    Arithmetic,
    Compare,
    Current,
    Fact,
    If,
    InRange,
    Junction,
    Literal,
    Node,
    Not,
    OneOf,
    children,
)
from coequal.criteria.types import Type
from coequal.facts.dates import Months, add_months

Values = list[Any]
Closure = Callable[[Values], Any]
Trace = tuple[Any, Node, tuple["Trace", ...]]
Tracer = Callable[[Values], Trace]


@dataclass(frozen=True, slots=True)
class Slots:
    """Where the value of each fact stands in the list of a case, and the date of each dated one."""

    value: Mapping[str, int]
    on: Mapping[str, int]
    worked: Mapping[Node, int] = field(default_factory=dict)  # of expressions that are worked out once for all who need them

    def of(self, node: Node) -> int | None:
        """The place of a fact or of an expression that is worked out beforehand; None of anything else."""
        match node:
            case Fact(name=name):
                return self.value[name]
            case Arithmetic():
                return self.worked.get(node)
        return None


def closure(node: Node, slots: Slots) -> Closure:
    """The function that gives the value of `node`."""
    match node:
        case Literal(value=value):
            return lambda _case: value
        case Fact(name=name):
            return itemgetter(slots.value[name])
        case Current():
            return _current(node, slots)
        case Not(operand=Fact(name=name)):
            return _opposite_of(slots.value[name])
        case Junction(word=word, operands=operands):
            return _junction(word == "or", [closure(operand, slots) for operand in operands])
        case Compare(sign=sign, left=Fact(name=name), right=Literal(value=value)):
            return _against_constant(kleene.COMPARE[sign], slots.value[name], value)
        case Arithmetic() if node in slots.worked:
            return itemgetter(slots.worked[node])
        case Compare(sign=sign, left=left, right=right) if None not in (a := slots.of(left), b := slots.of(right)):
            return _compared(kleene.COMPARE[sign], a, b)
        case Compare(sign=sign, left=left, right=right):
            return _comparison(kleene.COMPARE[sign], closure(left, slots), closure(right, slots))
        case InRange(operand=Fact(name=name), low=Literal(value=low), high=Literal(value=high), low_in=low_in, high_in=high_in):
            return _within_constants(slots.value[name], low, high, low_in, high_in)
        case InRange(operand=operand, low=low, high=high) if None not in (
            places := [slots.of(end) for end in (operand, low, high)]
        ):
            return _within_places(places, node.low_in, node.high_in)
        case InRange(operand=operand, low=low, high=high, low_in=low_in, high_in=high_in):
            return _within(closure(operand, slots), closure(low, slots), closure(high, slots), low_in, high_in)
        case OneOf(operand=Fact(name=name), options=options) if _constants(options):
            return _among_constants(slots.value[name], _constants(options))
        case Arithmetic(sign="+" | "-" as sign, left=Fact(name=name, type=Type(kind="date")), right=Literal(value=Months(count))):
            return _moved(slots.value[name], count if sign == "+" else -count)
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
    under, combine = children(node), kleene.operation(node)
    parts = [tracer(child, slots) for child in under]
    if all(isinstance(child, Literal) for child in under[1:]):
        return _traced_against_constants(node, combine, parts, slots.of(node))
    if len(parts) == 2:
        return _traced_pair(node, combine, *parts)
    if len(parts) == 3:
        return _traced_triple(node, combine, *parts)

    def traced(case: Values) -> Trace:
        found = tuple([part(case) for part in parts])
        return combine(*[part[0] for part in found]), node, found

    return traced


def _traced_pair(node: Node, combine: Callable[..., Any], first: Tracer, second: Tracer) -> Tracer:
    def traced_pair(case: Values) -> Trace:
        a, b = first(case), second(case)
        return combine(a[0], b[0]), node, (a, b)

    return traced_pair


def _traced_triple(node: Node, combine: Callable[..., Any], first: Tracer, second: Tracer, third: Tracer) -> Tracer:
    def traced_triple(case: Values) -> Trace:
        a, b, c = first(case), second(case), third(case)
        return combine(a[0], b[0], c[0]), node, (a, b, c)

    return traced_triple


def _traced_against_constants(node: Node, combine: Callable[..., Any], parts: list[Tracer], place: int | None) -> Tracer:
    """Of a node whose operands after the first are written out: their traces are always the same."""
    if not parts:
        constant: Trace = (combine(), node, ())
        return lambda _case: constant
    first, beside = parts[0], tuple(part([]) for part in parts[1:])
    if place is not None:
        return lambda case: (case[place], node, (first(case), *beside))
    constants = [part[0] for part in beside]

    def traced_against_constants(case: Values) -> Trace:
        found = first(case)
        return combine(found[0], *constants), node, (found, *beside)

    return traced_against_constants


def _constants(nodes: tuple[Node, ...]) -> tuple[Any, ...]:
    """The values of some nodes, if all are written out."""
    values = tuple(node.value for node in nodes if isinstance(node, Literal))
    return values if len(values) == len(nodes) else ()


def _current(node: Current, slots: Slots) -> Closure:
    value, on, anchor, window = slots.value[node.name], slots.on[node.name], slots.value[node.anchor], node.window
    current = kleene.current
    return lambda case: current(case[value], case[on], case[anchor], window)


def _moved(place: int, months: int) -> Closure:
    def moved(case: Values) -> Any:
        day = case[place]
        try:
            return None if day is None else add_months(day, months)
        except OverflowError:
            return None

    return moved


def _opposite_of(place: int) -> Closure:
    opposite = {True: False, False: True, None: None}
    return lambda case: opposite[case[place]]


def _junction(settles: bool, operands: list[Closure]) -> Closure:
    """`or` is settled by one true operand, `and` by one false one."""
    if len(operands) == 2:
        return _pair(settles, *operands)

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


def _pair(settles: bool, first: Closure, second: Closure) -> Closure:
    unsettled = not settles

    def pair(case: Values) -> Any:
        a = first(case)
        if a is settles:
            return settles
        b = second(case)
        if b is settles:
            return settles
        return None if a is None or b is None else unsettled

    return pair


def _comparison(test: Callable[[Any, Any], bool], left: Closure, right: Closure) -> Closure:
    def comparison(case: Values) -> Any:
        a, b = left(case), right(case)
        return None if a is None or b is None else test(a, b)

    return comparison


def _compared(test: Callable[[Any, Any], bool], left: Any, right: Any) -> Closure:
    def compared(case: Values) -> Any:
        a, b = case[left], case[right]
        return None if a is None or b is None else test(a, b)

    return compared


def _against_constant(test: Callable[[Any, Any], bool], place: int, constant: Any) -> Closure:
    def against_constant(case: Values) -> Any:
        value = case[place]
        return None if value is None else test(value, constant)

    return against_constant


def _within(operand: Closure, low: Closure, high: Closure, low_in: bool, high_in: bool) -> Closure:
    in_range = kleene.in_range
    return lambda case: in_range(operand(case), low(case), high(case), low_in, high_in)


def _within_places(places: list[Any], low_in: bool, high_in: bool) -> Closure:
    in_range, (value, low, high) = kleene.in_range, places
    return lambda case: in_range(case[value], case[low], case[high], low_in, high_in)


def _within_constants(place: int, low: Any, high: Any, low_in: bool, high_in: bool) -> Closure:
    def within_constants(case: Values) -> Any:
        value = case[place]
        if value is None:
            return None
        return (low <= value if low_in else low < value) and (value <= high if high_in else value < high)

    return within_constants


def _among_constants(place: int, constants: tuple[Any, ...]) -> Closure:
    def among_constants(case: Values) -> Any:
        value = case[place]
        return None if value is None else value in constants

    return among_constants


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
