"""Women counted by area and year of age, from an official file, as the areas in which made people live."""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from coequal.errors import CoequalError, Place
from coequal.organisations.bodies import Body
from coequal.populations.synthetic.areas import Areas

OLDEST: Final = 50  # the last age of the last group


def heir_of(code: str, bodies: Mapping[str, Body], known: Areas) -> str:
    """The known area that an area has become, or itself where it has become none, or several."""
    if code in known.codes or code not in bodies:
        return code
    found = {heir_of(successor, bodies, known) for successor in bodies[code].successors}
    return found.pop() if len(found) == 1 and found <= set(known.codes) else code


def areas_of(counted: Mapping[tuple[str, int], float], known: Areas, place: Place, which: str) -> Areas:
    """The known areas of which there are figures.

    Raises `CoequalError` where there is none, or an age group is empty; `which` says which file has them.
    """
    there = {area for area, _ in counted}
    rows = [number for number, code in enumerate(known.codes) if code in there]
    if not rows:
        raise CoequalError("None of its areas is known here. They may be those of another day.", place)
    codes = tuple(known.codes[number] for number in rows)
    groups = _groups(known)
    women = np.array([[float(sum(counted.get((code, age), 0) for age in ages)) for ages in groups] for code in codes])
    for ages, total in zip(groups, women.sum(axis=0), strict=True):
        if not total:
            raise CoequalError(f"This has no women of {ages[0]} to {ages[-1]}. {which}", place)
    return Areas(codes, women, known.youngest, known.deciles[rows])


def _groups(areas: Areas) -> list[range]:
    """The ages of each group."""
    return [range(first, after) for first, after in zip(areas.youngest, (*areas.youngest[1:], OLDEST + 1), strict=True)]


def left_out(counted: Mapping[tuple[str, int], float], areas: Areas, known: Areas) -> Iterator[str]:
    """Who is not counted, and of which areas nobody is made."""
    ages = range(areas.youngest[0], OLDEST + 1)
    strange: dict[str, float] = {}
    for (area, age), women in counted.items():
        if area not in known.codes and age in ages:
            strange[area] = strange.get(area, 0) + women
    if strange:
        yield f"Left out: {sum(strange.values()):,.0f} women of areas that are not known here: {', '.join(sorted(strange))}."
    if missing := [code for code in known.codes if code not in areas.codes]:
        some = f"{', '.join(missing[:10])}{' …' if len(missing) > 10 else ''}"
        yield f"Areas that the file does not have, so that nobody is made there: {len(missing)} ({some})."
