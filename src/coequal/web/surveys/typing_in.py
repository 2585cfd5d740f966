"""Forms that came back: found by their serial, typed in, typed in again by somebody else, and settled where the two differ."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_INVOLVEMENTS, TAKE_DOWN
from coequal.errors import CoequalError
from coequal.involvement.answering.copies import form_typed, without_serial
from coequal.involvement.answering.entered import entered
from coequal.involvement.answering.from_paper import from_paper
from coequal.involvement.answering.keying import (
    NOT_YET,
    TO_SETTLE,
    Came,
    differences,
    response_of,
    set_aside,
    settle,
    stands,
    type_in,
    why_not,
)
from coequal.involvement.models import PaperForm, Survey
from coequal.involvement.surveys.answers import Sent
from coequal.involvement.surveys.model import Survey as Definition
from coequal.web.answering.manners import manners
from coequal.web.bodies import takes_text
from coequal.web.surveys.forms import Aside, Back, CameBack
from coequal.web.surveys.named import about, form_named, survey_named
from coequal.web.surveys.paper_sheet import Difference, problems, sheet, told_apart


@needs(SEE_INVOLVEMENTS, posting=TAKE_DOWN, of=survey_named)
@require_http_methods(["GET", "HEAD", "POST"])
def forms_back(request: StaffRequest, survey: Survey) -> HttpResponse:
    """How many forms were printed and typed in, and the box for the serial of the next one."""
    form = Back(request.POST or None)
    if form.is_valid():
        try:
            found = (
                without_serial(request.acting, survey)
                if "none" in request.POST
                else form_typed(survey, form.cleaned_data["serial"])
            )
        except CoequalError as error:
            form.add_error("serial", error.message)
        else:
            return HttpResponseRedirect(_address("type", found), status=303)
    page = {**about(request, survey), "form": form, "entered": entered(survey), "done": request.GET.get("done", "")[:20]}
    return render(request, "surveys/forms.html", page)


@needs(TAKE_DOWN, of=form_named)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_text
def type_form(request: StaffRequest, form: PaperForm) -> HttpResponse:
    """The form as it lies on the table: codes for what is ticked, words for what is written."""
    now = response_of(form)
    if now and (why := why_not(form, request.acting)):
        return render(
            request, "surveys/not-to-type.html", {**_about(request, form), "why": why, "settle": stands(now) == TO_SETTLE}
        )
    definition = form.version.definition
    came = CameBack(timezone.localdate(), _languages(definition), request.POST or None)
    faults: Mapping[str, str] = {}
    wrong = ""
    if request.method == "POST":
        typed = from_paper(definition.questions, _sent(request))
        faults = typed.faults
        if (now or came.is_valid()) and not faults:
            how = Came(now.received or timezone.localdate()) if now else _came(came)
            try:
                type_in(request.acting, form, typed.answers, how)
            except CoequalError as error:
                wrong = error.message
            else:
                return _next(form)
    laid_out = sheet(definition, _sent(request), faults)
    page = {
        **_about(request, form),
        "came": None if now else came,
        "again": now is not None,
        "sheet": laid_out,
        "problems": [*([] if now else came.problems()), *problems(laid_out)],
        "wrong": wrong,
    }
    return render(request, "surveys/type.html", page)


@needs(TAKE_DOWN, of=form_named)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_text
def differing(request: StaffRequest, form: PaperForm) -> HttpResponse:
    """What two people typed differently, side by side, and a choice for each."""
    response = response_of(form)
    if response is None or stands(response) != TO_SETTLE:
        return _next(form)
    one, other = (typed.answers for typed in response.keyed.all()[:2])
    rows = told_apart(form.version.definition, differences(form), one, other, request.POST)
    if request.method == "POST" and not any(row.fault for row in rows):
        settle(request.acting, form, _settled(one, rows))
        return _next(form)
    page = {**_about(request, form), "rows": rows, "wrong": request.method == "POST"}
    return render(request, "surveys/differences.html", page)


def _settled(one: Mapping[str, object], rows: list[Difference]) -> dict[str, object]:
    """The first answers with what was chosen in place of what differed."""
    found = {**one, **{row.name: row.chosen for row in rows}}
    return {name: value for name, value in found.items() if value is not None}


@needs(TAKE_DOWN, of=form_named)
@require_http_methods(["GET", "HEAD", "POST"])
def aside(request: StaffRequest, form: PaperForm) -> HttpResponse:
    """A form set aside as void or as a duplicate, with the reason."""
    asked = Aside(timezone.localdate(), request.POST or None)
    if asked.is_valid():
        said = asked.cleaned_data
        try:
            set_aside(request.acting, form, said["status"], said["why"], said["received"])
        except CoequalError as error:
            asked.add_error("received", error.message)
        else:
            return _next(form)
    return render(request, "surveys/aside.html", {**_about(request, form), "form": asked})


def _about(request: StaffRequest, form: PaperForm) -> dict[str, Any]:
    return {**about(request, form.version.survey), "paper_form": form, "stands": stands(response_of(form)), "not_yet": NOT_YET}


def _sent(request: StaffRequest) -> Sent:
    return {name: request.POST.getlist(name) for name in request.POST}


def _came(form: CameBack) -> Came:
    said = form.cleaned_data
    return Came(said["received"], said["channel"], said.get("language", ""))


def _languages(definition: Definition) -> list[tuple[str, str]]:
    """The languages in which a form can have been answered, each with its name."""
    return [(key, name) for key, name in manners(definition) if key in (definition.language, *definition.languages)]


def _next(form: PaperForm) -> HttpResponse:
    """The way to the next form."""
    address = reverse("surveys:forms", kwargs={"reference": form.version.survey.reference})
    return HttpResponseRedirect(f"{address}?done={form.serial}", status=303)


def _address(name: str, form: PaperForm) -> str:
    return reverse(f"surveys:{name}", kwargs={"reference": form.version.survey.reference, "serial": form.serial})
