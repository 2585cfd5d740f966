"""What every page of a survey is: open to everybody, kept by no browser, and sent to from this site alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from coequal.accounts.guard import everyone
from coequal.involvement.answering.times import NotNow, goes_on
from coequal.involvement.models import Response, Survey
from coequal.involvement.models.involvements import PUBLIC
from coequal.involvement.models.responses import UNSENT
from coequal.web.answering.cookie import response_in
from coequal.web.answering.shown import address, already, from_elsewhere, lost, shut
from coequal.web.answering.unsent import waiting
from coequal.web.bodies import takes_text
from coequal.web.failures import sent_from_here

AGAIN: Final = "again"  # in the address of the page that says that it was sent: it had been before
OfSurvey = Callable[..., HttpResponse]


def survey_named(reference: str) -> Survey:
    """The survey with a reference. Raises `Http404`."""
    rows = Survey.objects.select_related("involvement__organisation", "version__survey")
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def to_survey(view: OfSurvey) -> OfSurvey:
    """A view of a survey that everybody may see.

    No token guards its forms, since a token would be a second cookie: a browser brings the survey's cookie from pages of
    this site alone, and says where a form was sent from.
    """

    @wraps(view)
    def guarded(request: HttpRequest, reference: str, **parts: Any) -> HttpResponse:
        survey = survey_named(reference)
        if survey.version is None or survey.state not in PUBLIC or survey.involvement.dates_only:
            raise Http404
        if request.method == "POST" and not sent_from_here(request):
            return from_elsewhere(survey)
        try:
            response = view(request, survey, **parts)
        except NotNow:
            response = shut(request, survey)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Robots-Tag", "noindex")
        return response

    return everyone(takes_text(csrf_exempt(sensitive_post_parameters()(_unharmed(guarded)))))


def _unharmed(view: OfSurvey) -> OfSurvey:
    """A view that loses nothing of a page of questions that was sent while the database does not answer."""

    @wraps(view)
    def guarded(request: HttpRequest, **parts: Any) -> HttpResponse:
        try:
            return view(request, **parts)
        except (DatabaseError, InterfaceError):
            if "page" not in request.POST:
                raise
            page = engines["jinja2"].get_template("answering/again.html")
            told = page.render({"to": request.path, "again": waiting(request)})
            return HttpResponse(told, status=503, headers={"Cache-Control": "no-store"})

    return guarded


def sent_before(request: HttpRequest, response: Response) -> HttpResponse:
    """Where somebody is led who has sent their answers already: at once, where they have typed something that is to be shown."""
    if "page" in request.POST:
        return already(request, response)
    return HttpResponseRedirect(f"{address(response.survey, 'sent')}?{AGAIN}", status=303)


def to_response(view: OfSurvey) -> OfSurvey:
    """A view of the response that a browser goes on with: for whoever brings one that can still be changed."""

    @to_survey
    @wraps(view)
    def guarded(request: HttpRequest, survey: Survey, **parts: Any) -> HttpResponse:
        response = response_in(request, survey)
        if response is None:
            return lost(request, survey)
        if response.status not in UNSENT:
            return sent_before(request, response)
        if not goes_on(response, timezone.now()):
            return shut(request, survey)
        return view(request, response, **parts)

    return guarded
