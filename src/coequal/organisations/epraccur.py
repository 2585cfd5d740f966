"""ODS's list of practices, `epraccur.csv`, as a history: to which area each GP practice belonged, from when until when.

The file has 27 columns and no header, and gives each practice's present area only, so older files tell what came before.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from coequal.errors import CoequalError, Place
from coequal.organisations.official import read_official
from coequal.organisations.practices import Membership, Practice

COLUMNS = 27
_CODE, _NAME, _OPENED, _CLOSED, _AREA, _JOINED, _LEFT, _SETTING = 0, 1, 10, 11, 14, 15, 16, 25
_GP_PRACTICE = "4"
_IS_CODE = re.compile("[A-Z0-9]{2,12}")
_IS_DAY = re.compile("(19|20)[0-9]{6}")


@dataclass(frozen=True, slots=True)
class Listing:
    """What one file says: its practices, each in one area, the latest day on which any of them began, and what was left out.

    `told` says how the file was read, where that is not plain.
    """

    file: str
    practices: tuple[Practice, ...]
    latest: date
    left_out: Counter[str]
    told: tuple[str, ...] = ()


def read_listing(path: Path) -> Listing:
    """The GP practices in a file of ODS. Raises `CoequalError` with file and line where it is no such file."""
    return listing_of(*read_official(path), path)


def listing_of(text: str, told: tuple[str, ...], path: Path) -> Listing:
    """The GP practices in the text of such a file, of which `told` says how it was read. Raises `CoequalError` as above."""
    left_out: Counter[str] = Counter()
    practices: dict[str, Practice] = {}
    for cells, place in _rows(text, path):
        if cells[_SETTING] != _GP_PRACTICE:
            left_out["that are no GP practices"] += 1
        elif not cells[_AREA]:
            left_out["without an area"] += 1
        else:
            practice = _practice(cells, place)
            if practice.code in practices:
                raise CoequalError(f'"{practice.code}" has two rows; one is enough.', place)
            practices[practice.code] = practice
    if not practices:
        message = (
            f"This holds no GP practices: no row has {_GP_PRACTICE} in column {_SETTING + 1} and an area in column {_AREA + 1}."
        )
        raise CoequalError(message, Place(str(path)))
    begun = (day for practice in practices.values() for day in (practice.opened, practice.memberships[0].since) if day)
    return Listing(path.name, tuple(practices.values()), max(begun, default=date.min), left_out, told)


def in_order(listings: Iterable[Listing]) -> list[Listing]:
    """The files, older before newer, by the latest day on which a practice of theirs began; else as they were named."""
    return sorted(listings, key=lambda listing: listing.latest)


def merged(listings: Sequence[Listing]) -> tuple[Practice, ...]:
    """One history a practice, by code, from files that are in order. What a newer file says of a practice as a whole counts."""
    found: dict[str, Practice] = {}
    for listing in listings:
        for practice in listing.practices:
            known = found.get(practice.code)
            memberships = _continued(known.memberships if known else (), practice.memberships[0])
            opened = practice.opened or (known.opened if known else None)  # a map of practices does not say it
            found[practice.code] = replace(practice, memberships=memberships, opened=opened)
    return tuple(found[code] for code in sorted(found))


def _continued(history: tuple[Membership, ...], newer: Membership) -> tuple[Membership, ...]:
    """A history with what a newer file says put after it, so that one membership ends before the next or neither day is known."""
    if not history:
        return (newer,)
    *before, last = history
    if last.area == newer.area and not (last.until and newer.since and newer.since > last.until):
        return _continued(tuple(before), _same(last, newer))
    if newer.since and (last.since is None or last.since < newer.since):
        eve = newer.since - timedelta(1)
        return (*before, replace(last, until=min(last.until or eve, eve)), newer)
    if last.until and (newer.until is None or last.until < newer.until):
        return (*history, replace(newer, since=last.until + timedelta(1)))
    return (*before, replace(last, until=None), replace(newer, since=None))


def _same(older: Membership, newer: Membership) -> Membership:
    """One membership as two files give it: since the day in the older, unless the newer ends it before that."""
    since = older.since or newer.since
    return newer if since and newer.until and newer.until < since else replace(newer, since=since)


def _rows(text: str, path: Path) -> Iterator[tuple[list[str], Place]]:
    lines = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        for number, cells in enumerate(filter(None, map(_stripped, lines))):
            place = Place(str(path), lines.line_num)
            if len(cells) != COLUMNS:
                raise CoequalError(f"There are {len(cells)} cells here; a row of ODS's epraccur.csv has {COLUMNS}.", place)
            if number or not _is_head(cells):
                yield cells, place
    except csv.Error:
        raise CoequalError("This is not a table in CSV.", Place(str(path), lines.line_num)) from None


def _stripped(cells: list[str]) -> list[str]:
    return [cell.strip() for cell in cells]


def _is_head(cells: list[str]) -> bool:
    """Whether a first row names its columns: ODS gives no such row, but other programs add one."""
    return not any(character.isdigit() for character in cells[_CODE] + cells[_OPENED])


def _practice(cells: list[str], place: Place) -> Practice:
    opened, closed, joined, left = (_day(cells[column], column, place) for column in (_OPENED, _CLOSED, _JOINED, _LEFT))
    if joined and left and left < joined:
        raise CoequalError(f"{cells[_CODE]} leaves its area on {left}, before it joins on {joined}.", place)
    membership = Membership(_code(cells[_AREA], _AREA, place), joined, left)
    return Practice(_code(cells[_CODE], _CODE, place), _name(cells, place), (membership,), opened, closed)


def _code(text: str, column: int, place: Place) -> str:
    if not _IS_CODE.fullmatch(text):
        raise CoequalError(f'"{text}" in column {column + 1} is not a code such as D82001 or 26A.', place)
    return text


def _name(cells: list[str], place: Place) -> str:
    """A name as it is printed, without what a terminal would not show."""
    words = "".join(sign if sign.isprintable() else " " for sign in cells[_NAME]).split()
    if not words:
        raise CoequalError(f"{cells[_CODE]} has no name in column {_NAME + 1}.", place)
    return " ".join(words)


def _day(text: str, column: int, place: Place) -> date | None:
    if not text:
        return None
    with suppress(ValueError):
        if _IS_DAY.fullmatch(text):
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    raise CoequalError(f'"{text}" in column {column + 1} is not a date such as 20200401.', place)
