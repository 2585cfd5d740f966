"""The worlds that a case leaves open: for each fact not known, the values that could make a difference.

A world gives each open fact one value from each interval cut by the constants it meets, or leaves it as it is.
A new result of a dated fact is taken to be current.
"""

import operator
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

from coequal.criteria.closures import Values
from coequal.criteria.kleene import FRESH, moved
from coequal.criteria.syntax import Literal, Node, names
from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.comparisons import apart, every, is_computed, numbers
from coequal.facts.dates import Duration
from coequal.facts.dictionary import Fact

Setting = tuple[tuple[int, Any], ...]  # slots and what they hold; empty leaves a fact as it is
AS_IT_IS: Setting = ()
MOST_WHOLE_NUMBERS = 12
_DAY = timedelta(1)


class Worlds:
    """What each open fact could be, where only some comparisons are made."""

    def __init__(self, vocabulary: Vocabulary, made: Iterable[Node], values: Values, open_facts: Sequence[str]) -> None:
        """Find the settings of `open_facts` in a case of these `values`; `made` are the comparisons, derived facts written out."""
        self.vocabulary, self.values = vocabulary, values
        self.made = list(dict.fromkeys(made))
        self.pairs = list(dict.fromkeys(pair for node in self.made for pair in apart(node)))
        self.days: dict[str, Sequence[date]] = {}
        self.settings: dict[str, list[Setting]] = {}
        # Dates that others are counted from come first, so that the others can be placed around them.
        for name in sorted(open_facts, key=lambda name: vocabulary.dictionary.facts[name].moment is None):
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
                found = self._codes(name)
            case "number":
                found = self._numbers(name)
            case _:
                found = self.days[name] = self._days(name)
        if name in slots.on:
            return [((slots.value[name], value), (slots.on[name], FRESH)) for value in found]
        return [((slots.value[name], value),) for value in found]

    def _about(self, name: str) -> list[Node]:
        return [node for node in self.made if name in names(node)]

    def _codes(self, name: str) -> list[str]:
        """The codes that an area is compared with, those that others have, and one more."""
        about = self._about(name)
        written = {leaf.value for node in about for leaf in every(node) if isinstance(leaf, Literal)}
        had = {self._value(other) for node in about for other in names(node)}
        return [*sorted(code for code in written | had if isinstance(code, str)), "elsewhere", "elsewhere too"]

    def _numbers(self, name: str) -> list[Decimal]:
        """Around each constant; of whole numbers that are computed with, all that are small enough to matter."""
        fact = self.vocabulary.dictionary.facts[name]
        about = self._about(name)
        constants = {number for node in about for number in numbers(node)}
        facts = self.vocabulary.dictionary.facts
        others = {other for node in about for other in names(node) if facts[other].kind == "number"} - {name}
        if others or any(map(is_computed, about)):
            known = [value for other in others if isinstance(value := self._value(other), Decimal)]
            reach = sum(map(abs, (*constants, *known)), Decimal(0))
            if fact.decimals == 0 and reach < MOST_WHOLE_NUMBERS:
                constants = {Decimal(number) for number in range(-int(reach), int(reach) + 1)}
            else:
                moved_by = [sign * total for total in (*known, sum(known, Decimal(0))) for sign in (1, -1)]
                constants |= {point + by for point in (*constants, *map(operator.neg, constants), Decimal(0)) for by in moved_by}
        step = Decimal(1).scaleb(-fact.decimals)
        return _plausible({point + by for point in constants for by in (-step, Decimal(0), step)}, fact)

    def _value(self, name: str) -> Any:
        return self.values[self.vocabulary.slots.value[name]]

    def _days(self, name: str) -> list[date]:
        """Around each day on which a comparison with another date turns."""
        turning: set[date] = set()
        for pair in self.pairs:
            if pair.first == name and not pair.evidence:
                turning |= {day for other in self._days_of(pair.second) if (day := moved(other, pair.by, -1))}
            if pair.second == name:
                first = self._evidence_day(pair.first) if pair.evidence else self._days_of(pair.first)
                turning |= {day for other in first if (day := _first_reaching(other, pair.by))}
        fact = self.vocabulary.dictionary.facts[name]
        low, high = cast("tuple[date, date]", fact.plausible)
        middle = low + (high - low) // 2  # where nothing else places the date
        around = {moved(day, _DAY, by) for day in turning or {middle} for by in (-1, 0, 1)}
        return _plausible(around - {None}, fact)

    def _days_of(self, name: str | date) -> Sequence[date]:
        """The days that a date could be: its own, or those found for it so far."""
        if isinstance(name, date):
            return [name]
        known = self._value(name)
        return [known] if known is not None else self.days.get(name, [])

    def _evidence_day(self, name: str | date) -> Sequence[date]:
        on = self.values[self.vocabulary.slots.on[str(name)]]
        return [] if on is None else [on]


def _plausible(values: Iterable[Any], fact: Fact) -> list[Any]:
    """The values that can occur, in order; where none of them can, any one that can tells as much."""
    low, high = fact.plausible
    return sorted(value for value in values if low <= value <= high) or [low]


def _first_reaching(day: date, by: Duration) -> date | None:
    """The first day from which `by` before it is `day` or later; months of different lengths move it by a few days."""
    start = moved(day, by, 1)
    if start is None:
        return None
    near = (moved(start, _DAY, days) for days in range(-4, 5))
    return next((late for late in near if late and (moved(late, by, -1) or date.min) >= day), start)
