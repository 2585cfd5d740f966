"""The worlds that a case leaves open: for each fact not known, the values that could make a difference.

A world gives each open fact one value from each interval cut by the constants it meets, or leaves it as it is.
A new result of a dated fact is taken to be current.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from coequal.criteria.closures import Values
from coequal.criteria.kleene import FRESH, moved
from coequal.criteria.syntax import Arithmetic, Call, Compare, Current, Fact, InRange, Literal, Node, OneOf, children, names
from coequal.criteria.vocabulary import Vocabulary
from coequal.facts.dates import Duration, Months

Setting = tuple[tuple[int, Any], ...]  # slots and what they hold; empty leaves a fact as it is
AS_IT_IS: Setting = ()
FAR = date(2020, 6, 15)  # where nothing else places a date, some ordinary day
MOST_WHOLE_NUMBERS = 12
_DAY = timedelta(1)


class Worlds:
    """What each open fact could be, over the expressions `trees` and the derived facts that they rest on."""

    def __init__(self, vocabulary: Vocabulary, trees: Iterable[Node], values: Values, open_facts: Sequence[str]) -> None:
        """Find the settings of `open_facts` in a case of these `values`."""
        self.vocabulary, self.values = vocabulary, values
        mentioned = frozenset().union(*map(names, trees))
        derived = [vocabulary.derived[name] for name in vocabulary.to_derive(mentioned)]
        self.comparisons = [node for tree in (*trees, *derived) for node in _comparisons(tree)]
        self.windows = [node for tree in trees for node in _every(tree) if isinstance(node, Current)]
        self.relations = list(self._relations())
        self.settings: dict[str, list[Setting]] = {}
        anchors_first = sorted(open_facts, key=lambda name: vocabulary.dictionary.facts[name].moment is None)
        self.dates: dict[str, list[date]] = {}
        for name in anchors_first:
            self.settings[name] = [AS_IT_IS, *self._settings(name)]

    def _settings(self, name: str) -> list[Setting]:
        fact, slots = self.vocabulary.dictionary.facts[name], self.vocabulary.slots
        found: Sequence[Any]
        match fact.kind:
            case "boolean":
                found = (True, False)
            case "choice":
                found = tuple(fact.values)
            case "area":
                found = self._texts(name)
            case "number":
                found = self._numbers(name)
            case _:
                found = self.dates[name] = self._days(name)
        if name in slots.on:
            return [((slots.value[name], value), (slots.on[name], FRESH)) for value in found]
        return [((slots.value[name], value),) for value in found]

    def _about(self, name: str) -> list[Node]:
        """The comparisons that rest on a fact."""
        return [node for node in self.comparisons if name in self.vocabulary.basis(names(node))]

    def _texts(self, name: str) -> list[str]:
        """The codes that a fact is compared with, and one other."""
        codes = {leaf.value for node in self._about(name) for leaf in _every(node) if isinstance(leaf, Literal)}
        return [*sorted(code for code in codes if isinstance(code, str)), "elsewhere"]

    def _numbers(self, name: str) -> list[Decimal]:
        """Around each constant; of whole numbers in arithmetic, all that are small enough to matter."""
        fact = self.vocabulary.dictionary.facts[name]
        about = self._about(name)
        leaves = [leaf for node in about for leaf in _every(node)]
        constants = {leaf.value for leaf in leaves if isinstance(leaf, Literal) and isinstance(leaf.value, Decimal)}
        if any(names(node) != {name} or _has_arithmetic(node) for node in about):
            others = {other for node in about for other in self.vocabulary.basis(names(node))} - {name}
            known = [value for other in others if isinstance(value := self._value(other), Decimal)]
            reach = sum(map(abs, constants)) + sum(map(abs, known))
            if fact.decimals == 0 and reach < MOST_WHOLE_NUMBERS:
                constants = {Decimal(number) for number in range(int(reach) + 1)}
            else:
                constants |= {sign * a + b for a in constants for b in (*known, sum(known)) for sign in (1, -1)}
        step = Decimal(1).scaleb(-fact.decimals)
        low, high = fact.plausible
        around = {point + by for point in constants for by in (-step, Decimal(0), step)}
        return sorted(point for point in around if low <= point <= high)  # type: ignore[operator]

    def _value(self, name: str) -> Any:
        return self.values[self.vocabulary.slots.value[name]]

    def _relations(self) -> Iterable[tuple[str | date, str | date, Duration]]:
        """Pairs of dates that are compared with one another: the first with the second less a duration."""
        for node in self.comparisons:
            sides = children(node)
            for other in sides[1:]:
                a, b = _date_and_shift(sides[0]), _date_and_shift(other)
                if a and b:
                    yield a[0], b[0], b[1] if b[1] != Months(0) else a[1]
            yield from self._counted(node)
        for window in self.windows:
            yield window.name, window.anchor, window.window
            yield window.name, window.anchor, Months(0)

    def _counted(self, node: Node) -> Iterable[tuple[str, str, Duration]]:
        """Ages and counts of months that a comparison tests, as pairs of dates."""
        constants = [leaf.value for leaf in _every(node) if isinstance(leaf, Literal) and isinstance(leaf.value, Decimal)]
        rests_on = self.vocabulary.to_derive(names(node))
        for tree in (node, *(self.vocabulary.derived[name] for name in rests_on)):
            for call in _every(tree):
                match call:
                    case Call(function="age" | "full months" as function, arguments=(Fact(name=start), Fact(name=end))):
                        for constant in constants:
                            yield start, end, Months(int(constant) * (12 if function == "age" else 1))

    def _days(self, name: str) -> list[date]:
        """Around each day on which a comparison with another date turns."""
        turning: set[date] = set()
        for first, second, by in self.relations:
            if first == name:
                turning |= {day for other in self._days_of(second) if (day := moved(other, by, -1))}
            if second == name:
                days = self._evidence_days(first) if isinstance(first, str) else [first]
                turning |= {day for other in days if (day := _first_reaching(other, by))}
        turning = turning or {FAR}
        low, high = self.vocabulary.dictionary.facts[name].plausible
        around = {day + by for day in turning for by in (-_DAY, 0 * _DAY, _DAY)}
        return sorted(day for day in around if low <= day <= high)  # type: ignore[operator]

    def _days_of(self, name: str | date) -> Sequence[date]:
        """The days that a date could be: its own, or those found for it so far."""
        if isinstance(name, date):
            return [name]
        known = self._value(name)
        return [known] if known is not None else self.dates.get(name, [])

    def _evidence_days(self, name: str) -> Sequence[date]:
        """The days of a date, or of a dated fact's evidence."""
        place = self.vocabulary.slots.on.get(name)
        if place is None:
            return self._days_of(name)
        return [self.values[place]] if self.values[place] is not None else []


