"""Columns of people that were not read, though their names are nearly those of facts that a policy asks for."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from coequal.populations.question import Question
from coequal.populations.reading import Layouts

_WORD: Final = re.compile(r"[^\W_]+")
_NEAR: Final = 0.8


def overlooked(question: Question, laid_out: Layouts, columns: Iterable[str], meant: Collection[str] = ()) -> Iterator[str]:
    """A sentence on each column that holds no fact, is not `meant` for anything else, and was perhaps to hold one.

    It has the words of a column that the policies ask for and the table lacks, or some of them, or nearly its letters.
    """
    facts = question.vocabulary.dictionary.facts
    used = {layout.column for layout in laid_out.values()}
    others = (name for name in columns if name not in used and name not in meant)
    yield from nearly_called(others, (facts[name].column for name in question.absent()))


def nearly_called(columns: Iterable[str], facts: Iterable[str]) -> Iterator[str]:
    """A sentence on each column whose name is nearly that of the columns of some facts."""
    lacking = {column: _words(column) for column in facts}
    for name in columns:
        if found := _likely(name, lacking):
            yield f'The column "{name}" was not read. If it holds a fact, it is to be called {" or ".join(found)}.'


def _likely(name: str, lacking: Mapping[str, frozenset[str]]) -> list[str]:
    """The columns that somebody may have meant by a name: those of just its words, or with its words, or of nearly its letters."""
    words = _words(name)
    if same := [column for column, own in lacking.items() if own == words]:
        return same
    if words and (wider := [column for column, own in lacking.items() if words < own]):
        return wider if len(wider) <= 2 else []  # more would be a guess
    return get_close_matches("_".join(_WORD.findall(name.casefold())), lacking, n=1, cutoff=_NEAR)


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.casefold()))
