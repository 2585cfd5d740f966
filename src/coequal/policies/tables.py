"""The table of a family: one row per area, in a CSV file or in the policy file itself."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from coequal.errors import CoequalError, Place
from coequal.facts.strict_yaml import decode, read_file
from coequal.organisations.cells import unguarded
from coequal.policies.markdown import Block
from coequal.policies.model import NO_RULE, NOT_FOUND

AREA = "area"
COLUMN = r"[^\W_]+(?: [^\W_]+)*"  # letters and digits, with single spaces between words
MOST_ROWS = 500
MOST_LETTERS = 200
_RULE = re.compile(r":?-+:?")
Line = tuple[list[str], Place]


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one area, each under the name of its column."""

    cells: Mapping[str, str]
    place: Place

    @property
    def area(self) -> str:
        """The area, as the id of its policy begins."""
        return self.cells[AREA]

    def lacks(self, columns: Iterable[str]) -> frozenset[str]:
        """Which of the words `not found` and `no rule` stand in some of the columns."""
        return frozenset(self.cells[column] for column in columns) & {NOT_FOUND, NO_RULE}


@dataclass(frozen=True, slots=True)
class Values:
    """A table: the columns, where they are named, and the rows by area."""

    columns: tuple[str, ...]
    place: Place
    rows: Mapping[str, Row]


def read_csv(path: Path) -> Values:
    """The table in a CSV file. Raises `CoequalError` with file and line."""
    return _values(_csv_lines(decode(read_file(path), str(path)), str(path)), Place(str(path), 1))


def read_pipes(block: Block, file: str) -> Values:
    """The table in a block, with | between its cells. Raises `CoequalError` with file and line."""
    return _values(_pipe_lines(block, file), Place(file, block.line))


def _csv_lines(text: str, file: str) -> Iterator[Line]:
    lines = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        for cells in filter(None, lines):
            yield [unguarded(cell.strip()) for cell in cells], Place(file, lines.line_num)
    except csv.Error as error:
        raise CoequalError(f"This is not a table in CSV: {error}.", Place(file, lines.line_num)) from None


def _pipe_lines(block: Block, file: str) -> Iterator[Line]:
    """The head and the rows; between them stands a line of hyphens."""
    lines = [(line.strip(), Place(file, number)) for number, line in enumerate(block.text.split("\n"), block.line)]
    for number, (line, place) in enumerate((line, place) for line, place in lines if line):
        if len(line) < 2 or not line.startswith("|") or not line.endswith("|"):
            raise CoequalError("A row of this table begins and ends with |.", place)
        cells = [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line[1:-1])]
        if number == 1:
            if not all(map(_RULE.fullmatch, cells)):
                raise CoequalError("Under the names of the columns stands a line such as | --- | --- |.", place)
        else:
            yield cells, place


def _values(lines: Iterator[Line], start: Place) -> Values:
    head, place = next(lines, ([], start))
    _check_head(head, place)
    rows: dict[str, Row] = {}
    for cells, at in lines:
        if len(cells) != len(head):
            raise CoequalError(f"There are {len(cells)} cells here for {len(head)} columns.{_advice(at)}", at)
        row = Row({column: _cell(cell, column, at) for column, cell in zip(head, cells, strict=True)}, at)
        if not re.fullmatch(r"[a-z0-9-]+", row.area):
            raise CoequalError(f'An area is small letters, digits and hyphens, not "{row.area}".', at)
        if row.area in rows:
            raise CoequalError(f'"{row.area}" has two rows; one is enough.', at)
        if len(rows) == MOST_ROWS:
            raise CoequalError(f"This table is too long: a family has at most {MOST_ROWS} policies.", at)
        rows[row.area] = row
    if not rows:
        raise CoequalError("This table has no rows: a family has one for each area.", place)
    return Values(tuple(head), place, rows)


def _advice(at: Place) -> str:
    return " Put a text with a comma in quotes." if at.file.endswith(".csv") else r" Write a | inside a cell as \|."


def _check_head(head: list[str], place: Place) -> None:
    for number, column in enumerate(head):
        if not re.fullmatch(COLUMN, column):
            raise CoequalError(f'A column is named by letters, digits and single spaces, not "{column}".', place)
        if column in head[:number]:
            raise CoequalError(f'Two columns are called "{column}".', place)
    if AREA not in head:
        raise CoequalError('This table needs the column "area", with which the ids of its policies begin.', place)


def _cell(text: str, column: str, place: Place) -> str:
    if not text:
        message = f'The cell under "{column}" is empty. Where we have not found a value write “{NOT_FOUND}”, and where there is'
        raise CoequalError(f"{message} none “{NO_RULE}”.", place)
    if len(text) > MOST_LETTERS:
        raise CoequalError(f'The cell under "{column}" has more than {MOST_LETTERS} letters.', place)
    if "\n" in text or "\t" in text:
        raise CoequalError(f'The cell under "{column}" must be one line of plain text.', place)
    return text
