"""NHS England's map of practices, `gp-reg-pat-prac-map`: to which sub-ICB location each belonged on the day of an extract.

It has a head, and goes with the monthly publication of registered patients. Since when a practice belongs there it does not say.
"""

import csv
import re
from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Final

from coequal.errors import CoequalError, Place
from coequal.organisations.epraccur import Listing
from coequal.organisations.official import day_of_extract, places_of
from coequal.organisations.practices import Membership, Practice

_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "day": ("EXTRACT_DATE",),
    "code": ("PRACTICE_CODE",),
    "name": ("PRACTICE_NAME",),
    "area": ("SUB_ICB_LOCATION_CODE", "CCG_CODE"),  # since July 2022, and before
}
_IS_CODE: Final = re.compile("[A-Z0-9]{2,12}")


def is_map(text: str) -> bool:
    """Whether a text begins as such a map does."""
    first = text.lstrip().partition("\n")[0].upper()
    return all(name in first for name in (*_COLUMNS["code"], *_COLUMNS["name"]))


def read_map(text: str, told: tuple[str, ...], path: Path) -> Listing:
    """The practices in a map. Raises `CoequalError` with file and line where it is none, or is of more than one day."""
    lines = csv.reader(StringIO(text, newline=""), strict=True)
    practices: dict[str, Practice] = {}
    days: set[date] = set()
    try:
        head = next(lines)
        places = places_of(head, _COLUMNS, Place(str(path), 1), "map of practices")
        for cells in filter(None, lines):
            place = Place(str(path), lines.line_num)
            if len(cells) != len(head):
                raise CoequalError(f"There are {len(cells)} cells here for {len(head)} columns.", place)
            row = {what: cells[number].strip() for what, number in places.items()}
            practice = _practice(row, place)
            if practice.code in practices:
                raise CoequalError(f'"{practice.code}" has two rows; one is enough.', place)
            practices[practice.code] = practice
            days.add(day_of_extract(row["day"], place))
    except csv.Error:
        raise CoequalError("This is not a table in CSV.", Place(str(path), lines.line_num)) from None
    if len(days) != 1:
        raise CoequalError(f"A map of practices is of one day; this is of {len(days)}.", Place(str(path)))
    return Listing(path.name, tuple(practices.values()), days.pop(), Counter(), told)


def _practice(row: dict[str, str], place: Place) -> Practice:
    for what in ("code", "area"):
        if not _IS_CODE.fullmatch(row[what]):
            raise CoequalError(f'"{row[what]}" is not a code such as D82001 or 26A.', place)
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in row["name"]).split())
    if not name:
        raise CoequalError(f"{row['code']} has no name.", place)
    return Practice(row["code"], name, (Membership(row["area"], None, None),), None, None)
