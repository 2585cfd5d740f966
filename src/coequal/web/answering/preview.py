"""A survey as people will see it, for those who write it: of the text as it stands, or of a version. Nothing is kept of it."""

import json
from collections.abc import Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_INVOLVEMENTS
from coequal.errors import CoequalError
from coequal.involvement.answering.keeping import asked_pages, left_to_do
from coequal.involvement.models import Survey
from coequal.involvement.surveys.answers import Json, NotAnAnswer, Sent, checked, missing, read, written
from coequal.involvement.surveys.model import OTHER, Question
from coequal.involvement.surveys.model import Survey as Definition
from coequal.involvement.surveys.reading import read_survey
from coequal.web.answering.finishing import Faults, left_out, parts_of
from coequal.web.answering.manners import manner_named
from coequal.web.answering.pages import BACK, SAVE, Place, place_of
from coequal.web.answering.sheet import Sheet
from coequal.web.answering.shown import about
from coequal.web.answering.start import first_page
from coequal.web.answering.steps import survey_named
from coequal.web.bodies import takes_text
from coequal.web.failures import failure

_CODE: Final = "2222-2222-2222-2222"  # stands where people find theirs


class _Walk:
    """Somebody's way through a preview: the answers so far travel with each page."""

    def __init__(self, request: HttpRequest, survey: Survey, definition: Definition, version: str) -> None:
        self.request, self.survey, self.definition, self.version = request, survey, definition, version
        self.manner_name = request.POST.get("manner", "")
        self.manner = manner_named(definition, self.manner_name)
        self.answers = _so_far(definition, request.POST.get("so_far", ""))

    def show(self, template: str, **more: Any) -> HttpResponse:
        context = about(self.survey, self.manner, **self.told(), **more)
        return render(self.request, f"answering/{template}.html", context)

    def told(self) -> dict[str, Any]:
        hidden = {"so_far": json.dumps(self.answers), "manner": self.manner_name, "version": self.version}
        return {"preview": True, "to": address_of(self.survey), "hidden": hidden}

    def page(self, place: Place, sheet: Sheet | None = None) -> HttpResponse:
        if place.number > len(place.pages):
            return self.check()
        drawn = sheet or Sheet(place.pages[place.number - 1], self.manner, self.answers)
        return self.show("page", sheet=drawn, form=drawn, place=place)

    def at(self, number: int) -> HttpResponse:
        return self.page(Place(self.definition, asked_pages(self.definition, self.answers), number))

    def check(self, *, sending: bool = False) -> HttpResponse:
        """All answers on one page; or, where they can be sent, what is said then."""
        left = left_to_do(self.definition, self.answers)
        if sending and not left:
            return self.show("sent", code=_CODE, thanks=self.definition.thanks, others=[])
        says = [{"text": "Some questions need an answer before you can send this.", "href": "#maincontent"}]
        return self.show(
            "check",
            form=Faults(says if sending else []),
            parts=parts_of(self.definition, self.answers, self.manner),
            number=len(asked_pages(self.definition, self.answers)),
            left_out=left_out(self.definition, self.answers, self.manner),
        )

    def take(self, name: str) -> HttpResponse:
        """What follows on a page that was sent, as it does when people answer."""
        page = next((page for page in self.definition.pages if page.id == name), None)
        if page is None:
            raise Http404
        sent: Sent = dict(self.request.POST.lists())
        shown = self.request.POST.get("shown", "").split()
        questions = [question for question in page.questions if question.id in shown]
        given = {question.id: read(question, sent) for question in questions}
        gone = {name for question in questions for name in (question.id, f"{question.id}{OTHER}")}
        self.answers = {name: value for name, value in self.answers.items() if name not in gone}
        for one in given.values():
            self.answers |= one.values
        place, action = place_of(self.definition, self.answers, name), self.request.POST.get("action", "")
        asked = place.pages[place.number - 1].questions if place.asked else ()
        errors = {box: fault for question in asked if question.id in given for box, fault in given[question.id].faults.items()}
        if action not in (BACK, SAVE):
            errors = {box: says for one in asked if one.id in given for box, says in missing(one, self.answers).items()} | errors
        if errors:
            return self.page(place, Sheet(place.pages[place.number - 1], self.manner, self.answers, (shown, sent), errors))
        if action == SAVE:
            return self.show("code", code=_CODE, number=place.number)
        if action == BACK:
            return self.at(max(1, place.number - 1))
        more = any(question.id not in given for question in asked)
        return self.at(place.number if more else place.after)


@needs(SEE_INVOLVEMENTS, of=survey_named)
@takes_text
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: StaffRequest, survey: Survey) -> HttpResponse:
    """The survey from its first page to its last, by forms that bring back what was answered so far."""
    version = request.POST.get("version", request.GET.get("version", ""))
    try:
        definition = _definition(survey, version)
    except CoequalError as error:
        return failure(409, "The survey cannot be shown yet", f"Its text has a mistake. {error}", links=[])
    walk = _Walk(request, survey, definition, version)
    match request.POST.get("go", ""):
        case "begin" | "again":
            return walk.at(1)
        case "page":
            return walk.take(request.POST.get("page", ""))
        case "check":
            return walk.check()
        case "send":
            return walk.check(sending=True)
        case _:
            return first_page(request, survey, definition, **walk.told())


def address_of(survey: Survey) -> str:
    """The address of the preview of a survey; with `?version=2` of a version."""
    return reverse("answering:preview", kwargs={"reference": survey.reference})


def _definition(survey: Survey, version: str) -> Definition:
    """What the text as it stands says, or a version. Raises `CoequalError`, or `Http404` where there is no such version."""
    if not version:
        return read_survey(survey.text)
    found = survey.versions.filter(number=version).first() if version.isdecimal() and len(version) < 6 else None
    if found is None:
        raise Http404
    return found.definition


def _so_far(definition: Definition, text: str) -> dict[str, object]:
    """The answers that came back with a page, as far as they are answers."""
    try:
        found = json.loads(text or "{}")
        given = found if isinstance(found, dict) else {}
        return {name: value for question in definition.questions for name, value in _fit(question, given).items()}
    except (ValueError, RecursionError):  # it is no JSON, or lists stand in lists without end
        return {}


def _fit(question: Question, given: Mapping[str, object]) -> dict[str, Json]:
    try:
        kept = {question.id: checked(question, given[question.id])} if question.id in given else {}
        words = given.get(f"{question.id}{OTHER}")
        return kept | ({f"{question.id}{OTHER}": written(words, 500, lines=False)} if isinstance(words, str) else {})
    except NotAnAnswer:
        return {}
