"""The formats in which people can read the papers before they answer, and those that are still lacking."""

from collections.abc import Iterator
from typing import Final

from coequal.involvement.models import Involvement, Paper

USUAL: Final = "usual print"
EASY: Final = "easy read"
LARGE: Final = "large print"
WANTED: Final = (USUAL, EASY, LARGE)
TO_READ: Final = ("proposal", "background")  # kinds of papers that people read first; the others are the same in other formats
GATE: Final = "formats"
NOT_ALL: Final = "not all"


def lacking(involvement: Involvement) -> list[str]:
    """The formats that are wanted in any case, and those of papers that are prepared, in which nothing is published yet."""
    papers = list(involvement.papers.all())
    there = {format_ for paper in papers if paper.published for format_ in _formats(paper)}
    wanted = dict.fromkeys((*WANTED, *(format_ for paper in papers for format_ in _formats(paper))))
    return [format_ for format_ in wanted if format_ not in there]


def is_said_why(involvement: Involvement) -> bool:
    """Whether it was said why a format is lacking."""
    latest = involvement.gate_answers.filter(gate=GATE).last()
    return latest is not None and latest.answer == NOT_ALL


def _formats(paper: Paper) -> Iterator[str]:
    """The formats in which a paper can be read: from a text of our own the site makes large print by itself."""
    if paper.kind in TO_READ:
        yield USUAL
        if paper.text:
            yield LARGE
    elif paper.kind == "other language":
        yield paper.language
    else:
        yield paper.kind
