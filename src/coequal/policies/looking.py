"""Looking for the policy that binds, by whatever people know of a place: a practice, an area, a body or a postcode district."""

from dataclasses import dataclass
from datetime import date

from coequal.errors import CoequalError, did_you_mean
from coequal.organisations.postcodes import load_postcodes
from coequal.policies.because import DayOf
from coequal.policies.district import in_district
from coequal.policies.library import Library
from coequal.policies.which import Answer, Finder


@dataclass(frozen=True, slots=True)
class Looking:
    """A finder for one day, and the library whose places it knows; `day_of` gives the day by which a policy goes, or it is `on`."""

    library: Library
    finder: Finder
    on: date
    day_of: DayOf | None = None

    def in_district(self, typed: str) -> Answer:
        """What may bind in a postcode district. Raises `CoequalError` where there is no such district."""
        district = load_postcodes(self.library.folder / "organisations").find(typed)
        return in_district(self.finder, district, self.on, self.day_of or (lambda _policy: self.on))

    def at(self, practice: str | None = None, area: str | None = None, body: str | None = None) -> Answer | None:
        """What binds at a place; None where no place is given. Raises `CoequalError` where the library does not know it."""
        if practice:
            return self.finder.of_practice(practice.upper(), self.library.practices, self.on, self.day_of)
        organisations = self.library.organisations
        if area:
            code = area if area in organisations.areas else self.library.area_code(area)
            if code is None:
                names = [one.name for one in organisations.areas.values()]
                raise CoequalError(f'The library knows no area "{area}".{did_you_mean(area, names)}')
            return self.finder.in_area(organisations.areas[code], self.on, self.day_of)
        if body:
            if body not in organisations.bodies:
                raise CoequalError(f'The library knows no commissioner "{body}". A code is such as QMM or 06P.')
            return self.finder.of_body(organisations.bodies[body], self.on, self.day_of)
        return None
