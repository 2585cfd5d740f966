"""A survey on paper: a form to look at or to copy, and copies with serials."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_INVOLVEMENTS, WRITE_SURVEY
from coequal.documents.media import MEDIA_TYPES
from coequal.errors import CoequalError
from coequal.involvement.answering.copies import print_copies
from coequal.involvement.models import Survey
from coequal.involvement.surveys.paper import FORMS, USUAL, Sending, paper
from coequal.web.limits import limited
from coequal.web.surveys.forms import Copies
from coequal.web.surveys.named import about, definition_of, survey_named


def sending(survey: Survey) -> Sending:
    """Whose the forms of a survey are, until when and where they are to be sent."""
    involvement = survey.involvement
    return Sending(involvement.whose, involvement.closes, involvement.questions, involvement.organisation.made_up)


@needs(SEE_INVOLVEMENTS, of=survey_named)
@require_safe
@limited(60, 60)
def form(request: StaffRequest, survey: Survey) -> HttpResponse:
    """The working text as a form; where it is what people answer, as a master to copy, else as a draft that says so."""
    which, language = request.GET.get("form", USUAL), request.GET.get("language", "")
    definition = definition_of(survey)
    if which not in FORMS or (language and language not in definition.languages):
        raise Http404
    draft = survey.version is None or survey.version.text != survey.text
    made = paper(definition, sending(survey), form=which, language=language, draft=draft)
    return _pdf(made, f"{survey.reference}-{which.replace(' ', '-')}{'-draft' if draft else ''}", at_once=True)


@needs(WRITE_SURVEY, of=survey_named)
@require_POST
@limited(20, 60)
def copies(request: StaffRequest, survey: Survey) -> HttpResponse:
    """Copies of what people answer, each with a serial on every page."""
    asked = Copies(request.POST)
    if asked.is_valid():
        try:
            made = print_copies(request.acting, survey, asked.cleaned_data["count"])
        except CoequalError as error:
            asked.add_error("count", error.message)
        else:
            serials = [one.serial for one in made]
            printed = paper(made[0].version.definition, sending(survey), form=asked.cleaned_data["form"], serials=serials)
            return _pdf(printed, f"{survey.reference}-copies-{made[0].batch}")
    return render(request, "surveys/copies.html", {**about(request, survey), "form": asked})


def _pdf(made: bytes, name: str, *, at_once: bool = False) -> HttpResponse:
    response = HttpResponse(made, content_type=MEDIA_TYPES["pdf"])
    response["Content-Disposition"] = f'{"inline" if at_once else "attachment"}; filename="{name}.pdf"'
    return response
