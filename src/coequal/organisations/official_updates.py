"""What differs in an official list of commissioners, as rows that stand instead of those that are known.

A name and the days of opening and closing are in a file. Who followed a body that closed is not, nor from which day on an area is
with another board: a person says that, and there are no rows before they have.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from coequal.errors import CoequalError
from coequal.organisations.areas import Area, Commission, commission_text
from coequal.organisations.bodies import Body
from coequal.organisations.commissioner_files import LOCATION, Listed
from coequal.organisations.official_changes import Changes, other_name
from coequal.organisations.official_moves import Move, Moved, Moves, day_after
from coequal.organisations.register import Organisations
from coequal.organisations.tables import REPLACES, YES


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says and no file does: who followed each body that closed, and to whom an area came, on which day."""

    followers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moves: Mapping[str, Move] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Updates:
    """The rows of all bodies and areas that are new or differ, each with its source; and what differs, as sentences."""

    bodies: tuple[Mapping[str, str], ...]
    areas: tuple[Mapping[str, str], ...]
    says: tuple[str, ...]


def updates_in(
    listed: Iterable[Listed], changes: Changes, known: Organisations, said: Said, *, source: str, only: Collection[str] = ()
) -> Updates:
    """What a list of commissioners, and what a person says beside it, changes in those that are known.

    `changes` are what is new in it; of what differs, `only` some codes count, or all. Raises `CoequalError` where something must be
    said that is not, or what is said cannot be.
    """
    entries = {one.code: one for one in listed}
    if strange := sorted({*only} - entries.keys()):
        raise CoequalError(f"{strange[0]} is not in this file, so it has nothing to update.")
    counted = [one for one in entries.values() if not only or one.code in only]
    new = {row["code"]: _new(entries[row["code"]], said, source) for row in changes.bodies}
    changed = {one.code: _changed(one, known.bodies[one.code], said, source) for one in counted if _is_body(one, known)}
    after = {**known.bodies, **changed, **new}
    _refuse_unsaid([body for code, body in changed.items() if body.until and known.bodies[code].until is None])
    _check_followers([*changed.values(), *new.values()], said, after)
    boards = {one.code: one.board for one in counted if one.kind == LOCATION and one.board and not one.until}
    fresh = {row["code"]: _fresh(entries[row["code"]], row, {**known.bodies, **new}, source) for row in changes.areas}
    moved = list(Moves(known, after, boards, said.moves).of([*known.areas.values(), *fresh.values()]))
    areas = fresh | {
        one.area.code: one.area if one.area.code in fresh else _with_source(one, boards, said, source) for one in moved
    }
    differing = {code: body for code, body in changed.items() if body != known.bodies[code]}
    return Updates(
        tuple(_body_row(body, replaces=body.code in known.bodies) for body in (*differing.values(), *new.values())),
        tuple(_area_row(area, replaces=area.code in known.areas) for area in areas.values()),
        (*(_says(known.bodies[code], body) for code, body in differing.items()), *map(_says_moved, moved)),
    )


def _is_body(one: Listed, known: Organisations) -> bool:
    return one.kind != LOCATION and one.code in known.bodies


def _new(one: Listed, said: Said, source: str) -> Body:
    if one.since is None:
        raise CoequalError(f"{one.code} has no day on which it opened.")
    return Body(one.code, one.kind, one.name, one.since, one.until, said.followers.get(one.code, ()), source)


def _changed(one: Listed, body: Body, said: Said, source: str) -> Body:
    """A known body as a file has it; one that goes on in the file and is closed here stays so, as the file may be older."""
    made = replace(
        body,
        name=one.name if other_name(one.name, body.name) else body.name,
        since=one.since or body.since,
        until=one.until or body.until,
        successors=said.followers.get(one.code, body.successors),
    )
    if made == body:
        return body
    parts = {
        f"name (before: {body.name})": made.name != body.name,
        "start": made.since != body.since,
        "end": made.until != body.until,
        "successors as said with it": made.successors != body.successors,
    }
    return replace(made, source=f"{body.source}; {', '.join(part for part, differs in parts.items() if differs)}: {source}")


def _refuse_unsaid(closed: list[Body]) -> None:
    if unsaid := [body.code for body in closed if not body.successors]:
        raise CoequalError(
            f"Who followed is not in the file, for {', '.join(unsaid)}. "
            f"Find that and say it, as in --followed-by {unsaid[0]}=CODE, or name those to update alone, as in --update CODE."
        )


def _check_followers(bodies: Iterable[Body], said: Said, after: Mapping[str, Body]) -> None:
    """Who follows is there on the day after, so nobody follows themselves, however far round."""
    closed = {body.code: body for body in bodies if body.until is not None}
    if strange := [code for code in said.followers if code not in closed]:
        raise CoequalError(f"{strange[0]} does not close in this file, or is not to be updated, so nobody follows it here.")
    for body in closed.values():
        for code in body.successors:
            follower = after.get(code)
            if body.until is None or follower is None or not follower.existed(day_after(body.until)):
                raise CoequalError(f"{code} cannot follow {body.code}: no such body is known on the day after {body.until}.")


def _fresh(one: Listed, row: Mapping[str, str], bodies: Mapping[str, Body], source: str) -> Area:
    board = bodies[one.board or ""]
    since = max(board.since, one.since or board.since)
    return Area(row["code"], row["name"], (Commission(board, since, board.until),), source)


def _with_source(moved: Moved, boards: Mapping[str, str], said: Said, source: str) -> Area:
    """An area with what says so: the file alone, where that has both the board and the day, or a person with it."""
    code, before = moved.area.code, f"{moved.area.source}; " if moved.area.source else ""
    in_file = code not in said.moves and boards.get(code) in [body.code for body in moved.area.commissioners(moved.on)]
    how = "" if in_file else ", as said with it"
    return replace(moved.area, source=f"{before}from {moved.on}{how}: {source}")


def _body_row(body: Body, *, replaces: bool) -> dict[str, str]:
    days = {"from": str(body.since), "until": str(body.until or ""), "successors": " ".join(body.successors)}
    return {"code": body.code, "role": body.role, "name": body.name, **days, "source": body.source, **_marked(replaces=replaces)}


def _area_row(area: Area, *, replaces: bool) -> dict[str, str]:
    commissioners = " ".join(map(commission_text, area.commissions))
    return {
        "code": area.code,
        "name": area.name,
        "commissioners": commissioners,
        "source": area.source,
        **_marked(replaces=replaces),
    }


def _marked(*, replaces: bool) -> dict[str, str]:
    return {REPLACES: YES if replaces else ""}


def _says(before: Body, after: Body) -> str:
    return f"{before.code}, {before.name}, {', '.join(_parts(before, after))}."


def _parts(before: Body, after: Body) -> Iterator[str]:
    if after.name != before.name:
        yield f"is called {after.name}"
    if after.since != before.since:
        yield f"opens on {after.since} (before: {before.since})"
    if after.until != before.until:
        yield f"closes on {after.until}{f' (before: {before.until})' if before.until else ''}"
    if after.successors != before.successors:
        yield f"is followed by {', '.join(after.successors)}"


def _says_moved(moved: Moved) -> str:
    boards = ", ".join(body.code for body in moved.area.commissioners(moved.on))
    return f"{moved.area.code}, {moved.area.name}, is with {boards} from {moved.on} on."
