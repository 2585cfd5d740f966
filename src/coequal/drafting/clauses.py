"""The clauses of a text that somebody has, by the numbers with which its lines begin."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

_MARK: Final = r"[ \t]*(?:#{1,6}[ \t]*)?"
_PARTS: Final = r"[0-9]{1,3}(?:\.[0-9]{1,3})"
_NUMBERED: Final = (  # in the ways of printed policies
    re.compile(rf"{_MARK}([0-9]{{1,3}})[.):][ \t]+(\S.*)"),  # 3. Smoking
    re.compile(rf"{_MARK}({_PARTS}{{1,3}})[.):]?[ \t]+(\S.*)"),  # 3.1 Smoking
    re.compile(rf"{_MARK}(?:clause|section|paragraph|rule|criterion)[ \t]+({_PARTS}{{0,3}})[.):]?[ \t]+(\S.*)", re.IGNORECASE),
)
_LONGEST_HEADING: Final = 60
Number = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its number, such as `3.1`; its heading, where its first line is short; and its wording, which may be none."""

    number: Number
    lines: tuple[str, ...]

    @property
    def said(self) -> str:
        """The number as it is printed."""
        return ".".join(map(str, self.number))

    @property
    def title(self) -> str:
        """Its heading, or else what its number makes of one."""
        return self._first.rstrip(".:") if self._is_headed else f"Clause {self.said}"

    @property
    def wording(self) -> str:
        """What it says; its heading is all that it says where nothing else stands there."""
        rest = "\n".join(self.lines[1:]).strip()
        return (rest or self._first) if self._is_headed else "\n".join(self.lines).strip()

    def is_heading_of(self, other: "Clause | None") -> bool:
        """Whether it only names what the next clause, which is a part of it, begins to say."""
        is_part = other is not None and other.number[: len(self.number)] == self.number
        return is_part and self._is_headed and not self._first.endswith(".") and self.wording == self._first

    def level_among(self, numbers: Collection[Number]) -> int:
        """The level of its heading: one below that of the clause that it is a part of, where that is there."""
        return 2 + sum(self.number[:depth] in numbers for depth in range(1, len(self.number)))

    @property
    def _first(self) -> str:
        return self.lines[0].strip()

    @property
    def _is_headed(self) -> bool:
        return len(self._first) <= _LONGEST_HEADING


def clauses_of(text: str) -> tuple[str, list[Clause]]:
    """What stands before the first number of a text, and its clauses; none where no line is numbered from one on.

    A number that does not count on belongs to a list within a clause. A text that holds a block of code has no clauses.
    """
    before: list[str] = []
    found: list[tuple[Number, list[str]]] = []
    for line in text.split("\n") if "```" not in text else ():
        number, words = _numbered(line)
        if number and (number in _following(found[-1][0]) if found else number[-1] == 1):
            found.append((number, [words]))
        else:
            (found[-1][1] if found else before).append(line)
    return "\n".join(before).strip(), [Clause(number, tuple(lines)) for number, lines in found]


def _numbered(line: str) -> tuple[Number, str]:
    """The number with which a line begins, and the words behind it."""
    found = next(filter(None, (way.fullmatch(line) for way in _NUMBERED)), None)
    return (tuple(map(int, found[1].split("."))), found[2]) if found else ((), line)


def _following(number: Number) -> Iterator[Number]:
    """The numbers that count on from one: its first part, the next beside it, and the next beside what it is a part of."""
    yield (*number, 1)
    for depth, part in enumerate(number):
        following = (*number[:depth], part + 1)
        yield following
        yield (*following, 1)
