"""The areas: places that keep their codes while the bodies that commission for them come and go."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from coequal.errors import CoequalError
from coequal.organisations.bodies import Body
from coequal.organisations.tables import Row, by_code, read_day, read_table

_COLUMNS = ("code", "name", "commissioners")


@dataclass(frozen=True, slots=True)
class Commission:
    """One body's time in charge of one area: the whole life of the body, or the days between which the area was with it."""

    body: Body
    since: date
    until: date | None

    def runs(self, on: date) -> bool:
        """Whether the body was in charge of the area on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Area:
    """A place under the code that names it, with those that have been in charge of it, in order of time, and who says so."""

    code: str
    name: str
    commissions: tuple[Commission, ...]
    source: str = ""

    def commissioners(self, on: date) -> tuple[Body, ...]:
        """The bodies in charge on a day: several where the place was, or is, in parts; none before the first."""
        return tuple(commission.body for commission in self.commissions if commission.runs(on))


def load_areas(*paths: Path, bodies: Mapping[str, Body], brought: Sequence[Path] = ()) -> dict[str, Area]:
    """The areas in one table or several, and in those that packages brought, each under its code.

    Raises `CoequalError` with file and line.
    """
    return {code: _area(row, bodies) for code, row in by_code(_rows(paths), _rows(brought)).items()}


def _rows(paths: Sequence[Path]) -> Iterator[Row]:
    return (row for path in paths for row in read_table(path, _COLUMNS))


def _area(row: Row, bodies: Mapping[str, Body]) -> Area:
    commissions = tuple(_commission(text, row, bodies) for text in row["commissioners"].split())
    _check_order(commissions, row)
    _check_gaps(commissions, row)
    return Area(row["code"], row["name"], commissions, row.optional("source"))


def _commission(text: str, row: Row, bodies: Mapping[str, Body]) -> Commission:
    """`QMM`, for the whole life of a body; `QRL@2026-04-01`, where the area came later; `QMM@..2027-03-31`, where it left."""
    code, dated, days = text.partition("@")
    body = bodies.get(code)
    if body is None:
        raise CoequalError(f"{row['code']} is commissioned for by {code}, which is no known body.", row.place)
    first, ended, last = days.partition("..")
    since = read_day(first, row.place) if first or (dated and not ended) else body.since
    until = read_day(last, row.place) if ended else body.until
    if not body.existed(since):
        raise CoequalError(f"{row['code']} came to {code} on {since}, when that body was not there.", row.place)
    if ended and until is not None and (until < since or not body.existed(until)):
        raise CoequalError(f"{row['code']} was with {code} until {until}, when it cannot have been.", row.place)
    return Commission(body, since, until)


def commission_text(commission: Commission) -> str:
    """A commission as a table has it, which a table reads back as the same."""
    body, since, until = commission.body, commission.since, commission.until
    first = "" if since == body.since else str(since)
    last = "" if until == body.until else f"..{until}"
    return f"{body.code}@{first}{last}" if first or last else body.code


def _check_order(commissions: tuple[Commission, ...], row: Row) -> None:
    codes = [commission.body.code for commission in commissions]
    if twice := [code for code in codes if codes.count(code) > 1]:
        raise CoequalError(f"{row['code']} names {twice[0]} twice; once is enough.", row.place)
    for earlier, later in pairwise(commissions):
        if later.since < earlier.since:
            message = f"{row['code']} names {earlier.body.code} before {later.body.code}, which was in charge earlier."
            raise CoequalError(f"{message} Put them in order of time.", row.place)


def _check_gaps(commissions: tuple[Commission, ...], row: Row) -> None:
    """From the first day on, somebody is in charge on every day."""
    until = commissions[0].until
    for commission in commissions:
        if until is not None and (commission.since - until).days > 1:
            _refuse_gap(row, until)
        until = None if until is None or commission.until is None else max(until, commission.until)
    if until is not None:
        _refuse_gap(row, until)


def _refuse_gap(row: Row, until: date) -> None:
    raise CoequalError(f"Nobody is in charge of {row['code']} on the day after {until}. Say who followed.", row.place)
