"""People as an analyst has them, as a source: a frame of pandas or Polars, an Arrow table, a relation of DuckDB, a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError, did_you_mean
from coequal.exchange.sql.columns import standard
from coequal.populations.columns import usual_type
from coequal.populations.csv_source import CsvFile
from coequal.populations.files import open_file
from coequal.populations.mapping import Names, layouts, read_mapping
from coequal.populations.opened import Opened, no_facts
from coequal.populations.sources import Source, Table, check_names

Mapped = Mapping[str, str] | str | Path


def open_frame(people: Any, vocabulary: Vocabulary, columns: Mapped | None) -> Opened:
    """People, and where each fact stands: in the column called after it, or as a mapping or a mapping file says.

    Raises `CoequalError` where they are none of what can be read, or where no column holds a fact.
    """
    source = _source(people)
    check_names(source.schema, source.name)
    laid_out = layouts(vocabulary.dictionary, source.schema.names, _names(columns, vocabulary))
    if not laid_out:
        instead = "Say which column holds which fact, with columns={fact: column}."
        raise no_facts(source.name, source.schema.names, vocabulary.dictionary, instead)
    if isinstance(source, CsvFile):
        source.expect({layout.column: usual_type(layout) for layout in laid_out.values()})
    return Opened(source, laid_out)


def _source(people: Any) -> Source:
    if isinstance(people, str | Path):
        return open_file(Path(people))
    if not hasattr(people, "__arrow_c_stream__"):
        kind = type(people).__name__
        hint = " Call collect() on it first." if hasattr(people, "collect") else ""
        raise CoequalError(
            f"A {kind} cannot be read as people. Give a frame of pandas or Polars, an Arrow table, or the path of a file.{hint}"
        )
    try:
        return Table(pa.table(people))
    except (pa.ArrowException, TypeError, ValueError) as error:
        first = (str(error).splitlines() or ["no reason was given"])[0]
        raise CoequalError(f"The {type(people).__name__} cannot be taken as a table of Arrow: {first}") from None


def _names(columns: Mapped | None, vocabulary: Vocabulary) -> Names:
    """What columns are called, by the dictionary's names: `{"patient_bmi": "bmi", "amh_date": "amh taken on"}`."""
    if columns is None:
        return Names()
    if not isinstance(columns, Mapping):
        return read_mapping(Path(columns), vocabulary.dictionary)
    every, found = standard(vocabulary.dictionary), Names()
    for name, own in columns.items():
        if name not in every:
            raise CoequalError(f'No fact has a column "{name}".{did_you_mean(name, every)}')
        if not isinstance(own, str):
            raise CoequalError(f'The column for "{name}" is given as {own!r}. Give the name of a column, as text.')
        one = every[name]
        (found.dates if one.is_date else found.columns)[one.fact.name] = own
    return found
