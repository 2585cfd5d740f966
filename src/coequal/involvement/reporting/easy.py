"""The report in easy words: a draft, made from the count, which people who use easy read have still to try."""

from collections.abc import Iterator, Sequence
from typing import Final

from coequal.assurance.disclosure import shown
from coequal.documents.model import Block, Document, Heading, Listing, Notice
from coequal.exchange.easy_words import digits, short_sentences
from coequal.facts.dates import say_date
from coequal.involvement.counting.published import Published, published
from coequal.involvement.reporting.heard import Asked, Heard
from coequal.involvement.reporting.questions import about_them
from coequal.involvement.reporting.section import EASY_READ, Place, Section
from coequal.involvement.surveys import model
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
    told = [tuple(_answered(heard, asked)) for survey in heard.surveys for asked in heard.questions(survey) if _is_told(asked)]
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


def _is_told(asked: Asked) -> bool:
    return not about_them(asked) and asked.question.kind in {model.ONE, model.SEVERAL}


def _answered(heard: Heard, asked: Asked) -> Iterator[str]:
    """What was asked, in its easy words, and what was answered most often, out of every ten who answered."""
    found = published(heard.tally(asked.survey, asked.question.id))
    yield f"We asked: {digits(asked.question.asks.in_(EASY_WORDS))}"
    key, tenths = _most(found)
    if key is None:
        yield "Few people answered this. So we do not say more."
    else:
        answer = asked.question.answer(key)
        words = answer.says.in_(EASY_WORDS) if answer else found.tally.labels[key]
        yield f"{'Most people said' if tenths > 5 else 'The answer we got most'}: {words}"
        yield (
            f"That is about {tenths} out of every 10 people who answered."
            if tenths < 10
            else "Nearly everybody who answered said this."
        )


def _most(found: Published) -> tuple[str | None, int]:
    """The answer that was given most often, and by how many out of ten; None where that may not be told."""
    shares = {key: share for key in found.counts if (share := found.share(key))}
    if not shares:
        return None, 0
    key = max(shares, key=lambda one: shares[one])
    return key, max(1, round(10 * shares[key]))


def _wrote(heard: Heard) -> Iterator[str]:
    for frame in heard.frames:
        for one in sorted(heard.themes(frame), key=lambda one: -one.extracts)[:_MOST_THEMES]:
            count = shown(one.extracts)
            if count.count:
                yield f"{one.theme.title}: about {count} times."
