"""The most ordinary case of which something is so: what is typical is kept wherever it can be.

Facts that people hold most dear stray last. A number or a date that has to stray goes to the nearest round value.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

import z3

from coequal.comparison.proof.logic import Given
from coequal.comparison.proof.nearest import days, nearest, numbers
from coequal.comparison.proof.solver import Solver
from coequal.comparison.proof.typical import RECENT, typical_values
from coequal.criteria.vocabulary import Vocabulary
from coequal.facts.case import Case
from coequal.facts.dates import add_months
from coequal.facts.dictionary import SENSITIVITIES
from coequal.populations import terms
from coequal.populations.terms import EPOCH

_YEARS: Final = (1, -1, 3, -3, 8, -8)
NEVER_TOLD: Final = "safeguarding"  # facts of this sensitivity are as they typically are, or are not given


class Ordinary:
    """Ordinary cases whose days count from one day, from a solver."""

    def __init__(self, solver: Solver, vocabulary: Vocabulary, counted_from: str, on: date) -> None:
        """Take where cases come from, and the date from which their days count, such as that of referral, as a day."""
        self.solver, self.vocabulary, self.counted_from, self.on = solver, vocabulary, counted_from, on
        self.typical, self.recent = typical_values(vocabulary, counted_from, on), add_months(on, -RECENT)

    def case(self, held: Any, names: Iterable[str]) -> Case | None:
        """A case of which something holds, with the facts named; None where z3 finds none that it can date exactly.

        Where none counts from the day that was given, it is one that counts from another.
        """
        wanted = list(names)
        days = (self.on, *self._other_days(held)) if self.solver.check(held) else ()
        found = (Ordinary(self.solver, self.vocabulary, self.counted_from, day).on_the_day(held, wanted) for day in days)
        return next((case for case in found if case is not None), None)

    def _other_days(self, held: Any) -> Iterator[date]:
        """Other days from which a case may count: some years sooner or later, and one that z3 finds."""
        own = self.solver.logic.given.get((self.counted_from, False))
        if own is not None:
            yield from (add_months(self.on, 12 * years) for years in _YEARS)
            if self.solver.check(held, own.known):
                yield self.solver.value(own, self.solver.model())

    def on_the_day(self, held: Any, names: Iterable[str]) -> Case | None:
        """The same, of cases that count from the day that was given."""
        facts = self._in_order(set(names) | {self.counted_from})
        fixed = [held, *self._fixed(facts)]
        if not self.solver.check(*fixed):
            return None
        if self.solver.check(*fixed, past := self._past(facts)):
            fixed.append(past)
        kept = self._kept(fixed, {name: self._as_usual(name) for name in facts})
        assumed = [*fixed, *kept.values()]
        for name in facts:
            if name not in kept:
                assumed.append(self._straying(name, assumed))
        return self._dated(assumed, facts)

    def some(self, held: Any, names: Iterable[str]) -> Case | None:
        """A case of which something holds, any that is found soon."""
        facts = self._in_order(set(names) | {self.counted_from})
        return self._dated([held, *self._fixed(facts)], facts)

    def untold(self, held: Any, names: Iterable[str]) -> Case | None:
        """A case of which something holds, whatever it says of what is never told."""
        facts = self._in_order(set(names) | {self.counted_from})
        day = [self._as_usual(self.counted_from)] if self.counted_from in facts else []
        return self._dated([held, *day], facts)

    def may_be_told(self, case: Case) -> bool:
        """Whether a case says nothing unusual of what is never told."""
        facts = self.vocabulary.dictionary.facts
        return all(
            case.value(name) in (None, self.typical.get(name)) for name in case.facts if facts[name].sensitivity == NEVER_TOLD
        )

    def _in_order(self, names: set[str]) -> list[str]:
        """The facts that may be given, those that should stray last first: plans, then what people hold most dear."""
        facts = self.vocabulary.dictionary.facts
        places = {name: place for place, name in enumerate(facts) if name in names and (name, False) in self.solver.logic.given}

        def key(name: str) -> tuple[bool, bool, int, int]:
            fact = facts[name]
            planned = fact.answered_by == "nobody"
            return name != self.counted_from, not planned, -SENSITIVITIES.index(fact.sensitivity), -places[name]

        return sorted(places, key=key)

    def _fixed(self, facts: Iterable[str]) -> Iterator[Any]:
        """What does not stray: the day from which a case counts, and what is never told."""
        for name in facts:
            if name == self.counted_from or self.vocabulary.dictionary.facts[name].sensitivity == NEVER_TOLD:
                yield self._as_usual(name)

    def _past(self, facts: Iterable[str]) -> Any:
        """That days which are no plans have come by the day from which a case counts."""
        own = [self.solver.logic.given[name, False] for name in facts if self.vocabulary.dictionary.facts[name].moment is None]
        days = [one for one in own if one.term.sort == terms.DAY]
        return z3.And(*(one.value <= self.on.toordinal() - EPOCH for one in days))

    def _as_usual(self, name: str) -> Any:
        """That a fact is what it typically is; that it is not given, where nothing is typical."""
        own, usual = self.solver.logic.given[name, False], self.typical.get(name)
        if usual is None:
            return z3.Not(own.known)
        said = self.solver.exactly({name: usual}) if own.term.sort == terms.DAY else [self.solver.is_value(own, usual)]
        return z3.And(*said, *self._recent(name))

    def _recent(self, name: str) -> Iterator[Any]:
        """That the result is recent, of a fact with a date of evidence."""
        dated = self.solver.logic.given.get((name, True))
        if dated is not None:
            yield self.solver.is_value(dated, self.recent)

    def _kept(self, fixed: Sequence[Any], usual: dict[str, Any]) -> dict[str, Any]:
        """As many facts as can be together as they usually are: all but one if that will do, else those that come first."""
        kept, strays = dict(usual), list[str]()
        while not self.solver.check(*fixed, *kept.values()):
            culprits = self._culprits(fixed, kept)
            alone = (name for name in reversed(culprits) if self._without(name, fixed, usual))
            if not strays and (one := next(alone, None)):
                return {name: formula for name, formula in usual.items() if name != one}
            strays.append(culprits[-1])
            del kept[strays[-1]]
        for name in reversed(strays):
            if self.solver.check(*fixed, *kept.values(), usual[name]):
                kept[name] = usual[name]
        return kept

    def _culprits(self, fixed: Sequence[Any], kept: dict[str, Any]) -> list[str]:
        """Facts that cannot all be as usual, as the last check showed; at least one of them has to stray."""
        core = {formula.get_id() for formula in self.solver.core([*fixed, *kept.values()])}
        return [name for name, formula in kept.items() if formula.get_id() in core]

    def _without(self, name: str, fixed: Sequence[Any], usual: dict[str, Any]) -> bool:
        """Whether all facts but one can be as usual."""
        return bool(self.solver.check(*fixed, *(formula for other, formula in usual.items() if other != name)))

    def _straying(self, name: str, assumed: Sequence[Any]) -> Any:
        """What a fact is that cannot be as usual: known if it can be, and as near to the usual as it can be."""
        own = self.solver.logic.given[name, False]
        recent = [one for one in self._recent(name) if self.solver.check(*assumed, own.known, one)]
        if not self.solver.check(*assumed, own.known, *recent):
            return z3.Not(own.known)

        def can_be(formula: Any) -> bool:
            return bool(self.solver.check(*assumed, own.known, *recent, formula))

        return z3.And(own.known, *recent, self._nearest(name, own, can_be))

    def _nearest(self, name: str, own: Given, can_be: Callable[[Any], bool]) -> Any:
        usual = self.typical.get(name)
        match own.term.sort:
            case terms.NUMBER:
                return nearest(own, usual if usual is None else self.solver.plainly(own, usual), numbers(own.term.scale), can_be)
            case terms.DAY:
                return nearest(own, self.solver.plainly(own, usual or self.on), days(self.on), can_be)
            case terms.TRUTH:
                return own.value if can_be(own.value) else z3.Not(own.value)
        words = self.vocabulary.dictionary.facts[name].values or self.solver.logic.areas
        found = (self.solver.is_value(own, word) for word in words)
        return next((one for one in found if can_be(one)), own.known)

    def _dated(self, assumed: Sequence[Any], facts: Sequence[str]) -> Case | None:
        """The case, in the order of the dictionary, with its dates as days and what is counted from them exact."""
        facts = [name for name in self.vocabulary.dictionary.facts if name in facts]
        if not self.solver.check(*assumed):
            return None
        found = self.solver.case(self.solver.model(), facts)
        values = {name: found.value(name) for name in facts}
        exact = self.solver.exactly({name: value for name, value in values.items() if isinstance(value, date)})
        return self.solver.case(self.solver.model(), facts) if self.solver.check(*assumed, *exact) else None
