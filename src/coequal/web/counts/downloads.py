"""Counts as files for everybody, and all answers as files for those who may read them, which the trail shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import READ_ANSWERS
from coequal.accounts.trail import record
from coequal.documents.sheet import sheet
from coequal.documents.workbook import sheets, workbook
from coequal.involvement.counting import exports
from coequal.involvement.invented import made_up
from coequal.involvement.models import Survey
from coequal.web.counts.found import survey_named
from coequal.web.limits import limited

_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CSV: Final = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which something can be had: its file, its words, its type, and how it is made; answers are of `people`."""

    file: str
    words: str
    kind: str
    made: Callable[[Survey], bytes]
    people: bool = True


def _answers_as_excel(survey: Survey) -> bytes:
    """The answers on one sheet, and what each column means on another."""
    questions = [("Column", "What was asked", "Answers")]
    for name, one in exports.questions_of(survey).items():
        questions.append((name, one.asks.own, exports.BETWEEN.join(f"{answer.key}: {answer.says.own}" for answer in one.answers)))
    notices = [[f"{one.title}: {one.text}"] for one in made_up(survey.organisation)]
    return sheets([("Answers", exports.rows(survey)), ("Questions", [*questions, *notices])])


FORMS: Final[Mapping[str, Form]] = {
    one.file: one
    for one in (
        Form("counts.csv", "The counts (CSV)", _CSV, lambda survey: sheet(exports.counts(survey, drawn=False)), people=False),
        Form(
            "counts.xlsx", "The counts (Excel)", _EXCEL, lambda survey: workbook(exports.counts(survey, drawn=False)), people=False
        ),
        Form("answers.csv", "All answers (CSV)", _CSV, exports.as_csv),
        Form("answers.xlsx", "All answers (Excel)", _EXCEL, _answers_as_excel),
        Form("answers.jsonl", "All answers (JSON Lines)", "application/jsonl; charset=utf-8", exports.as_json_lines),
        Form("themefinder.zip", "What people wrote, for ThemeFinder (ZIP)", "application/zip", exports.as_themefinder),
    )
}


@needs(READ_ANSWERS, of=lambda reference, survey, file: Asked(survey_named(reference, survey), file))
@require_safe
@limited(60, 60)
def download(request: StaffRequest, asked: "Asked") -> HttpResponse:
    """A file; of what people answered it is recorded who has it."""
    form, survey = asked.form, asked.survey
    made = form.made(survey)
    if form.people:
        with transaction.atomic():
            record(request.acting, "took out all answers", survey, detail={"file": form.file})
    name = f"{survey.reference}-{'invented-' if survey.organisation.invented else ''}{form.file}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type=form.kind, headers=headers)


class Asked:
    """A file of a survey: whoever may read the answers may have it."""

    def __init__(self, survey: Survey, file: str) -> None:
        """Take both. Raises `Http404` where there is no such file."""
        if file not in FORMS:
            raise Http404
        self.survey, self.form = survey, FORMS[file]
        self.organisation, self.state = survey.organisation, survey.state
