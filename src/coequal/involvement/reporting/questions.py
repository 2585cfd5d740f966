"""What people answered, question by question, and by area."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from coequal.assurance.disclosure import shown
from coequal.documents.model import Block, Paragraph, Table
from coequal.involvement.counting.answers import AREA, KIND
from coequal.involvement.counting.closed import matrix
from coequal.involvement.counting.published import Published, published_groups
from coequal.involvement.counting.shown import chart, notes, table
from coequal.involvement.counting.words import AT_RANDOM, HIDDEN_WORDS, ROUNDED_WORDS, SELF_SELECTING, SEVERAL, percent
from coequal.involvement.models import Survey
from coequal.involvement.reporting.heard import Asked, Heard
from coequal.involvement.reporting.section import APPENDIX, Place, Section
from coequal.involvement.surveys import model

_COUNTED: Final = (*model.CLOSED, model.NUMBER, model.DATE)
_SAID_ONCE: Final = {AT_RANDOM, SELF_SELECTING, SEVERAL, f"{HIDDEN_WORDS} {ROUNDED_WORDS}"}  # in the notes on analysis


def questions(heard: Heard) -> Iterator[Section]:
    """A section for each survey, and one below it for each question that is not about the person who answers."""
    for survey in heard.surveys:
        yield Section(
            f"What people answered: {survey.title}", 2, Place(f"survey {survey.reference}", "What people answered altogether.")
        )
        for asked in heard.questions(survey):
            if not about_them(asked):
                before = Place(f"question {asked.name} before", "What this question was about, and what most people said.")
                after = Place(f"question {asked.name} after", "Who said something else, and what stands out by area or group.")
                yield Section(
                    asked.question.asks.own,
                    3,
                    before,
                    lambda asked=asked: _figures(heard, asked),  # type: ignore[misc]  # a question for each
                    after,
                    f"question {asked.name}",
                )


def about_them(asked: Asked) -> bool:
    """Whether a question is about whoever answers; those are told in the section on who answered."""
    definition = asked.survey.version.definition if asked.survey.version else None
    own = {definition.capacity, definition.area, definition.may_publish} if definition else set()
    return asked.question.equality or asked.question.id in own or asked.question.kind == model.DISTRICT


def _figures(heard: Heard, asked: Asked) -> Iterator[Block]:
    question = asked.question
    if question.policy:
        clause = f"clause {question.clause} of " if question.clause else ""
        yield Paragraph(f"This question was about {clause}{question.policy}.")
    if question.kind in _COUNTED:
        yield from _counted(heard, asked)
        if heard.involvement.areas:
            yield from (table(heard.cross(asked.survey, part, AREA)) for part in asked.parts if question.kind in model.CLOSED)
    else:
        tally = heard.tally(asked.survey, question.id)
        said = f"So many people wrote an answer: {shown(tally.base)}. What they wrote is told by themes."
        yield Paragraph(said if tally.base else "Nobody has written an answer.")


def _counted(heard: Heard, asked: Asked) -> Iterator[Block]:
    """A question as a table and a chart, with what has to be said beside them; those of versions that asked otherwise, apart."""
    question = asked.question
    if question.kind == model.MATRIX:
        tallies = matrix(heard.answers(asked.survey), question.id)
        rows = table(tallies, question.asks.own)
        yield from (replace(rows, head=("Of what", *rows.head[1:])), chart(tallies, question.asks.own))
        return
    tally = heard.tally(asked.survey, question.id)
    if not tally.base:
        yield Paragraph("Nobody has answered this.")
        return
    yield table(tally)
    if question.kind in model.CLOSED:
        yield chart(tally)
    yield from (Paragraph(note) for note in notes(tally) if note not in _SAID_ONCE)
    for other in tally.apart:
        yield table(other, f"{other.asks} (in version {', '.join(map(str, other.versions))})")


def further_tables(heard: Heard) -> Iterator[Section]:
    """For the appendix: each question by who answered, and by every question about equality."""
    for survey in heard.surveys:
        yield Section(f"Further tables: {survey.title}", 2, figures=lambda survey=survey: _further(heard, survey), part=APPENDIX)  # type: ignore[misc]


def _further(heard: Heard, survey: Survey) -> Iterator[Block]:
    every = list(heard.questions(survey))
    groups = [
        KIND,
        *(one.question.id for one in every if one.question.equality and one.question.kind in {model.ONE, model.SEVERAL}),
    ]
    for asked in every:
        if not about_them(asked) and asked.question.kind in model.CLOSED:
            yield from (table(heard.cross(asked.survey, part, by)) for part in asked.parts for by in groups)


def areas(heard: Heard) -> Iterator[Section]:
    """A section on each area: how many answered there, and what was answered most often."""
    if heard.involvement.areas:
        yield Section("Findings by area", 2, Place("areas", "Where areas differ, and where they do not."))
        for area in heard.involvement.areas:
            place = Place(f"area {area['key']}", f"What stands out in {area['name']}.")
            yield Section(area["name"], 3, place, lambda key=area["key"], name=area["name"]: _area(heard, key, name))  # type: ignore[misc]


def _area(heard: Heard, key: str, name: str) -> Iterator[Block]:
    rows = []
    for survey in heard.surveys:
        for asked in heard.questions(survey):
            if not about_them(asked) and asked.question.kind in model.CLOSED:
                for part in asked.parts:
                    found = published_groups(heard.cross(survey, part, AREA)).get(key)
                    if found:
                        rows.append((found.tally.asks, *most_often(found), str(found.base)))
    yield Table(
        f"What was answered most often in {name}", ("Question", "Answer", "Share", "Answered by"), tuple(rows), frozenset({2, 3})
    )
    for frame in heard.frames:
        counts = sorted(heard.themes(frame, key), key=lambda one: -one.extracts)[:5]
        told = tuple((one.theme.title, str(shown(one.extracts))) for one in counts if one.extracts)
        yield Table(f"Most texts in {name}: {frame.title}", ("Theme", "Texts"), told, frozenset({1}))


def most_often(found: Published) -> tuple[str, str]:
    """The answer that most gave, and its share; where two are the same by what may be told, both."""
    known: Mapping[str, int] = {key: one.count for key, one in found.counts.items() if one.count}
    if not known:
        return "not told, because few answered", percent(None)
    most = max(known.values())
    keys = [key for key, count in known.items() if count == most]
    return " or ".join(found.tally.labels[key] for key in keys), percent(found.share(keys[0]))
