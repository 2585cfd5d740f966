"""A file with answers as a plain sheet: columns with names, and rows with their numbers, in which every cell is a text."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from coequal.documents.texts import clean
from coequal.errors import CoequalError

LARGEST: Final = 5 * 1024 * 1024  # bytes of a file
MOST_COLUMNS: Final = 400
MOST_ROWS: Final = 50_000
LONGEST: Final = 100_000  # letters of a cell; what reads CSV takes no more than 131,072
_BLANK: Final = 5_000  # lines in which nothing stands, beside the rows
_ENCODINGS: Final = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "cp1252": "Windows-1252",
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "UTF-16"),
}
_GUARD: Final = re.compile(r"^'(?=[=+@-])")  # by which we and others keep a spreadsheet from taking a text for a formula
_DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright lines"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the file and, where the file has them, the words of what was asked."""

    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row, with its number as a spreadsheet shows it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it was read. `told` says how it was read, for whoever brought it."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    told: tuple[str, ...]


def sheet_of(lines: Iterable[Sequence[str]], told: Sequence[str]) -> Sheet:
    """The sheet of some lines, of which the first names the columns. Raises `CoequalError` for what is no such table."""
    found = _numbered(lines)
    try:
        first, head = next(found)
    except StopIteration:
        raise CoequalError("There is nothing in this file. It needs a first row with the names of the columns.") from None
    names = [clean(cell) for cell in head]
    while names and not names[-1]:
        names.pop()
    if not 0 < len(names) <= MOST_COLUMNS:
        raise CoequalError(f"Row {first} has {len(names)} names of columns; a file can have from 1 to {MOST_COLUMNS}.")
    rows: list[Row] = []
    for number, cells in found:
        if len(rows) == MOST_ROWS:
            raise CoequalError(f"This file has more than {MOST_ROWS:,} rows. Bring it in in several parts.")
        if any(cells[len(names) :]):
            message = f"Row {number} has more cells than there are names of columns in row {first} ({len(names)})."
            raise CoequalError(f"{message} If row {first} is a title, delete it: the first row names the columns.")
        rows.append(Row(number, tuple([*cells, *[""] * len(names)][: len(names)])))
    return _without_gaps(names, rows, told)


def _without_gaps(names: Sequence[str], rows: Sequence[Row], told: Sequence[str]) -> Sheet:
    """The sheet without columns in which nothing stands, not even a name; one with cells alone is called by its place."""
    columns = [Column(name or f"column {number}") for number, name in enumerate(names, start=1)]
    kept = [place for place, name in enumerate(names) if name or any(row.cells[place] for row in rows)]
    if len(kept) < len(columns):
        rows = [Row(row.number, tuple(row.cells[place] for place in kept)) for row in rows]
    return Sheet(tuple(columns[place] for place in kept), tuple(rows), tuple(told))


def _numbered(lines: Iterable[Sequence[str]]) -> Iterator[tuple[int, list[str]]]:
    """The lines in which something stands, with their numbers."""
    for number, line in enumerate(lines, start=1):
        if number > MOST_ROWS + _BLANK:
            raise CoequalError(
                f"This file goes on after line {number - 1:,}. Take its empty lines out, or bring it in in several parts."
            )
        cells = [_GUARD.sub("", cell.strip()) for cell in line]
        for place, cell in enumerate(cells, start=1):
            if len(cell) > LONGEST:
                raise CoequalError(f"Row {number}, column {place}: a cell has {len(cell):,} letters; at most {LONGEST:,} are read.")
        if any(cells):
            yield number, cells


def read_csv(data: bytes) -> Sheet:
    """A file of separated values; its encoding and its separators are found out. Raises `CoequalError`."""
    text, encoding = decoded(data)
    mark = _delimiter(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    told = [f"A text with {_DELIMITERS[mark]} between the cells, in {encoding}."]
    try:
        return sheet_of(lines, told)
    except csv.Error as error:
        raise CoequalError(
            f"Line {lines.line_num} cannot be read: {error}. Look for a quotation mark that is not closed."
        ) from None


def decoded(data: bytes) -> tuple[str, str]:
    """A text, and the encoding in which it was. Raises `CoequalError` for what is no text."""
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise CoequalError("This is no text that can be read here. Save it as CSV in UTF-8, or as an Excel file (.xlsx).") from None
    if "\0" in text:
        raise CoequalError("This is no text: there are signs in it that stand in no table. Save it as CSV or as an Excel file.")
    return text, _ENCODINGS[encoding]


def _encoding(data: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return encoding
    if b"\0" in data[:200]:
        return "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    try:
        data.decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _delimiter(text: str) -> str:
    """What stands between the cells: what the first line has most of, outside quotation marks."""
    first = re.sub(r'"[^"]*"', "", text[:20_000].lstrip().split("\n", 1)[0])
    return max(_DELIMITERS, key=lambda mark: (first.count(mark), mark == ","))
