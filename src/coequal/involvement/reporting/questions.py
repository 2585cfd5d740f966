"""What people answered, question by question, and by area."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Final

from coequal.assurance.disclosure import shown
from coequal.documents.model import Block, Paragraph, Table
from coequal.involvement.called import policy_called
from coequal.involvement.counting.answers import AREA, KIND
from coequal.involvement.counting.closed import Tally
from coequal.involvement.counting.published import published_groups
from coequal.involvement.counting.shown import chart, notes, table
from coequal.involvement.models import Survey
from coequal.involvement.reporting.heard import Asked, Heard
from coequal.involvement.reporting.most import named, share_of_most
from coequal.involvement.reporting.respondents import SAID_ONCE
from coequal.involvement.reporting.section import APPENDIX, Place, Section
from coequal.involvement.reporting.themes import themes_in
from coequal.involvement.surveys import model

_COUNTED: Final = (*model.CLOSED, model.NUMBER, model.DATE)


def questions(heard: Heard) -> Iterator[Section]:
    """A section for each survey, and one below it for each question that is not about the person who answers."""
    for survey in heard.surveys:
        yield Section(
            f"What people answered: {survey.title}", 2, Place(f"survey {survey.reference}", "What people answered altogether.")
        )
        for asked in heard.questions(survey):
            if not asked.is_about_them:
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


def _figures(heard: Heard, asked: Asked) -> Iterator[Block]:
    question = asked.question
    if question.policy:
        clause = f"clause {question.clause} of " if question.clause else ""
        yield Paragraph(f"This question was about {clause}“{policy_called(question.policy)}”.")
    if question.kind in _COUNTED:
        yield from _counted(heard, asked)
        if heard.involvement.areas:
            parts = asked.parts if question.kind in model.CLOSED else []
            yield from (table(one) for part in parts for one in heard.crosses(asked.survey, part, AREA))
    else:
        tally = heard.tally(asked.survey, question.id)
        said = f"So many people wrote an answer: {shown(tally.base)}. What they wrote is told by themes."
        yield Paragraph(said if tally.base else "Nobody has written an answer.")


def _counted(heard: Heard, asked: Asked) -> Iterator[Block]:
    """A question as a table and a chart, with what has to be said beside them; those of versions that asked otherwise, apart."""
    question = asked.question
    if question.kind == model.MATRIX:
        yield from _of_matrix(heard, asked)
        return
    tally, *apart = heard.tallies(asked.survey, question.id)
    if tally.base:
        yield table(tally)
        if question.kind in model.CLOSED:
            yield chart(tally)
    elif not apart:
        yield Paragraph("Nobody has answered this.")
        return
    yield from (Paragraph(note) for note in notes(tally) if note not in SAID_ONCE)
    yield from map(table, apart)


def _of_matrix(heard: Heard, asked: Asked) -> Iterator[Block]:
    """A matrix as a table and a chart of its rows; those of versions that asked otherwise, apart."""
    name = asked.question.asks.own
    tallies = [heard.tally(asked.survey, part) for part in asked.parts]
    yield from (_of_rows(tallies, name), chart(tallies, name))
    apart = dict[str, list[Tally]]()
    for other in (other for tally in tallies for other in tally.apart if other.base):
        apart.setdefault(", ".join(map(str, other.versions)), []).append(other)
    for versions, others in apart.items():
        yield _of_rows(others, f"{name} (in version {versions})")


def _of_rows(tallies: Sequence[Tally], caption: str) -> Table:
    made = table(tallies, caption)
    return replace(made, head=("Of what", *made.head[1:]))


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
        if not asked.is_about_them and asked.question.kind in model.CLOSED:
            for part, by in product(asked.parts, groups):
                yield from map(table, heard.crosses(asked.survey, part, by))


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
            if not asked.is_about_them and asked.question.kind in model.CLOSED:
                for part in asked.parts:
                    for cross in heard.crosses(survey, part, AREA):
                        found = published_groups(cross).get(key)
                        if found:
                            rows.append((found.tally.asks, named(found), share_of_most(found), str(found.base)))
    yield Table(
        f"What was answered most often in {name}", ("Question", "Answer", "Share", "Answered by"), tuple(rows), frozenset({2, 3})
    )
    for frame in heard.frames:
        counts = [(theme, count) for theme, count in themes_in(heard, frame, key) if count.count != 0]
        told = sorted(counts, key=lambda one: -(one[1].count or 0))
        yield Table(
            f"Most texts in {name}: {frame.title}",
            ("Theme", "Texts"),
            tuple((theme.title, str(count)) for theme, count in told[:5]),
            frozenset({1}),
        )
