"""Every two of many policies compared by their outcome.

A case that shows something of two policies often shows it of others too, so cases that were found are tried first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from coequal.comparison.proof.compare import Comparison, Pairs, somewhere
from coequal.comparison.proof.ordinary import Ordinary
from coequal.comparison.proof.places import for_policies
from coequal.comparison.proof.sides import Outcomes, Side
from coequal.comparison.proof.solver import Solver
from coequal.comparison.proof.two import check_day
from coequal.comparison.proof.verdict import Compared, Direction, Witness
from coequal.comparison.proof.witness import of_outcome
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case
from coequal.populations.graph import Graph


@dataclass(frozen=True, slots=True)
class Tried:
    """A case, and the outcome of the treatment sought under each side, by the side's place; none where it is not at home."""

    case: Case
    outcomes: tuple[str | None, ...]


class Many:
    """Many policies of one service as sides of one solver, and the cases that were found so far."""

    def __init__(self, rules: Sequence[Rules], on: date) -> None:
        """Take the policies, and the day on which made-up people are referred. Raises `CoequalError` where nobody can be."""
        policies = [one.policy for one in rules]
        check_day(policies[0], on)
        vocabulary = for_policies(policies[0].vocabulary, policies)
        self.solver = Solver(Graph(vocabulary))
        self.sides = [Side(one, self.solver) for one in rules]
        self.ordinary = Ordinary(self.solver, vocabulary, policies[0].binds_by, on)
        self._tried: list[Tried] = []

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.sides) * (len(self.sides) - 1) // 2

    @property
    def cases(self) -> int:
        """How many cases were found so far."""
        return len(self._tried)

    def __iter__(self) -> Iterator[tuple[int, int, Compared]]:
        """Each two places, and what can be shown of the policies that stand there."""
        for a, b in combinations(range(len(self.sides)), 2):
            yield a, b, _OfMany(self, a, b).outcome()

    def find(self, a: int, b: int, pairs: Pairs) -> Tried | None:
        """A case tried before that comes to the first of two outcomes under one side and to the second under another."""
        return next((one for pair in pairs for one in self._tried if (one.outcomes[a], one.outcomes[b]) == pair), None)

    def keep(self, case: Case) -> None:
        """A case to be tried with other pairs too, as people of each policy's area."""
        for side in self.sides:
            case = side.settled(case)
        outcomes = (of_outcome(side, side.case(case), None) if side.is_home(case) else None for side in self.sides)
        self._tried.append(Tried(case, tuple(outcomes)))


class _OfMany(Comparison):
    """Two of many."""

    def __init__(self, many: Many, a: int, b: int) -> None:
        super().__init__(many.solver, many.ordinary, many.sides[a], many.sides[b])
        self.many, self.places = many, (a, b)

    def _direction(
        self, one: Outcomes, other: Outcomes, whole: tuple[bool, bool], treatment: str | None, pairs: Pairs, *, turned: bool
    ) -> Direction:
        places = self.places[::-1] if turned else self.places
        known = self.many.find(*places, pairs)
        if known is None:
            return super()._direction(one, other, whole, treatment, pairs, turned=turned)
        side = self.many.sides[places[0]]
        came_to_a, came_to_b = (str(known.outcomes[place]) for place in self.places)
        witness = Witness(known.case, came_to_a, came_to_b)
        return somewhere(witness, side.policy.id, whole=whole[0])

    def _case(self, formula: Any) -> Case | None:
        found = self._any_case(formula)
        if found is not None:
            self.many.keep(found)
        return found
