"""Whether two rules of a decision table can match one case, and whether there is a case that none matches.

What a cell asks of a fact turns at the values that stand in it, so it is enough to try those, and those beside them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import combinations, pairwise
from typing import Any, Final

from coequal.criteria.closures import closure
from coequal.criteria.comparisons import every
from coequal.criteria.syntax import Literal, Node, names
from coequal.criteria.vocabulary import Vocabulary
from coequal.facts.dictionary import Fact
from coequal.facts.values import Value, say_value

Asked = Mapping[str, Node]  # what one rule asks of each fact of which it asks anything
MOST_STEPS: Final = 20_000
MOST_TRIED: Final = 300_000  # values, each on what every rule asks
_ELSEWHERE: Final = "ELSE"  # the code of an area of which no rule asks
_DAY: Final = timedelta(1)
_SOME_DAY: Final = date(2024, 1, 1)  # of a date that is worked out, and of which is only asked whether it is known


class TooMany(Exception):  # a search that was given up, and no mistake
    """A table has too many values of too many facts to look through all."""


class Overlaps:
    """The rules of one table, over the values that could make a difference."""

    def __init__(self, rules: Sequence[Asked], vocabulary: Vocabulary) -> None:
        """Try every value of every fact on what each rule asks of it. Raises `TooMany` where that would take too long."""
        self.rules, self.vocabulary = rules, vocabulary
        self.values = {name: self._values(name) for name in dict.fromkeys(name for rule in rules for name in rule)}
        if sum(len(self.values[name]) for rule in rules for name in rule) > MOST_TRIED:
            raise TooMany
        self.allows = [{name: self._met(name, node) for name, node in rule.items()} for rule in rules]

    def _values(self, name: str) -> Sequence[Value]:
        """One value at least from every stretch in which nothing changes."""
        fact = self.vocabulary.dictionary.facts[name]
        trees = [rule[name] for rule in self.rules if name in rule]
        written = {leaf.value for tree in trees for leaf in every(tree) if isinstance(leaf, Literal)}
        match fact.kind:
            case "boolean":
                return (True, False)
            case "choice":
                return tuple(fact.values)
            case "number":
                return _within(_around(written, fact.decimals, fact.formula is not None), fact) or [Decimal(0)]
            case "date":
                days = {day + by for day in written if isinstance(day, date) for by in (-_DAY, timedelta(0), _DAY)}
                return _within(sorted(days), fact) or [_SOME_DAY]
            case _:
                return [*sorted(code for code in written if isinstance(code, str)), _ELSEWHERE]

    def _met(self, name: str, node: Node) -> frozenset[int | None]:
        """The values, by their numbers, that meet what is asked of a fact; None for one that is not known."""
        slots, ask = self.vocabulary.slots, closure(node, self.vocabulary.slots)
        case: list[Any] = [None] * (len(slots.value) + len(slots.on))
        met: set[int | None] = {None} if ask(case) is True else set()
        for number, value in enumerate(self.values[name]):
            case[slots.value[name]] = value
            if ask(case) is True:
                met.add(number)
        return frozenset(met)

    def meet(self, first: int, second: int) -> bool:
        """Whether no fact keeps two rules apart: for each there is a value that meets both."""
        one, other = self.allows[first], self.allows[second]
        return all(one[name] & other[name] for name in one.keys() & other.keys()) and all((*one.values(), *other.values()))

    def independent(self, first: int, second: int) -> bool:
        """Whether the facts of two rules can take any values together, so that rules that meet on each meet in a case."""
        asked = list(dict.fromkeys((*self.rules[first], *self.rules[second])))
        bases = [self.vocabulary.basis([name]) for name in asked]
        apart = all(not (one & other) for one, other in combinations(bases, 2))
        return apart and all(
            sum(not base.isdisjoint(self.vocabulary.basis(names(tree))) for base in bases) < 2  # two hang together
            for tree, _ in self.vocabulary.impossible
        )

    def gap(self) -> str | None:
        """A case that no rule matches, in words; None where there is none. Raises `TooMany` where it cannot be looked through."""
        return _Search(self).from_fact(0, frozenset(range(len(self.rules))))


@dataclass(slots=True)
class _Search:
    """A search for a case that no rule matches, fact by fact, with the rules that still may match."""

    table: Overlaps
    steps: int = 0
    covered: set[tuple[int, frozenset[int]]] = field(default_factory=set)

    def from_fact(self, place: int, live: frozenset[int]) -> str | None:
        """The rest of a case, from one fact on, that none of the rules that are left matches; None where there is none."""
        facts = list(self.table.values)
        if not live:
            return ""
        if place == len(facts) or (place, live) in self.covered:
            return None
        name = facts[place]
        tried: set[frozenset[int]] = set()
        for number, value in enumerate(self.table.values[name]):
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise TooMany
            left = frozenset(
                rule for rule in live if name not in self.table.allows[rule] or number in self.table.allows[rule][name]
            )
            if left not in tried and (rest := self.from_fact(place + 1, left)) is not None:
                return ", ".join(text for text in (f"{name} {say_value(value)}", rest) if text)
            tried.add(left)
        self.covered.add((place, live))
        return None


def _within(found: Sequence[Any], fact: Fact) -> list[Any]:
    """The values that a fact can have, with its least and its greatest if it is given and not worked out."""
    if fact.formula is not None:
        return list(found)
    low: Any
    high: Any
    low, high = fact.plausible
    return [low, *(value for value in found if low < value < high), high]


def _around(written: set[Any], decimals: int, worked_out: bool) -> list[Decimal]:
    """The numbers that are written, as a fact has them, with those beside; what is worked out may lie between them too."""
    step = Decimal(1).scaleb(-decimals)
    found = {
        number.quantize(step, rounding=rounding) + by
        for number in written
        if isinstance(number, Decimal)
        for rounding in (ROUND_FLOOR, ROUND_CEILING)
        for by in (-step, Decimal(0), step)
    }
    if worked_out:
        numbers = sorted(found | {number for number in written if isinstance(number, Decimal)})
        found |= {*numbers, *((one + other) / 2 for one, other in pairwise(numbers))}
    return sorted(found)
