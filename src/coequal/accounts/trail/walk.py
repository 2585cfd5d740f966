"""Walking along the chain: what does not hold is named, with the kind of fault and the entry that it is about."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from coequal.accounts.trail.written import NOTHING, Written
from coequal.errors import CoequalError

Kind = Literal[
    "altered", "missing", "doubled", "put in", "cut off at the end", "unguarded", "not what was sealed", "not of the trail"
]
_REACH: Final = 20  # how far an entry may have been moved by others being put in or taken out, for it to be known again


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: what kind of fault, which entry, when that says it was, and what it says."""

    kind: Kind
    number: int | None
    words: str
    at: str | None = None

    def __str__(self) -> str:
        """The fault as a sentence."""
        return self.words


@dataclass(frozen=True, slots=True)
class Seal:
    """The number and the digest of an entry, kept where nobody who can change the trail can change it."""

    number: int
    digest: str

    @classmethod
    def read(cls, text: str) -> "Seal":
        """The seal of a text such as 1200:9f86d0…. Raises `CoequalError` where it is none."""
        found = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", text.strip())
        if found is None:
            raise CoequalError("A seal is a number, a colon and 64 signs, as “coequal site trail --seal” prints it.")
        return cls(int(found[1]), found[2])

    def __str__(self) -> str:
        """The seal as it is kept."""
        return f"{self.number}:{self.digest}"


@dataclass(slots=True)
class Walk:
    """A walk along the chain, on which a seal may have to be met. `steps` is how many entries were seen."""

    sealed: Seal | None = None
    steps: int = 0
    _last: Written | None = None  # the last one that held
    _original: int = 0  # the number under which that was written
    _seen: Written | None = None  # the last one, whether it held or not
    _suspects: list[Written] = field(default_factory=list)
    _blamed: bool = False  # the last one that held has been named already
    _shift: int = 0  # by how much numbers differ from those that were written, as far as that has been explained
    _gone: int = 0  # entries that are missing, since that was explained last
    _more: int = 0  # entries that are too many, since then

    def along(self, entries: Iterable[Written]) -> Iterator[Fault]:
        """Every fault, in the order of the entries; these come by their number."""
        for entry in entries:
            self.steps += 1
            yield from self._step(entry)
            self._seen = entry

    def end(self, head: Seal) -> Iterator[Fault]:
        """What is wrong with the end, by the head, which says how far the trail goes, and by the seal."""
        for suspect in self._suspects:
            yield (_altered if self._place(suspect) <= head.number else _put_in)(suspect)
        reached = self._place(self._seen) if self._seen else 0
        until = max(head.number, self.sealed.number if self.sealed else 0)
        if reached < until:
            words = f"{_entries(reached + 1, until)} missing: the trail was cut off at the end."
            yield Fault("cut off at the end", reached + 1, words)
        elif self._last and self._original > head.number:
            yield _put_in(self._last)
        elif self._last and self._original == head.number and self._last.digest != head.digest and not self._blamed:
            yield _altered(self._last)

    def _step(self, entry: Written) -> Iterator[Fault]:
        if self._seen and (entry.number == self._seen.number or entry.digest == self._seen.digest):
            self._more += 1
            yield _fault("doubled", entry, "is there twice")
            return
        original = self._written_as(entry)
        if original is None:
            self._suspects.append(entry)
            return
        yield from self._explain_between(entry, original)
        blamed = False
        if original == self._original + 1 and entry.previous != (self._last.digest if self._last else NOTHING):
            blamed = self._last is None  # then it is the first that is wrong, else the one that it does not follow from
            if not self._blamed:
                yield _altered(self._last or entry)
        elif original == self._original and self._last:  # two that say they are the same: the second was pushed on
            self._more += 1
            yield _put_in(self._last)
        if not self._is_explained(entry.number - original) and not blamed:
            blamed = True
            yield _fault("altered", entry, f"was altered: it was written as entry {original}")
        if self.sealed and original == self.sealed.number and entry.digest != self.sealed.digest:
            yield _fault("not what was sealed", entry, "is not the one that was sealed: it, or what is before it, was written anew")
        self._last, self._original, self._blamed = entry, original, blamed

    def _is_explained(self, shift: int) -> bool:
        """Whether a number differs from the one that was written only by what was put in or taken out before it."""
        if not -self._gone <= shift - self._shift <= self._more:
            return False
        self._shift, self._gone, self._more = shift, 0, 0
        return True

    def _place(self, entry: Written) -> int:
        """Where an entry stands, counted from the last one that held."""
        return self._original + entry.number - self._last.number if self._last else entry.number

    def _written_as(self, entry: Written) -> int | None:
        """The number under which an entry was written; None where its digest is not its own under any that could be."""
        likely = (self._place(entry), *range(self._original, self._original + 1 + _REACH))
        return next((number for number in likely if entry.computed(number) == entry.digest), None)

    def _explain_between(self, entry: Written, original: int) -> Iterator[Fault]:
        """What became of the entries between the last one that held and this one."""
        lost = max(original - self._original - 1, 0)
        yield from map(_altered, self._suspects[:lost])
        yield from map(_put_in, self._suspects[lost:])
        self._more += len(self._suspects[lost:])
        self._gone += max(lost - len(self._suspects), 0)
        if lost > len(self._suspects):
            there = {self._place(one) for one in self._suspects}
            gone = [number for number in range(self._original + 1, original) if number not in there]
            since = f" after {self._last.at}" if self._last else ""
            yield Fault("missing", gone[0], f"{_entries(gone[0], gone[-1])} missing{since} and before {entry.at}.", entry.at)
        self._suspects.clear()


def _altered(entry: Written) -> Fault:
    return _fault("altered", entry, "was altered")


def _put_in(entry: Written) -> Fault:
    return _fault("put in", entry, "was put in by another way than recording")


def _fault(kind: Kind, entry: Written, what: str) -> Fault:
    return Fault(kind, entry.number, f"Entry {entry.number} {what}. It says now: {entry}.", entry.at)


def _entries(first: int, last: int) -> str:
    return f"Entry {first} is" if first == last else f"Entries {first} to {last} are"
