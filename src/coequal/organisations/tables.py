"""Tables in CSV, read strictly: every column is there, every row is whole, and a mistake has its file and line."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from coequal.errors import CoequalError, Place, refuse_pipe
from coequal.organisations.cells import unguarded

REPLACES: Final = "replaces"  # a column that may be left out: whether a row stands instead of one in another table
YES: Final = "yes"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, each cell under the name of its column."""

    cells: Mapping[str, str]
    place: Place

    def __getitem__(self, column: str) -> str:
        """A cell that may not be empty. Raises `CoequalError` where it is, or where there is no such column."""
        if not self.cells.get(column):
            raise CoequalError(f'This row has no "{column}".', self.place)
        return self.cells[column]

    def optional(self, column: str) -> str:
        """A cell that may be empty, in a column that may be left out."""
        return self.cells.get(column, "")

    def day(self, column: str) -> date:
        """The date in a cell. Raises `CoequalError` where there is none."""
        return read_day(self[column], self.place)

    def optional_day(self, column: str) -> date | None:
        """The date in a cell, or None where it is empty. Raises `CoequalError` where it is no date."""
        text = self.optional(column)
        return read_day(text, self.place) if text else None


def read_day(text: str, place: Place) -> date:
    """A date such as 2022-07-01, and in no other spelling. Raises `CoequalError`."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise CoequalError(f'"{text}" is not a date such as 2022-07-01.', place)
    return day


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a file. Raises `CoequalError` where it cannot be read as a table that has these columns."""
    refuse_pipe(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            if missing := set(columns).difference(head := next(lines, [])):
                names = ", ".join(column for column in columns if column in missing)
                raise CoequalError(f"This table needs the columns {', '.join(columns)}; it has no {names}.", Place(str(path), 1))
            for cells in filter(None, lines):
                place = Place(str(path), lines.line_num)
                if len(cells) != len(head):
                    message = f"There are {len(cells)} cells here for {len(head)} columns. Put a text with a comma in quotes."
                    raise CoequalError(message, place)
                yield Row(dict(zip(head, (unguarded(cell.strip()) for cell in cells), strict=True)), place)
    except OSError as error:
        raise CoequalError(f"This cannot be read: {error.strerror}.", Place(str(path))) from None
    except (UnicodeDecodeError, csv.Error):
        raise CoequalError("This is not a table in CSV, saved as UTF-8.", Place(str(path))) from None


def by_code(rows: Iterable[Row], brought: Iterable[Row] = ()) -> dict[str, Row]:
    """The rows, each under its code, and those that a package brought.

    A row that says that it replaces another, and has a source, stands instead of that of another table before it.
    Raises `CoequalError` where a code stands twice otherwise, and where a row replaces nothing or was brought and says so.
    """
    found: dict[str, Row] = {}
    for row in rows:
        other = found.get(row["code"])
        if _replaces(row, other):
            found[row["code"]] = row
        else:
            _add(row, found)
    for row in brought:
        if row.optional(REPLACES):
            raise CoequalError("A package replaces nothing that others say. Put such a row into a folder of your own.", row.place)
        _add(row, found)
    return found


def _replaces(row: Row, other: Row | None) -> bool:
    """Whether a row stands instead of another. Raises `CoequalError` where it says so and cannot."""
    said = row.optional(REPLACES)
    if said not in {"", YES}:
        raise CoequalError(f'The column "{REPLACES}" has {YES} or nothing, not "{said}".', row.place)
    if not said:
        return False
    if other is None or other.place.file == row.place.file:
        raise CoequalError(f'"{row["code"]}" replaces nothing: no table before this one has it, packages aside.', row.place)
    return bool(row["source"])


def _add(row: Row, found: dict[str, Row]) -> None:
    other = found.setdefault(row["code"], row)
    if other is not row:
        elsewhere = "" if other.place.file == row.place.file else f" The other one is in {other.place}."
        raise CoequalError(f'"{row["code"]}" has two rows; one is enough.{elsewhere}', row.place)
