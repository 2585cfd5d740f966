"""What every page of a survey is: open to everybody, kept by no browser, and sent to from this site alone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import engines
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from coequal.accounts.guard import everyone
from coequal.facts.dates import say_date
from coequal.involvement.answering.times import NotNow, closed_at, goes_on, is_late, over_at
from coequal.involvement.models import Involvement, Pause, Response, Survey
from coequal.involvement.models.involvements import PUBLIC
from coequal.involvement.models.responses import UNSENT
from coequal.pages.words import moment
from coequal.web.answering.cookie import response_in
from coequal.web.answering.manners import Manner, manner_of
from coequal.web.answering.unsent import typed, waiting
from coequal.web.bodies import takes_text
from coequal.web.failures import failure, sent_from_here

OfSurvey = Callable[..., HttpResponse]


def survey_named(reference: str) -> Survey:
    """The survey with a reference. Raises `Http404`."""
    rows = Survey.objects.select_related("involvement__organisation", "version__survey")
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def address(survey: Survey, step: str, **parts: object) -> str:
    """The address of a step of a survey."""
    return reverse(f"answering:{step}", kwargs={"reference": survey.reference, **parts})


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
            return _from_elsewhere(survey)
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


def to_response(view: OfSurvey) -> OfSurvey:
    """A view of the response that a browser goes on with: for whoever brings one that can still be changed."""

    @to_survey
    @wraps(view)
    def guarded(request: HttpRequest, survey: Survey, **parts: Any) -> HttpResponse:
        response = response_in(request, survey)
        if response is None:
            return lost(request, survey)
        if response.status not in UNSENT:
            return HttpResponseRedirect(address(survey, "sent"))
        if not goes_on(response, timezone.now()):
            return shut(request, survey)
        return view(request, response, **parts)

    return guarded


def show(request: HttpRequest, template: str, response: Response, **more: Any) -> HttpResponse:
    """A page of somebody's response."""
    late = is_late(response, timezone.now())
    return render(request, f"answering/{template}.html", about(response.survey, manner_of(response), late=late, **more))


def about(survey: Survey, manner: Manner, **more: Any) -> dict[str, Any]:
    """What every page of a survey is told."""
    involvement = survey.involvement
    return {
        "survey": survey,
        "involvement": involvement,
        "manner": manner,
        "said": manner.said,
        "told": manner.told,
        "closed_on": closed_on(involvement),
        "until": until(closed_at(involvement)),
        "longest": until(over_at(involvement)),
        **more,
    }


def until(end: datetime | None) -> str:
    """The end of something in words: of a day by its name, because “00:00” is taken for the day before as often as after."""
    if end is None:
        return ""
    here = timezone.localtime(end)
    if (here.hour, here.minute) != (0, 0):
        return moment(end)
    day = here.date() - timedelta(days=1)
    return f"midnight at the end of {day:%A} {say_date(day)}"


def closed_on(involvement: Involvement) -> date | None:
    """The last day on which it was open; None where no day is set."""
    closed = closed_at(involvement)
    return timezone.localdate(closed - timedelta(microseconds=1)) if closed else None


def lost(request: HttpRequest, survey: Survey) -> HttpResponse:
    """The page for a browser that brings no response. What it sent waits for the code, so that nothing is lost."""
    context = {"survey": survey, "involvement": survey.involvement, "waiting": waiting(request)}
    return render(request, "answering/lost.html", context, status=403)


def shut(request: HttpRequest, survey: Survey) -> HttpResponse:
    """The page of a survey that takes no answers at the moment: why, since when, and what happens next."""
    involvement = survey.involvement
    pause = involvement.pauses.filter(until=None).last()
    return render(request, "answering/shut.html", _of_shut(request, survey, pause), status=200 if request.method != "POST" else 409)


def _of_shut(request: HttpRequest, survey: Survey, pause: Pause | None) -> dict[str, Any]:
    assert survey.version is not None
    definition, over = survey.version.definition, over_at(survey.involvement)
    more = {"definition": definition, "state": survey.state, "pause": pause, "still": over is not None and timezone.now() < over}
    manner = Manner(definition.language)
    return about(survey, manner, typed=typed(request, definition, manner), **more)


def _from_elsewhere(survey: Survey) -> HttpResponse:
    return failure(
        403,
        "This form was not sent from this survey",
        "Nothing was kept, and nothing was changed. Open the survey here, and send it again.",
        links=[(address(survey, "start"), "The survey")],
    )
