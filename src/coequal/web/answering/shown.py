"""What pages of a survey show whoever answers it, and the pages that stand in place of the one that they asked for."""

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from coequal.assurance.register.clearing import lapsed
from coequal.facts.dates import say_date
from coequal.involvement.answering.times import closed_at, is_late, over_at
from coequal.involvement.models import Involvement, Pause, Response, Survey
from coequal.pages.words import moment
from coequal.web.answering.cookie import code_in
from coequal.web.answering.manners import Manner, manner_of
from coequal.web.answering.unsent import typed, waiting
from coequal.web.failures import failure


def address(survey: Survey, step: str, **parts: object) -> str:
    """The address of a step of a survey."""
    return reverse(f"answering:{step}", kwargs={"reference": survey.reference, **parts})


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
    use, still = survey.involvement.data_use, over is not None and timezone.now() < over
    more = {"definition": definition, "state": survey.state, "pause": pause, "still": still, "lapsed": lapsed(use) if use else ""}
    manner = Manner(definition.language)
    return about(survey, manner, typed=typed(request, definition, manner), **more)


def from_elsewhere(survey: Survey) -> HttpResponse:
    """The page for a form that no page of this survey sent."""
    return failure(
        403,
        "This form was not sent from this survey",
        "Nothing was kept, and nothing was changed. Open the survey here, and send it again.",
        links=[(address(survey, "start"), "The survey")],
    )


def already(request: HttpRequest, response: Response) -> HttpResponse:
    """The page for answers that were sent before: when, that nothing was sent twice, and what was typed since and is not kept."""
    if response.completed is None:
        return _set_aside(response.survey)
    again = typed(request, response.version.definition, manner_of(response))
    page = show(request, "already", response, sent_at=moment(response.completed), code=code_in(request), typed=again)
    page.status_code = 200 if request.method != "POST" else 409
    return page


def _set_aside(survey: Survey) -> HttpResponse:
    """The page for somebody whose answers were set aside before they had sent them: nobody is thanked for what was not taken."""
    return failure(
        409,
        "Your answers were not sent",
        "Those who run this survey have set aside what you had begun, so nothing more is kept of it. "
        "What you had answered stays kept, and is in no table. You can withdraw it, or ask them why.",
        links=[(address(survey, "start"), "The survey"), (address(survey, "withdraw"), "Withdraw your answers")],
    )
