"""Whether the trail in the database is whole, read from its beginning in pieces, so that a long one fills no memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db import connection

from coequal.accounts.trail.model import Entry, Head
from coequal.accounts.trail.triggers import lacking
from coequal.accounts.trail.walk import Fault, Seal, Walk
from coequal.accounts.trail.written import NOTHING, Written

_PIECE: Final = 2_000
_BEYOND: Final = 2**63  # a number that no database holds
MOST_FAULTS: Final = 100  # that are named; more are counted


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found: how many entries there are, how many faults, and the first of these."""

    entries: int
    faults: tuple[Fault, ...]
    count: int

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.count


def entries() -> Iterator[Written]:
    """All entries, by their number."""
    rows = Entry.objects.order_by("number", "at").values_list(*Written._fields)
    yield from (Written(*row) for row in rows.iterator(chunk_size=_PIECE))


def entries_of(numbers: Iterable[int]) -> dict[int, Written]:
    """What the trail has under some numbers."""
    possible = [number for number in numbers if 0 < number < _BEYOND]
    return {number: entry.written() for number, entry in Entry.objects.in_bulk(possible).items()}


def head() -> Seal:
    """How far the trail goes. Where the head is gone, that is nowhere."""
    found = Head.objects.order_by("pk").first()
    return Seal(found.number, found.digest) if found else Seal(0, NOTHING)


def verify(sealed: Seal | None = None, steps: Iterator[Written] | None = None) -> Verified:
    """What the trail's own chain says of it, and a seal where one is given. `steps` may be `entries` with progress around it."""
    walk, first, count = Walk(sealed), [], 0
    for fault in _faults(walk, entries() if steps is None else steps):
        count += 1
        if count <= MOST_FAULTS:
            first.append(fault)
    return Verified(walk.steps, tuple(first), count)


def _faults(walk: Walk, steps: Iterator[Written]) -> Iterator[Fault]:
    if gone := lacking(connection):
        yield Fault("unguarded", None, f"The database no longer refuses to change the trail: it lacks {', '.join(gone)}.")
    yield from walk.along(steps)
    yield from walk.end(head())  # read last: what was recorded meanwhile belongs to it
