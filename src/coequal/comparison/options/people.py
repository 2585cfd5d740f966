"""The people of an appraisal: made or read from a file, with where their facts stand and by what they are grouped."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from coequal.comparison.options.file import MadePeople, Options, PeopleFile
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError, did_you_mean
from coequal.populations.columns import usual_type
from coequal.populations.csv_source import CsvFile
from coequal.populations.files import open_file
from coequal.populations.groups import Groups, read_groups
from coequal.populations.mapping import Names, layouts, read_mapping
from coequal.populations.reading import Layouts
from coequal.populations.sources import Source, Table, check_names, is_synthetic
from coequal.populations.synthetic.areas import Areas, shipped_areas
from coequal.populations.synthetic.recipe import Recipe
from coequal.populations.synthetic.table import SERVICE, make_table

Blocks = Callable[[range], Iterable[int]]  # the blocks in which people are made, perhaps with progress around them


@dataclass(frozen=True, slots=True)
class People:
    """Whom the candidates are tried on. `said` is who they are, to stand after their number."""

    source: Source
    layouts: Layouts
    groups: dict[str, Groups]
    by_area: frozenset[str]  # the ways of grouping whose groups are codes of areas
    synthetic: bool
    said: str


def open_people(options: Options, vocabulary: Vocabulary, area: Callable[[str], str] = str, blocks: Blocks = iter) -> People:
    """The people that an options file names; `area` says a code in words. Raises `CoequalError` where they cannot be used."""
    people = options.people
    if isinstance(people, MadePeople):
        source, names, said = _made(people, vocabulary, blocks), Names(), _said_of(people, area)
    else:
        source, names, said = _opened(people), _mapped(people, vocabulary), f"people read from {people.path.name}."
    there = layouts(vocabulary.dictionary, source.schema.names, names)
    if not there:
        raise CoequalError("These people have no column that is called after a fact of the policies.", options.people.place)
    if isinstance(source, CsvFile):
        source.expect({layout.column: usual_type(layout) for layout in there.values()})
    groups = _groups(options, source.schema, vocabulary, there)
    areas = {layout.column for layout in there.values() if layout.fact.kind == "area"}
    by_area = frozenset(label for label, found in groups.items() if found.column in areas)
    return People(source, there, groups, by_area, is_synthetic(source.schema), said)


def _made(made: MadePeople, vocabulary: Vocabulary, blocks: Blocks) -> Source:
    if vocabulary.dictionary.service != SERVICE:
        message = f"Synthetic people are made for {SERVICE} only. Name a file of people for {vocabulary.dictionary.service}."
        raise CoequalError(message, made.place)
    recipe = Recipe(made.count, made.seed, complete=True, areas=living_in(made))
    return Table(make_table(recipe, blocks(recipe.blocks)), "the synthetic people")


def living_in(made: MadePeople) -> Areas:
    """The areas in which people are made to live. Raises `CoequalError` for a code that no area has."""
    areas = shipped_areas()
    for code in made.areas:
        if code not in areas.codes:
            raise CoequalError(f'Nobody can be made to live in "{code}".{did_you_mean(code, areas.codes)}', made.place)
    rows = [place for place, code in enumerate(areas.codes) if not made.areas or code in made.areas]
    codes = tuple(areas.codes[place] for place in rows)
    return replace(areas, codes=codes, women=np.take(areas.women, rows, axis=0), deciles=np.take(areas.deciles, rows, axis=0))


def _said_of(made: MadePeople, area: Callable[[str], str]) -> str:
    where = ", ".join(map(area, made.areas)) if made.areas else "England"
    return f"synthetic couples and single women of {where}; all facts that apply to them are known; seed {made.seed}."


def _opened(file: PeopleFile) -> Source:
    try:
        source = open_file(file.path)
        check_names(source.schema, file.path.name)
    except CoequalError as error:
        raise CoequalError(error.message, error.place or file.place) from None
    return source


def _mapped(file: PeopleFile, vocabulary: Vocabulary) -> Names:
    return Names() if file.columns is None else read_mapping(file.columns, vocabulary.dictionary)


def _groups(options: Options, schema: pa.Schema, vocabulary: Vocabulary, there: Any) -> dict[str, Groups]:
    stands_in = {name: layout.column for (name, is_date), layout in there.items() if not is_date}
    found = {}
    for label, text in options.groups.items():
        try:
            found[label] = read_groups(text.text, schema, vocabulary, stands_in)
        except CoequalError as error:
            raise CoequalError(error.message, text.place) from None
    return found
