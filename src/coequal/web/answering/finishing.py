"""The end of a response: all answers on one page, sending them, and what is said then."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup, escape

from coequal.facts.dates import say_date
from coequal.involvement.answering.keeping import Unfinished, asked_pages, finish, left_to_do
from coequal.involvement.models import Response, Survey
from coequal.involvement.models.responses import UNSENT
from coequal.involvement.surveys import model
from coequal.involvement.surveys.answers import missing, still_asked
from coequal.involvement.surveys.model import OTHER, Question
from coequal.involvement.surveys.model import Survey as Definition
from coequal.web.answering.cookie import code_in, response_in
from coequal.web.answering.manners import Manner, manner_of
from coequal.web.answering.shown import address, already, lost, show
from coequal.web.answering.start import others
from coequal.web.answering.steps import AGAIN, to_response, to_survey

_NEEDED: Final = "We need an answer to this question."


@dataclass(frozen=True, slots=True)
class Line:
    """A question with what was answered to it; nothing where it was left out."""

    asks: Markup
    answer: tuple[Markup, ...]
    needed: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A page with its answers, and its number among those that are asked."""

    number: int
    title: Markup
    lines: tuple[Line, ...]


class Faults:
    """What has to be answered before a response can be sent, as the summary at the top of a page shows it."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        self.errors = errors

    def problems(self) -> list[dict[str, str]]:
        """Every message with the address of its page."""
        return self.errors


@to_response
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, response: Response) -> HttpResponse:
    """Every answer on one page, each part with a way to change it; sent from here, and counted once however often it is sent."""
    if request.method == "POST":
        try:
            finish(response)
        except Unfinished as error:
            return _draw(request, response, Faults(_problems(response, error)))
        return HttpResponseRedirect(address(response.survey, "sent"), status=303)
    return _draw(request, response, None)


def _problems(response: Response, error: Unfinished) -> list[dict[str, str]]:
    definition, manner = response.version.definition, manner_of(response)
    if not error.boxes:
        return [{"text": error.message, "href": address(response.survey, "page", number=1)}]
    return [
        {"text": f"{manner.plain(question.asks)} {_NEEDED}", "href": f"{address(response.survey, 'page', number=number)}?check"}
        for number, page in enumerate(asked_pages(definition, response.answers), start=1)
        for question in page.questions
        if missing(question, response.answers)
    ]


def _draw(request: HttpRequest, response: Response, faults: Faults | None) -> HttpResponse:
    definition, manner = response.version.definition, manner_of(response)
    pages = asked_pages(definition, response.answers)
    return show(
        request,
        "check",
        response,
        form=faults,
        parts=parts_of(definition, response.answers, manner),
        number=len(pages),
        left_out=left_out(definition, response.answers, manner),
        to=address(response.survey, "check"),
    )


def parts_of(definition: Definition, answers: Mapping[str, object], manner: Manner) -> tuple[Part, ...]:
    """The pages that are asked, with the answers on them."""
    left = left_to_do(definition, answers)

    def lines(page: model.Page) -> Iterator[Line]:
        for question in page.questions:
            needed = question.required and page.id in left and question.id not in answers
            yield Line(manner.said(question.asks), tuple(told(question, answers, manner)), needed)

    pages = enumerate(asked_pages(definition, answers), start=1)
    return tuple(Part(number, manner.said(page.title), tuple(lines(page))) for number, page in pages)


def left_out(definition: Definition, answers: Mapping[str, object], manner: Manner) -> list[Markup]:
    """The questions that were answered and are not asked any more, whose answers are left out when the rest is sent."""
    kept = still_asked(definition, answers)
    return [manner.said(one.asks) for one in definition.questions if one.id in answers and one.id not in kept]


def told(question: Question, answers: Mapping[str, object], manner: Manner) -> Iterator[Markup]:
    """What was answered to a question, in lines of words."""
    value, words = answers.get(question.id), answers.get(f"{question.id}{OTHER}")
    says = {answer.key: manner.said(answer.says) for answer in question.answers}
    match value:
        case None:
            return
        case dict():
            rows = {row.key: manner.said(row.says) for row in question.rows}
            yield from (Markup("{}: {}").format(rows[row], says[key]) for row, key in value.items())
        case bool():
            yield escape("Yes" if value else "No")
        case str() if question.kind == model.DATE:
            yield escape(say_date(date.fromisoformat(value)))
        case _ if question.answers:
            yield from (says[key] for key in model.keys_of(value))
        case _:
            yield from (escape(line) for line in str(value).split("\n"))
    if words:
        yield Markup("“{}”").format(words)


@to_survey
@require_safe
def sent(request: HttpRequest, survey: Survey) -> HttpResponse:
    """That it was sent, what happens next, and the code with which it can be withdrawn; or that it had been sent before."""
    response = response_in(request, survey)
    if response is None:
        return lost(request, survey)
    if response.status in UNSENT:
        return HttpResponseRedirect(address(survey, "check"))
    if response.completed is None or AGAIN in request.GET:
        return already(request, response)
    thanks = response.version.definition.thanks
    more: dict[str, Any] = {"code": code_in(request), "thanks": thanks, "others": others(survey)}
    return show(request, "sent", response, **more)
