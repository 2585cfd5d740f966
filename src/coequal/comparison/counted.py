"""A population under two policies: of how many people both outcomes are which, and so who would gain and who would lose."""

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any, Final

from coequal.comparison.proof.sides import Side
from coequal.comparison.residence import Residence
from coequal.comparison.seen import as_seen
from coequal.eligibility.expressions import Expressions
from coequal.eligibility.outcome import OUTCOMES
from coequal.eligibility.rules import Rules
from coequal.policies.model import Policy
from coequal.populations.graph import Graph
from coequal.populations.measures import contradictory
from coequal.populations.terms import AND

if TYPE_CHECKING:  # Arrow, which a proof does not need
    from coequal.populations.tally import Tally

AS_IT_IS: Final = "outcomes"
AS_SEEN: Final = "as far as seen"
Terms = dict[tuple[str, str], int]  # by the outcome under a and that under b


class Both:
    """Two policies asked about people who have some columns.

    Everybody lives in the area of each policy in turn. Under versions of one policy they live where they do; people who are
    made up live nowhere, and so in its area too.
    """

    def __init__(self, a: Side, b: Side, columns: Collection[str], *, made_up: bool = False) -> None:
        """Put both in one graph. Raises `CoequalError` where one is beyond exact numbers."""
        self._as_they_live = a.policy.id == b.policy.id and not made_up
        self.graph = Graph(a.policy.vocabulary, columns)
        self.meant = self.graph.truth(True)
        self.contradictory = contradictory(self.graph)
        self.tables = {AS_IT_IS: self._beside(a, b, lambda policy: policy), AS_SEEN: self._beside(a, b, as_seen)}

    @property
    def measures(self) -> list[int]:
        """The terms to be counted, each once."""
        return list(dict.fromkeys(term for table in self.tables.values() for term in table.values()))

    def _beside(self, a: Side, b: Side, form: Callable[[Policy], Policy]) -> Terms:
        homes = [Residence() if self._as_they_live else Residence(side.codes) for side in (a, b)]
        policies = [home.moved_policy(form(side.policy)) for home, side in zip(homes, (a, b), strict=True)]
        one, other = map(self._outcomes, policies)
        return {(x, y): self.graph.joined(AND, [one[x], other[y]]) for x in OUTCOMES for y in OUTCOMES}

    def _outcomes(self, policy: Policy) -> dict[str, int]:
        said = Expressions(Rules(policy))
        return {name: self.graph.add(node) for name, node in said.outcomes_sought(said.criteria).items()}

    def report(self, tally: "Tally") -> dict[str, Any]:
        """The counts: under each outcome of a those of each outcome under b, as the policies are and as far as they were seen."""
        numbers = tally.counts.get(None)
        place = {term: n for n, term in enumerate(self.measures)}
        count = {term: 0 if numbers is None else int(numbers[n]) for term, n in place.items()}
        tables = dict(self._counted(count))
        return {"people": tally.people, "contradictory": tally.contradictory, **tables}

    def _counted(self, count: dict[int, int]) -> Iterator[tuple[str, dict[str, dict[str, int]]]]:
        for name, table in self.tables.items():
            yield name, {x: {y: count[table[x, y]] for y in OUTCOMES} for x in OUTCOMES}
