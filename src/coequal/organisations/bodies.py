"""The bodies that commission: each begins and ends on a day, and others follow it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coequal.errors import CoequalError, Place
from coequal.organisations.tables import Row, by_code, read_table

ROLES = ("PCT", "CCG", "ICB", "NHS England")
_COLUMNS = ("code", "role", "name", "from", "until", "successors", "source")


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


def load_bodies(*paths: Path, brought: Sequence[Path] = ()) -> dict[str, Body]:
    """The bodies in one table or several, and in those that packages brought, each under its code.

    Raises `CoequalError` with file and line.
    """
    rows = by_code(_rows(paths), _rows(brought))
    bodies = {code: _body(row) for code, row in rows.items()}
    for code, row in rows.items():
        _check_successors(bodies[code], bodies, row.place)
    return bodies


def _rows(paths: Sequence[Path]) -> Iterator[Row]:
    return (row for path in paths for row in read_table(path, _COLUMNS))


def _body(row: Row) -> Body:
    if row["role"] not in ROLES:
        raise CoequalError(f'A role is one of {", ".join(ROLES)}, not "{row["role"]}".', row.place)
    since, until = row.day("from"), row.optional_day("until")
    if until is not None and until < since:
        raise CoequalError(f"{row['code']} ends on {until}, before it begins on {since}.", row.place)
    return Body(row["code"], row["role"], row["name"], since, until, tuple(row.cells["successors"].split()), row["source"])


def _check_successors(body: Body, bodies: Mapping[str, Body], place: Place) -> None:
    """Every successor was there on the day after the body ended, so it ends later: nobody follows themselves, however far round."""
    for code in body.successors:
        if body.until is None:
            raise CoequalError(f"{body.code} goes on, so {code} cannot follow it. Say until when it lasts.", place)
        heir = bodies.get(code)
        if heir is None:
            raise CoequalError(f"{body.code} is followed by {code}, which is no known body.", place)
        if (heir.since - body.until).days > 1 or (heir.until is not None and heir.until <= body.until):
            raise CoequalError(f"{body.code} is followed by {code}, which was not there on the day after {body.until}.", place)
