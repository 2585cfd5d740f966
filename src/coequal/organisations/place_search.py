"""Search of areas and of the bodies that commission there, those that have ended among them."""

from dataclasses import dataclass

from coequal.organisations.areas import Area
from coequal.organisations.bodies import Body
from coequal.organisations.name_search import Names, words_of
from coequal.organisations.register import Organisations

IN_FULL = {"CCG": "clinical commissioning group", "ICB": "integrated care board"}


@dataclass(frozen=True, slots=True)
class Places:
    """The areas and bodies that match best, and how many match in all."""

    places: tuple[Area | Body, ...]
    total: int


class PlaceSearch:
    """Every area, and every body that has been in charge of one by its own name, made ready to be searched."""

    def __init__(self, organisations: Organisations) -> None:
        """Take what is known; primary care trusts are not told apart there, and NHS England has no place of its own."""
        bodies = [body for body in organisations.bodies.values() if body.role in IN_FULL]
        self._places: tuple[Area | Body, ...] = (*organisations.areas.values(), *bodies)
        self._names = Names([*words_of(place.name), place.code.casefold(), *_role(place)] for place in self._places)

    def find(self, typed: str, most: int) -> Places:
        """The areas and bodies that match what was typed, best first."""
        found = self._names.find(typed, most)
        return Places(tuple(self._places[place] for place in found.places), found.total)


def _role(place: Area | Body) -> list[str]:
    return words_of(IN_FULL[place.role]) if isinstance(place, Body) else []
