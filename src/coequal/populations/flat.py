"""The counts as one long table: a line for each number, with the policy, the group and what it counts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from coequal.errors import CoequalError
from coequal.populations.csv_file import CsvFile
from coequal.populations.output import whole_or_absent

Line = tuple[str, str, str, str, str, int | str]
HEADS = ("group", "policy", "what", "of", "value", "people", "synthetic")
EVERYBODY = "everybody"


def lines(report: dict[str, Any]) -> Iterator[Line]:
    """The numbers of a report, those of everybody first."""
    yield (EVERYBODY, "", "people", "", "", report["people"])
    yield (EVERYBODY, "", "contradictory", "", "", report["contradictory"])
    yield from _policies(EVERYBODY, report["policies"])
    for group, found in report.get("by", {"groups": {}})["groups"].items():
        yield (group, "", "people", "", "", found["people"])
        yield from _policies(group, found["policies"])


def _policies(group: str, policies: dict[str, Any]) -> Iterator[Line]:
    for policy, found in policies.items():
        for value, number in found["outcomes"].items():
            yield (group, policy, "outcome", "", value, number)
        for what in ("attrition", "readiness"):
            for criterion in found[what]:
                for value, number in criterion.items():
                    if value not in ("criterion", "clause", "title"):
                        yield (group, policy, what, criterion["criterion"], value, number)
        for what in ("single blockers", "not known because"):
            for name, number in found[what].items():
                yield (group, policy, what, name, "", number)
        for reading in found["readings"]:
            for value, number in reading.items():
                if value not in ("criterion", "label"):
                    yield (group, policy, "reading", f"{reading['criterion']}: {reading['label']}", value, number)
        for treatment, amounts in found["treatments"].items():
            for what, values in amounts.items():
                for value, number in values.items():
                    yield (group, policy, f"{treatment} {what}", "", value, number)


def write_counts(report: dict[str, Any], path: Path) -> None:
    """Write the lines to a file, which is whole or not there. Raises `CoequalError`.

    Hidden counts make the numbers a column of text, in which they are `*`.
    """
    columns = list(zip(*lines(report), strict=True))
    numbers = columns[-1] if all(isinstance(number, int) for number in columns[-1]) else tuple(map(str, columns[-1]))
    made_up = [report.get("synthetic", False)] * len(numbers)
    table = pa.table(dict(zip(HEADS, map(pa.array, (*columns[:-1], numbers, made_up)), strict=True)))
    with whole_or_absent(path) as part:
        match path.suffix:
            case ".csv":
                with CsvFile(part, table.schema) as writer:
                    for batch in table.to_batches():
                        writer.write_batch(batch)
            case ".parquet":
                pq.write_table(table, part)
            case _:
                raise CoequalError(f"Counts are written to files that end in .csv, .parquet or .json, not to {path.name}.")
