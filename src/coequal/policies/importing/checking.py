"""A family just made, read as a library reads it; a mistake is shown where it was made: in the wording, or in the table."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from coequal.errors import CoequalError, Place
from coequal.facts.strict_yaml import decode, read_file
from coequal.policies.families import open_family
from coequal.policies.importing.recipe import Recipe
from coequal.policies.importing.table import ForeignRow
from coequal.policies.library import Library
from coequal.policies.markdown import take_apart
from coequal.policies.model import Policy


def check(path: Path, foreign: Sequence[ForeignRow], recipe: Recipe, library: Library, others: Iterable[Policy]) -> None:
    """Nothing, where every policy of a family just made can be read and is not among others, by its id and version.

    `library` tells what its words mean. Raises `CoequalError` with the place of the first mistake in the wording or the table.
    """
    text, head = decode(read_file(path), str(path)), Place(str(path), 2)
    with _shown_where_made(path, foreign, recipe):
        _check_values(text, path)
        family = open_family(text, path, recipe.family, library.vocabulary)
        assert family is not None
        if family.service != recipe.service:
            raise CoequalError(f"The recipe is for {recipe.service}, and its wording for {family.service}.", head)
        taken = {(policy.id, policy.version): policy.file.file for policy in others}
        for area, row in family.values.rows.items():
            policy = family.member(area)
            if policy.version != recipe.version:
                raise CoequalError(f"The recipe makes version {recipe.version}, and its wording is of {policy.version}.", head)
            if (policy.id, policy.version) in taken:
                message = f"Version {policy.version} of {policy.id} also stands in {taken[policy.id, policy.version]}."
                raise CoequalError(message, row.place)


def _check_values(text: str, path: Path) -> None:
    """Nothing, where the wording names the table that is made beside it."""
    line, key = take_apart(text, str(path)).values_line, f"values: {path.stem}.csv"
    if line is None or text.split("\n")[line - 1].strip() != key:
        raise CoequalError(f'The front matter of this wording needs "{key}".', Place(str(path), line or 2))


@contextmanager
def _shown_where_made(path: Path, foreign: Sequence[ForeignRow], recipe: Recipe) -> Iterator[None]:
    """Turns places in the two files just made into those in the wording and in the table, row by row."""
    table = str(path.with_suffix(".csv"))

    def theirs(line: int) -> Place:
        return foreign[max(line, 2) - 2].place  # the first line names the columns, and each row has one line

    try:
        yield
    except CoequalError as error:
        message = re.sub(rf"{re.escape(table)}, line (\d+)", lambda found: str(theirs(int(found[1]))), error.message)
        place = error.place
        if place and place.file == str(path):
            place = replace(place, file=str(recipe.wording))
        elif place and place.file == table:
            place = theirs(place.line or 1)
        raise CoequalError(message, place) from None
