"""The example people of a service in one table, what the reference makes of them, and a database that runs an exported query."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import psycopg
import pyarrow as pa

from coequal.criteria.closures import Values
from coequal.criteria.consistency import Consistency
from coequal.criteria.kleene import NOT_STATED
from coequal.criteria.syntax import names as names_in
from coequal.criteria.vocabulary import Vocabulary, work_out
from coequal.eligibility.assess import SOUGHT
from coequal.eligibility.examples import examples
from coequal.eligibility.rules import Rules
from coequal.exchange.sql.query import sql
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.populations.answers import CONTRADICTORY, Number, Truth, answers, plain
from coequal.populations.graph import Graph
from tests.criteria.strategies import VOCABULARY
from tests.populations.building import arrays, given_facts
from tests.populations.generated import _arrow_type
from tests.populations.generated import cases as made_up
from tests.populations.sql.places import Home, InPostgreSql

LIBRARY = Library()
DIALECT = {"duckdb": "duckdb", "sqlite": "sqlite", "postgresql": "postgres", "spark": "spark"}
Row = tuple[Any, ...]


@dataclass(frozen=True)
class People:
    """The same people twice: as a table with a key, and as the values that the reference takes."""

    vocabulary: Vocabulary
    table: pa.Table
    values: Sequence[Values]


@cache
def policies() -> dict[str, list[Policy]]:
    """Every version of every policy in the library, by service."""
    found: dict[str, list[Policy]] = {}
    for policy in LIBRARY.policies():
        found.setdefault(policy.service, []).append(policy)
    return found


@cache
def example_people(service: str) -> People:
    """All example people in the policies of a service."""
    vocabulary = LIBRARY.vocabulary(service)
    return _people(vocabulary, [vocabulary.values(one.case) for policy in policies()[service] for one in examples(policy)])


def _people(vocabulary: Vocabulary, values: Sequence[Values]) -> People:
    kinds = {
        fact.name: _arrow_type("number", fact.plausible, fact.decimals) for fact in given_facts(vocabulary) if fact.kind == "number"
    }
    columns = {"id": pa.array(range(len(values)), pa.int64())} | arrays(vocabulary, values, kinds)
    return People(vocabulary, pa.table(columns), values)


@cache
def generated_people(service: str, count: int, seed: int = 0) -> People:
    """So many people made up, near the values that policies ask for; the facts of one in ten may deny one another."""
    vocabulary, random = LIBRARY.vocabulary(service), Random(seed)
    found = made_up(count, seed, vocabulary).given
    return _people(vocabulary, [values if random.random() < 0.1 else _settled(values, vocabulary, random) for values in found])


def some_people(count: int) -> People:
    """So many people made up over the dictionary of the tests of criteria."""
    found = made_up(count)
    return People(VOCABULARY, found.table, found.given)


def _settled(given: Values, vocabulary: Vocabulary, random: Random) -> Values:
    """A case without enough of its facts that what is left can be true together."""
    values, consistency, slots = list(given), Consistency(vocabulary), vocabulary.slots.value
    while consistency.contradicted(values) is not None:
        worked = work_out(values.copy(), consistency.formulas)
        held = [place for place, (holds, _) in enumerate(consistency.never) if holds(worked) is True]
        if held:
            against = vocabulary.basis(names_in(vocabulary.impossible[held[0]][0]))
        else:
            against = {name for name, _, slot, work in consistency.followed if work(worked) not in (None, worked[slot])}
        values[slots[random.choice(sorted(name for name in against if values[slots[name]] is not None))]] = None
    return values


def expected(policy: Policy, people: People) -> list[Row]:
    """The answers of the reference, in the order of the columns."""
    return list(_expected(Rules(policy), people))


def _expected(rules: Rules, people: People) -> Iterator[Row]:
    consistency, extra = Consistency(people.vocabulary), [None] * len(rules.slots.worked)
    columns = answers(rules, Graph(people.vocabulary))
    open_amounts = {one.name for one in columns if isinstance(one, Truth)}
    for given in people.values:
        if consistency.contradicted(given) is not None:
            yield (*[None] * len(columns), True)
            continue
        values = work_out(list(given) + extra, rules.formulas)
        statuses, outcomes, amounts = rules.run(values)
        choice = given[rules.slots.value[SOUGHT]] if SOUGHT in rules.slots.value else None
        chosen = next((place for place, one in enumerate(rules.governing) if one.treatment.is_sought(choice)), 0)
        row: list[Any] = [outcomes[chosen], _depends_on_reading(rules, chosen, outcomes[chosen], values)]
        for governing, outcome, amount in zip(rules.governing, outcomes, amounts, strict=True):
            row.append(outcome)
            for name, value in amount.items():
                row.append(None if value is NOT_STATED else value)
                if f"{plain(governing.treatment.id)}_{plain(name)}_not_stated" in open_amounts:
                    row.append(value is NOT_STATED)
        yield (*row, *statuses, False)


def _depends_on_reading(rules: Rules, chosen: int, outcome: str, values: Values) -> bool:
    """Whether another reading of a criterion, one at a time, changes the outcome of a treatment."""
    governing = rules.governing[chosen]
    return any(
        governing.outcome(rules.statuses_read_otherwise(place, other, values)) != outcome
        for place in governing.places
        for other in range(len(rules.criteria[place].readings))
    )


def names(policy: Policy) -> list[str]:
    """The columns of a policy's answers."""
    return [*(one.name for one in answers(Rules(policy), Graph(policy.vocabulary))), CONTRADICTORY]


def ran(home: Home, people: str, name: str, policy: Policy) -> list[Row]:
    """What a database makes of the exported query, in the order of the key."""
    rows = sorted(_rows(home, sql(policy, DIALECT[name], people)))
    columns = answers(Rules(policy), Graph(policy.vocabulary))
    return [(*(_value(one, value) for one, value in zip(columns, row[1:-1], strict=True)), bool(row[-1])) for row in rows]


def _value(answer: object, value: Any) -> Any:
    """An answer as the reference says it: SQLite has neither truths nor decimals."""
    if isinstance(answer, Truth) and value is not None:
        return bool(value)
    return Decimal(str(value)) if isinstance(answer, Number) and value is not None else value


def _rows(home: Home, text: str) -> list[Row]:
    if isinstance(home, InPostgreSql):
        with psycopg.connect(home.url) as connection:
            return connection.execute(text).fetchall()
    return home.engine._run(text)


def table_named(home: Home, name: str, people: People) -> str:
    """The name of a table or view with these people in a database."""
    put = home.put(people.table)
    if name == "duckdb":
        home.engine.connection.read_parquet(put).create_view(f"people_{home.tables}")
    if name == "spark":
        home.engine.session.read.parquet(put).createOrReplaceTempView(f"people_{home.tables}")
    return f"people_{home.tables}" if name in ("duckdb", "spark") else put
