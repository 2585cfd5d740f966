"""What people type to say where they are, read as a practice, a postcode district, an area or a body."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.organisations.areas import Area
from coequal.organisations.bodies import Body
from coequal.organisations.name_search import words_of
from coequal.organisations.place_search import PlaceSearch
from coequal.organisations.postcodes import District, load_postcodes
from coequal.organisations.practice_search import PracticeSearch
from coequal.organisations.practices import Practice
from coequal.organisations.register import Organisations
from coequal.policies.library import Library
from coequal.web.shelf import shelf

Where = Practice | District | Area | Body
MOST_ON_A_PAGE = 30  # of what somebody may have meant
_MOST_LOOKED_AT = 200  # of what may be meant, before the best of it is chosen
_WHAT_BODIES_ARE = ("icb", "ccg", "integrated", "care", "board", "clinical", "commissioning", "group")
_DEMONSTRATION = "the small demonstration table"
_LABELLED = re.compile(r".*\((?P<code>[A-Za-z0-9]{2,12})\)")
Named = TypeVar("Named", Practice, Area | Body)


@dataclass(frozen=True, slots=True)
class Several:
    """What somebody typed, and what they may have meant by it: the best of it, and how much there is in all."""

    typed: str
    places: tuple[Practice | Area | Body, ...]
    total: int


class Places:
    """The places of a library, made ready to be looked up and searched."""

    def __init__(self, library: Library) -> None:
        """Make the indexes, which takes half a second for all practices of England."""
        self.organisations = library.organisations
        self.table = library.practices
        self.postcodes = load_postcodes(library.folder / "organisations")
        self.practice_search = PracticeSearch(self.table, self.organisations)
        self.place_search = PlaceSearch(self.organisations)

    @property
    def only_a_demonstration(self) -> bool:
        """Whether the table of practices is but the small one that comes with coequal."""
        return self.table.described == _DEMONSTRATION

    def practice(self, typed: str) -> Practice | Several:
        """The practice of a code, a label or a name, or those that may be meant. Raises `CoequalError` where there is none."""
        known, found = self._practice(typed)
        if known is None and not found.total:
            message = f"No GP practice in {self.table.described} is called that."
            raise CoequalError(f"{message} Try fewer words, or give a postcode district or an area instead.")
        return known or found

    def place(self, typed: str) -> Area | Body | Several:
        """The area or body of a code, a label or a name, or those that may be meant. Raises `CoequalError` where there is none."""
        known, found = self._place(typed)
        if known is None and not found.total:
            message = "We know no area of the NHS in England, and no body that pays for care there, of that name."
            raise CoequalError(f"{message} Try fewer words, or another spelling.")
        return known or found

    def either(self, typed: str) -> Practice | Area | Body | Several:
        """The practice, area or body of a code, a label or a name, or those that may be meant. Raises `CoequalError`."""
        practice, practices = self._practice(typed)
        place, areas = self._place(typed)
        if practice is None and place is None and not practices.total + areas.total:
            raise CoequalError("We know no GP practice, and no area, of that name. Try fewer words, or another spelling.")
        return practice or place or Several(typed, (*areas.places, *practices.places), areas.total + practices.total)

    def _practice(self, typed: str) -> tuple[Practice | None, Several]:
        found = self.practice_search.find(typed, MOST_ON_A_PAGE)
        return _exact(typed, found.practices, self.table.by_code.get), Several(typed, found.practices, found.total)

    def _place(self, typed: str) -> tuple[Area | Body | None, Several]:
        found, total = self._in_order(typed)
        known = _exact(typed, found, lambda code: self.organisations.areas.get(code) or self.organisations.bodies.get(code))
        return known, Several(typed, found[:MOST_ON_A_PAGE], total)

    def areas(self, typed: str, most: int) -> Several:
        """The areas and bodies that may be meant: what exists today first, of that those of the very name, and of them a board."""
        found, total = self._in_order(typed)
        return Several(typed, found[:most], total)

    def _in_order(self, typed: str) -> tuple[tuple[Area | Body, ...], int]:
        found = self.place_search.find(typed, _MOST_LOOKED_AT)
        plain = " ".join(words_of(typed))
        today = shelf().today()
        return tuple(sorted(found.places, key=lambda place: (_over(place, today), _other_name(place, plain)))), found.total


def _over(place: Area | Body, today: date) -> bool:
    """Whether a body has ended, or nobody commissions for an area any more."""
    if isinstance(place, Body):
        return not place.existed(today)
    return not place.commissioners(today)


def _other_name(place: Area | Body, plain: str) -> int:
    """How far the name of a place is from what was typed: the board of that name, an area of it, one that begins so, another."""
    words = " ".join(word for word in words_of(place.name) if word not in _WHAT_BODIES_ARE)
    if words == plain:
        return 0 if isinstance(place, Body) else 1
    return 2 if words.startswith(plain) else 3


def places() -> Places:
    """The places of the shelf's library, which stay the same whatever is ratified."""
    return _places(shelf().library)


@lru_cache(maxsize=1)
def _places(library: Library) -> Places:
    return Places(library)


def label(where: Where) -> str:
    """What names a place and leads back to it: `Holt Medical Practice (D82001)`, `NR1`."""
    return where.code if isinstance(where, District) else f"{where.name} ({where.code})"


def told_apart(place: Practice | Area | Body, organisations: Organisations) -> str:
    """What tells a place from others of its name: where a practice is, what an area is, when a body existed."""
    match place:
        case Practice():
            codes = dict.fromkeys(membership.area for membership in reversed(place.memberships))
            names = [organisations.areas[code].name for code in codes if code in organisations.areas]
            closed = f"closed on {say_date(place.closed)}" if place.closed else ""
            return "; ".join(filter(None, [", before that ".join(names), closed]))
        case Area():
            return "an area"
        case _:
            return f"until {say_date(place.until)}" if place.until else f"since {say_date(place.since)}"


def _exact(typed: str, found: tuple[Named, ...], by_code: Callable[[str], Named | None]) -> Named | None:
    """The one that is called just so, by its label, its code or its name; None where there is none, or several."""
    plain = " ".join(typed.casefold().split())
    for called in (label, lambda place: place.code, lambda place: place.name, lambda place: place.name.removeprefix("NHS ")):
        same = [place for place in found if called(place).casefold() == plain]
        if len(same) == 1:
            return same[0]
    labelled = _LABELLED.fullmatch(typed.strip())
    return by_code((labelled["code"] if labelled else typed.strip()).upper())
