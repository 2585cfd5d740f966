"""The report in easy words: a draft, made from the count, which people who use easy read have still to try."""

from collections.abc import Iterator, Sequence
from typing import Final

from coequal.documents.model import Block, Document, Heading, Listing, Notice
from coequal.exchange.easy.words import digits, short_sentences
from coequal.facts.dates import say_date
from coequal.involvement.counting.closed import Tally
from coequal.involvement.counting.published import published
from coequal.involvement.reporting.heard import Asked, Heard
from coequal.involvement.reporting.most import is_told, most_often
from coequal.involvement.reporting.section import EASY_READ, Place, Section
from coequal.involvement.reporting.themes import told
from coequal.involvement.surveys.model import EASY as EASY_WORDS

DRAFT: Final = "This is a draft. It has not been tried with people who use easy read."
EASY: Final = Section(
    "Easy read",
    2,
    Place("easy-read", "What the easy read says first. Write short sentences, each with one idea. The figures are put below it."),
    part=EASY_READ,
)
_MOST_THEMES: Final = 5


def easy_read(heard: Heard, notices: Sequence[Notice], written: str) -> Document:
    """What was heard, in easy words and large letters."""
    blocks = (Notice("A draft", DRAFT), *notices, *_blocks(heard, written))
    return Document(f"What people told us: {heard.involvement.title}", "Easy read: a draft", blocks, large=True)


def _blocks(heard: Heard, written: str) -> Iterator[Block]:
    yield Heading("About this")
    yield Listing((*_about(heard), *short_sentences(written)))
    yield Heading("Who told us")
    yield Listing(tuple(_who(heard)))
    told = [
        tuple(_answered(asked, tally))
        for survey in heard.surveys
        for asked in heard.questions(survey)
        if is_told(asked)
        for tally in heard.tallies(survey, asked.question.id)
    ]
    if told:
        yield Heading("What people answered")
        yield from map(Listing, told)
    themes = tuple(_wrote(heard))
    if themes:
        yield Heading("What people wrote about most")
        yield Listing(themes)
    yield Heading("If you want to know more")
    yield Listing(("There is a longer report.", "You can ask somebody to read it with you."))


def _about(heard: Heard) -> Iterator[str]:
    involvement = heard.involvement
    yield "We asked people what they think."
    yield f"We asked about this: {digits(involvement.title)}"
    if involvement.opens and involvement.closes:
        yield f"The first day was {say_date(involvement.opens)}."
        yield f"The last day was {say_date(involvement.closes)}."


def _who(heard: Heard) -> Iterator[str]:
    """How many forms, letters, people at events and signatures; what there was none of is not told."""
    came = heard.received
    for count, one, several in (
        (came.analysed, "We got 1 form that somebody filled in.", "We got {} forms that people filled in."),
        (came.letters, "We got 1 letter or email.", "We got {} letters and emails."),
        (came.events, "We had 1 meeting.", "We had {} meetings."),
        (came.participants, "1 person came to a meeting.", "{} people came to meetings."),
        (came.signatures, "1 person signed a petition.", "{} people signed a petition."),
    ):
        if count:
            yield one if count == 1 else several.format(f"{count:,}")
    yield "Some people did more than 1 of these."


def _answered(asked: Asked, tally: Tally) -> Iterator[str]:
    """What was asked, in its easy words, and what was answered most often, out of every ten who answered."""
    found = published(tally)
    yield f"We asked: {digits(asked.question.asks.in_(EASY_WORDS))}"
    if tally.versions and asked.survey.version and asked.survey.version.number not in tally.versions:
        yield "We asked this before we changed the survey."
    keys = most_often(found)
    share = found.share(keys[0]) if keys else None
    if share is None:
        yield "We do not say what people answered. So nobody can be found." if tally.base else "Nobody answered this."
        return
    tenths = max(1, round(10 * share))
    words = " or ".join(_words(asked, tally, key) for key in keys)
    yield f"{'Most people said' if tenths > 5 else 'The answer we got most'}: {words}"
    about = f"That is about {tenths} out of every 10 people who answered."
    yield about if tenths < 10 else "Nearly everybody who answered said this."


def _words(asked: Asked, tally: Tally, key: str) -> str:
    """An answer in its easy words."""
    answer = asked.question.answer(key)
    return answer.says.in_(EASY_WORDS) if answer else tally.labels[key]


def _wrote(heard: Heard) -> Iterator[str]:
    for frame in heard.frames:
        counts = [(one.theme, told(one).read) for one in heard.themes(frame)]
        for theme, count in sorted(counts, key=lambda pair: -(pair[1].count or 0))[:_MOST_THEMES]:
            if count.count:
                yield f"{theme.title}: about {count} times."
