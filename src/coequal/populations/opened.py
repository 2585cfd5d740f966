"""People in a file, opened to be counted: where each fact stands in it, and what has to be said of its values."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import pyarrow as pa

from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError
from coequal.facts.dictionary import Dictionary
from coequal.populations.columns import implausible_said, usual_type
from coequal.populations.csv_source import CsvFile
from coequal.populations.files import open_file
from coequal.populations.kernel import Column
from coequal.populations.mapping import Names, layouts, read_mapping
from coequal.populations.overlooked import nearly_called
from coequal.populations.reading import Layouts
from coequal.populations.sources import Source, check_names, is_synthetic

_MOST_NEAR: Final = 3  # names that are nearly right, of which a message tells


@dataclass(frozen=True, slots=True)
class Opened:
    """A source of people, and the columns in which facts stand."""

    source: Source
    laid_out: Layouts

    @property
    def columns(self) -> set[str]:
        """The columns of facts that there are, by their usual names."""
        return {layout.standard for layout in self.laid_out.values()}

    @property
    def synthetic(self) -> bool:
        """Whether the people are made up."""
        return is_synthetic(self.source.schema)

    def implausible(self, found: Mapping[Column, int], shown: Callable[[int], int | str]) -> Iterator[str]:
        """Sentences on values that cannot be right; counts stand in them as they may be shown."""
        yield from (implausible_said(self.laid_out[column], shown(number)) for column, number in found.items())


def open_people(source: Source, vocabulary: Vocabulary, columns: Path | None = None) -> Opened:
    """People whose columns are called after facts, or as a mapping file says. Raises `CoequalError` where none is a fact."""
    laid_out = where_facts_stand(source.name, source.schema, vocabulary, columns)
    if isinstance(source, CsvFile):
        source.expect({layout.column: usual_type(layout) for layout in laid_out.values()})
    return Opened(source, laid_out)


def where_facts_stand(name: str, schema: pa.Schema, vocabulary: Vocabulary, columns: Path | None) -> Layouts:
    """The columns of people, by fact, called after facts or as a mapping file says. Raises `CoequalError` where none is a fact."""
    dictionary = vocabulary.dictionary
    names = read_mapping(columns, dictionary) if columns else Names()
    laid_out = layouts(dictionary, schema.names, names)
    if not laid_out:
        raise no_facts(name, schema.names, dictionary, "A mapping file says which column holds which fact; name it with --columns.")
    return laid_out


def no_facts(name: str, columns: Iterable[str], dictionary: Dictionary, instead: str) -> CoequalError:
    """What to say of people of whom no column holds a fact: which names are nearly right, and what to do `instead`."""
    given = [fact.column for fact in dictionary.facts.values() if fact.formula is None]
    said = f"{name} has no column that is called after a fact of {dictionary.service}, such as {given[0]}."
    return CoequalError(" ".join([said, *islice(nearly_called(columns, given), _MOST_NEAR), instead]))


def open_named(path: str) -> Source:
    """The people in a file, whose columns have names of their own. Raises `CoequalError`."""
    source = open_file(Path(path))
    check_names(source.schema, source.name)
    return source
