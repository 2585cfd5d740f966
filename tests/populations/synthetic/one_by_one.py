"""Synthetic people as cases, for the reference."""

from collections.abc import Iterator, Mapping
from typing import Any

from coequal.facts.case import Case, read_case
from coequal.populations.synthetic.table import by_column, dictionary


def cases(table: Any) -> Iterator[Case]:
    """The people of a table, one by one."""
    for row in table.to_pylist():
        yield read_case(_given(row), dictionary())


def _given(row: Mapping[str, object]) -> dict[str, object]:
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
