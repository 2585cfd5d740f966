"""The ONS's estimates of the population by area and single year of age, as the women of each area from whom made people are drawn.

The ONS has codes of its own for areas, so a look-up of theirs to ODS codes goes with them; no area is found by its name. Where
there are estimates of people only, England's by sex go with them, and say how many of each age are women.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from coequal.errors import CoequalError, Place
from coequal.organisations.bodies import Body
from coequal.populations.synthetic.areas import Areas, shipped_areas
from coequal.populations.synthetic.counted import OLDEST, areas_of, heir_of, left_out
from coequal.populations.synthetic.estimate_files import (
    BY_AREA,
    BY_SEX,
    LOOK_UP,
    ODS,
    PEOPLE,
    SEXES,
    WHICH,
    WOMEN,
    YEAR,
    Table,
    area_column,
    cells_of,
    check_totals,
    number_of_people,
    read_estimate_file,
)


def read_estimates(paths: Sequence[Path], bodies: Mapping[str, Body], known: Areas | None = None) -> tuple[Areas, tuple[str, ...]]:
    """The women in each known area by some files that are told apart by their columns, and what is to be said of it.

    An area that was merged whole into a known one, by its `bodies`, counts as a part of that. Raises `CoequalError` with file and
    line where one is of no such kind or is damaged, two are of one kind, or a kind that is needed is lacking.
    """
    known = known or shipped_areas()
    tables: dict[str, Table] = {}
    for table in map(read_estimate_file, paths):
        if table.kind in tables:
            raise CoequalError(f"This and {tables[table.kind].path} are both {table.kind}. Give one.", Place(str(table.path)))
        tables[table.kind] = table
    if BY_AREA not in tables:
        raise CoequalError(f"None of these files has {BY_AREA}. {WHICH}")
    estimates = tables[BY_AREA]
    check_totals(estimates)
    if LOOK_UP not in tables:
        raise CoequalError(f"Its areas have codes of the ONS. Give {LOOK_UP} beside it.", Place(str(estimates.path)))
    codes = _codes(tables[LOOK_UP])
    ages, shares = _ages(estimates, tables.get(BY_SEX), range(known.youngest[0], OLDEST + 1))
    counted: dict[tuple[str, int], float] = {}
    for ons, women in _women(estimates, ages, shares).items():
        ods = heir_of(codes.get(ons, ons), bodies, known)
        for age, count in women.items():
            counted[ods, age] = counted.get((ods, age), 0) + count
    described = f"women by the population estimates in {estimates.path.name}"
    if shares:
        described += f" and the share of women at each age in {tables[BY_SEX].path.name}"
    areas = replace(areas_of(counted, known, Place(str(estimates.path)), WHICH), described=described)
    told = [words for table in tables.values() for words in table.told]
    return areas, (*told, *_years(estimates, tables[LOOK_UP]), *left_out(counted, areas, known))


def _codes(table: Table) -> dict[str, str]:
    """The ODS code of each code of the ONS. Raises `CoequalError` where one has two."""
    pairs = [(match[1], number) for number, name in enumerate(table.head) if (match := ODS.fullmatch(name))]
    found: dict[str, str] = {}
    for name, number in pairs:
        if name not in table.head:
            raise CoequalError(f"This look-up has {name}H and no {name}.", Place(str(table.path)))
        for place, (ons, ods) in cells_of(table, (table.head.index(name), number)):
            if found.setdefault(ons, ods) != ods:
                raise CoequalError(f"{ons} is {found[ons]} and {ods} in this look-up; it is one of them.", place)
    return found


def _ages(table: Table, by_sex: Table | None, wanted: Sequence[int]) -> tuple[dict[int, int], dict[int, float]]:
    """The column of each age, and the share of women at it, which is empty where women are counted by themselves."""
    kind = WOMEN if any(WOMEN.fullmatch(name) for name in table.head) else PEOPLE
    found = [(int(match[1]), number) for number, name in enumerate(table.head) if (match := kind.fullmatch(name))]
    columns = dict(found)
    if len(columns) < len(found):
        raise CoequalError("This has two columns for one age. Keep one.", Place(str(table.path)))
    if lacking := [age for age in wanted if age not in columns]:
        raise CoequalError(f"This has no column for the age {lacking[0]}. {WHICH}", Place(str(table.path)))
    ages = {age: columns[age] for age in wanted}
    if kind is WOMEN:
        return ages, {}
    if by_sex is None:
        message = f"This has people of either sex. Give estimates with columns such as F18, or {BY_SEX} beside it."
        raise CoequalError(message, Place(str(table.path)))
    return ages, _shares(by_sex, wanted)


def _shares(table: Table, wanted: Sequence[int]) -> dict[int, float]:
    found: dict[int, float] = {}
    for place, (text, females, males) in cells_of(table, [table.head.index(name) for name in SEXES]):
        age = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None  # else a sum, or "90+"
        if age is None or age not in wanted:
            continue
        if age in found:
            raise CoequalError(f"The age {age} has two rows; one is enough.", place)
        women, men = number_of_people(females, place), number_of_people(males, place)
        if not women + men:
            raise CoequalError(f"There is nobody of {age}.", place)
        found[age] = women / (women + men)
    if lacking := [age for age in wanted if age not in found]:
        raise CoequalError(f"This has no row for the age {lacking[0]}.", Place(str(table.path)))
    return found


def _women(table: Table, ages: Mapping[int, int], shares: Mapping[int, float]) -> dict[str, dict[int, float]]:
    """The women of each age in each area, by its code of the ONS; an area may have several rows, one for each small area in it.

    Raises `CoequalError` where a row stands twice, all of it.
    """
    area = area_column(table)
    found: dict[str, dict[int, float]] = {}
    met: set[tuple[str, ...]] = set()
    for (place, (code, *counts)), (_, row) in zip(cells_of(table, [area, *ages.values()]), table.rows, strict=True):
        if tuple(row) in met:
            raise CoequalError("This row stands twice, so its people would count twice.", place)
        met.add(tuple(row))
        women = found.setdefault(code, dict.fromkeys(ages, 0.0))
        for age, count in zip(ages, counts, strict=True):
            women[age] += number_of_people(count, place) * shares.get(age, 1.0)
    return found


def _years(estimates: Table, look_up: Table) -> Iterator[str]:
    """That a look-up is of another year than the estimates, so that it may lack some codes."""
    of, beside = YEAR.search(estimates.head[area_column(estimates)]), [YEAR.search(name) for name in look_up.head]
    years = sorted({year[0] for year in beside if year})
    if of and of[0] not in years:
        beside_it = ", ".join(f"20{year}" for year in years)
        yield f"The areas are those of 20{of[0]}, and the look-up is of {beside_it}: a code that changed between is left out."
