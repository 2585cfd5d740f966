"""Who commissions for whom: bodies that begin and end, the bodies that follow them, and the areas they serve."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coequal.errors import CoequalError, Place

ROLES = ("CCG", "ICB")


@dataclass(frozen=True, slots=True)
class Body:
    """A commissioner under its ODS code and role, from a day until a day (both in; None where it goes on)."""

    code: str
    role: str
    name: str
    since: date
    until: date | None
    successors: tuple[str, ...]
    source: str

    def existed(self, on: date) -> bool:
        """Whether it was there on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Area:
    """A place under the code that names it, with the bodies that have commissioned for it, in their order."""

    code: str
    name: str
    slug: str
    commissioners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organisations:
    """The bodies and areas that are known."""

    bodies: Mapping[str, Body]
    areas: Mapping[str, Area]

    def in_charge(self, code: str, on: date) -> tuple[Body, ...]:
        """The body with a code, or those that had taken its place by a day; none where that is not known.

        A body that is split has several successors, so the answer may be several bodies.
        """
        body = self.bodies.get(code)
        if body is None or on < body.since:
            return ()
        if body.existed(on):
            return (body,)
        return tuple(heir for successor in body.successors for heir in self.in_charge(successor, on))


def load_organisations(folder: Path) -> Organisations:
    """The bodies and areas in a folder's `bodies.csv` and `areas.csv`. Raises `CoequalError` with file and line."""
    bodies = {body.code: body for body in map(_body, _rows(folder / "bodies.csv"))}
    areas = {area.code: area for area in map(_area, _rows(folder / "areas.csv"))}
    for body in bodies.values():
        if unknown := [code for code in body.successors if code not in bodies or bodies[code].since <= body.since]:
            raise CoequalError(
                f"{body.code} is followed by {unknown[0]}, which is no later body.", Place(str(folder / "bodies.csv"))
            )
    return Organisations(bodies, areas)


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Mapping[str, str]
    place: Place

    def __getitem__(self, column: str) -> str:
        if not self.cells.get(column):
            raise CoequalError(f'This row has no "{column}".', self.place)
        return self.cells[column]

    def day(self, column: str) -> date:
        try:
            return date.fromisoformat(self[column])
        except ValueError:
            raise CoequalError(f'"{self[column]}" is not a date such as 2022-07-01.', self.place) from None


def _rows(path: Path) -> Iterator[_Row]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for cells in reader:
            yield _Row(cells, Place(str(path), reader.line_num))


def _body(row: _Row) -> Body:
    if row["role"] not in ROLES:
        raise CoequalError(f'A role is one of {", ".join(ROLES)}, not "{row["role"]}".', row.place)
    until = row.day("until") if row.cells["until"] else None
    return Body(
        row["code"], row["role"], row["name"], row.day("from"), until, tuple(row.cells["successors"].split()), row["source"]
    )


def _area(row: _Row) -> Area:
    return Area(row["code"], row["name"], row["slug"], tuple(row["commissioners"].split()))
