"""Search among names as people type them: in any order and case, by the beginnings of words, and with one slip in a word."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import takewhile
from math import log
from unicodedata import combining, normalize

MOST_WORDS = 6  # of a question; nobody needs more of them to find a name
MOST_LETTERS = 30
_LEAST_FOR_A_SLIP = 4  # letters; shorter words are near too many others
_BEGUN, _SLIPPED = 0.9, 0.7  # how much a word counts that is only begun, or has a slip
_SIGNS = re.compile("[^a-z0-9]+")
_SAME = {"saint": "st", "and": "", "nhs": "", "the": ""}  # other spellings, and words that tell nothing


def words_of(text: str) -> list[str]:
    """The words of a name: small letters, without accents, apostrophes and signs, and without words that tell nothing."""
    plain = "".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign) and sign not in "'’")
    words = (_SAME.get(word, word) for word in _SIGNS.split(plain))
    return [word[:MOST_LETTERS] for word in words if word]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, best first, by its place in what was given; and how many there are in all."""

    places: tuple[int, ...]
    total: int


class Names:
    """An index of names, made once; a question takes it a few thousandths of a second."""

    def __init__(self, names: Iterable[Sequence[str]]) -> None:
        """Take the words of each name."""
        words = [tuple(dict.fromkeys(name)) for name in names]
        self._order = sorted(range(len(words)), key=lambda place: (len(words[place]), words[place]))  # where matches are equal
        self._holders: dict[str, list[int]] = {}
        for rank, place in enumerate(self._order):
            for word in words[place]:
                self._holders.setdefault(word, []).append(rank)
        self._sorted = sorted(self._holders)
        self._slips: dict[str, list[str]] = {}
        for word in self._holders:
            for shorter in _without_a_letter(word):
                self._slips.setdefault(shorter, []).append(word)

    def find(self, typed: str, most: int) -> Found:
        """The names that have every word typed; where none has, those that have the words which tell most."""
        asked = list(dict.fromkeys(words_of(typed)))[:MOST_WORDS]
        matches = [self._matches(word) for word in asked]
        weights = [log(1 + len(self._order) / (1 + len(found))) for found in matches]
        shared = set(matches[0]).intersection(*matches[1:]) if matches else set()
        told = list(zip(matches, weights, strict=True))
        scores = {rank: sum(found[rank] * weight for found, weight in told) for rank in shared} or _telling(told)
        best = nsmallest(most, scores, key=lambda rank: (-scores[rank], rank))
        return Found(tuple(self._order[rank] for rank in best), len(scores))

    def _matches(self, word: str) -> dict[int, float]:
        """How well a word matches each name: best where it is in it, then where one begins so, else where one is a slip away."""
        begun = takewhile(lambda known: known.startswith(word), self._sorted[bisect_left(self._sorted, word) :])
        near = [(known, _BEGUN) for known in begun if known != word] if len(word) > 1 else []
        if word in self._holders:
            near.append((word, 1.0))
        found: dict[int, float] = {}
        for known, much in near or [(known, _SLIPPED) for known in self._one_slip(word)]:
            found.update(dict.fromkeys(self._holders[known], much))
        return found

    def _one_slip(self, word: str) -> Iterator[str]:
        """Known words that have a letter more, less, other or changed with its neighbour. A code has no slips: it is another's."""
        shorter = _without_a_letter(word)
        candidates = dict.fromkeys(known for part in (word, *shorter) for known in self._slips.get(part, ()))
        candidates.update(dict.fromkeys(part for part in shorter if part in self._holders))
        return (known for known in candidates if _is_one_slip(word, known))


def _telling(told: Iterable[tuple[Mapping[int, float], float]]) -> dict[int, float]:
    """The names that have at least half of what the words tell, each word telling more the fewer names have it."""
    scores: dict[int, float] = {}
    whole = 0.0
    for found, weight in told:
        whole += weight
        for rank, much in found.items():
            scores[rank] = scores.get(rank, 0.0) + much * weight
    return {rank: score for rank, score in scores.items() if score >= whole / 2}


def _without_a_letter(word: str) -> tuple[str, ...]:
    """A word without each of its letters in turn; nothing for codes and for words that are near too many others."""
    if len(word) < _LEAST_FOR_A_SLIP or not word.isalpha():
        return ()
    return tuple({word[:at] + word[at + 1 :] for at in range(len(word))})


def _is_one_slip(one: str, other: str) -> bool:
    """Whether two different words differ in one letter, or in the order of two neighbours."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    return (
        left[1:] == right
        or left == right[1:]
        or left[1:] == right[1:]
        or (left[1:2] + left[:1] == right[:2] and left[2:] == right[2:])
    )
