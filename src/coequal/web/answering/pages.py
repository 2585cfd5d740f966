"""One page of questions: shown, kept, and followed by the next that is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from coequal.involvement.answering.keeping import Kept, NoSuchPage, asked_pages, keep
from coequal.involvement.models import Response
from coequal.involvement.models.responses import UNSENT
from coequal.involvement.surveys.answers import Sent
from coequal.involvement.surveys.model import Only, Page, Survey
from coequal.web.answering.manners import manner_of
from coequal.web.answering.sheet import Sheet, id_of
from coequal.web.answering.shown import address, show
from coequal.web.answering.steps import sent_before, to_response
from coequal.web.failures import failure

BACK: Final = "back"
SAVE: Final = "save"
CHECK: Final = "check"  # whoever changes an answer on the page that shows them all goes back to it


@to_response
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, response: Response, number: int) -> HttpResponse:
    """A page by its number among those that are asked; what is sent is kept by the page's own name."""
    if request.method == "POST":
        return take(request, response)
    pages = asked_pages(response.version.definition, response.answers)
    if not 1 <= number <= len(pages):
        return HttpResponseRedirect(address(response.survey, "check"))
    sheet = Sheet(pages[number - 1], manner_of(response), response.answers)
    return _draw(request, response, Place(response.version.definition, pages, number), sheet)


def take(request: HttpRequest, response: Response) -> HttpResponse:
    """What follows on a page that was sent: the next one, or the same with what is wrong or what it now leads to."""
    sent: Sent = dict(request.POST.lists())
    name, shown = request.POST.get("page", ""), tuple(request.POST.get("shown", "").split())
    try:
        kept = keep(response, name, sent, shown)
    except NoSuchPage as error:
        return failure(400, "There is no such page", error.message, links=[(address(response.survey, "start"), "The survey")])
    if kept.response.status not in UNSENT:
        return sent_before(request, kept.response)
    place = place_of(response.version.definition, kept.response.answers, name)
    leaving = request.POST.get("action", "") in (BACK, SAVE)
    errors = {**kept.faults, **({} if leaving else kept.missing)}
    if errors:
        sheet = Sheet(place.pages[place.number - 1], manner_of(response), kept.response.answers, (shown, sent), errors)
        return _draw(request, kept.response, place, sheet)
    return HttpResponseRedirect(_onwards(request, kept, place), status=303)


@dataclass(frozen=True, slots=True)
class Place:
    """The pages that are asked of somebody, and the number of one of them; where it is not asked, of the next that is."""

    definition: Survey
    pages: Sequence[Page]
    number: int
    asked: bool = True

    @property
    def total(self) -> int | None:
        """How many pages there are; None where that hangs on what is still to be answered."""
        here = self.pages[self.number - 1].id
        order = [page.id for page in self.definition.pages]
        left = self.definition.pages[order.index(here) :]
        open_names = {question.id for page in left for question in page.questions}
        hang = [only for page in left[1:] for only in (page.only, *_hanging(page)) if only]
        return None if any(open_names & set(only.answers) for only in hang) else len(self.pages)

    @property
    def after(self) -> int:
        """The number of the page that follows."""
        return self.number + self.asked


def _hanging(page: Page) -> Sequence[Only | None]:
    """On what a page hangs by its questions: nothing where one of them, or its prose, is there in any case."""
    return () if page.prose or not all(question.only for question in page.questions) else [one.only for one in page.questions]


def place_of(definition: Survey, answers: Mapping[str, object], name: str) -> Place:
    """Where a page stands among those that are asked."""
    pages, order = asked_pages(definition, answers), [page.id for page in definition.pages]
    before = [page for page in pages if order.index(page.id) < order.index(name)]
    number = len(before) + 1
    return Place(definition, pages, number, number <= len(pages) and pages[number - 1].id == name)


def _onwards(request: HttpRequest, kept: Kept, place: Place) -> str:
    """The address that follows on a page that was kept."""
    survey, action = kept.response.survey, request.POST.get("action", "")
    checking = f"?{CHECK}" if CHECK in request.POST else ""
    if action == SAVE:
        return address(survey, "code")
    if action == BACK:
        return address(survey, "page", number=place.number - 1) if place.number > 1 else address(survey, "start")
    if kept.more:
        return f"{address(survey, 'page', number=place.number)}{checking}#{id_of(kept.more[0])}"
    if checking or place.after > len(place.pages):
        return address(survey, "check")
    return address(survey, "page", number=place.after)


def _draw(request: HttpRequest, response: Response, place: Place, sheet: Sheet) -> HttpResponse:
    return show(
        request,
        "page",
        response,
        to=address(response.survey, "page", number=place.number),
        sheet=sheet,
        form=sheet,
        place=place,
        hidden={CHECK: "1"} if CHECK in request.GET or CHECK in request.POST else {},
    )
