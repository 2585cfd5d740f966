"""The policies that a service area is about: which version of each is in force on a day, as far as that is known."""

from dataclasses import dataclass
from datetime import date

from coequal.facts.dates import say_date
from coequal.policies.binding import bound, governs_from
from coequal.programmes.models import Ratification, ServiceArea
from coequal.web.shelf import NotOnTheShelf, shelf

NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class InForce:
    """Where a policy holds, which version of it, and since when; `parts` lead to it where the library has it."""

    where: str
    title: str
    since: str
    parts: dict[str, str] | None = None


def in_force(area: ServiceArea, on: date) -> list[InForce]:
    """What is in force on a day in each place that a service area is about, and in those for which it led to a policy."""
    ratified = Ratification.objects.filter(decision__motion__area=area).order_by("at", "pk").values_list("policy", flat=True)
    return [_in_force(name, on) for name in dict.fromkeys([*area.policies, *ratified])]


def _in_force(name: str, on: date) -> InForce:
    where = shelf().library.area_of(name)
    where = f"{where[:1].upper()}{where[1:]}"
    try:
        found = bound(shelf().versions(name), lambda _policy: on)
    except NotOnTheShelf:
        return InForce(where, f"{name}: the library does not have this policy", NOT_KNOWN)
    if found.sure is None:
        none = InForce(where, "None is in force", "none", _parts(name))
        return InForce(where, NOT_KNOWN, NOT_KNOWN, _parts(name)) if found.perhaps else none
    starts = governs_from(found.sure).read_as
    parts = {**_parts(name), "version": found.sure.version}
    return InForce(where, f"{found.sure.title}, version {found.sure.version}", say_date(starts) if starts else NOT_KNOWN, parts)


def _parts(name: str) -> dict[str, str]:
    place, _, service = name.partition("/")
    return {"area": place, "service": service}
