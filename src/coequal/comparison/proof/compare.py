"""Two policies compared, over every case that there can be: by outcome, by treatment, and by how much is funded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import z3

from coequal.comparison.proof.ordinary import Ordinary
from coequal.comparison.proof.sides import Amount, Branch, Outcomes, Side
from coequal.comparison.proof.solver import Solver
from coequal.comparison.proof.verdict import NOT_SHOWN, NOWHERE, SOMEWHERE, Compared, Direction, Witness, not_shown
from coequal.comparison.proof.witness import of_amount, of_outcome, without_the_absent
from coequal.comparison.seen import has_seen
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE, NOT_KNOWN, OUTCOMES
from coequal.facts.case import Case

Pairs = Sequence[tuple[str, str]]
# The outcomes of which the first is more generous, those that show it best first.
GENEROUS: Final[Pairs] = ((ELIGIBLE, NOT_ELIGIBLE), (ELIGIBLE, FOR_JUDGEMENT), (FOR_JUDGEMENT, NOT_ELIGIBLE))
# The same where one of them needs to know more of a case; it counts only where nothing above is so.
KNOWS_MORE: Final[Pairs] = ((ELIGIBLE, NOT_KNOWN), (NOT_KNOWN, NOT_ELIGIBLE), (NOT_KNOWN, FOR_JUDGEMENT))

TOO_HARD: Final = "no answer was found within the effort that is allowed"
NOT_CONFIRMED: Final = "a case was found that the reference does not confirm"
UNSEEN: Final = "a part of {} has not been seen, and it could decide this"
NOTHING_SEEN: Final = "no criterion of {} has been seen"
NOT_STATED: Final = "one of them does not say how much"
NOT_FOUND: Final = "how much one of them funds was not found"
NOBODY: Final = "nobody is eligible under both"


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that is compared of two policies, apart from single criteria."""

    outcome: Compared
    treatments: Mapping[str, Compared]
    amounts: Mapping[tuple[str, str], Compared]


