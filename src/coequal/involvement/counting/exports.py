"""Counts as a document for everybody, and all that was answered as files for those who may read it."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from coequal.documents.model import Block, Document, Heading, Paragraph, document
from coequal.documents.sheet import safe, sheet
from coequal.documents.workbook import sheets
from coequal.involvement.counting import shown
from coequal.involvement.counting.answers import answers_of
from coequal.involvement.counting.closed import matrix
from coequal.involvement.counting.columns import parts_of
from coequal.involvement.invented import made_up
from coequal.involvement.models import Extract, Involvement, Response, Survey
from coequal.involvement.models.responses import ANALYSED, BEGUN
from coequal.involvement.surveys import model
from coequal.involvement.surveys.answers import still_asked
from coequal.involvement.surveys.model import OTHER, Question, keys_of

ABOUT: Final = ("reference", "version", "channel", "status", "kind", "area", "language", "received", "may be quoted")
BETWEEN: Final = "; "  # several answers
_MARK: Final = "\ufeff"  # by which a spreadsheet knows that the text is UTF-8


def questions_of(survey: Survey) -> dict[str, Question]:
    """Every question of every version by its name, as its newest version has it, in their order."""
    found: dict[str, Question] = {}
    for version in survey.versions.order_by("-number"):
        found = {**found, **{one.id: one for one in version.definition.questions if one.id not in found}}
    return found


def notices(involvement: Involvement) -> list[Block]:
    """What has to stand first of whatever comes of an involvement of an invented organisation."""
    return [*made_up(involvement.organisation)]


def counts(survey: Survey, *, drawn: bool = True) -> Document:
    """Every closed question of a survey counted, as it may be published."""
    questions = questions_of(survey)  # before the answers, so that none of them is of a version that came between
    answers = answers_of(survey)
    blocks: list[Block] = notices(survey.involvement)
    for question in questions.values():
        if question.kind in model.WRITTEN:
            continue
        tallies = matrix(answers, question.id)
        counted = tallies if question.kind == model.MATRIX else tallies[0]
        blocks.append(Heading(question.asks.own))
        if drawn and shown.is_counted(question.kind):
            blocks.append(shown.chart(counted, f"{question.asks.own} (chart)"))
        blocks.append(shown.table(counted, question.asks.own))
        blocks += [Paragraph(note) for note in shown.notes(counted)]
        blocks += [shown.table_apart(one) for each in tallies for one in each.apart]
    facts = [("Involvement", survey.involvement.title), ("Whose", survey.involvement.whose), ("Survey", survey.reference)]
    return document(f"{survey.title}: what people answered", "", blocks, facts)


def counts_as_csv(survey: Survey) -> bytes:
    """The counts as CSV."""
    return sheet(counts(survey, drawn=False))


def rows(survey: Survey) -> Iterator[list[str]]:
    """All that was answered: the names of the columns, then a row for each response, whatever became of it."""
    questions = questions_of(survey)
    named = [part for one in questions.values() for part in _columns(one)]
    yield [*ABOUT, *named]
    for one in _received(survey):
        yield [*_about(one), *(_cell(one.answers, part) for part in named)]


def _received(survey: Survey) -> Iterator[Response]:
    found = Response.objects.filter(survey=survey).exclude(status=BEGUN).order_by("pk").select_related("version")
    return found.iterator(chunk_size=2_000)


def _about(one: Response) -> list[str]:
    """What is known of a response beside its answers, as `ABOUT` names it."""
    quoted = {True: "yes", False: "no", None: ""}[one.may_publish]
    received = one.received.isoformat() if one.received else ""
    return [one.reference, str(one.version.number), one.channel, one.status, one.kind, one.area, one.language, received, quoted]


def asked_rows(survey: Survey) -> list[list[str]]:
    """What each column of the answers is: what was asked, and the answers by their keys."""
    asked = (
        [name, one.asks.own, BETWEEN.join(f"{answer.key}: {answer.says.own}" for answer in one.answers)]
        for name, one in questions_of(survey).items()
    )
    return [["Column", "What was asked", "Answers"], *asked]


def as_csv(survey: Survey) -> bytes:
    """The rows as CSV."""
    return csv_of(rows(survey))


def as_excel(survey: Survey) -> bytes:
    """The rows on one sheet, and what each column means on another."""
    notices = [[f"{one.title}: {one.text}"] for one in made_up(survey.organisation)]
    return sheets([("Answers", rows(survey)), ("Questions", [*asked_rows(survey), *notices])])


def csv_of(found: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV, in which no cell is taken for a formula."""
    written = io.StringIO()
    csv.writer(written).writerows([guarded(cell) for cell in row] for row in found)
    return (_MARK + written.getvalue()).encode()


