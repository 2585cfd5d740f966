"""The reasons for which a policy binds, as sentences."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from coequal.facts.dates import say_date
from coequal.organisations.areas import Area
from coequal.organisations.bodies import Body
from coequal.organisations.practices import Practice
from coequal.organisations.register import Organisations
from coequal.policies.binding import BINDING, governs_from, why_not_sure
from coequal.policies.model import Policy

MANY = 6  # of areas, more than which are counted rather than named


def succession(area: Area, on: date) -> Iterator[str]:
    """Who is in charge of a place on a day, and whom they follow there."""
    now = [one for one in area.commissions if one.runs(on)]
    names = joined(named(one.body) for one in now)
    yield f"On {say_date(on)} {names} {'commissions' if len(now) == 1 else 'commission'} for {placed(area)}."
    if len(now) > 1:
        yield f"{placed(area)} is then in parts, and only the practice tells which of them a person belongs to."
    for one in now:
        before = [earlier.body for earlier in area.commissions if one.body.code in earlier.body.successors]
        if before:
            yield f"{named(one.body)} took the place of {joined(map(named, before))} there on {say_date(one.since)}."


def since_then(bodies: Sequence[Body], organisations: Organisations, today: date) -> Iterator[str]:
    """Who answers today for bodies that have ended."""
    for body in bodies:
        heirs = organisations.in_charge(body.code, today)
        if heirs and body not in heirs:
            yield f"{named(body)} has ended since; today its place is that of {joined(map(named, heirs), 'or')}."


def belongs(practice: Practice, areas: Sequence[str], table: str, organisations: Organisations) -> str:
    """Where a practice belongs, and which table says so."""
    known = [placed(organisations.areas[code]) if code in organisations.areas else code for code in areas]
    return f"{practice.name} ({practice.code}) belongs to {joined(known, 'or')}, by {table}."


def formerly(practice: Practice, area: Area) -> str:
    """That the older place of a practice is looked at, because it tells more."""
    return f"Before that {practice.name} ({practice.code}) belonged to {placed(area)}, which is now part of it."


def unknown_area(code: str) -> str:
    """That an area is not in the library."""
    return f"The library knows no area with the code {code}, so who commissions there is not known."


def commissions_for(body: Body, areas: Sequence[Area], on: date) -> str:
    """The areas of a body on a day."""
    if not areas:
        return f"{named(body)} commissions for no area by itself."
    many = f"{len(areas)} areas" if len(areas) > MANY else joined(map(placed, areas))
    return f"On {say_date(on)} {named(body)} commissions for {many}."


def gone(body: Body, bodies: Sequence[Body], on: date) -> str:
    """That a body was not there on a day."""
    if on < body.since:
        return f"{named(body)} began on {say_date(body.since)}, so it commissioned nothing on {say_date(on)}."
    assert body.until is not None
    ended = f"{named(body)} ended on {say_date(body.until)}"
    if not bodies:
        return f"{ended}, and who followed it is not known."
    return f"{ended}. Its place was taken by {joined(map(named, bodies))}."


def reasons(area: Area, body: Body, found: Sequence[tuple[Policy, bool]], on: date) -> Iterator[str]:
    """Why these versions bind under a body, surely or perhaps; or why nothing does."""
    if not found:
        yield _none(body, area, on)
    for policy, sure in found:
        if governs_from(policy).had_come(on) is None:
            yield f"{_version(policy)} may bind: {why_not_sure(policy)}. Ask {named(body)} which applies."
        else:
            yield f"{_version(policy)} {_governs(policy)}{'' if sure else ', unless a later one already applies'}."
    if len({policy.id for policy, sure in found if sure}) > 1:
        yield f"They bind in different parts of {placed(area)}; where a practice belonged before tells which."


def inherited(policy_id: str, adopted: Sequence[Body], body: Body) -> Iterator[str]:
    """That a body has a policy only from those before it."""
    if body not in adopted:
        yield f"{policy_id} was adopted by {joined(map(named, adopted))}. {named(body)} keeps it until it adopts one of its own."


def not_yet(policies: Sequence[Policy], on: date) -> Iterator[str]:
    """Versions that begin later, and drafts."""
    for policy in policies:
        start = governs_from(policy)
        day = start.read_as or start.not_before
        if policy.status == "draft":
            yield f"{_version(policy)} is a draft and binds nobody."
        elif policy.status in BINDING and day is not None and on < day:
            begins = "begins on" if start.read_as else "begins on a day that is not known, not before"
            yield f"{_version(policy)} is not yet in force on {say_date(on)}: it {begins} {say_date(day)}."


def _none(body: Body, area: Area, on: date) -> str:
    if body.role == "PCT":
        return f"Before 1 April 2013 primary care trusts commissioned; this library holds none of their policies for {area.name}."
    return (
        f"This library holds no policy of {named(body)}, or of those before it, that binds in {placed(area)} "
        f"on {say_date(on)}. That does not mean that there is none: ask {named(body)}."
    )


def _governs(policy: Policy) -> str:
    """Since when a version governs cases, how that is known, and by which day it goes."""
    start = governs_from(policy)
    day = f"from {say_date(start.read_as)}" if start.read_as else "from a day that had passed by then"
    read = f" (our reading, because {start.because})" if start.because else ""
    decided = ", as it was decided" if policy.status == "decided" else ""
    return f"governs cases by their {policy.binds_by}, {day}{read}{decided}"


def _version(policy: Policy) -> str:
    return f"Version {policy.version} of {policy.id}"


def named(body: Body) -> str:
    """A body in words: `NHS Norfolk and Waveney ICB (QMM)`."""
    return f"{body.name} ({body.code})"


def placed(area: Area) -> str:
    """An area in words: `Norfolk and Waveney (26A)`."""
    return f"{area.name} ({area.code})"


def joined(names: Iterable[str], word: str = "and") -> str:
    """Names as one: `a`, `a and b`, `a, b and c`."""
    *first, last = names
    return f"{', '.join(first)} {word} {last}" if first else last
