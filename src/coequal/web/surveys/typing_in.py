"""Forms that came back: found by their serial, typed in, typed in again by somebody else, and settled where the two differ."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_INVOLVEMENTS, TAKE_DOWN
from coequal.assurance.register.clearing import in_the_way
from coequal.errors import CoequalError
from coequal.involvement.answering.copies import form_typed, without_serial
from coequal.involvement.answering.entered import entered
from coequal.involvement.answering.from_paper import from_paper
from coequal.involvement.answering.keying import (
    NOT_YET,
    TO_SETTLE,
    Came,
    differences,
    original_of,
    response_of,
    set_aside,
    settle,
    stands,
    type_in,
    why_not,
)
from coequal.involvement.models import PaperForm, Survey
from coequal.involvement.models.responses import DUPLICATE
from coequal.involvement.surveys.answers import Sent
from coequal.involvement.surveys.model import Survey as Definition
from coequal.web.answering.manners import manners
from coequal.web.bodies import takes_text
from coequal.web.surveys.forms import Aside, Back, CameBack
from coequal.web.surveys.named import about, form_named, survey_named
from coequal.web.surveys.paper_sheet import Difference, problems, sheet, told_apart

_SHUT: Final = "Personal data must not be used here yet, so nothing is typed in. Keep the form where nobody else finds it."


@needs(SEE_INVOLVEMENTS, posting=TAKE_DOWN, of=survey_named)
@require_http_methods(["GET", "HEAD", "POST"])
def forms_back(request: StaffRequest, survey: Survey) -> HttpResponse:
    """How many forms were printed and typed in, and the box for the serial of the next one."""
    versions = [one.number for one in survey.versions.all()]
    form = Back(versions, request.POST or None)
    if form.is_valid():
        bare, said = "none" in request.POST, form.cleaned_data
        try:
            found = (
                without_serial(request.acting, survey, said["version"] or 0, said["newest"] or 0)
                if bare
                else form_typed(survey, said["serial"])
            )
        except CoequalError as error:
            form = Back(versions, {**request.POST.dict(), "version": ""})  # what was typed, beside the versions as they are now
            form.add_error("version" if bare and len(versions) > 1 else "serial", error.message)
        else:
            return HttpResponseRedirect(_address("type", found), status=303)
    more = {"form": form, "versions": versions, "entered": entered(survey), "done": request.GET.get("done", "")[:20]}
    page = {**about(request, survey), **more}
    return render(request, "surveys/forms.html", page)


@needs(TAKE_DOWN, of=form_named)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_text
def type_form(request: StaffRequest, form: PaperForm) -> HttpResponse:
    """The form as it lies on the table: codes for what is ticked, words for what is written."""
    now, shut = response_of(form), in_the_way(form.version.survey.involvement.data_use)
    if why := (f"{_SHUT} {shut}" if shut else now and why_not(form, request.acting)):
        return render(
            request,
            "surveys/not-to-type.html",
            {**_about(request, form), "why": why, "settle": not shut and stands(now) == TO_SETTLE},
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
    wrong = ""
    rows = told_apart(form.version.definition, differences(form), one, other, request.POST)
    if request.method == "POST" and not any(row.fault for row in rows):
        try:
            settle(request.acting, form, _settled(one, rows))
        except CoequalError as error:
            wrong = error.message
        else:
            return _next(form)
    elif request.method == "POST":
        wrong = "Choose which is right for every question."
    page = {**_about(request, form), "rows": rows, "wrong": wrong}
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
            same_as = original_of(form.version.survey, said["same_as"]) if said["status"] == DUPLICATE else None
        except CoequalError as error:
            asked.add_error("same_as", error.message)
            return render(request, "surveys/aside.html", {**_about(request, form), "form": asked})
        try:
            set_aside(request.acting, form, said["status"], said["why"], said["received"], same_as=same_as)
        except CoequalError as error:
            asked.add_error(None, error.message)
        else:
            return _next(form)
    return render(request, "surveys/aside.html", {**_about(request, form), "form": asked})


def _about(request: StaffRequest, form: PaperForm) -> dict[str, Any]:
    more = {"stands": stands(response_of(form)), "not_yet": NOT_YET, "newer": _newer(form)}
    return {**about(request, form.version.survey), "paper_form": form, **more}


def _newer(form: PaperForm) -> int | None:
    """The version that people answer now, where a form is of an earlier one; None where it is not."""
    now = form.version.survey.version
    return now.number if now and now.number > form.version.number else None


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
