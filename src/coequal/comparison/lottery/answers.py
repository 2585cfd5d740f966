"""What a policy answers for many people, as terms of a graph that all areas share: outcomes, and the amount that is compared."""

from collections.abc import Mapping
from dataclasses import dataclass

from coequal.eligibility.expressions import Amount, Expressions
from coequal.eligibility.outcome import ELIGIBLE
from coequal.eligibility.rules import Rules
from coequal.policies.model import Policy
from coequal.populations.graph import Graph
from coequal.populations.measures import MOST_VALUES
from coequal.populations.terms import AND, NUMBER

AmountOf = tuple[str, str]  # a treatment and the name of an amount of it


@dataclass(frozen=True, slots=True)
class Answers:
    """Terms of the treatment sought or, where that is not known, of the first: one for each outcome, and who gets how many.

    `funded` tells of whole numbers of the treatment's first amount which eligible people get them; an amount that is not
    known, not stated, broken or of very many values is left out, so it cannot be compared.
    """

    outcomes: Mapping[str, int]
    funded: Mapping[tuple[AmountOf, int], int]


def answers(policy: Policy, graph: Graph) -> Answers:
    """The terms of a policy, equal ones of several policies being one."""
    said = Expressions(Rules(policy))
    found = {name: graph.add(node) for name, node in said.outcomes_sought(said.criteria).items()}
    funded: dict[tuple[AmountOf, int], int] = {}
    for chosen, own in zip(said.sought(), said.treatments, strict=True):
        eligible = graph.joined(AND, [graph.add(chosen), graph.add(own.outcomes[ELIGIBLE])])
        funded |= {
            ((own.treatment.id, name), number): term for (name, number), term in _funded(eligible, own.amounts, graph).items()
        }
    return Answers(found, funded)


def _funded(eligible: int, amounts: Mapping[str, Amount], graph: Graph) -> dict[tuple[str, int], int]:
    """Of each number of the first amount, the eligible people who get it."""
    for name, amount in amounts.items():
        value = graph.add(amount.value)
        term = graph.terms[value]
        unit = 10**term.scale
        numbers = range(-(-term.low // unit), term.high // unit + 1)
        if len(numbers) > MOST_VALUES:
            return {}
        equal = {number: graph.sure(graph.compared("=", value, graph.integer(number, NUMBER))) for number in numbers}
        return {(name, number): graph.joined(AND, [eligible, same]) for number, same in equal.items()}
    return {}
