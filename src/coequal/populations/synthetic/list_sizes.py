"""NHS England's list sizes of GP practices by single year of age, as the women of each area from whom made people are drawn.

They count who is registered with a practice, not who lives in an area. The deprivation of each area stays as it was.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Final

from coequal.errors import CoequalError, Place
from coequal.facts.dates import say_date
from coequal.organisations.bodies import Body
from coequal.organisations.official import day_of_extract, places_of, read_official
from coequal.populations.synthetic.areas import Areas, shipped_areas
from coequal.populations.synthetic.counted import areas_of, heir_of, left_out

MOST_BYTES: Final = 120_000_000  # a file has a row for each practice and each year of age
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "day": ("EXTRACT_DATE",),
    "sex": ("SEX",),
    "age": ("AGE",),
    "count": ("NUMBER_OF_PATIENTS",),
    "area": ("SUB_ICB_LOCATION_CODE", "CCG_CODE"),  # since July 2022, and before
    "practice": ("ORG_CODE", "CODE"),
}
_KIND: Final = ("ORG_TYPE", "TYPE")  # a column of files that have sums beside practices
_IS_AGE: Final = re.compile("[0-9]{1,3}")
_WOMEN, _PRACTICE, _EVERY_AGE = "FEMALE", "GP", "ALL"
_WHICH: Final = "It is gp-reg-pat-prac-sing-age-female.csv that has them, of each month's publication."


def read_list_sizes(path: Path, bodies: Mapping[str, Body], known: Areas | None = None) -> tuple[Areas, tuple[str, ...]]:
    """The women in each known area by a file of list sizes, and what is to be said of it.

    An area that was merged whole into a known one, by its `bodies`, counts as a part of that.
    Raises `CoequalError` with file and line where it is no such file, has no women by single year of age, counts a practice
    twice, is of more than one day, or has nobody in an age group,
    or where the ages of a practice do not come to its total.
    """
    known = known or shipped_areas()
    text, told = read_official(path, MOST_BYTES)
    place = Place(str(path))
    counted: Counter[tuple[str, int]] = Counter()
    heirs: dict[str, str] = {}
    days: set[date] = set()
    for day, area, age, women in _rows(text, str(path)):
        days.add(day)
        heir = heirs.setdefault(area, heir_of(area, bodies, known))
        counted[heir, age] += women
    if not counted:
        raise CoequalError(f"This has no women by single year of age. {_WHICH}", place)
    if len(days) > 1:
        raise CoequalError(f"This is of {len(days)} days, so people would count more than once. Keep the rows of one.", place)
    (on,) = days
    described = f"women registered with GP practices on {say_date(on)}, by {path.name}"
    areas = replace(areas_of(counted, known, place, _WHICH), described=described)
    return areas, (*told, *left_out(counted, areas, known))


def _rows(text: str, file: str) -> Iterator[tuple[date, str, int, int]]:
    """The day, the area, the age and the count of each row about women of one age in one practice."""
    lines = csv.reader(StringIO(text, newline=""), strict=True)
    met: set[tuple[str, str]] = set()
    totals: dict[str, tuple[int, Place]] = {}
    sums: Counter[str] = Counter()
    try:
        head = next(lines, [])
        places = places_of(head, _COLUMNS, Place(file, 1), "file of NHS England's list sizes by single year of age")
        kinds = [number for number, name in enumerate(head) if name.strip().upper() in _KIND]
        for cells in filter(None, lines):
            place = Place(file, lines.line_num)
            if len(cells) <= max(*places.values(), *kinds):
                raise CoequalError("This row has too few cells: the file may be cut short. Download it again.", place)
            row = {name: cells[number].strip() for name, number in places.items()}
            age = row["age"].removesuffix("+")
            counts = row["sex"].upper() == _WOMEN and all(cells[number] == _PRACTICE for number in kinds)
            if not counts or not (age == _EVERY_AGE or _IS_AGE.fullmatch(age)):
                continue
            count = _count(row["count"], place)
            if (row["practice"], age) in met:
                raise CoequalError(f"{row['practice']} has two rows for women of {age}; one is enough.", place)
            met.add((row["practice"], age))
            if age == _EVERY_AGE:
                totals[row["practice"]] = count, place
                continue
            sums[row["practice"]] += count
            yield day_of_extract(row["day"], place), row["area"], int(age), count
    except csv.Error:
        raise CoequalError("This is not a table in CSV.", Place(file, lines.line_num)) from None
    _check_totals(sums, totals)


def _check_totals(sums: Mapping[str, int], totals: Mapping[str, tuple[int, Place]]) -> None:
    """Where a file has the women of a practice altogether, too, those of each age come to that."""
    for practice, by_age in sums.items():
        total, place = totals.get(practice, (by_age, None))
        if by_age != total:
            message = f"The women of {practice} are {total:,} here and {by_age:,} by age, so rows are missing or wrong."
            raise CoequalError(f"{message} Download it again.", place)


def _count(text: str, place: Place) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise CoequalError(f'"{text}" is not a number of patients.', place)
    return int(text)
