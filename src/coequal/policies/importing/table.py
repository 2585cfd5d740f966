"""A table that others made, read strictly: plain text in every cell that is used, and no column that the recipe passes over."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from coequal.errors import CoequalError, Place, did_you_mean
from coequal.facts.strict_yaml import decode, read_file
from coequal.policies.importing.recipe import Recipe
from coequal.policies.tables import MOST_LETTERS, MOST_ROWS

LONGEST = MOST_LETTERS - len("“”")
_NOT_PLAIN = re.compile(r"[{}`\n\t]|<(?=[A-Za-z/!?])")
_SAID = {"\n": "a line end", "\t": "a tab", "<": "a < that begins a tag"}


@dataclass(frozen=True, slots=True)
class ForeignRow:
    """One row, each cell under the name of its column, and where it stands."""

    cells: Mapping[str, str]
    place: Place


def read_foreign(path: Path, recipe: Recipe) -> list[ForeignRow]:
    """The rows of a table. Raises `CoequalError` with file and line of whatever cannot be used.

    Columns that a recipe leaves out are not looked into.
    """
    lines = _lines(decode(read_file(path), str(path)), str(path))
    head, place = next(lines, ([], Place(str(path), 1)))
    _check_head(head, recipe, place)
    rows: list[ForeignRow] = []
    for cells, at in lines:
        if len(cells) != len(head):
            raise CoequalError(f"There are {len(cells)} cells here for {len(head)} columns. Put a text with a comma in quotes.", at)
        if len(rows) == MOST_ROWS:
            raise CoequalError(f"This table is too long: a family has at most {MOST_ROWS} policies.", at)
        row = ForeignRow(dict(zip(head, cells, strict=True)), at)
        for column in recipe.read_columns:
            _check_cell(row.cells[column], column, at)
        rows.append(row)
    if not rows:
        raise CoequalError("This table has no rows.", place)
    return rows


def _lines(text: str, file: str) -> Iterator[tuple[list[str], Place]]:
    lines = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        for cells in filter(any, lines):
            yield [cell.strip() for cell in cells], Place(file, lines.line_num)
    except csv.Error as error:
        raise CoequalError(f"This is not a table in CSV: {error}.", Place(file, lines.line_num)) from None


def _check_head(head: list[str], recipe: Recipe, place: Place) -> None:
    """Every column is named once, and either read or left out by the recipe; none of those is missing."""
    wanted = (*recipe.read_columns, *recipe.left_out)
    for number, column in enumerate(head):
        if column in head[:number]:
            raise CoequalError(f'Two columns are called "{column}".', place)
    for column in recipe.read_columns:
        if column not in head:
            raise CoequalError(f'This table has no column "{column}", which the recipe reads.{did_you_mean(column, head)}', place)
    for column in head:
        if column not in wanted:
            message = f'The recipe says nothing of the column "{column}". Read it, or name it under "left out".'
            raise CoequalError(message, place)


def _check_cell(text: str, column: str, place: Place) -> None:
    if found := _NOT_PLAIN.search(text):
        raise CoequalError(f'The cell under "{column}" holds {_SAID.get(found[0], found[0])}; a cell is plain text.', place)
    if len(text) > LONGEST:
        raise CoequalError(f'The cell under "{column}" has more than {LONGEST} letters.', place)
