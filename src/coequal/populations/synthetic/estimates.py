"""The ONS's estimates of the population by area and single year of age, as the women of each area from whom made people are drawn.

The ONS has codes of its own for areas, so a look-up of theirs to ODS codes goes with them; no area is found by its name. Where
there are estimates of people only, England's by sex go with them, and say how many of each age are women.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Final

from coequal.errors import CoequalError, Place
from coequal.organisations.bodies import Body
from coequal.organisations.official import read_official
from coequal.populations.synthetic.areas import Areas, shipped_areas
from coequal.populations.synthetic.counted import OLDEST, areas_of, heir_of, left_out

_SEARCHED: Final = 10  # rows at the top in which the names of the columns may stand: a sheet has a title above them
_AREA: Final = re.compile("(?:SICBL|CCG) ?(?:20)?[0-9]{2} ?(?:CD|CODE)")
_ODS: Final = re.compile("((?:SICBL|CCG)[0-9]{2}CD)H")
_BOARD: Final = re.compile("ICB ?(?:20)?[0-9]{2} ?(?:CD|CODE)")
_WOMEN, _PEOPLE = re.compile("F([0-9]{1,2})"), re.compile("A?([0-9]{1,2})")
_SEXES: Final = ("AGE", "FEMALES", "MALES")
_NUMBER: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_BY_AREA, _LOOK_UP, _BY_SEX = (
    "the estimates by area and single year of age",
    "a look-up with columns such as SICBL22CD and SICBL22CDH",
    "the estimates for England with the columns age, females and males",
)
_WHICH: Final = "Its ages stand in columns F0 to F90, or a0 to a90 for people of either sex."


@dataclass(frozen=True, slots=True)
class _Table:
    """A file with the kind of what it holds, the names of its columns in capitals, and its rows with their lines."""

    path: Path
    kind: str
    head: list[str]
    rows: list[tuple[int, list[str]]]
    told: tuple[str, ...]


def read_estimates(paths: Sequence[Path], bodies: Mapping[str, Body], known: Areas | None = None) -> tuple[Areas, tuple[str, ...]]:
    """The women in each known area by some files that are told apart by their columns, and what is to be said of it.

    An area that was merged whole into a known one, by its `bodies`, counts as a part of that. Raises `CoequalError` with file and
    line where one is of no such kind or is damaged, two are of one kind, or a kind that is needed is lacking.
    """
    known = known or shipped_areas()
    tables: dict[str, _Table] = {}
    for table in map(_table, paths):
        if table.kind in tables:
            raise CoequalError(f"This and {tables[table.kind].path} are both {table.kind}. Give one.", Place(str(table.path)))
        tables[table.kind] = table
    if _BY_AREA not in tables:
        raise CoequalError(f"None of these files has {_BY_AREA}. {_WHICH}")
    estimates = tables[_BY_AREA]
    if _LOOK_UP not in tables:
        raise CoequalError(f"Its areas have codes of the ONS. Give {_LOOK_UP} beside it.", Place(str(estimates.path)))
    codes = _codes(tables[_LOOK_UP])
    ages, shares = _ages(estimates, tables.get(_BY_SEX), range(known.youngest[0], OLDEST + 1))
    counted: dict[tuple[str, int], float] = {}
    for ons, women in _women(estimates, ages, shares).items():
        ods = heir_of(codes.get(ons, ons), bodies, known)
        for age, count in women.items():
            counted[ods, age] = counted.get((ods, age), 0) + count
    described = f"women by the population estimates in {estimates.path.name}"
    if shares:
        described += f" and the share of women at each age in {tables[_BY_SEX].path.name}"
    areas = replace(areas_of(counted, known, Place(str(estimates.path)), _WHICH), described=described)
    return areas, (*(words for table in tables.values() for words in table.told), *left_out(counted, areas, known))


def _table(path: Path) -> _Table:
    text, told = read_official(path)
    lines = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        rows = [(lines.line_num, [cell.strip() for cell in cells]) for cells in lines if cells]
    except csv.Error:
        raise CoequalError("This is not a table in CSV.", Place(str(path), lines.line_num)) from None
    for number, (line, cells) in enumerate(rows[:_SEARCHED]):
        head = [cell.upper() for cell in cells]
        if kind := _kind(head, Place(str(path), line)):
            return _Table(path, kind, head, [row for row in rows[number + 1 :] if any(row[1])], told)
    raise CoequalError(f"This is neither {_BY_AREA} nor {_LOOK_UP} nor {_BY_SEX}.", Place(str(path)))


def _kind(head: list[str], place: Place) -> str | None:
    """What a file holds, by the names of its columns; None where they are not its names."""
    if set(_SEXES) <= set(head):
        return _BY_SEX
    if any(_ODS.fullmatch(name) for name in head):
        return _LOOK_UP
    if any(_WOMEN.fullmatch(name) or _PEOPLE.fullmatch(name) for name in head):
        if any(_AREA.fullmatch(name) for name in head):
            return _BY_AREA
        if any(_BOARD.fullmatch(name) for name in head):
            message = "These estimates are of whole integrated care boards. Give those of sub-ICB locations, or of CCGs."
            raise CoequalError(message, place)
    return None


def _cells(table: _Table, columns: Sequence[int]) -> list[tuple[Place, list[str]]]:
    """Some cells of each row. Raises `CoequalError` where a row is too short to have them."""
    found = []
    for line, row in table.rows:
        place = Place(str(table.path), line)
        if len(row) <= max(columns):
            raise CoequalError("This row has too few cells: the file may be cut short. Download it again.", place)
        found.append((place, [row[column] for column in columns]))
    return found


def _codes(table: _Table) -> dict[str, str]:
    """The ODS code of each code of the ONS. Raises `CoequalError` where one has two."""
    pairs = [(match[1], number) for number, name in enumerate(table.head) if (match := _ODS.fullmatch(name))]
    found: dict[str, str] = {}
    for name, number in pairs:
        if name not in table.head:
            raise CoequalError(f"This look-up has {name}H and no {name}.", Place(str(table.path)))
        for place, (ons, ods) in _cells(table, (table.head.index(name), number)):
            if found.setdefault(ons, ods) != ods:
                raise CoequalError(f"{ons} is {found[ons]} and {ods} in this look-up; it is one of them.", place)
    return found


def _ages(table: _Table, by_sex: _Table | None, wanted: Sequence[int]) -> tuple[dict[int, int], dict[int, float]]:
    """The column of each age, and the share of women at it, which is empty where women are counted by themselves."""
    kind = _WOMEN if any(_WOMEN.fullmatch(name) for name in table.head) else _PEOPLE
    columns = {int(match[1]): number for number, name in enumerate(table.head) if (match := kind.fullmatch(name))}
    if lacking := [age for age in wanted if age not in columns]:
        raise CoequalError(f"This has no column for the age {lacking[0]}. {_WHICH}", Place(str(table.path)))
    ages = {age: columns[age] for age in wanted}
    if kind is _WOMEN:
        return ages, {}
    if by_sex is None:
        message = f"This has people of either sex. Give estimates with columns such as F18, or {_BY_SEX} beside it."
        raise CoequalError(message, Place(str(table.path)))
    return ages, _shares(by_sex, wanted)


def _shares(table: _Table, wanted: Sequence[int]) -> dict[int, float]:
    found: dict[int, float] = {}
    for place, (text, females, males) in _cells(table, [table.head.index(name) for name in _SEXES]):
        age = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None  # else a sum, or "90+"
        if age is None or age not in wanted:
            continue
        if age in found:
            raise CoequalError(f"The age {age} has two rows; one is enough.", place)
        women, men = _number(females, place), _number(males, place)
        if not women + men:
            raise CoequalError(f"There is nobody of {age}.", place)
        found[age] = women / (women + men)
    if lacking := [age for age in wanted if age not in found]:
        raise CoequalError(f"This has no row for the age {lacking[0]}.", Place(str(table.path)))
    return found


def _women(table: _Table, ages: Mapping[int, int], shares: Mapping[int, float]) -> dict[str, dict[int, float]]:
    """The women of each age in each area, by its code of the ONS; an area may have several rows, one for each small area in it.

    Raises `CoequalError` where a row stands twice, all of it.
    """
    area = next(number for number, name in enumerate(table.head) if _AREA.fullmatch(name))
    found: dict[str, dict[int, float]] = {}
    met: set[tuple[str, ...]] = set()
    for (place, (code, *counts)), (_, row) in zip(_cells(table, [area, *ages.values()]), table.rows, strict=True):
        if tuple(row) in met:
            raise CoequalError("This row stands twice, so its people would count twice.", place)
        met.add(tuple(row))
        women = found.setdefault(code, dict.fromkeys(ages, 0.0))
        for age, count in zip(ages, counts, strict=True):
            women[age] += _number(count, place) * shares.get(age, 1.0)
    return found


def _number(text: str, place: Place) -> float:
    plain = text.replace(",", "")
    if not _NUMBER.fullmatch(plain):
        raise CoequalError(f'"{text}" is not a number of people.', place)
    return float(plain)
