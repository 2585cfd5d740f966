"""Search over everything that policies say: forgiving of case, accents and plurals, and of words not typed to the end."""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from coequal.policies.markdown import Heading, Prose, without_examples
from coequal.policies.model import Policy
from coequal.policies.standing import invented
from coequal.policies.wording import sentences
from coequal.web.library.shown import numbered
from coequal.web.shelf import Shelf, of_the_shelf

_STANDING: Final = ("in force", "decided", "draft", "superseded", "withdrawn")  # as people want them
NAME: Final = "Name"  # where a match counts most: the area, the title, the service
_LONGEST = 200  # letters that are looked at of what somebody types
_WORD = re.compile(r"\w+")
_SMALL = frozenset("a an and at by for from in is it of on or the to under with".split())


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a version, and where it stands there."""

    policy: Policy
    where: str
    text: str
    weight: int
    shows: str = ""  # of a heading, which says too little by itself, the first sentence under it


@dataclass(frozen=True, slots=True)
class Match:
    """A version that holds every word, and the passage that shows it best."""

    policy: Policy
    score: int
    shown: Passage


def words(text: str) -> Iterator[str]:
    """The words of a text without case and accents."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return (found[0] for found in _WORD.finditer(plain))


def stem(word: str) -> str:
    """What a word shares with its plural and its nearest kin: `smok` of smoke, smokes, smoker and smoking."""
    word = _singular(word)
    for ending in ("ing", "er", "ed", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


class Index:
    """The words of some versions, and in which passages each stands."""

    def __init__(self, policies: Iterable[Policy]) -> None:
        """Take the versions to be searched."""
        self._passages = [passage for policy in policies for passage in passages(policy)]
        places: defaultdict[str, set[int]] = defaultdict(set)
        for place, passage in enumerate(self._passages):
            for word in words(passage.text):
                places[word].add(place)  # so that it is found while it is being typed
                places[stem(word)].add(place)
        self._places = dict(places)
        self._words = sorted(places)

    def search(self, typed: str) -> list[Match]:
        """The versions that hold every word that was typed, or begin one; nothing where no word was typed.

        First those whose area, or title, begins so; of these and of the others what is in force first, and what is over last.
        What is invented comes after all.
        """
        asked = list(dict.fromkeys(words(typed[:_LONGEST])))
        asked = [word for word in asked if word not in _SMALL] or asked
        found = [self._found(word) | self._found(stem(word)) for word in asked]
        if not found:
            return []
        matches = [self._match(versions) for versions in self._by_version(found)]
        return sorted(matches, key=lambda match: _place(match, asked))

    def _found(self, word: str) -> set[int]:
        """The passages in which a word stands that begins with this one."""
        start = bisect_left(self._words, word)
        end = bisect_left(self._words, f"{word}\U0010ffff")
        return {place for known in self._words[start:end] for place in self._places[known]}

    def _by_version(self, found: Sequence[set[int]]) -> Iterator[list[tuple[Passage, int]]]:
        """Of each version that holds every word the passages that hold some, each with how many."""
        times: defaultdict[int, int] = defaultdict(int)
        held: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        by_version: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for number, places in enumerate(found):
            for place in places:
                policy = self._passages[place].policy
                held[policy.id, policy.version].add(number)
                if not times[place]:
                    by_version[policy.id, policy.version].append(place)
                times[place] += 1
        for version, places_there in by_version.items():
            if len(held[version]) == len(found):
                yield [(self._passages[place], times[place]) for place in sorted(places_there)]

    @staticmethod
    def _match(held: Sequence[tuple[Passage, int]]) -> Match:
        best, _ = max(held, key=lambda one: (one[1], one[0].weight))
        most = max(passage.weight * times for passage, times in held)
        return Match(best.policy, most * 1_000 + min(999, sum(passage.weight for passage, _ in held)), best)


def _place(match: Match, asked: Sequence[str]) -> tuple[bool, int, int, int, str, str]:
    """Where a match comes among others."""
    policy = match.policy
    named = next((place for place, name in enumerate((policy.area, policy.title)) if _begins(name, asked)), 2)
    return invented(policy), named, _STANDING.index(policy.status), -match.score, policy.id, policy.version


def _begins(name: str, asked: Sequence[str]) -> bool:
    """Whether a name begins with the words that were asked for; the last may be but begun."""
    found = [word for word in words(name) if word not in _SMALL][: len(asked)]
    *before, last = asked
    return len(found) == len(asked) and found[:-1] == before and found[-1].startswith(last)


def passages(policy: Policy) -> Iterator[Passage]:
    """All that is searched of a version: its name, its headings, its wording, and what is said of each criterion."""
    service = policy.vocabulary.dictionary.title
    area = policy.area
    yield Passage(policy, NAME, area, 100 + 100 // len(area.split()))  # the more of the name is asked for, the more it counts
    yield Passage(policy, NAME, f"{policy.title} ({service}) {policy.service.replace('-', ' ')}", 50)
    yield from _wording(policy)
    for criterion in policy.criteria:
        where = f"{numbered(criterion)}, {criterion.title}"
        for said in (criterion.otherwise, criterion.reading, criterion.why):
            if said:
                yield Passage(policy, where, said, 2)


def _wording(policy: Policy) -> Iterator[Passage]:
    """The headings and sentences of a version."""
    heading = "Introduction"
    for part, following in pairwise([*without_examples(policy.file.parts), None]):
        match part:
            case Heading(text=text):
                heading = text
                first = next(sentences(following.text), "") if isinstance(following, Prose) else ""
                yield Passage(policy, heading, text, 10, first)
            case Prose(text=text):
                yield from (Passage(policy, heading, sentence, 3) for sentence in sentences(text))
            case _:
                pass


@of_the_shelf()
def index(held: Shelf) -> Index:
    """The index of the shelf: every version on it."""
    return Index(policy for versions in held.policies.values() for policy in versions)
