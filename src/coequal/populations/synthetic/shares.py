"""How many synthetic people a policy's rules leave in: by the reference engine, one case at a time."""

from collections.abc import Iterator, Mapping
from typing import Any

from coequal.eligibility.outcome import NOT_ELIGIBLE
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case, read_case
from coequal.policies.model import Policy
from coequal.populations.synthetic.table import by_column, dictionary


def eligible_share(table: Any, policy: Policy) -> float:
    """The share of people whom no rule that is known rules out.

    They are not all eligible: rules that were not seen, facts that were not recorded and people's judgement may still
    stand between.
    """
    rules = Rules(policy)
    wanted = policy.vocabulary.basis(rules.mentioned)
    names = [name for name, fact in by_column().items() if fact.name in wanted and name in table.column_names]
    outcomes = [rules.run(rules.values(case))[1][0] for case in cases(table.select(names))]
    return 1 - outcomes.count(NOT_ELIGIBLE) / len(outcomes)


def cases(table: Any) -> Iterator[Case]:
    """The people of a table as cases, for the reference engine."""
    for row in table.to_pylist():
        yield read_case(given(row), dictionary())


def given(row: Mapping[str, object]) -> dict[str, object]:
    """One row as facts by name; a result has its unit and its date beside it."""
    found: dict[str, object] = {}
    for name, value in row.items():
        fact = by_column().get(name)
        if fact is None or value is None or name != fact.column:
            continue
        said = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        full = {"value": said, "date": row.get(f"{name}_date"), **({"unit": fact.unit} if fact.other_units else {})}
        found[fact.name] = full if fact.dated else said
    return found
