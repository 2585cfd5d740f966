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
from coequal.criteria.comparisons import apart, every, is_computed, numbers
from coequal.criteria.kleene import FRESH, moved
from coequal.criteria.syntax import Literal, Node, names
from coequal.criteria.vocabulary import Vocabulary
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
        """Around each day on which a comparison with another date turns.

        Where no day is known from which a date could be counted, it is counted from those placed before it;
        the first of all is put in the middle of what is plausible.
        """
        fact = self.vocabulary.dictionary.facts[name]
        low, high = cast("tuple[date, date]", fact.plausible)
        turning = self._turning(name, frozenset((name,))) or self._turning(name, None)
        return _plausible(_around(turning or {low + (high - low) // 2}), fact)

    def _turning(self, name: str, via: frozenset[str] | None) -> set[date]:
        """The days on which a comparison of a date turns.

        They are counted from known days, also through other open dates than those in `via`;
        where that is None, from the open dates that were placed before.
        """
        found: set[date | None] = set()
        for pair in self.pairs:
            if pair.first == name and not pair.evidence:
                found |= {moved(day, pair.by, -1) for day in self._days_of(pair.second, via)}
            if pair.second == name:
                days = self._evidence_day(pair.first) if pair.evidence else self._days_of(pair.first, via)
                found |= {first_reaching(day, pair.by) for day in days}
        return {day for day in found if day is not None}

    def _days_of(self, name: str | date, via: frozenset[str] | None) -> Iterable[date]:
        """The days that a date could be: its own where it is known, else those around which it turns."""
        if isinstance(name, date):
            return [name]
        known = self._value(name)
        if known is not None:
            return [known]
        if via is None:
            return self.days.get(name, [])
        return [] if name in via else _around(self._turning(name, via | {name}))

    def _evidence_day(self, name: str | date) -> Sequence[date]:
        on = self.values[self.vocabulary.slots.on[str(name)]]
        return [] if on is None else [on]


def _around(days: Iterable[date]) -> set[date]:
    """Each day, the day before and the day after, as far as the calendar goes."""
    around = {moved(day, _DAY, by) for day in days for by in (-1, 0, 1)}
    return {day for day in around if day is not None}


def _plausible(values: Iterable[Any], fact: Fact) -> list[Any]:
    """The values that can occur, in order; where none of them can, any one that can tells as much."""
    low, high = fact.plausible
    return sorted(value for value in values if low <= value <= high) or [low]


def first_reaching(day: date, by: Duration) -> date | None:
    """The first day from which `by` before it is `day` or later; months of different lengths move it by a few days."""
    start = moved(day, by, 1)
    if start is None:
        return None
    near = (moved(start, _DAY, days) for days in range(-4, 5))
    return next((late for late in near if late and (moved(late, by, -1) or date.min) >= day), start)