def as_json_lines(survey: Survey) -> bytes:
    """The rows as JSON Lines: one object for each response, with its answers as they are kept."""
    return _lines({**dict(zip(ABOUT, _about(one), strict=True)), "answers": one.answers} for one in _received(survey)).encode()


def as_themefinder(survey: Survey) -> bytes:
    """What people wrote in the layout that ThemeFinder reads: a folder for each question, and one line for each respondent.

    Only what is analysed is in it, and of the texts only those that a person has screened, as they may be shown: another tool
    is not to get what may tell who somebody is.
    """
    questions = questions_of(survey)
    written = [one for one in questions.values() if one.kind in model.WRITTEN]
    others = [one for one in questions.values() if one.kind not in model.WRITTEN and one.id != survey_consent(survey)]
    analysed = Response.objects.filter(survey=survey, status__in=ANALYSED).order_by("pk").select_related("version")
    found = [(one.pk, still_asked(one.version.definition, one.answers)) for one in analysed.iterator(chunk_size=2_000)]
    numbers = {key: number for number, (key, _) in enumerate(found, start=1)}
    shown_texts = _screened(survey, written)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        people = [{"response_id": numbers[key], "demographic_data": _demographics(others, given)} for key, given in found]
        made.writestr("inputs/respondents.jsonl", _lines(people))
        for number, question in enumerate(written, start=1):
            folder = f"inputs/question_part_{number}"
            made.writestr(f"{folder}/question.json", json.dumps({"question_number": number, "question_text": question.asks.own}))
            texts = [
                {"response_id": numbers[key], "response": shown_texts[key, question.id]}
                for key, given in found
                if given.get(question.id) and (key, question.id) in shown_texts
            ]
            made.writestr(f"{folder}/responses.jsonl", _lines(texts))
    return packed.getvalue()


def survey_consent(survey: Survey) -> str:
    """The question that says whether somebody may be quoted, which tells nothing of who they are."""
    return survey.version.definition.may_publish if survey.version else ""


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; the lines of a text stay."""
    return "\n".join(safe(line) if n == 0 else line for n, line in enumerate(cell.split("\n")))


def _screened(survey: Survey, questions: Iterable[Question]) -> dict[tuple[int, str], str]:
    names = {f"{survey.reference} {one.id}": one.id for one in questions}
    found = Extract.objects.filter(question__in=names, screened=True, response__isnull=False)
    return {(key, names[name]): text for key, name, text in found.values_list("response", "question", "shown")}


def _columns(question: Question) -> list[str]:
    beside = [f"{question.id}{OTHER}"] if any(answer.in_words for answer in question.answers) else []
    return [*(part for part, _ in parts_of(question)), *beside]


def _cell(answers: dict[str, Any], part: str) -> str:
    name, _, row = part.partition(" ")
    value = answers.get(name)
    if row:
        value = value.get(row) if isinstance(value, dict) else None
    return value if isinstance(value, str) else BETWEEN.join(keys_of(value))


def _demographics(questions: Iterable[Question], given: dict[str, Any]) -> dict[str, str]:
    """What else somebody answered, in words."""
    found = {}
    for question in questions:
        value = given.get(question.id)
        if question.kind == model.MATRIX:
            for row in question.rows:
                if isinstance(value, dict) and row.key in value:
                    found[f"{question.asks.own} {row.says.own}"] = _says(question, value[row.key])
        elif value not in (None, [], ""):
            found[question.asks.own] = BETWEEN.join(_says(question, key) for key in keys_of(value))
    return found


def _says(question: Question, key: str) -> str:
    answer = question.answer(key)
    return answer.says.own if answer else key.capitalize() if question.kind == model.CONSENT else key


def _lines(found: Iterable[dict[str, Any]]) -> str:
    return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in found)
