"""Two policies of one service, compared in full: outcome, treatments, amounts and criteria, with stories about witnesses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from coequal.comparison.naming import labels, where
from coequal.comparison.proof.alignment import Aligned, aligned
from coequal.comparison.proof.compare import Comparison, Result
from coequal.comparison.proof.ordinary import Ordinary
from coequal.comparison.proof.places import for_policies
from coequal.comparison.proof.sides import Side
from coequal.comparison.proof.solver import EFFORT, Solver
from coequal.comparison.proof.story import Stories
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.policies.binding import governs_from
from coequal.policies.model import Policy
from coequal.populations.graph import Graph


@dataclass(frozen=True, slots=True)
class Proof:
    """What was shown of two policies: the sides, what people call them, the results, and how to tell of a witness."""

    a: Side
    b: Side
    names: tuple[str, str]
    on: date
    result: Result
    criteria: tuple[Aligned, ...]
    stories: Stories


def prove(a: Rules, b: Rules, on: date, area: Callable[[str], str] = str, effort: int = EFFORT) -> Proof:
    """Two policies compared; made-up couples are referred on the day `on`.

    Raises `CoequalError` where they are for different services, or one has a fact that the other's dictionary lacks.
    """
    check_service(a.policy, b.policy)
    vocabulary = for_policies(a.policy.vocabulary, (a.policy, b.policy))
    solver = Solver(Graph(vocabulary), effort)
    one, other = Side(a, solver), Side(b, solver)
    ordinary = Ordinary(solver, vocabulary, a.policy.binds_by, on)
    names = labels([a.policy, b.policy])
    stories = Stories((one, other), (where(a.policy, names[0]), where(b.policy, names[1])), ordinary.typical, area)
    result = Comparison(solver, ordinary, one, other).result()
    return Proof(one, other, (names[0], names[1]), on, result, tuple(aligned(one, other, solver)), stories)


def check_service(*policies: Policy) -> None:
    """Nothing, where policies are for one service. Raises `CoequalError` where they are not."""
    services = sorted({policy.service for policy in policies})
    if len(services) > 1:
        raise CoequalError(f"These policies are for different services ({' and '.join(services)}), so they cannot be compared.")


def likely_day(policies: Sequence[Policy], today: date) -> date:
    """A day on which made-up couples may be referred: when the latest of the policies began, as far as that is known."""
    starts = [start for policy in policies if (start := governs_from(policy).read_as) is not None]
    return max(starts, default=today)
