"""What a database must come to for generated policies and cases, and the comparison with what it comes to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from coequal.criteria.kleene import NOT_STATED
from coequal.eligibility.expressions import Expressions
from coequal.eligibility.rules import Rules, Run
from coequal.populations.graph import Graph
from coequal.populations.sql.engine import Engine
from tests.criteria.strategies import VOCABULARY
from tests.populations.generated import Cases, case_told, told

TOGETHER = 250  # policies in one query


@dataclass(frozen=True)
class Wanted:
    """One term of one policy, and what it has to be for each case."""

    rules: Rules
    says: str
    term: int
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Chunk:
    """Some policies in one graph."""

    graph: Graph
    wanted: list[Wanted]


def chunks(policies: Sequence[Rules], cases: Cases) -> Iterator[Chunk]:
    """The policies, so many together, with what the reference makes of the cases under each."""
    for first in range(0, len(policies), TOGETHER):
        graph = Graph(VOCABULARY)
        yield Chunk(graph, [one for rules in policies[first : first + TOGETHER] for one in wanted(graph, rules, cases.run(rules))])


def wanted(graph: Graph, rules: Rules, runs: Sequence[Run]) -> Iterator[Wanted]:
    """Every status, outcome and amount of a policy: its terms, and their values by the reference."""
    expressions = Expressions(rules)
    statuses, outcomes, amounts = zip(*runs, strict=True)
    for stated, found in zip(expressions.criteria, zip(*statuses, strict=True), strict=True):
        passes = tuple({"met": True, "not applicable": True, "not known": None}.get(status, False) for status in found)
        yield Wanted(rules, f"{stated.criterion.id} passes", graph.add(stated.passes), passes)
        outside = tuple(status == "not applicable" for status in found)
        yield Wanted(rules, f"{stated.criterion.id} does not apply", graph.add(stated.outside), outside)
    for place, funded in enumerate(expressions.treatments):
        name = funded.treatment.id
        for word, node in funded.outcomes.items():
            yield Wanted(rules, f"{name} {word}", graph.add(node), tuple(found[place] == word for found in outcomes))
        for amount, node in funded.amounts.items():
            values = [found[place][amount] for found in amounts]
            known = tuple(None if value is NOT_STATED else value for value in values)
            yield Wanted(rules, f"{name} {amount}", graph.add(node.value), known)
            yield Wanted(
                rules, f"{name} {amount} not stated", graph.add(node.unstated), tuple(value is NOT_STATED for value in values)
            )


def assert_agrees(engine: Engine, table: str, chunk: Chunk, cases: Cases) -> None:
    """The database gives what the reference gives, for every case; where it does not, the policy and a case are shown."""
    terms = list(dict.fromkeys(one.term for one in chunk.wanted))
    found = engine.rows(table, chunk.graph, terms, "id")
    columns = dict(zip(terms, zip(*(found[number] for number in range(len(cases.given))), strict=True), strict=True))
    for one in chunk.wanted:
        if columns[one.term] != one.values:
            differing = next(n for n, pair in enumerate(zip(columns[one.term], one.values, strict=True)) if pair[0] != pair[1])
            raise AssertionError(
                f"{engine.dialect.says}: {one.says} is {columns[one.term][differing]}, not {one.values[differing]}, in\n{told(one.rules)}\n"
                f"of {case_told(cases.given[differing], one.rules.policy.vocabulary)}"
            )
