"""Search of GP practices as people call them: by words of the name, by the place that they belong to, or by code."""

from collections.abc import Iterator
from dataclasses import dataclass

from coequal.organisations.name_search import Names, words_of
from coequal.organisations.practices import Practice, Practices
from coequal.organisations.register import Organisations


@dataclass(frozen=True, slots=True)
class Matches:
    """The practices that match best, and how many match in all."""

    practices: tuple[Practice, ...]
    total: int


class PracticeSearch:
    """The practices of one table, made ready to be searched."""

    def __init__(self, practices: Practices, organisations: Organisations) -> None:
        """Take the table, and the areas by whose names people may say where a practice is."""
        self._practices = tuple(practices.by_code.values())
        self._organisations = organisations
        self._names = Names(
            [*words_of(practice.name), practice.code.casefold(), *self._place(practice)] for practice in self._practices
        )

    def find(self, typed: str, most: int) -> Matches:
        """The practices that match what was typed, best first."""
        found = self._names.find(typed, most)
        return Matches(tuple(self._practices[place] for place in found.places), found.total)

    def _place(self, practice: Practice) -> Iterator[str]:
        for membership in practice.memberships:
            area = self._organisations.areas.get(membership.area)
            yield from words_of(area.name) if area else ()
