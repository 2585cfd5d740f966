"""Official lists of commissioners held against the bodies and areas that are known: what is new, and what differs.

New is what can be told from a file alone. What differs is told; `official_updates` makes rows of it once a person has said what no
file says.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from coequal.organisations.areas import Area
from coequal.organisations.bodies import Body
from coequal.organisations.commissioner_files import LOCATION, Listed
from coequal.organisations.register import Organisations

_SIGNS: Final = re.compile("[^a-z0-9]+")
_LONG: Final = {"integrated care board": "icb", "clinical commissioning group": "ccg"}


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows of new bodies and areas, without a source; what differs; what differs and stays; what is new and makes no row."""

    bodies: tuple[Mapping[str, str], ...]
    areas: tuple[Mapping[str, str], ...]
    differs: tuple[str, ...]
    stays: tuple[str, ...]
    by_hand: tuple[str, ...]


def changes_in(listed: Iterable[Listed], known: Organisations, followed: Collection[str] = ()) -> Changes:
    """What a list of commissioners adds to those that are known, and where it differs; it is said who `followed` some."""
    entries = {one.code: one for one in listed}
    bodies = [one for one in entries.values() if one.kind != LOCATION]
    areas = [one for one in entries.values() if one.kind == LOCATION]
    new = [one for one in bodies if one.code not in known.bodies]
    dated = [one for one in new if one.since]
    goes_on = {one.code for one in dated if not one.until} | {code for code, body in known.bodies.items() if not body.until}
    fresh = [one for one in areas if one.code not in known.areas]
    rows = [one for one in fresh if one.board in goes_on and not one.until]
    here = [(one, known.bodies[one.code]) for one in bodies if one.code in known.bodies]
    placed = [(one, known.areas[one.code]) for one in areas if one.code in known.areas]
    differs = [
        *(words for one, body in here for words in _body_differs(one, body)),
        *(words for one, area in placed for words in _area_differs(one, area)),
    ]
    stays = [
        *(words for one, body in here for words in _body_stays(one, body)),
        *(words for one, area in placed for words in _area_stays(one, area)),
    ]
    by_hand = [
        *(f"{one.code}, {one.name}: the file has no day on which it opened; find that and add it." for one in new if not one.since),
        *(f"{one.code}, {one.name}, closed on {one.until}: {_TO_CLOSE}" for one in dated if one.until and one.code not in followed),
        *(f"{one.code}, {one.name}: {_why_no_row(one)}." for one in fresh if one not in rows),
    ]
    since = {code: body.since for code, body in known.bodies.items()} | {one.code: one.since for one in dated if one.since}
    made = tuple(_area_row(one, since) for one in rows)
    return Changes(tuple(map(_body_row, dated)), made, tuple(differs), tuple(stays), tuple(by_hand))


def _body_row(one: Listed) -> dict[str, str]:
    days = {"from": str(one.since), "until": str(one.until or "")}
    return {"code": one.code, "role": one.kind, "name": one.name, **days, "successors": ""}


def _area_row(one: Listed, boards: Mapping[str, date]) -> dict[str, str]:
    """An area is with its board since that began, or since it began itself where that is later."""
    board = one.board or ""
    later = f"@{one.since}" if one.since and one.since > boards[board] else ""
    return {"code": one.code, "name": one.name, "commissioners": f"{board}{later}"}


def _why_no_row(one: Listed) -> str:
    if one.until:
        return f"this location closed on {one.until}, and who commissions there since is not in the file"
    if one.board is None:
        return "the file names no board for this location"
    return f"its board {one.board} is not known as one that goes on; add that first, and then the location as an area"


def _body_differs(one: Listed, body: Body) -> Iterator[str]:
    if other_name(one.name, body.name):
        yield f"{one.code} is called {one.name} in the file, and {body.name} here."
    if one.since and one.since != body.since:
        yield f"{one.code} opens on {one.since} in the file, and on {body.since} here."
    if one.until and body.until is None:
        yield f"{one.code}, {body.name}, closes on {one.until} in the file, and goes on here; {_TO_CLOSE}"
    elif one.until and one.until != body.until:
        yield f"{one.code} closes on {one.until} in the file, and on {body.until} here."


_TO_CLOSE: Final = "who followed is not in the file; find that, and say it with --followed-by."


def _body_stays(one: Listed, body: Body) -> Iterator[str]:
    if one.kind != body.role:
        yield f"{one.code} is a body of the role {one.kind} in the file, and {body.role} here."
    if one.since and body.until and not one.until:
        yield f"{one.code}, {body.name}, goes on in the file, and closes on {body.until} here."


def _area_differs(one: Listed, area: Area) -> Iterator[str]:
    codes = [commission.body.code for commission in area.commissions]
    if one.board and not one.until and one.board not in codes:
        yield f"{one.code}, {area.name}, is under {one.board} in the file, and under {codes[-1]} here."


def _area_stays(one: Listed, area: Area) -> Iterator[str]:
    if one.until:
        yield f"{one.code}, {area.name}, closes on {one.until} in the file; an area here keeps its code. Say where its people went."


def other_name(name: str, known: str) -> bool:
    """Whether a name is another than a known one, and not the same in capitals or with its role in full."""
    return _plain(name) != _plain(known)


def _plain(name: str) -> str:
    """A name without capitals and signs, and with its role in short."""
    plain = _SIGNS.sub(" ", name.casefold().replace("&", " and ")).strip()
    for long, short in _LONG.items():
        plain = plain.replace(long, short)
    return plain
