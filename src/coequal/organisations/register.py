"""Who commissions for whom on a day: all bodies and areas that are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coequal.organisations.areas import Area, load_areas
from coequal.organisations.bodies import Body, load_bodies


@dataclass(frozen=True, slots=True)
class Organisations:
    """The bodies and areas that are known."""

    bodies: Mapping[str, Body]
    areas: Mapping[str, Area]

    def in_charge(self, code: str, on: date) -> tuple[Body, ...]:
        """The body with a code, or those that had taken its place by a day; none where that is not known.

        A body that is split has several successors, so the answer may be several bodies, each of them once.
        """
        body = self.bodies.get(code)
        if body is None or on < body.since:
            return ()
        if body.existed(on):
            return (body,)
        return tuple(dict.fromkeys(heir for successor in body.successors for heir in self.in_charge(successor, on)))

    def areas_of(self, code: str, on: date) -> tuple[Area, ...]:
        """The areas for which the body with a code is itself in charge on a day, as they stand in the table."""
        return tuple(area for area in self.areas.values() if any(body.code == code for body in area.commissioners(on)))

    def present_areas(self, code: str, on: date) -> tuple[Area, ...]:
        """The area of a code on a day, or the areas into which it had been merged by then, each of them once."""
        body = self.bodies.get(code)
        begun = [heir for heir in body.successors if self.bodies[heir].since <= on] if body else []
        merged = tuple(dict.fromkeys(area for heir in begun for area in self.present_areas(heir, on)))
        return merged or ((self.areas[code],) if code in self.areas else ())

    def areas_on(self, on: date) -> tuple[Area, ...]:
        """The areas of a day: none that had been merged into another by then, and none that was still to be made of others."""
        made_of_others = {heir for code in self.areas if code in self.bodies for heir in self.bodies[code].successors}

        def there(code: str) -> bool:
            begun = code not in self.bodies or self.bodies[code].since <= on
            return self.present_areas(code, on) == (self.areas[code],) and (begun or code not in made_of_others)

        return tuple(area for code, area in self.areas.items() if there(code))


def load_organisations(*folders: Path, brought: Sequence[Path] = ()) -> Organisations:
    """The bodies and areas in the `bodies.csv` and `areas.csv` of one folder or several, of which all but the first may lack one.

    In the folders that packages `brought`, no row replaces another. Raises `CoequalError` with file and line, and with both files
    where a code stands in two and neither replaces the other.
    """
    bodies = load_bodies(*_files(folders, "bodies.csv"), brought=_there(brought, "bodies.csv"))
    areas = load_areas(*_files(folders, "areas.csv"), bodies=bodies, brought=_there(brought, "areas.csv"))
    return Organisations(bodies, areas)


def _files(folders: Sequence[Path], name: str) -> list[Path]:
    return [*(folder / name for folder in folders[:1]), *_there(folders[1:], name)]


def _there(folders: Sequence[Path], name: str) -> list[Path]:
    return [folder / name for folder in folders if (folder / name).exists()]
