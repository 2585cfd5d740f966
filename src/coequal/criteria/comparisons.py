"""The comparisons that a policy makes, down to the facts that are given: where a value begins to make a difference."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import permutations

from coequal.criteria.syntax import (
    Arithmetic,
    Call,
    Compare,
    Current,
    Fact,
    InRange,
    Literal,
    Node,
    OneOf,
    children,
    names,
    substitute,
)
from coequal.criteria.vocabulary import Vocabulary
from coequal.facts.dates import Duration, Months

NOTHING = Months(0)
_COUNTING = ("age", "full months")  # the functions that count the years or months between two dates


@dataclass(frozen=True, slots=True)
class Apart:
    """Two dates that are compared: `first` with `second` less `by`. Each is a fact, its evidence, or a day."""

    first: str | date
    second: str | date
    by: Duration
    evidence: bool = False


def comparisons(tree: Node, vocabulary: Vocabulary) -> list[Node]:
    """The comparisons in a tree, derived facts written out; one that may also be given stands as itself too."""
    formulas = {name: node for name, node in vocabulary.derived.items() if vocabulary.dictionary.facts[name].formula is not None}
    given_too = {name: node for name, node in vocabulary.derived.items() if name not in formulas}
    found = [node for node in every(_written_out(tree, formulas)) if isinstance(node, Compare | InRange | OneOf | Current)]
    return found + [_written_out(node, {**formulas, **given_too}) for node in found if names(node).intersection(given_too)]


def every(node: Node) -> Iterator[Node]:
    """A node and all that stand under it."""
    yield node
    for child in children(node):
        yield from every(child)


def numbers(node: Node) -> set[Decimal]:
    """The numbers written in a comparison."""
    return {leaf.value for leaf in every(node) if isinstance(leaf, Literal) and isinstance(leaf.value, Decimal)}


def is_computed(node: Node) -> bool:
    """Whether a comparison computes with its facts rather than look at each."""
    return any(isinstance(part, Arithmetic | Call) for part in every(node))


def apart(node: Node) -> Iterator[Apart]:
    """The pairs of dates that a comparison tells apart, and by how much.

    Those of a common shape; where it has another, every pair that could be meant.
    """
    if isinstance(node, Current):
        yield Apart(node.name, node.anchor, node.window, evidence=True)
        yield Apart(node.name, node.anchor, NOTHING, evidence=True)
    for left, sign, right in _sides(node):
        common = _common(left, sign, right)
        yield from _likely(node, left, right) if common is None else common


def is_exact(node: Node) -> bool:
    """Whether `apart` tells all days on which a comparison of dates can turn; of a complicated one it tells likely days."""
    if isinstance(node, Compare | InRange):
        return all(_common(*side) is not None for side in _sides(node))
    return isinstance(node, Current)


def _sides(node: Node) -> list[tuple[Node, str, Node]]:
    """A comparison as one of two operands, or a range as two of them."""
    match node:
        case Compare(sign=sign, left=left, right=right):
            return [(left, sign, right)]
        case InRange(operand=operand, low=low, high=high, low_in=low_in, high_in=high_in):
            return [(operand, ">=" if low_in else ">", low), (operand, "<=" if high_in else "<", high)]
    return []


def _common(left: Node, sign: str, right: Node) -> list[Apart] | None:
    """The pairs of a common shape: one date and another less a duration, or an age and a number of years."""
    a, b = _day(left), _day(right)
    if a and b and NOTHING in (a[1], b[1]):
        return [Apart(a[0], b[0], b[1]) if a[1] == NOTHING else Apart(b[0], a[0], a[1])]
    match left, right:
        case Call(function=unit, arguments=(Fact(name=start), Fact(name=end))), Literal(value=Decimal() as n) if unit in _COUNTING:
            return [Apart(start, end, by) for by in _reaching(unit, sign, n)]
    return None


def _reaching(unit: str, sign: str, number: Decimal) -> list[Duration]:
    """How far apart two dates are when a count of years or months begins to meet a comparison, or ceases to."""
    least = int(number.to_integral_value(ROUND_CEILING))  # the first count that is not below the number
    counts = {"<": (least,), ">=": (least,)}.get(sign, (least, least + 1))
    return [Months((12 if unit == "age" else 1) * count) for count in counts]


def _likely(node: Node, left: Node, right: Node) -> Iterator[Apart]:
    """Every pair of dates that could be meant, with every duration that is named."""
    leaves = {day[0] for part in (*every(left), *every(right)) if isinstance(part, Fact | Literal) and (day := _day(part))}
    durations = {leaf.value for leaf in every(node) if isinstance(leaf, Literal) and isinstance(leaf.value, Months | timedelta)}
    functions = {part.function for part in every(node) if isinstance(part, Call)}.intersection(_COUNTING)
    counted = {by for function in functions for number in numbers(node) for by in _reaching(function, "=", number)}
    for first, second in permutations(leaves, 2):
        for by in (NOTHING, *durations, *counted):
            yield Apart(first, second, by)


def _day(node: Node) -> tuple[str | date, Duration] | None:
    """The date under `referral date - 12 months`, and the duration by which it is moved back."""
    match node:
        case Fact(name=name) if node.type.kind == "date":
            return name, NOTHING
        case Literal(value=date() as day):
            return day, NOTHING
        case Arithmetic(sign="-" | "+" as sign, left=left, right=Literal(value=Months() | timedelta() as by)):
            inner = _day(left)
            if inner is None or inner[1] != NOTHING:
                return None
            return inner[0], by if sign == "-" else Months(-by.count) if isinstance(by, Months) else -by
    return None


def _written_out(node: Node, formulas: dict[str, Node]) -> Node:
    """A tree in which no derived fact is left; formulas go round in no circle."""
    while names(node).intersection(formulas):
        node = substitute(node, formulas)
    return node
