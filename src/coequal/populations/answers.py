"""The answers of one policy as columns, by the names that every table of answers has: in SQL, in pandas, in Polars.

First the outcome of the treatment that counts, and whether that depends on how the policy is read; then each treatment's
outcome and amounts, then the status of each criterion. A status is one of its words; an amount is a number, nothing where it
is not known or where the policy does not say it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from coequal.criteria.syntax import Node
from coequal.eligibility.expressions import Amount, Expressions
from coequal.eligibility.outcome import DECIDING
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.populations.graph import Graph
from coequal.populations.measures import STATUSES, depends_on_reading, read_otherwise
from coequal.populations.terms import CONSTANT

CONTRADICTORY: Final = "contradictory"  # the column that says of whom nothing is answered, because the facts deny one another

DEPENDS: Final = "depends_on_reading"


@dataclass(frozen=True, slots=True)
class Words:
    """A column of words: the word of the one condition that holds. Every condition is known, and exactly one holds."""

    name: str
    says: str
    conditions: Mapping[str, int]

    @property
    def terms(self) -> list[int]:
        """The terms that have to be worked out for it."""
        return list(self.conditions.values())


@dataclass(frozen=True, slots=True)
class Number:
    """A column of numbers with so many decimal places."""

    name: str
    says: str
    term: int
    scale: int

    @property
    def terms(self) -> list[int]:
        """The term that has to be worked out for it."""
        return [self.term]


@dataclass(frozen=True, slots=True)
class Truth:
    """A column that is true or false of everybody."""

    name: str
    says: str
    term: int

    @property
    def terms(self) -> list[int]:
        """The term that has to be worked out for it."""
        return [self.term]


Answer = Words | Number | Truth


def answers(rules: Rules, graph: Graph) -> list[Answer]:
    """The columns of a policy's answers, their terms put into a graph. Raises `CoequalError` where two would have one name."""
    found = list(_answers(rules, graph))
    names = [CONTRADICTORY, *(one.name for one in found)]
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise CoequalError(
            f"Two answers of {rules.policy.id}@{rules.policy.version} would both stand in a column {twice}. "
            f"Give one of the criteria or treatments another id."
        )
    return found


def plain(name: str) -> str:
    """The name of a criterion, a treatment or an amount as that of a column: `body_mass_index`."""
    return name.casefold().replace("-", "_").replace(" ", "_")


def _answers(rules: Rules, graph: Graph) -> Iterator[Answer]:
    said = Expressions(rules)

    def words(name: str, says: str, nodes: Mapping[str, Node]) -> Words:
        return Words(name, says, {word: graph.add(node) for word, node in nodes.items()})

    yield words("outcome", "of the treatment sought or, where that is not known, of the first", said.outcomes_sought(said.criteria))
    changed = depends_on_reading(read_otherwise(said, graph), graph)
    yield Truth(DEPENDS, "whether another reading of the policy changes the outcome: then it is no plain yes or no", changed)
    for funded in said.treatments:
        own = plain(funded.treatment.id)
        yield words(f"{own}_outcome", f"whether {funded.treatment.id} is funded", funded.outcomes)
        for name, amount in funded.amounts.items():
            yield from _amount(f"{own}_{plain(name)}", f"{name} of {funded.treatment.id}", amount, graph)
    for stated in said.criteria:
        criterion = stated.criterion
        what = f"clause {criterion.clause}" if criterion.clause else "no clause"
        kind = criterion.kind if criterion.kind in DECIDING else f"{criterion.kind}, which decides nothing"
        yield words(plain(criterion.id), f"{what}, {kind}", {status: stated.is_(status) for status in STATUSES})


def _amount(name: str, says: str, amount: Amount, graph: Graph) -> Iterator[Answer]:
    value, unstated = graph.add(amount.value), graph.add(amount.unstated)
    yield Number(name, says, value, graph.terms[value].scale)
    if graph.terms[unstated].operation != CONSTANT or graph.terms[unstated].detail:
        yield Truth(f"{name}_not_stated", f"whether the policy leaves open {says}", unstated)
