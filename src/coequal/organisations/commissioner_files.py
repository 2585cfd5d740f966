"""The official files that list commissioners: ODS's `eccg.csv` and its like, and the look-up tables of the ONS.

ODS's files have 27 columns and no header, and give each body's days. Look-up tables have codes and names alone, in columns such
as SICBL22CDH and ICB22NM. Neither says who followed a body that closed.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Final

from coequal.errors import CoequalError, Place
from coequal.organisations.official import read_official

LOCATION: Final = "sub-ICB location"
_ODS_COLUMNS: Final = 27
_CODE, _NAME, _BOARD, _OPENED, _CLOSED = 0, 1, 3, 10, 11  # of ODS's files
_IS_CODE: Final = re.compile("[A-Z0-9]{2,6}")
_IS_DAY: Final = re.compile("(19|20)[0-9]{6}")
_HEAD: Final = re.compile("(SICBL|ICB|CCG)([0-9]{2})(CDH|NM)")
_ROLES: Final = {"SICBL": LOCATION, "ICB": "ICB", "CCG": "CCG"}
_KINDS: Final = (  # by the end of a name as ODS writes it
    (LOCATION, re.compile(r"\b(ICB|INTEGRATED CARE BOARD) - [A-Z0-9]{2,6}$")),
    ("ICB", re.compile(r"\b(ICB|INTEGRATED CARE BOARD)$")),
    ("CCG", re.compile(r"\b(CCG|CLINICAL COMMISSIONING GROUP)$")),
)
_WHICH: Final = "ODS's eccg.csv and the ONS's look-ups of sub-ICB locations hold some."


@dataclass(frozen=True, slots=True)
class Listed:
    """A commissioner, or a sub-ICB location with its board, as a file lists it; a day is None where the file has none."""

    code: str
    name: str
    kind: str
    since: date | None = None
    until: date | None = None
    board: str | None = None


@dataclass(frozen=True, slots=True)
class Commissioners:
    """What one file lists, each code once; how many rows were left out as no commissioners; how the file was read."""

    file: str
    listed: tuple[Listed, ...]
    left_out: int
    told: tuple[str, ...] = ()


def read_commissioners(path: Path) -> Commissioners:
    """The commissioners in a file. Raises `CoequalError` with file and line where it is no such file, or lists one in two ways."""
    text, told = read_official(path)
    found: dict[str, Listed] = {}
    left_out = 0
    for one, place in _entries(text, path):
        if one is None:
            left_out += 1
        elif found.setdefault(one.code, one) != one:
            raise CoequalError(f"{one.code} is listed a second time, and otherwise. Keep the row that counts.", place)
    if not found:
        raise CoequalError(f"This lists no commissioners. {_WHICH}", Place(str(path)))
    return Commissioners(path.name, tuple(found.values()), left_out, told)


def _entries(text: str, path: Path) -> Iterator[tuple[Listed | None, Place]]:
    """What each row lists, with its place; None for what is no commissioner."""
    lines = csv.reader(StringIO(text, newline=""), strict=True)
    columns: Mapping[tuple[str, str], int] | None = None
    width = 0
    try:
        for number, cells in enumerate([cell.strip() for cell in cells] for cells in lines if cells):
            place = Place(str(path), lines.line_num)
            if number == 0:
                columns, width = _columns(cells, place), len(cells)
                if columns:
                    continue
            if len(cells) != width:
                raise CoequalError(f"There are {len(cells)} cells here, and {width} in the first row. Download it again.", place)
            yield from ((one, place) for one in (_looked_up(cells, columns, place) if columns else [_of_ods(cells, place)]))
    except csv.Error:
        raise CoequalError("This is not a table in CSV.", Place(str(path), lines.line_num)) from None


def _columns(cells: list[str], place: Place) -> Mapping[tuple[str, str], int]:
    """Where a look-up has the ODS code and the name of each kind; nothing for a file of ODS. Raises `CoequalError` for others."""
    heads = [(_HEAD.fullmatch(cell.upper()), number) for number, cell in enumerate(cells)]
    found = [((head[1], head[3]), number) for head, number in heads if head]
    if len(dict(found)) < len(found):
        raise CoequalError("This look-up has the commissioners of several years. Give one with those of one year.", place)
    columns = dict(found)
    kinds = {kind for kind, _ in columns}
    if lacking := [f"{kind}…{part}" for kind in sorted(kinds) for part in ("CDH", "NM") if (kind, part) not in columns]:
        raise CoequalError(f"This look-up has no column {', '.join(lacking)}, with the year in place of the dots.", place)
    if not columns and len(cells) != _ODS_COLUMNS:
        message = f"This has {len(cells)} columns, and none such as ICB22CDH; ODS's files have {_ODS_COLUMNS}."
        raise CoequalError(f"{message} {_WHICH}", place)
    return columns


def _looked_up(cells: list[str], columns: Mapping[tuple[str, str], int], place: Place) -> Iterator[Listed]:
    """What one row of a look-up lists: a location and its board, or either."""
    board = _code(cells[columns["ICB", "CDH"]], place) if ("ICB", "CDH") in columns else None
    for kind, role in _ROLES.items():
        if (kind, "CDH") in columns:
            code, name = _code(cells[columns[kind, "CDH"]], place), _name(cells[columns[kind, "NM"]], place)
            yield Listed(code, name, role, board=board if role == LOCATION else None)


def _of_ods(cells: list[str], place: Place) -> Listed | None:
    """What a row of ODS lists, by the end of its name; None where that is no commissioner's."""
    kind = next((kind for kind, ends in _KINDS if ends.search(cells[_NAME].upper())), None)
    if kind is None:
        return None
    since, until = _day(cells[_OPENED], place), _day(cells[_CLOSED], place)
    if since and until and until < since:
        raise CoequalError(f"{cells[_CODE]} closes on {until}, before it opens on {since}.", place)
    board = _code(cells[_BOARD], place) if kind == LOCATION and cells[_BOARD] else None
    return Listed(_code(cells[_CODE], place), _name(cells[_NAME], place), kind, since, until, board)


def _code(text: str, place: Place) -> str:
    if not _IS_CODE.fullmatch(text):
        raise CoequalError(f'"{text}" is not an ODS code such as 26A or QMM.', place)
    return text


def _name(text: str, place: Place) -> str:
    """A name as it is printed, without what a terminal would not show."""
    if words := "".join(sign if sign.isprintable() else " " for sign in text).split():
        return " ".join(words)
    raise CoequalError("This row has no name.", place)


def _day(text: str, place: Place) -> date | None:
    if not text:
        return None
    try:
        if _IS_DAY.fullmatch(text):
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        pass
    raise CoequalError(f'"{text}" is not a date such as 20220701.', place)
