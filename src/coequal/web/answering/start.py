"""The first page of a survey, and the beginning of a response."""

from collections.abc import Iterable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from coequal.involvement.answering.keeping import begin as begin_response
from coequal.involvement.answering.times import goes_on
from coequal.involvement.conduct.formats import TO_READ
from coequal.involvement.models import Involvement, Paper, Response, Survey
from coequal.involvement.models.responses import UNSENT
from coequal.involvement.surveys import model
from coequal.involvement.surveys.model import Survey as Definition
from coequal.web.answering.cookie import remember, response_in
from coequal.web.answering.manners import Manner, manner_named, manners
from coequal.web.answering.shown import about, address, shut
from coequal.web.answering.steps import to_survey
from coequal.web.limits import limited

_SECONDS: Final = {model.TEXT: 60, model.MATRIX: 40}  # that a question takes most people
_SECONDS_OTHERS: Final = 15


@to_survey
@require_safe
def start(request: HttpRequest, survey: Survey) -> HttpResponse:
    """What the survey is for, how long it takes, until when, and who runs it, before anything is asked."""
    if not survey.involvement.takes_answers and _begun(request, survey) is None:
        return shut(request, survey)
    page = first_page(request, survey, _definition(survey), begun=_begun(request, survey) is not None)
    page["X-Robots-Tag"] = "all"
    return page


def first_page(request: HttpRequest, survey: Survey, definition: Definition, **more: object) -> HttpResponse:
    """The first page, of people's survey or of its preview."""
    papers = papers_of(survey.involvement)
    first = {
        "definition": definition,
        "minutes": minutes(definition),
        "manners": list(manners(definition)),
        "papers": [paper for paper in papers if paper.kind in TO_READ],
        "formats": [paper for paper in papers if paper.kind not in TO_READ],
        "others": others(survey),
    }
    return render(request, "answering/start.html", about(survey, Manner(definition.language), **first, **more))


@to_survey
@require_POST
@limited(60, 60)
def begin(request: HttpRequest, survey: Survey) -> HttpResponse:
    """The first page of questions, for a response that is new; whoever has begun one here is asked which they mean."""
    definition = _definition(survey)
    manner = manner_named(definition, request.POST.get("manner", ""))
    if _begun(request, survey) and "fresh" not in request.POST:
        return render(request, "answering/begun.html", about(survey, manner, chosen=request.POST.get("manner", "")))
    _response, code = begin_response(survey, manner.channel, manner.language)
    return remember(HttpResponseRedirect(address(survey, "page", number=1), status=303), survey, code)


def minutes(definition: Definition) -> int:
    """How many minutes it takes most people at most: those who are asked everything."""
    seconds = sum(_SECONDS.get(question.kind, _SECONDS_OTHERS) for question in definition.questions)
    return max(1, round(seconds / 60))


def papers_of(involvement: Involvement) -> Iterable[Paper]:
    """The papers that are published."""
    return list(involvement.papers.filter(published__lte=timezone.now()))


def others(survey: Survey) -> list[Survey]:
    """The other surveys of the same involvement that can be answered now."""
    if not survey.involvement.takes_answers:
        return []
    return list(survey.involvement.surveys.exclude(version=None).exclude(pk=survey.pk))


def _begun(request: HttpRequest, survey: Survey) -> Response | None:
    """What was begun in this browser and can be gone on with."""
    response = response_in(request, survey)
    return response if response and response.status in UNSENT and goes_on(response, timezone.now()) else None


def _definition(survey: Survey) -> Definition:
    assert survey.version is not None  # people are shown no other
    return survey.version.definition
