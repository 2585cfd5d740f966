"""Whether a case with some property can exist: a proof that none can, a case, or neither.

A case is sought among those whose facts can be true together. One that is found has been told its exact days; whoever
asked must still try it with the reference, since months are bounds to the solver.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

import z3

from coequal.comparison.proof.logic import Given, Logic
from coequal.facts.case import Case, Known, NotKnown
from coequal.facts.dates import add_months, age, full_months
from coequal.facts.values import EXACT
from coequal.populations import terms
from coequal.populations.graph import Graph
from coequal.populations.terms import EPOCH, Term

EFFORT: Final = 4_000_000  # what z3 may spend on one question, in its own units, so that a slow machine finds the same
OTHER_AREA: Final = "ZZZ"  # an area that no policy names


class Solver:
    """Questions about the cases that the facts of one graph allow."""

    def __init__(self, graph: Graph, effort: int = EFFORT) -> None:
        """Take a graph, to which terms may still be added, and what may be spent on one question."""
        self.graph, self.logic = graph, Logic(graph)
        self._solver = z3.Solver()
        self._solver.set("rlimit", effort)
        self._told = 0
        self._literals: dict[int, tuple[Any, Any]] = {}  # by the identity of a formula, which is kept alive for that
        self._together()

    def _together(self) -> None:
        """Facts that cannot be true together; and a fact that follows from others is given, or they are, but not both."""
        vocabulary = self.graph.vocabulary
        for node, _ in vocabulary.impossible:
            self._solver.add(z3.Not(self.logic.truth(self.graph.add(node)).true))
        for name, fact in vocabulary.dictionary.facts.items():
            if fact.follows_from is not None:
                given = self.logic.symbol(self.graph.given(name))
                worked_out = self.logic.symbol(self.graph.add(vocabulary.derived[name]))
                self._solver.add(z3.Not(z3.And(given.known, worked_out.known)))

    def given(self, name: str) -> Given:
        """What may be given of a fact."""
        self.logic.symbol(self.graph.given(name))
        return self.logic.given[name, False]

    def true(self, term: int) -> Any:
        """The formula that a truth is certainly true."""
        return self.logic.truth(term).true

    def false(self, term: int) -> Any:
        """The formula that a truth is certainly false."""
        return self.logic.truth(term).false

    def check(self, *assumed: Any) -> bool | None:
        """Whether a case can be so: False is proved; None where z3 could not tell with the effort that it has."""
        self._tell()
        found = self._solver.check(*map(self._literal, assumed))
        return None if found == z3.unknown else bool(found == z3.sat)

    def _tell(self) -> None:
        """Tells z3 what is always true of the terms that came since."""
        for one in self.logic.always[self._told :]:
            self._solver.add(one)
        self._told = len(self.logic.always)

    def _literal(self, formula: Any) -> Any:
        """A variable that stands for a formula, which z3 needs to be told once."""
        key = formula.get_id()
        if key not in self._literals:
            literal = z3.FreshBool("assumed")
            self._solver.add(z3.Implies(literal, formula))
            self._literals[key] = formula, literal
        return self._literals[key][1]

    def core(self, assumed: Iterable[Any]) -> list[Any]:
        """Of some formulas those that were needed to show that no case can be so, when that was shown last."""
        found = {literal.get_id() for literal in self._solver.unsat_core()}
        return [formula for formula in assumed if self._literal(formula).get_id() in found]

    def model(self) -> Any:
        """The case that was found last, as z3 has it."""
        return self._solver.model()

    def exactly(self, days: Mapping[str, date]) -> list[Any]:
        """That some dates are these days, and what is counted from them, exactly."""
        found, exact = [], dict[int, date]()
        for name, day in days.items():
            if (name, False) in self.logic.given:
                own = self.logic.given[name, False]
                exact[own.value.get_id()] = day
                found += [own.known, own.value == day.toordinal() - EPOCH]
        for move in self.logic.moves:
            if (start := exact.get(move.day.get_id())) is not None:
                day = exact[move.result.get_id()] = add_months(start, move.months)
                found.append(move.result == day.toordinal() - EPOCH)
        for apart in self.logic.apart:
            ends = [exact.get(end.get_id()) for end in (apart.start, apart.end)]
            if ends[0] is not None and ends[1] is not None:
                found.append(apart.result == _APART[apart.operation](ends[0], ends[1]))
        return found

    def case(self, model: Any, names: Iterable[str]) -> Case:
        """The case in a model, with the facts named; what the model leaves open is not given."""
        facts: dict[str, Known | NotKnown] = {}
        for name in names:
            own = self.logic.given.get((name, False))
            if own is not None and z3.is_true(model.eval(own.known)):
                facts[name] = Known(self.value(own, model), self._dated(name, model))
        return Case(facts)

    def _dated(self, name: str, model: Any) -> date | None:
        own = self.logic.given.get((name, True))
        if own is None or not z3.is_true(model.eval(own.known)):
            return None
        return _day(model.eval(own.value, model_completion=True).as_long())

    def value(self, own: Given, model: Any) -> Any:
        """The value of a fact in a model, as a case has it."""
        found = model.eval(own.value, model_completion=True)
        if own.term.sort == terms.TRUTH:
            return z3.is_true(found)
        return self._plain(own.term, found.as_long())

    def _plain(self, term: Term, number: int) -> Any:
        match term.sort:
            case terms.NUMBER:
                return Decimal(number).scaleb(-term.scale, EXACT)
            case terms.DAY:
                return _day(number)
        words = {own: word for numbers in (self.logic.words, self.logic.areas) for word, own in numbers.items()}
        return words.get(number, OTHER_AREA)

    def is_value(self, own: Given, value: Any) -> Any:
        """The formula that a fact is known and has a value."""
        if isinstance(value, bool):
            return z3.And(own.known, own.value if value else z3.Not(own.value))
        return z3.And(own.known, own.value == self.plainly(own, value))

    def plainly(self, own: Given, value: Any) -> int:
        """The number by which terms know a value of a fact."""
        match value:
            case Decimal():
                return int(value.scaleb(own.term.scale, EXACT))
            case date():
                return value.toordinal() - EPOCH
        fact = self.graph.vocabulary.dictionary.facts[str(own.term.detail)]
        return self.logic.word(str(value), area=fact.kind == "area")


def _towards_zero(start: date, end: date) -> int:
    """The months between two days: where the first is the later one, the months the other way round, less than nought."""
    return full_months(start, end) if start <= end else -full_months(end, start)


_APART: Final[Mapping[str, Callable[[date, date], int]]] = {
    terms.AGE: age,
    terms.FULL_MONTHS: full_months,
    terms.MONTHS_BETWEEN: _towards_zero,
}


def _day(number: int) -> date:
    return date(1970, 1, 1) + timedelta(days=number)