class Comparison:
    """Two sides of one graph, and what can be shown of them."""

    def __init__(self, solver: Solver, ordinary: Ordinary, a: Side, b: Side) -> None:
        """Take where cases come from, and the two sides.

        Under policies of two areas the couple lives in each area in turn; under versions of one it may live anywhere.
        """
        self.solver, self.ordinary, self.a, self.b = solver, ordinary, a, b
        self.here = [] if a.policy.id == b.policy.id else [*a.home, *b.home]

    def result(self) -> Result:
        """Everything compared."""
        shared = [name for name in self.a.branches if name in self.b.branches]
        amounts = {
            (name, what): self.amount(name, what)
            for name in shared
            for what in self.a.branches[name].amounts
            if what in self.b.branches[name].amounts
        }
        return Result(self.outcome(), {name: self.treatment(name) for name in shared}, amounts)

    def outcome(self) -> Compared:
        """The outcome of the treatment sought."""
        whole = self.a.whole, self.b.whole
        return self._compared(self.a.outcomes, self.b.outcomes, whole, None)

    def treatment(self, name: str) -> Compared:
        """The outcome of one treatment that both speak of."""
        one, other = self.a.branches[name], self.b.branches[name]
        return self._compared(one.outcomes, other.outcomes, (one.whole, other.whole), name)

    def _compared(self, a: Outcomes, b: Outcomes, whole: tuple[bool, bool], treatment: str | None) -> Compared:
        """Both ways: first by what is so whatever is known, then, where that tells nothing, by who needs to know less."""
        for side in (self.a, self.b):
            if not has_seen(side.policy):
                nothing = not_shown(NOTHING_SEEN.format(side.policy.id))
                return Compared(nothing, nothing)
        found = self._both_ways(a, b, whole, treatment, GENEROUS)
        if any(one.seen != NOWHERE for one in found):
            return Compared(*found)
        alike = self.solver.check(z3.Not(z3.Or(*(self._both(a[name], b[name]) for name in OUTCOMES))), *self.here)
        if alike is not True:
            return Compared(*found, alike=alike is False, settled=all(whole) or self._refused(a, b))
        return Compared(*self._both_ways(a, b, whole, treatment, KNOWS_MORE), alike=False)

    def _refused(self, a: Outcomes, b: Outcomes) -> bool:
        """Whether both refuse everybody, so that an unseen part can refuse no more."""
        return self.solver.check(z3.Not(self._both(a[NOT_ELIGIBLE], b[NOT_ELIGIBLE])), *self.here) is False

    def _both_ways(
        self, a: Outcomes, b: Outcomes, whole: tuple[bool, bool], treatment: str | None, pairs: Pairs
    ) -> tuple[Direction, Direction]:
        one = self._direction(a, b, whole, treatment, pairs, turned=False)
        return one, self._direction(b, a, (whole[1], whole[0]), treatment, pairs, turned=True)

    def _both(self, one: int, other: int) -> Any:
        return z3.And(self.solver.true(one), self.solver.true(other))

    def _direction(
        self, one: Outcomes, other: Outcomes, whole: tuple[bool, bool], treatment: str | None, pairs: Pairs, *, turned: bool
    ) -> Direction:
        """Whether one is somewhere more generous than the other, by pairs of outcomes."""
        sides = (self.b, self.a) if turned else (self.a, self.b)
        formulas = {pair: self._both(one[pair[0]], other[pair[1]]) for pair in pairs}
        found = self.solver.check(z3.Or(*formulas.values()), *self.here)
        if found is None:
            return not_shown(TOO_HARD)
        if not found:
            return self._nowhere(one, sides[1].policy.id, other_whole=whole[1])
        witness = self._witness(formulas, sides, treatment, turned=turned)
        return not_shown(NOT_CONFIRMED) if witness is None else somewhere(witness, sides[0].policy.id, whole=whole[0])

    def _nowhere(self, one: Outcomes, other: str, *, other_whole: bool) -> Direction:
        """That one side is nowhere more generous, as far as both were seen; it may be where the other has more to refuse by."""
        admits = z3.Or(*(self.solver.true(one[name]) for name in (ELIGIBLE, FOR_JUDGEMENT)))
        if other_whole or self.solver.check(admits, *self.here) is False:
            return Direction(NOWHERE, NOWHERE)
        return Direction(NOT_SHOWN, NOWHERE, because=UNSEEN.format(other))

    def _witness(
        self, formulas: Mapping[tuple[str, str], Any], sides: tuple[Side, Side], treatment: str | None, *, turned: bool
    ) -> Witness | None:
        """A case for the first pair of outcomes that has one, confirmed: an ordinary one, else any, else one that is not told."""
        for finder in (self._case, self._any_case, self._untold):
            for pair, formula in formulas.items():
                if self.solver.check(formula, *self.here):
                    case = self._confirmed(finder(formula), sides, treatment, pair)
                    if case is not None:
                        a, b = reversed(pair) if turned else pair
                        return Witness(case, a, b, self.ordinary.may_be_told(case))
        return None

    def _confirmed(self, case: Case | None, sides: tuple[Side, Side], treatment: str | None, pair: tuple[str, str]) -> Case | None:
        """A case, if it comes to two outcomes under two sides; without facts about somebody who is not there, if it does so too."""
        tried = [] if case is None else [without_the_absent(case, self.a.policy.vocabulary), case]
        outcomes = ((one, tuple(of_outcome(side, side.case(one), treatment) for side in sides)) for one in tried)
        return next((one for one, found in outcomes if found == pair), None)

    def _any_case(self, formula: Any) -> Case | None:
        return self.ordinary.some(z3.And(formula, *self.here), self.a.basis | self.b.basis)

    def _untold(self, formula: Any) -> Case | None:
        return self.ordinary.untold(z3.And(formula, *self.here), self.a.basis | self.b.basis)

    def _case(self, formula: Any) -> Case | None:
        """An ordinary case of which a formula is true."""
        return self.ordinary.case(z3.And(formula, *self.here), self.a.basis | self.b.basis)

    def amount(self, treatment: str, what: str) -> Compared:
        """How much of a treatment is funded of those who are eligible under both."""
        branches = self.a.branches[treatment], self.b.branches[treatment]
        a, b = (branch.amounts[what] for branch in branches)
        funded = self._both(branches[0].outcomes[ELIGIBLE], branches[1].outcomes[ELIGIBLE])
        if self.solver.check(funded, *self.here) is False:
            return Compared(not_shown(NOBODY), not_shown(NOBODY))
        named = treatment, what
        return Compared(self._more(a, b, funded, branches, named), self._more(b, a, funded, branches, named))

    def _more(self, one: Amount, other: Amount, funded: Any, branches: tuple[Branch, Branch], named: tuple[str, str]) -> Direction:
        """Whether one funds more somewhere."""
        graph = self.solver.graph
        stated = [self.solver.false(amount.unstated) for amount in (one, other)]
        more = z3.And(funded, *stated, self.solver.true(graph.compared(">", one.value, other.value)))
        found = self.solver.check(more, *self.here)
        if found is None:
            return not_shown(TOO_HARD)
        unseen = [side.policy.id for side, branch in zip((self.a, self.b), branches, strict=True) if not branch.whole]
        if not found:
            silent = z3.Or(*(self.solver.true(amount.unstated) for amount in (one, other)))
            if not (one.found and other.found):
                return not_shown(NOT_FOUND)
            if self.solver.check(funded, silent, *self.here) is not False:
                return not_shown(NOT_STATED)
            return Direction(NOT_SHOWN, NOWHERE, because=UNSEEN.format(unseen[0])) if unseen else Direction(NOWHERE, NOWHERE)
        witness = self._of_amount(more, named)
        return not_shown(NOT_CONFIRMED) if witness is None else somewhere(witness, "".join(unseen[:1]), whole=not unseen)

    def _of_amount(self, more: Any, named: tuple[str, str]) -> Witness | None:
        """A case that is given more under one side, confirmed."""
        for finder in (self._case, self._any_case, self._untold):
            case = finder(more)
            amounts = [of_amount(side, side.case(case), *named) for side in (self.a, self.b)] if case else []
            if case is not None and None not in amounts:
                return Witness(case, str(amounts[0]), str(amounts[1]), self.ordinary.may_be_told(case))
        return None


def somewhere(witness: Witness, one: str, *, whole: bool) -> Direction:
    """That a witness shows one side to be more generous: the policy itself where it is whole."""
    return Direction(SOMEWHERE, SOMEWHERE, witness) if whole else Direction(NOT_SHOWN, SOMEWHERE, witness, UNSEEN.format(one))
