"""The comparisons that a policy makes, down to the facts that are given: where a value begins to make a difference."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
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
    """The pairs of dates that a comparison tells apart, and by how much."""
    match node:
        case Current(name=name, anchor=anchor, window=window):
            yield Apart(name, anchor, window, evidence=True)
            yield Apart(name, anchor, NOTHING, evidence=True)
        case Compare(left=left, right=right):
            yield from _sides(node, left, right)
        case InRange(operand=operand, low=low, high=high):
            yield from _sides(node, operand, low)
            yield from _sides(node, operand, high)


def _sides(node: Node, left: Node, right: Node) -> Iterator[Apart]:
    """The common shape, one date and another less a duration; of anything else, every pair that could be meant."""
    a, b = _day(left), _day(right)
    if a and b and NOTHING in (a[1], b[1]):
        yield Apart(a[0], b[0], b[1]) if a[1] == NOTHING else Apart(b[0], a[0], a[1])
        return
    counted = list(_counted(node))
    match left, right:
        case Call(function="age" | "full months", arguments=(Fact(name=start), Fact(name=end))), Literal():
            yield from (Apart(start, end, by) for by in counted)
            return
    leaves = {day[0] for part in (*every(left), *every(right)) if isinstance(part, Fact | Literal) and (day := _day(part))}
    durations = {leaf.value for leaf in every(node) if isinstance(leaf, Literal) and isinstance(leaf.value, Months | timedelta)}
    for first, second in permutations(leaves, 2):
        for by in (NOTHING, *durations, *counted):
            yield Apart(first, second, by)


def _counted(node: Node) -> Iterator[Duration]:
    """The durations that ages and counts of months are compared with."""
    functions = {part.function for part in every(node) if isinstance(part, Call)}
    for number in numbers(node):
        if "age" in functions:
            yield Months(12 * int(number))
        if "full months" in functions:
            yield Months(int(number))


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
