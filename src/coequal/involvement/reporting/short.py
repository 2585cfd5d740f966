"""The report in short: what its summary has of it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from coequal.assurance.disclosure import shown
from coequal.documents.model import Block, Heading, Listing, Paragraph, Table
from coequal.involvement.counting.published import published
from coequal.involvement.counting.words import HIDDEN_WORDS, ROUNDED_WORDS, percent
from coequal.involvement.reporting.heard import Asked, Heard
from coequal.involvement.reporting.opening import EXECUTIVE
from coequal.involvement.reporting.questions import about_them, most_often
from coequal.involvement.reporting.respondents import numbers_table
from coequal.involvement.reporting.section import Place
from coequal.involvement.surveys import model

CONCLUSION: Final = Place("conclusion", "What follows from all this, and what happens next and when.", needed=True)
_MOST_QUESTIONS: Final = 20
_MOST_THEMES: Final = 8


def short(heard: Heard, said: Callable[[Place], Iterable[Block]]) -> Iterator[Block]:
    """What somebody wrote in the executive summary, the main figures, and the conclusion."""
    yield from said(EXECUTIVE)
    yield Heading("How many were heard")
    yield numbers_table(heard.received)
    every = [asked for survey in heard.surveys for asked in heard.questions(survey) if _is_told(asked)]
    if every:
        yield Heading("What people answered most often")
        yield Listing(tuple(_line(heard, asked) for asked in every[:_MOST_QUESTIONS]))
        if len(every) > _MOST_QUESTIONS:
            yield Paragraph(f"The full report has all {len(every)} questions.")
    for frame in heard.frames:
        counts = sorted(heard.themes(frame), key=lambda one: -one.extracts)[:_MOST_THEMES]
        rows = tuple((one.theme.title, str(shown(one.extracts))) for one in counts if one.extracts)
        yield Heading(f"What people wrote: {frame.title}")
        yield Table(f"The themes of most texts: {frame.title}", ("Theme", "Texts"), rows, frozenset({1}))
    yield Paragraph(f"{HIDDEN_WORDS} {ROUNDED_WORDS}")
    yield Heading("Conclusion")
    yield from said(CONCLUSION)


def _is_told(asked: Asked) -> bool:
    return not about_them(asked) and asked.question.kind in {model.ONE, model.SEVERAL, model.SCALE, model.CONSENT}


def _line(heard: Heard, asked: Asked) -> str:
    """A question with the answer that most gave, its share, and how many answered."""
    found = published(heard.tally(asked.survey, asked.question.id))
    answer, share = most_often(found)
    if share == percent(None):
        return f"{found.tally.asks} So few answered that it is not told."
    return f"{found.tally.asks} {answer}: {share} of the {found.base} who answered"
