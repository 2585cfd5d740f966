"""Entries that were handed out as lines of JSON, looked at again: in themselves anywhere, and by the trail where that is."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from coequal.accounts.trail.verifying import MOST_FAULTS
from coequal.accounts.trail.walk import Fault, Seal
from coequal.accounts.trail.written import Written

_NO_ENTRY: Final = "is no entry of a trail"
_PIECE: Final = 500


Kept = Callable[[list[int]], Mapping[int, Written]]  # what the trail has under some numbers


@dataclass(frozen=True, slots=True)
class Handed:
    """What a file holds: how many entries, how many stretches of others are left out between them, and what is wrong.

    `compared` is whether the trail itself was asked: digests have no key, so whoever writes a file can make them fit.
    `sealed` is whether the sealed entry is here as it was sealed; None where it is not here, or no seal was given.
    """

    entries: int
    gaps: int
    faults: tuple[Fault, ...]
    count: int
    compared: bool = False
    sealed: bool | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing was found that is wrong: of the file in itself, or by the trail where that was compared."""
        return not self.count


def verify_lines(lines: Iterable[str], sealed: Seal | None = None, kept: Kept | None = None) -> Handed:
    """What lines say of themselves, of a seal where one is given, and how they differ from the trail where that is at hand.

    Those of one organisation have gaps where others did something; a seal of an entry that is not among them is no fault.
    """
    last: Written | None = None
    entries, gaps, faults, met = 0, 0, [], None
    numbered = enumerate(lines, 1)
    while piece := list(islice(numbered, _PIECE)):
        read = [(place, _read(line)) for place, line in piece]
        there = kept([one.number for _place, one in read if one]) if kept else {}
        for place, one in read:
            if one is None:
                faults.append(Fault("altered", None, f"Line {place} {_NO_ENTRY}."))
                continue
            entries += 1
            faults += _faults(one, last)
            if kept and there.get(one.number) != one:
                how = "is not what the trail here has under its number" if one.number in there else "is not in the trail here"
                faults.append(Fault("not of the trail", one.number, f"Entry {one.number} {how}.", one.at))
            gaps += bool(last and one.number > last.number + 1)
            if sealed and one.number == sealed.number:
                met = one.digest == sealed.digest and met is not False
            last = one
    if sealed and met is False:
        faults.append(Fault("not what was sealed", sealed.number, f"Entry {sealed.number} is not here as it was sealed."))
    return Handed(entries, gaps, tuple(faults[:MOST_FAULTS]), len(faults), kept is not None, met)


def _faults(one: Written, last: Written | None) -> Iterator[Fault]:
    """What is wrong with an entry in itself, and after the one before."""
    if one.computed() != one.digest:
        yield Fault("altered", one.number, f"Entry {one.number} was altered: its digest is not its own.", one.at)
    if last and one.number <= last.number:
        yield Fault("doubled", one.number, f"Entry {one.number} stands after entry {last.number}.", one.at)
    elif last and one.number == last.number + 1 and one.previous != last.digest:
        yield Fault("altered", one.number, f"Entry {one.number} does not follow from entry {last.number}.", one.at)


def _read(line: str) -> Written | None:
    """The entry of a line; None where it is none."""
    try:
        told = json.loads(line)
        one = Written(**told)
    except (ValueError, TypeError, RecursionError):
        return None
    texts = all(isinstance(value, str) for name, value in told.items() if name != "number")
    return one if texts and type(one.number) is int else None
