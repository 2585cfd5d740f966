"""The ONS's files from which women are counted, told apart by their columns: estimates by area, look-ups, England's by sex."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from coequal.errors import CoequalError, Place
from coequal.organisations.official import read_official

_SEARCHED: Final = 10  # rows at the top in which the names of the columns may stand: a sheet has a title above them
_AREA: Final = re.compile("(?:SICBL|CCG) ?(?:20)?[0-9]{2} ?(?:CD|CODE)")
ODS: Final = re.compile("((?:SICBL|CCG)[0-9]{2}CD)H")
_BOARD: Final = re.compile("ICB ?(?:20)?[0-9]{2} ?(?:CD|CODE)")
WOMEN, PEOPLE = re.compile("F([0-9]{1,2})"), re.compile("A?([0-9]{1,2})")
SEXES: Final = ("AGE", "FEMALES", "MALES")
_ONE_AGE: Final = re.compile(r"([FMA]?)([0-9]{1,2})\+?")
_EVERY_AGE: Final = ("TOTAL", "ALL AGES")
_ALL_AGES: Final = set(range(91))
YEAR: Final = re.compile("[0-9]{2}(?= ?(?:CD|CODE))")
_MOST_DIGITS: Final = 9
_NUMBER: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
BY_AREA, LOOK_UP, BY_SEX = (
    "the estimates by area and single year of age",
    "a look-up with columns such as SICBL22CD and SICBL22CDH",
    "the estimates for England with the columns age, females and males",
)
WHICH: Final = "Its ages stand in columns F0 to F90, or a0 to a90 for people of either sex."


@dataclass(frozen=True, slots=True)
class Table:
    """A file with the kind of what it holds, the names of its columns in capitals, and its rows with their lines."""

    path: Path
    kind: str
    head: list[str]
    rows: list[tuple[int, list[str]]]
    told: tuple[str, ...]


def read_estimate_file(path: Path) -> Table:
    """The table in a file, which may have a title above it. Raises `CoequalError` where it is of no such kind."""
    text, told = read_official(path)
    lines = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        rows = [(lines.line_num, [cell.strip() for cell in cells]) for cells in lines if cells]
    except csv.Error:
        raise CoequalError("This is not a table in CSV.", Place(str(path), lines.line_num)) from None
    for number, (line, cells) in enumerate(rows[:_SEARCHED]):
        head = [cell.upper() for cell in cells]
        if kind := _kind(head, Place(str(path), line)):
            return Table(path, kind, head, [row for row in rows[number + 1 :] if any(row[1])], told)
    raise CoequalError(f"This is neither {BY_AREA} nor {LOOK_UP} nor {BY_SEX}.", Place(str(path)))


def _kind(head: list[str], place: Place) -> str | None:
    """What a file holds, by the names of its columns; None where they are not its names."""
    if set(SEXES) <= set(head):
        return BY_SEX
    if any(ODS.fullmatch(name) for name in head):
        return LOOK_UP
    if any(WOMEN.fullmatch(name) or PEOPLE.fullmatch(name) for name in head):
        if any(_AREA.fullmatch(name) for name in head):
            return BY_AREA
        if any(_BOARD.fullmatch(name) for name in head):
            message = "These estimates are of whole integrated care boards. Give those of sub-ICB locations, or of CCGs."
            raise CoequalError(message, place)
    return None


def cells_of(table: Table, columns: Sequence[int]) -> list[tuple[Place, list[str]]]:
    """Some cells of each row. Raises `CoequalError` where a row is too short to have them."""
    found = []
    for line, row in table.rows:
        place = Place(str(table.path), line)
        if len(row) <= max(columns):
            raise CoequalError("This row has too few cells: the file may be cut short. Download it again.", place)
        found.append((place, [row[column] for column in columns]))
    return found


def area_column(table: Table) -> int:
    """Where the codes of the areas stand. Raises `CoequalError` where there are several, as of several years."""
    found = [number for number, name in enumerate(table.head) if _AREA.fullmatch(name)]
    if len(found) > 1:
        names = ", ".join(table.head[number] for number in found)
        raise CoequalError(f"These estimates have areas in several columns, {names}. Keep one.", Place(str(table.path)))
    return found[0]


def check_totals(table: Table) -> None:
    """Hold the total of each row, where it has every age of women and of men or of people of either sex, against these.

    Raises `CoequalError` where they do not come to it.
    """
    total = next((number for number, name in enumerate(table.head) if name in _EVERY_AGE), None)
    ages = {number: match for number, name in enumerate(table.head) if (match := _ONE_AGE.fullmatch(name))}
    kinds: dict[str, set[int]] = {}
    for match in ages.values():
        kinds.setdefault(match[1], set()).add(int(match[2]))
    if total is None or any(found != _ALL_AGES for found in kinds.values()) or set(kinds) not in ({"F", "M"}, {"A"}, {""}):
        return
    for place, (whole, *parts) in cells_of(table, [total, *ages]):
        came, said = sum(number_of_people(part, place) for part in parts), number_of_people(whole, place)
        if abs(came - said) > 1:  # figures may be rounded
            raise CoequalError(f"The ages of this row come to {came:,.0f}, and its total is {said:,.0f}. Download it again.", place)


def number_of_people(text: str, place: Place) -> float:
    """A number as the ONS writes it, such as 1,234 or 12.5. Raises `CoequalError` where it is none."""
    if len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit():  # nearly all of millions
        return int(text)
    plain = text.replace(",", "")
    if not _NUMBER.fullmatch(plain):
        raise CoequalError(f'"{text}" is not a number of people.', place)
    return float(plain)
