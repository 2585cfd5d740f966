"""The report in short: what its summary has of it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from coequal.documents.model import Block, Heading, Listing, Paragraph, Table
from coequal.involvement.counting.closed import Tally
from coequal.involvement.counting.published import published
from coequal.involvement.counting.words import HIDDEN_WORDS, ROUNDED_WORDS
from coequal.involvement.reporting.heard import Heard
from coequal.involvement.reporting.most import is_told, most_often, named, share_of_most
from coequal.involvement.reporting.opening import EXECUTIVE
from coequal.involvement.reporting.respondents import numbers_table
from coequal.involvement.reporting.section import Place
from coequal.involvement.reporting.themes import told

CONCLUSION: Final = Place("conclusion", "What follows from all this, and what happens next and when.", needed=True)
_MOST_QUESTIONS: Final = 20
_MOST_THEMES: Final = 8
_THEME_HEAD: Final = ("Theme", "Texts", "Of these, accepted unseen")


def short(heard: Heard, said: Callable[[Place], Iterable[Block]]) -> Iterator[Block]:
    """What somebody wrote in the executive summary, the main figures, and the conclusion."""
    yield from said(EXECUTIVE)
    yield Heading("How many were heard")
    yield numbers_table(heard.received)
    every = [
        tally
        for survey in heard.surveys
        for asked in heard.questions(survey)
        if is_told(asked)
        for tally in heard.tallies(survey, asked.question.id)
    ]
    if every:
        yield Heading("What people answered most often")
        yield Listing(tuple(map(_line, every[:_MOST_QUESTIONS])))
        if len(every) > _MOST_QUESTIONS:
            yield Paragraph(f"The full report has all {len(every)} questions.")
    for frame in heard.frames:
        counts = sorted(heard.themes(frame), key=lambda one: -one.extracts)[:_MOST_THEMES]
        each = [(one.theme.title, told(one)) for one in counts if one.extracts]
        rows = tuple((title, str(of.texts), str(of.unseen)) for title, of in each)
        yield Heading(f"What people wrote: {frame.title}")
        yield Table(f"The themes of most texts: {frame.title}", _THEME_HEAD, rows, frozenset({1, 2}))
    yield Paragraph(f"{HIDDEN_WORDS} {ROUNDED_WORDS}")
    yield Heading("Conclusion")
    yield from said(CONCLUSION)


def _line(tally: Tally) -> str:
    """A question with the answer that most gave, its share, and how many answered."""
    found = published(tally)
    if not most_often(found):
        return f"{tally.asks} {named(found).capitalize()}."
    return f"{tally.asks} {named(found)}: {share_of_most(found)} of the {found.base} who answered"
