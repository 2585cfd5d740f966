"""Two people's changes to one text brought together, line by line; where both changed the same lines, both sides are told."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate, takewhile
from typing import Final

Lines = tuple[str, ...]
MARKS: Final = ("<<<<<<<", "=======", ">>>>>>>")  # each at the start of a line, a space and words behind the first and the last
_MOST_STEPS: Final = 750_000  # in which two texts are held against each other: well under a second


@dataclass(frozen=True, slots=True)
class Clash:
    """Lines that both changed: what they were, and what each made of them."""

    base: Lines
    one: Lines
    other: Lines


@dataclass(frozen=True, slots=True)
class Merged:
    """A text brought together: lines that are settled, and clashes between them."""

    parts: tuple[Lines | Clash, ...]

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """The places where both changed the same lines."""
        return tuple(part for part in self.parts if isinstance(part, Clash))

    @property
    def text(self) -> str | None:
        """The text, where nothing clashes; else None."""
        return None if self.clashes else _text(part for part in self.parts if not isinstance(part, Clash))

    def marked(self, one: str, other: str) -> str:
        """The text with both sides of each clash between marks that name them."""
        first, middle, last = MARKS

        def written(part: Lines | Clash) -> Lines:
            if isinstance(part, Clash):
                return (f"{first} {one}", *part.one, middle, *part.other, f"{last} {other}")
            return part

        return _text(map(written, self.parts))


@dataclass(frozen=True, slots=True)
class Change:
    """Lines `start` to `end` of the base, the last not included, with what they were changed into."""

    start: int
    end: int
    lines: Lines


def merge(base: str, one: str, other: str) -> Merged:
    """What came of `base` on both sides, brought together."""
    if one == other:
        return Merged((_lines(one),))
    lines, sides = _lines(base), (_lines(one), _lines(other))
    return Merged(tuple(_merged(lines, [changes(lines, side) for side in sides])))


def marked_line(text: str) -> int | None:
    """The number of the first line that is a mark of a clash; None where there is none."""
    numbered = enumerate(text.split("\n"), start=1)
    return next((number for number, line in numbered if line.startswith((f"{MARKS[0]} ", f"{MARKS[2]} "))), None)


def changes(base: Lines, side: Lines) -> list[Change]:
    """The changes that lead from one text to another, in their order."""
    before = _alike(base, side)
    after = _alike(base[before:][::-1], side[before:][::-1])
    old, new = base[before : len(base) - after], side[before : len(side) - after]
    if not old and not new:
        return []
    try:
        steps = _Counted(old, new).get_opcodes()
    except _TooManySteps:
        return [Change(before, before + len(old), new)]
    return [Change(before + i, before + j, new[start:end]) for step, i, j, start, end in steps if step != "equal"]


def _merged(base: Lines, sides: Sequence[list[Change]]) -> Iterator[Lines | Clash]:
    at = 0
    waiting = [list(reversed(side)) for side in sides]
    while any(waiting):
        start, end, taken = _touching(waiting)
        yield base[at:start]
        one, other = (_applied(base, start, end, found) for found in taken)
        if not taken[0] or not taken[1] or one == other:
            yield one if taken[0] else other
        else:
            yield Clash(base[start:end], one, other)
        at = end
    yield base[at:]


def _touching(waiting: Sequence[list[Change]]) -> tuple[int, int, tuple[list[Change], list[Change]]]:
    """The lines that the next changes span which touch each other, and these changes by side, taken from those that wait."""
    start = end = min(side[-1].start for side in waiting if side)
    taken: tuple[list[Change], list[Change]] = ([], [])
    while near := [place for place, side in enumerate(waiting) if side and side[-1].start <= end]:
        found = waiting[near[0]].pop()
        taken[near[0]].append(found)
        end = max(end, found.end)
    return start, end, taken


def _applied(base: Lines, start: int, end: int, found: Sequence[Change]) -> Lines:
    """Some lines of the base with the changes of one side."""
    lines: list[str] = []
    for change in found:
        lines += [*base[start : change.start], *change.lines]
        start = change.end
    return (*lines, *base[start:end])


def _alike(one: Lines, other: Lines) -> int:
    """How many lines are the same from the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


class _TooManySteps(Exception):
    """Two texts cannot be held against each other in the steps that there are for it."""


class _Counted(SequenceMatcher[str]):
    """Two texts held against each other, with each step counted: each line looked at, and each equal one on the other side."""

    def __init__(self, one: Lines, other: Lines) -> None:
        super().__init__(None, one, other, autojunk=False)
        there = Counter(other)
        self._until = [0, *accumulate(1 + there[line] for line in one)]  # steps for all lines before each
        self._left = _MOST_STEPS

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """The longest match in a part of both. Raises `_TooManySteps`."""
        assert ahi is not None
        self._left -= self._until[ahi] - self._until[alo]
        if self._left < 0:
            raise _TooManySteps
        return super().find_longest_match(alo, ahi, blo, bhi)


def _lines(text: str) -> Lines:
    return tuple(text.split("\n"))


def _text(parts: Iterator[Lines]) -> str:
    return "\n".join(line for part in parts for line in part)
