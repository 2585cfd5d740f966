"""A regular expression matched step by step as `re` does it, without its short cuts, so that its steps can be counted."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from re import _constants as sre  # type: ignore[attr-defined]  # what `re` itself makes of a pattern
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

Nodes = Sequence[tuple[Any, Any]]
Then = Callable[[int], bool]
_SINGLE: Final = (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN)
_REPEATS: Final = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_CATEGORIES: Final = {"DIGIT": r"\d", "NOT_DIGIT": r"\D", "SPACE": r"\s", "NOT_SPACE": r"\S", "WORD": r"\w", "NOT_WORD": r"\W"}
_LIKELY: Final = "a0 A.,-:;'\"()[]{}<>|/_=#&@\n\t\u00e9"
_ENDLESS: Final = 12  # a repeat that may go on for so long is pumped


class TooManySteps(Exception):
    """It has not ended after as many steps as it may take."""


class Counted:
    """A pattern and how many steps it takes."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """Take a pattern. Raises `re.error` for one that is none."""
        self.tree = parser.parse(pattern, flags)
        self.flags = self.tree.state.flags
        self.steps = self.most = 0
        self.end: int | None = None  # of the last match that was searched for
        self.text, self.groups = "", dict[int, str]()

    def search(self, text: str, most: int) -> int:
        """How many steps it takes to find nothing, or the first match, in a text. Raises `TooManySteps`."""
        self.text, self.steps, self.most, self.end = text, 0, most, None
        with _deep():
            for start in range(len(text) + 1):
                self.groups = {}
                if (end := self._first(self.tree, start)) is not None:
                    self.end = end
                    break
        return self.steps

    def _match(self, nodes: Nodes, at: int, place: int, then: Then) -> bool:
        if at == len(nodes):
            return then(place)
        self.steps += 1
        if self.steps > self.most:
            raise TooManySteps
        (kind, held), follow = nodes[at], lambda end: self._match(nodes, at + 1, end, then)
        if kind in _SINGLE:
            return place < len(self.text) and self.is_one(kind, held, self.text[place]) and follow(place + 1)
        if kind in _REPEATS:
            return self._repeat(kind, held, place, follow)
        match kind:
            case sre.BRANCH:
                return any(self._match(branch, 0, place, follow) for branch in held[1])
            case sre.SUBPATTERN:
                return self._group(held, place, follow)
            case sre.ATOMIC_GROUP:
                end = self._first(held, place)
                return end is not None and follow(end)
            case sre.ASSERT | sre.ASSERT_NOT:
                return self._seen(held, place) == (kind is sre.ASSERT) and follow(place)
            case sre.AT:
                return self._is_at(held, place) and follow(place)
            case sre.GROUPREF:
                same = self.groups.get(held, "\0")
                return self.text.startswith(same, place) and follow(place + len(same))
        raise NotImplementedError(kind)

    def is_one(self, kind: Any, held: Any, sign: str) -> bool:
        """Whether a sign is one that a part of the pattern takes."""
        signs = {sign, sign.lower(), sign.upper()} if self.flags & re.IGNORECASE else {sign}
        match kind:
            case sre.ANY:
                return sign != "\n" or bool(self.flags & re.DOTALL)
            case sre.LITERAL:
                return any(ord(one[0]) == held for one in signs)
            case sre.NOT_LITERAL:
                return all(ord(one[0]) != held for one in signs)
        negated = held[0][0] is sre.NEGATE
        return any(_is_in(item, ord(one[0])) for item in held[negated:] for one in signs) != negated

    def _repeat(self, kind: Any, held: Any, place: int, follow: Then) -> bool:
        least, most, body = held
        if kind is sre.POSSESSIVE_REPEAT:
            count = 0
            while count < most and (end := self._first(body, place)) is not None and (end > place or count < least):
                place, count = end, count + 1
            return count >= least and follow(place)

        def more(count: int, here: int) -> bool:
            def again() -> bool:
                return count < most and self._match(
                    body, 0, here, lambda end: (end > here or count < least) and more(count + 1, end)
                )

            if kind is sre.MIN_REPEAT:
                return (count >= least and follow(here)) or again()
            return again() or (count >= least and follow(here))

        return more(0, place)

    def _group(self, held: Any, place: int, follow: Then) -> bool:
        number, _, _, body = held

        def ended(end: int) -> bool:
            before = self.groups.get(number)
            self.groups[number] = self.text[place:end]
            if follow(end):
                return True
            if before is not None:
                self.groups[number] = before
            return False

        return self._match(body, 0, place, ended)

    def _first(self, body: Nodes, place: int) -> int | None:
        ends: list[int] = []
        self._match(body, 0, place, lambda end: ends.append(end) is None)
        return ends[0] if ends else None

    def _seen(self, held: Any, place: int) -> bool:
        direction, body = held
        if direction > 0:
            return self._first(body, place) is not None
        start = place - body.getwidth()[0]
        return start >= 0 and self._match(body, 0, start, lambda end: end == place)

    def _is_at(self, what: Any, place: int) -> bool:
        written = {sre.AT_BEGINNING: "^", sre.AT_BEGINNING_STRING: r"\A", sre.AT_END: "$", sre.AT_END_STRING: r"\Z"}
        sign = written.get(what, r"\b" if what is sre.AT_BOUNDARY else r"\B")
        return re.compile(sign, self.flags & re.MULTILINE).match(self.text, place) is not None

    def attacks(self, length: int) -> Iterator[str]:
        """Texts that are as bad for it as we can make them: what leads to a repeat, then what it repeats, again and again."""
        for before, body in self._repeats(self.tree, ""):
            units = [self._sample(body), *[sign for sign in _LIKELY if len(body) == 1 and self._takes(body[0], sign)][:3]]
            for unit in dict.fromkeys(filter(None, units)):
                yield f"{before}{unit * length}\x01"
                yield f"{unit * length}\x01"

    def _repeats(self, nodes: Nodes, before: str) -> Iterator[tuple[str, Nodes]]:
        """Each repeat that may go on, with a text that leads to it."""
        for node in nodes:
            kind, held = node
            if kind in _REPEATS:
                if held[1] >= _ENDLESS:
                    yield before, held[2]
                yield from self._repeats(held[2], before)
            elif kind is sre.SUBPATTERN:
                yield from self._repeats(held[3], before)
            elif kind is sre.BRANCH:
                for branch in held[1]:
                    yield from self._repeats(branch, before)
            elif kind in (sre.ASSERT, sre.ASSERT_NOT):
                yield from self._repeats(held[1], before)
            elif kind is sre.ATOMIC_GROUP:
                yield from self._repeats(held, before)
            before += self._sample([node])

    def _takes(self, node: tuple[Any, Any], sign: str) -> bool:
        return node[0] in _SINGLE and self.is_one(*node, sign)

    def _sample(self, nodes: Nodes) -> str:
        """A short text that the nodes take."""
        found = ""
        for kind, held in nodes:
            if kind is sre.LITERAL:
                found += chr(held)
            elif kind in _SINGLE:
                found += next((sign for sign in _LIKELY if self.is_one(kind, held, sign)), "")
            elif kind in _REPEATS:
                found += self._sample(held[2]) * max(held[0], 1)
            elif kind is sre.SUBPATTERN:
                found += self._sample(held[3])
            elif kind is sre.BRANCH:
                found += self._sample(held[1][0])
            elif kind is sre.ATOMIC_GROUP:
                found += self._sample(held)
        return found


def _is_in(item: tuple[Any, Any], sign: int) -> bool:
    kind, held = item
    if kind is sre.LITERAL:
        return sign == held
    if kind is sre.RANGE:
        return held[0] <= sign <= held[1]
    return re.match(_CATEGORIES[str(held).removeprefix("CATEGORY_")], chr(sign)) is not None


@contextmanager
def _deep() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(50_000)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
