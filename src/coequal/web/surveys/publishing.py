"""Versions of a survey: what people answer from now on, and what differs between two."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_INVOLVEMENTS, WRITE_SURVEY
from coequal.errors import CoequalError
from coequal.involvement.models import Survey
from coequal.involvement.models.involvements import OPEN
from coequal.involvement.surveys.lint import findings, is_fit
from coequal.involvement.surveys.saving import ChangedMeanwhile, publish
from coequal.web.surveys.editing import between, mark_sent
from coequal.web.surveys.forms import Publish
from coequal.web.surveys.named import about, survey_named


@needs(WRITE_SURVEY, of=survey_named)
@require_http_methods(["GET", "HEAD", "POST"])
def publishing(request: StaffRequest, survey: Survey) -> HttpResponse:
    """What software says of the text, what changes, and the button that makes it the version that people answer."""
    form = Publish(request.POST or None)
    if form.is_valid():
        try:
            publish(request.acting, survey, mark_sent(request), form.cleaned_data["why"])
        except ChangedMeanwhile:
            form.add_error(None, "Somebody else has saved this survey meanwhile. Look at it below as it is now, then publish it.")
            survey.refresh_from_db()
        except CoequalError as error:
            form.add_error("why" if "Say why" in error.message else None, error.message)
        else:
            return HttpResponseRedirect(reverse("surveys:versions", kwargs={"reference": survey.reference}), status=303)
    found = findings(survey.text)
    page = {
        **about(request, survey),
        "form": form,
        "mark": survey.mark,
        "found": found,
        "fit": is_fit(found),
        "hunks": between(survey.version.text, survey.text) if survey.version else [],
        "answered": survey.state == OPEN and survey.version is not None,
    }
    return render(request, "surveys/publish.html", page)


@needs(SEE_INVOLVEMENTS, of=survey_named)
@require_safe
def versions(request: StaffRequest, survey: Survey) -> HttpResponse:
    """Every version, the newest first, each with how many answered it, and what differs between two of them."""
    there = list(survey.versions.select_related("by"))
    by_number = {str(one.number): one for one in there}
    new = by_number.get(request.GET.get("to", ""), there[-1] if there else None)
    earlier = [one for one in there if new and one.number < new.number]
    old = by_number.get(request.GET.get("from", ""), earlier[-1] if earlier else None)
    page: dict[str, Any] = {
        **about(request, survey),
        "versions": [(one, one.responses.count()) for one in reversed(there)],
        "old": old,
        "new": new,
        "hunks": between(old.text, new.text) if old and new else [],
    }
    return render(request, "surveys/versions.html", page)
