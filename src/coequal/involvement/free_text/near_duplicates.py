"""Texts that are nearly the same, as those of a campaign are. They are found and shown; nothing is deleted or multiplied."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

_LENGTH: Final = 4  # words of a shingle
_FEWEST_WORDS: Final = 12  # shorter texts are alike by chance
_ALIKE: Final = 0.6  # of the shingles of the shorter one
_WORDS: Final = re.compile(r"\w+")
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+")


def groups(texts: Sequence[str], fewest: int = 3) -> list[tuple[int, ...]]:
    """Groups of nearly the same texts, each by their places; the largest first.

    Texts are taken from the shortest to the longest, and each joins the leader whose pieces of four words it holds most of:
    so a letter to which somebody added a page of their own is still found.
    """
    pieces = {place: held for place, text in enumerate(texts) if (held := _pieces(text))}
    leaders: dict[int, list[int]] = {}
    where: dict[str, list[int]] = {}  # the leaders that hold a piece
    for place in sorted(pieces, key=lambda place: (len(pieces[place]), place)):
        hits = Counter(leader for piece in pieces[place] for leader in where.get(piece, ()))
        leader, most = max(hits.items(), key=lambda hit: (hit[1] / len(pieces[hit[0]]), -hit[0]), default=(place, 0))
        if most >= _ALIKE * len(pieces[leader]):
            leaders[leader].append(place)
        else:
            leaders[place] = [place]
            for piece in pieces[place]:
                where.setdefault(piece, []).append(place)
    found = [tuple(sorted(members)) for members in leaders.values() if len(members) >= fewest]
    return sorted(found, key=lambda members: (-len(members), members))


def added(lead: str, text: str) -> str:
    """The sentences of a text that are not in the one that leads: what somebody added of their own."""
    known = _shingles(lead, 2)
    return " ".join(sentence for sentence in sentences(text) if _is_own(sentence, known))


def sentences(text: str) -> list[str]:
    """The sentences of a text, as well as signs tell."""
    return [sentence for piece in _SENTENCE.split(text) if (sentence := piece.strip())]


def _is_own(sentence: str, known: frozenset[str]) -> bool:
    pairs = _shingles(sentence, 2)
    return len(pairs & known) < _ALIKE * len(pairs)


def _pieces(text: str) -> frozenset[str]:
    return _shingles(text, _LENGTH) if len(_words(text)) >= _FEWEST_WORDS else frozenset()


def _shingles(text: str, length: int) -> frozenset[str]:
    return frozenset(_runs(_words(text), length))


def _runs(words: Sequence[str], length: int) -> Iterator[str]:
    for place in range(max(1, len(words) - length + 1)):
        yield " ".join(words[place : place + length])


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.casefold())
