"""What stands behind a report: the questions as they were asked, what was promised, what the law asked, and equality."""

from collections.abc import Iterator
from typing import Final

from django.utils import timezone

from coequal.documents.model import Block, Listing, Paragraph, Table
from coequal.facts.dates import say_date
from coequal.involvement.law import gates
from coequal.involvement.law.gate import Gate
from coequal.involvement.models import Involvement, Survey, SurveyVersion
from coequal.involvement.reporting.section import APPENDIX, Place, Section
from coequal.involvement.reporting.written import written_blocks
from coequal.involvement.surveys import model
from coequal.involvement.surveys.model import Answer, Question

_EQUALITY: Final = Place(
    "equality", "Who with a protected characteristic was heard, who was missed, and what was done about it.", needed=True
)
_OPTIONAL: Final = "Every question about equality could be left out."


def survey_texts(survey: Survey) -> Iterator[Section]:
    """The questions of a survey, as people last saw them, and which versions there were."""
    version = survey.version
    assert version is not None, survey.reference
    yield Section(f"The questions: {survey.title}", 2, figures=lambda: _questions(survey, version), part=APPENDIX)


def _questions(survey: Survey, version: SurveyVersion) -> Iterator[Block]:
    versions = list(survey.versions.all())
    if len(versions) > 1:
        rows = tuple((str(one.number), say_date(timezone.localdate(one.at)), one.why or "The first one.") for one in versions)
        yield Table("Versions of this survey", ("Version", "From", "Why"), rows)
        yield Paragraph(f"What follows is version {version.number}. Answers belong to the version that was answered.")
    for page in version.definition.pages:
        yield Paragraph(f"Page “{page.title.own}”")
        if page.prose:
            yield from written_blocks(page.prose.own)
        for question in page.questions:
            yield Paragraph(question.asks.own if not question.hint else f"{question.asks.own} ({question.hint.own})")
            yield Listing(tuple(_answers(question)))


def _answers(question: Question) -> Iterator[str]:
    """What could be answered, in a line each."""
    match question.kind:
        case model.MATRIX:
            said = ", ".join(one.says.own for one in question.answers)
            yield from (f"{row.says.own}: {said}" for row in question.rows)
        case model.SCALE:
            ends = [
                f"{end} means {words.own}"
                for end, words in ((question.least, question.low), (question.most, question.high))
                if words
            ]
            yield f"A number from {question.least} to {question.most}{''.join(f'; {one}' for one in ends)}"
        case model.CONSENT:
            yield "Yes or no"
        case _ if question.answers:
            yield from map(_answer, question.answers)
        case kind:
            yield {model.NUMBER: "A number", model.DATE: "A date", model.DISTRICT: "The first part of a postcode"}.get(
                kind, "In own words"
            )


def _answer(answer: Answer) -> str:
    return f"{answer.says.own} (with room to write)" if answer.in_words else answer.says.own


def promises_and_gates(involvement: Involvement) -> Iterator[Section]:
    """What people were told would happen, what the law asked, and equality."""
    yield Section("What was promised", 2, figures=lambda: _promises(involvement), part=APPENDIX)
    if not involvement.dates_only:
        yield Section("What the law asks", 2, figures=lambda: _gates(involvement), part=APPENDIX)
    yield Section("Equality", 2, _EQUALITY, lambda: (Paragraph(_OPTIONAL),), part=APPENDIX)


def _promises(involvement: Involvement) -> Iterator[Block]:
    rows = tuple((one.says, one.source, one.stands, one.how or "Nothing is recorded.") for one in involvement.promises.all())
    yield Table("Promises", ("What was promised", "Where", "Where it stands", "How"), rows)


def _gates(involvement: Involvement) -> Iterator[Block]:
    """Each gate with its answer. That one is not answered is said, and taken for neither yes nor no."""
    yield Table(
        "What the law asks, and what was answered",
        ("Gate", "Question", "Answer", "Evidence"),
        tuple(
            (gate.title, gate.asks, *(("Not answered", "") if answer is None else (_words(gate, answer.answer), answer.evidence)))
            for gate, answer in gates.standing(involvement)
        ),
    )


def _words(gate: Gate, key: str) -> str:
    choice = gate.choice(key)
    return choice.words if choice else key
