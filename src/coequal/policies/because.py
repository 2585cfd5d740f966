"""The reasons for which a policy binds, as sentences."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from coequal.facts.dates import say_date
from coequal.organisations.areas import Area
from coequal.organisations.bodies import Body
from coequal.organisations.practices import Practice
from coequal.organisations.register import Organisations
from coequal.policies.binding import BINDING, binds, governs_from, why_not_sure
from coequal.policies.model import Policy

DayOf = Callable[[Policy], date]
Kept = tuple[Body, Sequence[tuple[Policy, bool]]]  # whose place a part was, and what surely or perhaps binds there
MANY = 6  # of areas, more than which are counted rather than named


def succession(area: Area, on: date) -> Iterator[str]:
    """Who is in charge of a place on a day, and whom they follow there."""
    now = [one for one in area.commissions if one.runs(on)]
    if not now:
        first = area.commissions[0].since
        yield f"Who commissioned for {placed(area)} before {say_date(first)} is not recorded here."
        return
    names = joined(named(one.body) for one in now)
    yield f"On {say_date(on)} {names} {'commissions' if len(now) == 1 else 'commission'} for {placed(area)}."
    if len(now) > 1:
        yield f"{placed(area)} is then in parts, and only the practice tells which of them a person belongs to."
    for one in now:
        before = [earlier.body for earlier in area.commissions if one.body.code in earlier.body.successors]
        if before:
            yield f"{named(one.body)} took the place of {joined(map(named, before))} there on {say_date(one.since)}."
        parted = [earlier for earlier in area.commissions if earlier.until and earlier.until != earlier.body.until]
        if left := [named(earlier.body) for earlier in parted if earlier.until and one.since - earlier.until == timedelta(1)]:
            yield f"{placed(area)} came to {named(one.body)} on {say_date(one.since)} from {joined(left)}."


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


def formerly(practice: Practice, place: Area, area: Area) -> str:
    """That the older place of a practice is looked at, because it tells more."""
    return f"Before it was part of {placed(area)}, the place of {practice.name} ({practice.code}) was {placed(place)}."


def unknown_area(code: str) -> str:
    """That an area is not in the library."""
    return f"The library knows no area with the code {code}, so who commissions there is not known."


def commissions_for(body: Body, areas: Sequence[Area], on: date) -> str:
    """The areas of a body on a day."""
    if not areas:
        return f"{named(body)} commissions for no area by itself."
    return f"On {say_date(on)} {named(body)} commissions for {_many([_share(area, on) for area in areas])}."


def _share(area: Area, on: date) -> str:
    return placed(area) if len(area.commissioners(on)) == 1 else f"a part of {placed(area)}"


def _many(areas: Sequence[str]) -> str:
    return f"{len(areas)} areas" if len(areas) > MANY else joined(areas)


def gone(body: Body, bodies: Sequence[Body], on: date) -> str:
    """That a body was not there on a day."""
    if on < body.since:
        return f"{named(body)} began on {say_date(body.since)}, so it commissioned nothing on {say_date(on)}."
    assert body.until is not None
    ended = f"{named(body)} ended on {say_date(body.until)}"
    if not bodies:
        return f"{ended}, and who followed it is not known."
    return f"{ended}. By {say_date(on)} its place had passed to {joined(map(named, bodies))}."


def reasons(area: Area, kept: Sequence[Kept], day_of: DayOf, ask: str) -> Iterator[str]:
    """Why these versions bind, surely or perhaps, in the parts of an area; `ask` names who answers for it today."""
    for _, found in kept:
        for policy, _ in found:
            if binds(policy, day_of(policy)) is None:
                yield f"{_version(policy)} may bind: {why_not_sure(policy, day_of(policy))}. Ask {ask} which applies."
            else:
                sure = all(sure for _, sure in found)
                yield f"{_version(policy)} {_governs(policy)}{'' if sure else ', unless a later one already applies'}."
        if len(found) > 1 and all(sure for _, sure in found):
            yield f"Which of these holds is not known here; ask {ask}."
    if len({tuple((policy.id, policy.version) for policy, _ in found) for _, found in kept}) > 1:
        yield f"The parts of {placed(area)} differ; where a practice belonged before tells which it is in."
        if without := [origin for origin, found in kept if not found]:
            places = joined(map(named, without))
            yield f"This library holds no policy that binds in what was the place of {places}; there may be one."


def nothing(body: Body, areas: Sequence[Area], on: date, ask: str) -> Iterator[str]:
    """That nothing that is known binds in these areas of a body."""
    if not areas:
        return
    if body.role == "PCT":
        names = _many([area.name for area in areas])
        yield f"Before 1 April 2013 primary care trusts commissioned; this library holds none of their policies for {names}."
        return
    yield (
        f"This library holds no policy of {named(body)}, or of those before it, that binds in {_many(list(map(placed, areas)))} "
        f"on {say_date(on)}. That does not mean that there is none: ask {ask}."
    )


def inherited(policy_id: str, adopted: Sequence[Body], body: Body) -> Iterator[str]:
    """That a body has a policy only from those before it."""
    if body not in adopted:
        yield f"{policy_id} was adopted by {joined(map(named, adopted))}. {named(body)} keeps it until it adopts one of its own."


def not_yet(policies: Sequence[Policy], day_of: DayOf) -> Iterator[str]:
    """Versions that begin later, and drafts."""
    for policy in policies:
        on, start = day_of(policy), governs_from(policy)
        day = start.read_as or start.not_before
        if policy.status == "draft":
            yield f"{_version(policy)} is a draft and binds nobody."
        elif policy.status in BINDING and day is not None and on < day:
            begins = "begins on" if start.read_as else "begins on a day that is not known, not before"
            yield f"{_version(policy)} is not yet in force on {say_date(on)}: it {begins} {say_date(day)}."


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
