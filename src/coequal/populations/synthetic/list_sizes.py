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

import numpy as np

from coequal.errors import CoequalError, Place
from coequal.facts.dates import say_date
from coequal.organisations.bodies import Body
from coequal.organisations.official import day_of_extract, places_of, read_official
from coequal.populations.synthetic.areas import Areas, shipped_areas

MOST_BYTES: Final = 120_000_000  # a file has a row for each practice and each year of age
OLDEST: Final = 50  # the last age of the last group
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
_WOMEN, _PRACTICE = "FEMALE", "GP"
_WHICH: Final = "It is gp-reg-pat-prac-sing-age-female.csv that has them, of each month's publication."


def read_list_sizes(path: Path, bodies: Mapping[str, Body], known: Areas | None = None) -> tuple[Areas, tuple[str, ...]]:
    """The women in each known area by a file of list sizes, and what is to be said of it.

    An area that was merged whole into a known one, by its `bodies`, counts as a part of that.
    Raises `CoequalError` with file and line where it is no such file, has no women by single year of age, counts a practice
    twice, is of more than one day, or has nobody in an age group.
    """
    known = known or shipped_areas()
    text, told = read_official(path, MOST_BYTES)
    place = Place(str(path))
    counted: Counter[tuple[str, int]] = Counter()
    heirs: dict[str, str] = {}
    days: set[date] = set()
    for day, area, age, women in _rows(text, str(path)):
        days.add(day)
        heir = heirs.setdefault(area, _heir(area, bodies, known))
        counted[heir, age] += women
    if not counted:
        raise CoequalError(f"This has no women by single year of age. {_WHICH}", place)
    if len(days) > 1:
        raise CoequalError(f"This is of {len(days)} days, so people would count more than once. Keep the rows of one.", place)
    (on,) = days
    described = f"women registered with GP practices on {say_date(on)}, by {path.name}"
    areas = replace(_areas(counted, known, place), described=described)
    return areas, (*told, *_left_out(counted, areas, known))


def _heir(code: str, bodies: Mapping[str, Body], known: Areas) -> str:
    """The known area that an area has become, or itself where it has become none, or several."""
    if code in known.codes or code not in bodies:
        return code
    found = {_heir(successor, bodies, known) for successor in bodies[code].successors}
    return found.pop() if len(found) == 1 and found <= set(known.codes) else code


def _areas(counted: Mapping[tuple[str, int], int], known: Areas, place: Place) -> Areas:
    """The known areas of which there are figures. Raises `CoequalError` where there is none, or an age group is empty."""
    there = {area for area, _ in counted}
    rows = [number for number, code in enumerate(known.codes) if code in there]
    if not rows:
        raise CoequalError("None of its areas is known here. They may be those of another day.", place)
    codes = tuple(known.codes[number] for number in rows)
    groups = _groups(known)
    women = np.array([[float(sum(counted.get((code, age), 0) for age in ages)) for ages in groups] for code in codes])
    for ages, total in zip(groups, women.sum(axis=0), strict=True):
        if not total:
            raise CoequalError(f"This has no women of {ages[0]} to {ages[-1]}. {_WHICH}", place)
    return Areas(codes, women, known.youngest, known.deciles[rows])


def _groups(areas: Areas) -> list[range]:
    """The ages of each group."""
    return [range(first, after) for first, after in zip(areas.youngest, (*areas.youngest[1:], OLDEST + 1), strict=True)]


def _left_out(counted: Mapping[tuple[str, int], int], areas: Areas, known: Areas) -> Iterator[str]:
    """Who is not counted, and of which areas nobody is made."""
    ages = range(areas.youngest[0], OLDEST + 1)
    strange = Counter[str]()
    for (area, age), women in counted.items():
        if area not in known.codes and age in ages:
            strange[area] += women
    if strange:
        yield f"Left out: {strange.total():,} women of areas that are not known here: {', '.join(sorted(strange))}."
    if missing := [code for code in known.codes if code not in areas.codes]:
        some = f"{', '.join(missing[:10])}{' …' if len(missing) > 10 else ''}"
        yield f"Areas that the file does not have, so that nobody is made there: {len(missing)} ({some})."


def _rows(text: str, file: str) -> Iterator[tuple[date, str, int, int]]:
    """The day, the area, the age and the count of each row about women of one age in one practice."""
    lines = csv.reader(StringIO(text, newline=""), strict=True)
    met: set[tuple[str, str]] = set()
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
            if not counts or not _IS_AGE.fullmatch(age):
                continue
            if (row["practice"], age) in met:
                raise CoequalError(f"{row['practice']} has two rows for women of {age}; one is enough.", place)
            met.add((row["practice"], age))
            yield day_of_extract(row["day"], place), row["area"], int(age), _count(row["count"], place)
    except csv.Error:
        raise CoequalError("This is not a table in CSV.", Place(file, lines.line_num)) from None


def _count(text: str, place: Place) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise CoequalError(f'"{text}" is not a number of patients.', place)
    return int(text)
