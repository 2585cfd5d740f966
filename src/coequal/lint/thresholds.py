"""Where a condition turns: a number that is compared with a constant, or two days that lie a period apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from coequal.criteria.comparisons import Apart, apart, every
from coequal.criteria.phrases import facing
from coequal.criteria.syntax import Arithmetic, Call, Compare, Current, Fact, InRange, Literal, Node, names, substitute
from coequal.criteria.vocabulary import Vocabulary

_COUNTS_TIME = ("age", "full months")
Span = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Level:
    """A number, a fact or computed from facts, and the constant with which it is compared; `equal` where only with = or !=."""

    number: Node
    constant: Decimal
    equal: bool


Threshold = Level | Apart


def thresholds(trees: Iterable[Node], vocabulary: Vocabulary) -> list[Threshold]:
    """The thresholds of some conditions, each once; an age that is worked out is a period between two days."""
    ages = {name: tree for name, tree in vocabulary.derived.items() if _is_age(name, vocabulary)}
    found = (threshold for tree in trees for node in every(substitute(tree, ages)) for threshold in _of(node))
    return list(dict.fromkeys(found))


def around(level: Level, vocabulary: Vocabulary) -> list[Decimal]:
    """The numbers just under a level, at it and just over it, as far as they can occur."""
    facts = vocabulary.dictionary.facts
    places = max(facts[name].decimals for name in vocabulary.basis(names(level.number)))
    step = Decimal(1).scaleb(-places)
    steps = level.constant / step
    under = (steps.to_integral_value(ROUND_CEILING) - 1) * step
    over = (steps.to_integral_value(ROUND_FLOOR) + 1) * step
    low, high = _span(level.number, vocabulary)
    at = [level.constant] if over - under == 2 * step else []
    return [number for number in (under, *at, over) if low <= number <= high]


def _is_age(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a fact is worked out, never given, and counts the time between two days."""
    tree, fact = vocabulary.derived[name], vocabulary.dictionary.facts[name]
    return fact.formula is not None and isinstance(tree, Call) and tree.function in _COUNTS_TIME


def _of(node: Node) -> Iterator[Threshold]:
    match node:
        case Current():
            yield from apart(node)
        case Compare():
            turned = facing(node)
            yield from _between(turned, [(turned.left, turned.right)], equal=node.sign in ("=", "!="))
        case InRange(operand=operand, low=low, high=high):
            yield from _between(node, [(operand, low), (operand, high)], equal=False)


def _between(node: Node, sides: list[tuple[Node, Node]], *, equal: bool) -> Iterator[Threshold]:
    """The levels of a comparison of numbers; of one of days, the pairs of days, unless it computes with several."""
    pairs = list(apart(node))
    if not any((pair.second, pair.first) in {(other.first, other.second) for other in pairs} for pair in pairs):
        yield from pairs
    if pairs:
        return
    for number, constant in sides:
        if isinstance(constant, Literal) and isinstance(constant.value, Decimal) and names(number):
            yield Level(number, constant.value, equal)


def _span(number: Node, vocabulary: Vocabulary) -> Span:
    """The least and the most that a number can be; of what is computed other than by adding, anything."""
    match number:
        case Fact(name=name) | Current(name=name):
            fact = vocabulary.dictionary.facts[name]
            if fact.formula is not None:
                return _span(vocabulary.derived[name], vocabulary)
            low, high = fact.plausible
            assert isinstance(low, Decimal)  # as its kind is
            assert isinstance(high, Decimal)
            return low, high
        case Arithmetic(sign="+", left=left, right=right):
            (low, high), (more, most) = _span(left, vocabulary), _span(right, vocabulary)
            return low + more, high + most
    return Decimal("-Infinity"), Decimal("Infinity")
