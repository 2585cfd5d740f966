"""Two policies of one service, compared in full: outcome, treatments, amounts and criteria, with stories about witnesses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

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
from coequal.facts.dates import add_months, say_date
from coequal.policies.binding import governs_from
from coequal.policies.model import Policy
from coequal.populations.graph import Graph

MARGIN: Final = 12  # months within which other days of a case lie from the one that it counts from


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

    Raises `CoequalError` where they are for different services, or nobody is referred on such a day.
    """
    check_service(a.policy, b.policy)
    check_day(a.policy, on)
    vocabulary = for_policies(a.policy.vocabulary, (a.policy, b.policy))
    solver = Solver(Graph(vocabulary), effort)
    one, other = Side(a, solver), Side(b, solver)
    ordinary = Ordinary(solver, vocabulary, a.policy.binds_by, on)
    names = labels([a.policy, b.policy])
    stories = Stories((one, other), (where(a.policy, names[0]), where(b.policy, names[1])), ordinary, area)
    result = Comparison(solver, ordinary, one, other).result()
    return Proof(one, other, (names[0], names[1]), on, result, tuple(aligned(one, other, solver)), stories)


def check_service(*policies: Policy) -> None:
    """Nothing, where policies are for one service. Raises `CoequalError` where they are not."""
    services = sorted({policy.service for policy in policies})
    if len(services) > 1:
        raise CoequalError(f"These policies are for different services ({' and '.join(services)}), so they cannot be compared.")


def check_day(policy: Policy, on: date) -> None:
    """Nothing, where somebody can be referred on a day. Raises `CoequalError` where the dictionary calls it implausible."""
    low, high = policy.vocabulary.dictionary.facts[policy.binds_by].plausible
    assert isinstance(low, date)
    assert isinstance(high, date)
    if not add_months(low, MARGIN) <= on <= add_months(high, -MARGIN):
        raise CoequalError(f"Nobody is referred on {say_date(on)} here. Take a day between {say_date(low)} and {say_date(high)}.")


def likely_day(policies: Sequence[Policy], today: date) -> date:
    """A day on which made-up couples may be referred: when the latest of the policies began, as far as that is known."""
    starts = [start for policy in policies if (start := governs_from(policy).read_as) is not None]
    return max(starts, default=today)
