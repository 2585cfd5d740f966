"""What a sheet of Excel marks beside its values: cells that are merged, and rows and columns that are hidden.

What reads a workbook row by row gives neither, and a merged cell has its value in its first row only.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Final
from xml.parsers import expat

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from coequal.errors import CoequalError

MOST_MERGED: Final = 10_000
_LAST_ROW: Final = 2**20  # of a sheet of Excel
_PIECE: Final = 64 * 1024  # bytes that are read at once
_TRUE: Final = ("1", "true")


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that are one, by the numbers of their first and last column and row."""

    left: int
    top: int
    right: int
    bottom: int

    def __str__(self) -> str:
        """As a spreadsheet writes it: A2:A3."""
        return f"{get_column_letter(self.left)}{self.top}:{get_column_letter(self.right)}{self.bottom}"


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one sheet; hidden columns by their first and last number."""

    merged: tuple[Merged, ...]
    hidden_rows: frozenset[int]
    hidden_columns: tuple[tuple[int, int], ...]


def marks_of(part: IO[bytes]) -> Marks:
    """The marks of the part of a workbook that is a sheet.

    Raises `CoequalError` where it merges too many cells, `ValueError` or `KeyError` where it is no sheet.
    """
    merged: list[Merged] = []
    rows: set[int] = set()
    columns: list[tuple[int, int]] = []
    row = 0

    def begun(name: str, given: dict[str, str]) -> None:
        nonlocal row
        match name.rpartition(":")[2]:
            case "row":
                row = int(given.get("r", row + 1))
                if given.get("hidden") in _TRUE:
                    rows.add(row)
            case "col" if given.get("hidden") in _TRUE:
                columns.append((int(given["min"]), int(given["max"])))
            case "mergeCell":
                if len(merged) == MOST_MERGED:
                    raise CoequalError(f"This Excel file merges more than {MOST_MERGED:,} cells. Take them apart.")
                left, top, right, bottom = range_boundaries(given["ref"])
                merged.append(Merged(left or 1, top or 1, right or left or 1, bottom or _LAST_ROW))

    parser = expat.ParserCreate()
    parser.StartElementHandler = begun
    try:
        while piece := part.read(_PIECE):
            parser.Parse(piece)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None
    return Marks(tuple(merged), frozenset(rows), tuple(columns))


def filled(lines: Iterable[list[str]], merged: Iterable[Merged]) -> Iterator[list[str]]:
    """The rows with the value of each merged cell in every row that it spans and in which something else stands.

    Each merged cell is looked at once where it begins and once where it ends. Raises `CoequalError` for one that spans columns,
    and holds something: whose value it is cannot be told.
    """
    coming = sorted(merged, key=lambda one: one.top, reverse=True)
    current: dict[int, tuple[int, str]] = {}  # of a column, the last row of the merged cell that has begun in it, and its value
    for number, line in enumerate(lines, start=1):
        for column in [column for column, (last, _) in current.items() if last < number]:
            del current[column]
        cells = line
        if current and any(line):
            cells = [*line, *[""] * (max(current) - len(line))]
            for column, (_, value) in current.items():
                cells[column - 1] = value
        while coming and coming[-1].top <= number:
            one = coming.pop()
            if not (value := _cell(line, one.left)):
                continue
            if one.left < one.right:
                raise CoequalError(f"{one} is one cell over several columns. Take it apart, and fill in each column.")
            current[one.left] = one.bottom, value
        yield cells


def check_shown(lines: Iterable[list[str]], marks: Marks) -> Iterator[list[str]]:
    """The rows as they are. Raises `CoequalError` where something stands in a row or column that is hidden."""
    for number, line in enumerate(lines, start=1):
        if number in marks.hidden_rows and any(line):
            raise CoequalError(
                f"Row {number} is hidden, and something stands in it. Show hidden and filtered rows, or delete them."
            )
        for first, last in marks.hidden_columns:
            if any(line[first - 1 : last]):
                name = get_column_letter(first + next(place for place, cell in enumerate(line[first - 1 : last]) if cell))
                raise CoequalError(f"Column {name} is hidden, and something stands in it. Show hidden columns, or delete them.")
        yield line


def on_merged(merged: Sequence[Merged]) -> list[str]:
    """What is told of merged cells."""
    several = [str(one) for one in merged if one.left == one.right and one.top != one.bottom]
    if not several:
        return []
    named = f"{several[0]} and {len(several) - 1} more" if len(several) > 1 else several[0]
    return [f"Merged cells ({named}): the value of each is read in every row that it spans."]


def _cell(line: Sequence[str], column: int) -> str:
    return line[column - 1] if column <= len(line) else ""
