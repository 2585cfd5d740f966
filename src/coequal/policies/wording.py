"""The wording of a policy as sentences under headings, and what two wordings say differently.

Example people are not wording, and neither is layout: how lines are broken, emphasis, and the level of a heading.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from coequal.policies.markdown import Heading, Part, Prose, unmarked, without_examples
from coequal.policies.prose import paragraphs, table_words

REMOVED, ADDED = "removed", "added"
ALIKE = 0.5  # from here on two sections are one with another heading: picked as half of the words
_ITEM = re.compile(r"\n(?=\s*(?:[-+*]|\d+[.)])\s)")  # before an item of a list
_BULLET = re.compile(r"^\s*[-+*]\s+")
_END = re.compile(r"(?<=[.?!])\s+(?=[^a-z])")
_NUMBER = re.compile(r"\d+[.)]")
_Where = tuple[tuple[str, ...], int]  # a path, and which of the sections that have it


@dataclass(frozen=True, slots=True)
class Section:
    """The headings that lead to a section, its own last, and its sentences, of which its heading is the first."""

    path: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reworded:
    """A section, and in their order the sentences that were removed from it or added to it."""

    path: tuple[str, ...]
    sentences: tuple[tuple[str, str], ...]


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text in Markdown, and the rows of its tables, each on one line and without emphasis."""
    for part in (item for paragraph in paragraphs(text) for item in _ITEM.split(paragraph)):
        if rows := table_words(part):
            yield from rows
            continue
        plain = " ".join(unmarked(_BULLET.sub("", part, count=1)).split())
        number = ""
        for sentence in filter(None, _END.split(plain)):
            if _NUMBER.fullmatch(sentence):  # of an item in a list, which has no meaning alone
                number = f"{sentence} "
            else:
                yield number + sentence
                number = ""


def sections(parts: Sequence[Part]) -> list[Section]:
    """The sections in which something stands, in their order; one without a heading may come first."""
    headings: list[Heading] = []
    found: list[tuple[tuple[str, ...], list[str]]] = [((), [])]
    shown: set[int] = set()
    for part in without_examples(parts):
        if isinstance(part, Heading):
            headings = [*(above for above in headings if above.level < part.level), part]
            continue
        for depth, heading in enumerate(headings, 1):
            if heading.line not in shown:
                shown.add(heading.line)
                found.append((tuple(above.text for above in headings[:depth]), [unmarked(heading.text)]))
        if isinstance(part, Prose):
            found[-1][1].extend(sentences(part.text))
    return [Section(path, tuple(said)) for path, said in found if said]


def compare(old: Sequence[Part], new: Sequence[Part]) -> tuple[Reworded, ...]:
    """What two wordings say differently, in the order of the new one; what has gone altogether comes last."""
    before, after = _by_place(sections(old)), _by_place(sections(new))
    pairs = {place: place for place in after if place in before}
    for place, section in after.items():
        if place not in before and (earlier := _renamed(section, before, pairs.values())):
            pairs[place] = earlier
    nothing = Section((), ())
    compared = [(after[place].path, before[pairs[place]] if place in pairs else nothing, after[place]) for place in after]
    compared += [(section.path, section, nothing) for place, section in before.items() if place not in pairs.values()]
    found = [Reworded(path, tuple(_changed(one.sentences, other.sentences))) for path, one, other in compared]
    return tuple(reworded for reworded in found if reworded.sentences)


def _by_place(found: Iterable[Section]) -> dict[_Where, Section]:
    met: Counter[tuple[str, ...]] = Counter()
    places: dict[_Where, Section] = {}
    for section in found:
        met[section.path] += 1
        places[section.path, met[section.path]] = section
    return places


def _renamed(section: Section, before: dict[_Where, Section], taken: Iterable[_Where]) -> _Where | None:
    """The place of the section that had another heading and says most of the same, if there is one."""
    free = {place: earlier for place, earlier in before.items() if place not in taken}
    words = " ".join(section.sentences).split()
    alike = {
        place: SequenceMatcher(None, " ".join(earlier.sentences).split(), words, autojunk=False).ratio()
        for place, earlier in free.items()
    }
    best = max(alike, key=alike.__getitem__, default=None)
    return best if best is not None and alike[best] >= ALIKE else None


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    for _, start, end, new_start, new_end in (
        step for step in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if step[0] != "equal"
    ):
        yield from ((REMOVED, sentence) for sentence in old[start:end])
        yield from ((ADDED, sentence) for sentence in new[new_start:new_end])