def _first_reaching(day: date, by: Duration) -> date | None:
    """The first day from which `by` before it is `day` or later; months of different lengths move it by a few days."""
    start = moved(day, by, 1)
    if start is None:
        return None
    for days in range(-4, 5):
        if (moved(start + days * _DAY, by, -1) or date.min) >= day:
            return start + days * _DAY
    return start


def _date_and_shift(node: Node) -> tuple[str | date, Duration] | None:
    """The date under `referral date - 12 months`, and the duration by which it is moved back."""
    match node:
        case Fact(name=name) if node.type.kind == "date":
            return name, Months(0)
        case Literal(value=date() as day):
            return day, Months(0)
        case Arithmetic(sign="-", left=inner, right=Literal(value=Months() | timedelta() as by)):
            found = _date_and_shift(inner)
            return (found[0], by) if found else None
        case Arithmetic(sign="+", left=inner, right=Literal(value=Months(count))):
            found = _date_and_shift(inner)
            return (found[0], Months(-count)) if found else None
    return None


def _every(node: Node) -> Iterable[Node]:
    yield node
    for child in children(node):
        yield from _every(child)


def _comparisons(tree: Node) -> list[Node]:
    return [node for node in _every(tree) if isinstance(node, Compare | InRange | OneOf)]


def _has_arithmetic(node: Node) -> bool:
    return any(isinstance(part, Arithmetic | Call) for part in _every(node))
