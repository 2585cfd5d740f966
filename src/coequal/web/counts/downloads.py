"""Everything that can be taken out: counts as files for everybody, and what people said for those who may read it, on record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import READ_ANSWERS
from coequal.accounts.trail import record
from coequal.documents.media import MEDIA_TYPES
from coequal.documents.workbook import workbook
from coequal.involvement.counting import everything, exports
from coequal.involvement.models import Involvement, Survey
from coequal.web.counts.found import survey_named
from coequal.web.involvement.found import involvement_named
from coequal.web.limits import limited

_ALL: Final = "everything.xlsx"


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which a survey can be had: its file, its words, and how it is made; answers are of `people`."""

    file: str
    words: str
    made: Callable[[Survey], bytes]
    people: bool = True


FORMS: Final[Mapping[str, Form]] = {
    one.file: one
    for one in (
        Form("counts.csv", "The counts (CSV)", exports.counts_as_csv, people=False),
        Form("counts.xlsx", "The counts (Excel)", lambda survey: workbook(exports.counts(survey, drawn=False)), people=False),
        Form("answers.csv", "All answers (CSV)", exports.as_csv),
        Form("answers.xlsx", "All answers (Excel)", exports.as_excel),
        Form("answers.jsonl", "All answers (JSON Lines)", exports.as_json_lines),
        Form("themefinder.zip", "What people wrote, for ThemeFinder (ZIP)", exports.as_themefinder),
    )
}
SHEETS: Final = {f"{name}.csv": name for name in everything.SHEETS}


@needs(READ_ANSWERS, of=involvement_named)
@require_safe
def what_can_be_taken_out(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """One list of all files: of everything together, of each kind of thing, of each survey and of each code frame."""
    about = {
        "involvement": involvement,
        "all": _ALL,
        "sheets": [(file, everything.SHEETS[name].words) for file, name in SHEETS.items()],
        "surveys": involvement.surveys.exclude(version=None),
        "forms": FORMS.values(),
        "frames": involvement.frames.all(),
        "named": everything.NAMED,
    }
    return render(request, "counts/taken-out.html", about)


@needs(READ_ANSWERS, of=lambda reference, file: OfEverything(involvement_named(reference), file))
@require_safe
@limited(60, 60)
def take_out(request: StaffRequest, asked: "OfEverything") -> HttpResponse:
    """What an involvement holds as a file, with an entry in the trail that somebody took it out."""
    involvement, file = asked.involvement, asked.file
    made = everything.as_workbook(involvement) if file == _ALL else everything.as_csv(involvement, SHEETS[file])
    with transaction.atomic():
        record(request.acting, "took out what came in", involvement, detail={"file": file})
    return _as_file(made, involvement, file)


class OfEverything:
    """A file of what an involvement holds: whoever may read the answers may have it."""

    def __init__(self, involvement: Involvement, file: str) -> None:
        """Take both. Raises `Http404` where there is no such file."""
        if file not in (_ALL, *SHEETS):
            raise Http404
        self.involvement, self.file = involvement, file
        self.organisation, self.state = involvement.organisation, involvement.state


@needs(READ_ANSWERS, of=lambda reference, survey, file: OfSurvey(survey_named(reference, survey), file))
@require_safe
@limited(60, 60)
def download(request: StaffRequest, asked: "OfSurvey") -> HttpResponse:
    """A file of a survey; of what people answered it is recorded who has it."""
    form, survey = asked.form, asked.survey
    made = form.made(survey)
    if form.people:
        with transaction.atomic():
            record(request.acting, "took out all answers", survey, detail={"file": form.file})
    return _as_file(made, survey, form.file)


class OfSurvey:
    """A file of a survey: whoever may read the answers may have it."""

    def __init__(self, survey: Survey, file: str) -> None:
        """Take both. Raises `Http404` where there is no such file."""
        if file not in FORMS:
            raise Http404
        self.survey, self.form = survey, FORMS[file]
        self.organisation, self.state = survey.organisation, survey.state


def _as_file(made: bytes, thing: Survey | Involvement, file: str) -> HttpResponse:
    """A file whose name says of what it is, and that it is invented where it is."""
    name = f"{thing.reference}-{'invented-' if thing.organisation.invented else ''}{file}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type=MEDIA_TYPES[file.rpartition(".")[2]], headers=headers)
