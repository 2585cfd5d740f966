"""The surveys of an involvement, one survey with all that can be done with it, and how one is begun."""

import re

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_INVOLVEMENTS, WRITE_SURVEY
from coequal.errors import CoequalError
from coequal.involvement.law.data_protection import shut_by_register
from coequal.involvement.models import Involvement, Survey
from coequal.involvement.surveys import beginning
from coequal.involvement.surveys.lint import findings, is_fit
from coequal.involvement.surveys.paper import FORMS
from coequal.involvement.surveys.saving import begin as begin_with
from coequal.involvement.surveys.writing import written
from coequal.policies.model import Policy
from coequal.web.bodies import takes_text
from coequal.web.involvement.found import involvement_named
from coequal.web.shelf import shelf
from coequal.web.surveys.forms import FILE, PLAIN, Begin, Copies
from coequal.web.surveys.named import about, about_involvement, definition_of, survey_named


@needs(SEE_INVOLVEMENTS, of=involvement_named)
@require_safe
def surveys(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """The surveys of an involvement."""
    page = {
        **about_involvement(involvement),
        "surveys": involvement.surveys.select_related("version"),
        "may_write": request.acting.may(WRITE_SURVEY, involvement),
    }
    return render(request, "surveys/list.html", page)


@needs(WRITE_SURVEY, of=involvement_named)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_text
def begin(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """A survey begun with the usual questions, with the rules of a policy, or with a file."""
    every = (policy for versions in shelf().policies.values() for policy in versions)
    known = {f"{policy.id}@{policy.version}": f"{policy.title}, version {policy.version}" for policy in every}
    form = Begin(involvement, known, request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            made = begin_with(request.acting, involvement, _first_text(form, involvement))
        except CoequalError as error:
            where = f" (line {error.place.line})" if error.place and error.place.line else ""
            form.add_error("file" if form.cleaned_data["how"] == FILE else "policy", f"{error.message}{where}")
        else:
            return HttpResponseRedirect(reverse("surveys:survey", kwargs={"reference": made.reference}), status=303)
    return render(request, "surveys/begin.html", {**about_involvement(involvement), "form": form})


def _first_text(form: Begin, involvement: Involvement) -> str:
    """The text that a survey begins with."""
    title, how = form.cleaned_data["title"], form.cleaned_data["how"]
    if how == FILE:
        return str(form.cleaned_data["file"])
    name = "-".join(re.findall(r"[a-z0-9]+", title.casefold()))[:60].strip("-")
    name = name if name[:1].isalpha() else f"survey-{name}".strip("-")
    if how == PLAIN:
        return written(beginning.plain(name, title, next(iter(involvement.services), "")))
    beside = form.cleaned_data["beside"]
    return written(beginning.about_rules(name, title, _policy(beside) if beside else None, _policy(form.cleaned_data["policy"])))


def _policy(named: str) -> Policy:
    """A version of a policy, named as `area/service@version`."""
    name, _, version = named.partition("@")
    return shelf().policy(name, version or None)


@needs(SEE_INVOLVEMENTS, of=survey_named)
@require_safe
def survey(request: StaffRequest, found: Survey) -> HttpResponse:
    """One survey: where it stands, what software says of its text, and everything that can be done with it."""
    said = findings(found.text)
    try:
        definition = definition_of(found)
    except CoequalError:
        definition = None
    page = {
        **about(request, found),
        "definition": definition,
        "shut": shut_by_register(found.involvement),
        "found": said,
        "fit": is_fit(said),
        "changed": found.version is None or found.version.text != found.text,
        "forms_of_it": FORMS,
        "copies": Copies(),
    }
    return render(request, "surveys/survey.html", page)
