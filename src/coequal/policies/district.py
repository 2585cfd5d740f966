"""Which policies may bind in a postcode district: never surely, because a policy goes by the GP practice."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from coequal.organisations.areas import Area
from coequal.organisations.postcodes import WALES, District
from coequal.policies import because
from coequal.policies.because import DayOf
from coequal.policies.which import Answer, Candidate, Finder, together

APPROXIMATE = "A postcode tells this only approximately: a policy goes by the GP practice, and people may have one elsewhere."


def in_district(finder: Finder, district: District, on: date, day_of: DayOf | None = None) -> Answer:
    """What may bind a case in each area in which the district has practices, those with most of them first."""
    organisations = finder.organisations
    said = [APPROXIMATE, _shares(district, organisations.areas)]
    answers = []
    for share in district.shares:
        area = organisations.areas.get(share.area)
        answers.append(finder.in_area(area, on, day_of) if area else Answer((), ((),), (_no_area(share.area),)))
    found = together(answers, said)
    return replace(found, parts=tuple(tuple(map(_perhaps, part)) for part in found.parts))


def _shares(district: District, areas: Mapping[str, Area]) -> str:
    """How many of a district's practices are where, and who counted them."""
    names = [because.placed(areas[share.area]) if share.area in areas else share.area for share in district.shares]
    practices = "1 GP practice" if district.practices == 1 else f"{district.practices} GP practices"
    counts = [f"{share.practices} in {name}" for share, name in zip(district.shares, names, strict=True)]
    where = f": {because.joined(counts)}" if len(names) > 1 else f" in {names[0]}"
    return f"The postcode district {district.code} has {practices}{where} ({district.source})."


def _perhaps(candidate: Candidate) -> Candidate:
    return replace(candidate, sure=False)


def _no_area(code: str) -> str:
    if code == WALES:
        return "In Wales the health boards decide, and this library holds none of their policies."
    return because.unknown_area(code)
