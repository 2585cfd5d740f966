"""Who commissions for whom: bodies that begin and end, the bodies that follow them, and the areas they serve."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coequal.errors import CoequalError, Place

ROLES = ("CCG", "ICB")
_BODY_COLUMNS = ("code", "role", "name", "from", "until", "successors", "source")
_AREA_COLUMNS = ("code", "name", "slug", "commissioners")


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

        A body that is split has several successors, so the answer may be several bodies, each of them once.
        """
        body = self.bodies.get(code)
        if body is None or on < body.since:
            return ()
        if body.existed(on):
            return (body,)
        return tuple(dict.fromkeys(heir for successor in body.successors for heir in self.in_charge(successor, on)))


def load_organisations(folder: Path) -> Organisations:
    """The bodies and areas in a folder's `bodies.csv` and `areas.csv`. Raises `CoequalError` with file and line."""
    body_rows = _rows(folder / "bodies.csv", _BODY_COLUMNS)
    bodies = {code: _body(row) for code, row in body_rows.items()}
    for code, row in body_rows.items():
        _check_successors(bodies[code], bodies, row.place)
    return Organisations(bodies, {code: _area(row, bodies) for code, row in _rows(folder / "areas.csv", _AREA_COLUMNS).items()})


@dataclass(frozen=True, slots=True)
class _Row:
    cells: Mapping[str, str]
    place: Place

    def __getitem__(self, column: str) -> str:
        if not self.cells[column]:
            raise CoequalError(f'This row has no "{column}".', self.place)
        return self.cells[column]

    def day(self, column: str) -> date:
        try:
            return date.fromisoformat(self[column])
        except ValueError:
            raise CoequalError(f'"{self[column]}" is not a date such as 2022-07-01.', self.place) from None


def _rows(path: Path, columns: tuple[str, ...]) -> dict[str, _Row]:
    """The rows of a file, each under its code. Raises `CoequalError` where it cannot be read as a table of `columns`."""
    rows: dict[str, _Row] = {}
    for row in _read(path, columns):
        if row["code"] in rows:
            raise CoequalError(f'"{row["code"]}" has two rows; one is enough.', row.place)
        rows[row["code"]] = row
    return rows


def _read(path: Path, columns: tuple[str, ...]) -> Iterator[_Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            if missing := set(columns).difference(head := next(lines, [])):
                names = ", ".join(column for column in columns if column in missing)
                raise CoequalError(f"This table needs the columns {', '.join(columns)}; it has no {names}.", Place(str(path), 1))
            for cells in filter(None, lines):
                place = Place(str(path), lines.line_num)
                if len(cells) != len(head):
                    message = f"There are {len(cells)} cells here for {len(head)} columns. Put a text with a comma in quotes."
                    raise CoequalError(message, place)
                yield _Row(dict(zip(head, cells, strict=True)), place)
    except OSError as error:
        raise CoequalError(f"This cannot be read: {error.strerror}.", Place(str(path))) from None
    except (UnicodeDecodeError, csv.Error):
        raise CoequalError("This is not a table in CSV, saved as UTF-8.", Place(str(path))) from None


def _body(row: _Row) -> Body:
    if row["role"] not in ROLES:
        raise CoequalError(f'A role is one of {", ".join(ROLES)}, not "{row["role"]}".', row.place)
    since, until = row.day("from"), row.day("until") if row.cells["until"] else None
    if until is not None and until < since:
        raise CoequalError(f"{row['code']} ends on {until}, before it begins on {since}.", row.place)
    return Body(row["code"], row["role"], row["name"], since, until, tuple(row.cells["successors"].split()), row["source"])


def _check_successors(body: Body, bodies: Mapping[str, Body], place: Place) -> None:
    """Every successor begins later, so that nobody follows themselves."""
    for code in body.successors:
        if code not in bodies or bodies[code].since <= body.since:
            raise CoequalError(f"{body.code} is followed by {code}, which is no later body.", place)


def _area(row: _Row, bodies: Mapping[str, Body]) -> Area:
    commissioners = tuple(row["commissioners"].split())
    if unknown := [code for code in commissioners if code not in bodies]:
        raise CoequalError(f"{row['code']} is commissioned for by {unknown[0]}, which is no known body.", row.place)
    return Area(row["code"], row["name"], row["slug"], commissioners)
