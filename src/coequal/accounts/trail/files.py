"""Entries that were handed out as lines of JSON, looked at again without the database: by whoever has the file, anywhere."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from coequal.accounts.trail.verifying import MOST_FAULTS
from coequal.accounts.trail.walk import Fault, Seal
from coequal.accounts.trail.written import Written

_NO_ENTRY: Final = "is no entry of a trail"


@dataclass(frozen=True, slots=True)
class Handed:
    """What a file holds: how many entries, how many stretches of others are left out between them, and what is wrong."""

    entries: int
    gaps: int
    faults: tuple[Fault, ...]
    count: int

    @property
    def whole(self) -> bool:
        """Whether every entry says what it said when it was written, and follows from the one before where that is there."""
        return not self.count


def verify_lines(lines: Iterable[str], sealed: Seal | None = None) -> Handed:
    """What lines say of themselves, and of a seal where one is given.

    Those of one organisation have gaps where others did something.
    """
    last: Written | None = None
    entries, gaps, faults, met = 0, 0, [], False
    for place, line in enumerate(lines, 1):
        one = _read(line)
        if one is None:
            faults.append(Fault("altered", None, f"Line {place} {_NO_ENTRY}."))
            continue
        entries += 1
        if one.computed() != one.digest:
            faults.append(Fault("altered", one.number, f"Entry {one.number} was altered: its digest is not its own.", one.at))
        if last and one.number <= last.number:
            faults.append(Fault("doubled", one.number, f"Entry {one.number} stands after entry {last.number}.", one.at))
        elif last and one.number == last.number + 1 and one.previous != last.digest:
            faults.append(Fault("altered", one.number, f"Entry {one.number} does not follow from entry {last.number}.", one.at))
        gaps += bool(last and one.number > last.number + 1)
        met = met or bool(sealed and (one.number, one.digest) == (sealed.number, sealed.digest))
        last = one
    if sealed and not met:
        faults.append(Fault("not what was sealed", sealed.number, f"Entry {sealed.number} is not here as it was sealed."))
    return Handed(entries, gaps, tuple(faults[:MOST_FAULTS]), len(faults))


def _read(line: str) -> Written | None:
    """The entry of a line; None where it is none."""
    try:
        told = json.loads(line)
        one = Written(**told)
    except (ValueError, TypeError, RecursionError):
        return None
    texts = all(isinstance(value, str) for name, value in told.items() if name != "number")
    return one if texts and type(one.number) is int else None
