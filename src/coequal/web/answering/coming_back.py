"""The code of a response: shown to whoever gives it, taken from whoever comes back, and used to withdraw."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coequal.involvement.answering.codes import as_typed
from coequal.involvement.answering.keeping import find, withdraw
from coequal.involvement.answering.times import NotNow
from coequal.involvement.models import Response, Survey
from coequal.involvement.models.responses import UNSENT
from coequal.web.answering.cookie import code_in, forget, remember
from coequal.web.answering.guesses import note_wrong, too_many
from coequal.web.answering.pages import place_of, take
from coequal.web.answering.shown import address, show
from coequal.web.answering.steps import sent_before, to_response, to_survey
from coequal.web.answering.unsent import waiting
from coequal.web.failures import failure

WRONG = (
    "No answers are kept under this code, or wrong codes were tried too often in the last ten minutes. "
    "Check each letter and figure, and that the code is of this survey. If it is right, wait ten minutes and try again."
)


class CodeForm:
    """The box for a code, as the page that shows it needs it: what was typed, and what is wrong with it."""

    def __init__(self, typed: str = "", wrong: str = "") -> None:
        self.typed = typed
        self.errors = {"code": wrong} if wrong else {}

    def problems(self) -> list[dict[str, str]]:
        """The message, with the box that it is about."""
        return [{"text": says, "href": "#code"} for says in self.errors.values()]


@to_response
@require_safe
def code(request: HttpRequest, response: Response) -> HttpResponse:
    """The code to write down, with which the answers so far can be gone on with on any computer."""
    name = response.step or response.version.definition.pages[0].id
    number = place_of(response.version.definition, response.answers, name).number
    return show(request, "code", response, code=code_in(request), number=number)


@to_survey
@require_POST
def leave(_request: HttpRequest, survey: Survey) -> HttpResponse:
    """A computer that other people use forgets the answers; they stay kept under the code."""
    page = failure(
        200,
        "This computer has forgotten your answers",
        "They are kept. With your code you can go on with them, or withdraw them, on any computer or telephone.",
        links=[(address(survey, "return"), "Come back with a code"), (address(survey, "start"), "The survey")],
    )
    return forget(page, survey)


@to_survey
@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest, survey: Survey) -> HttpResponse:
    """The box for a code; with the right one, the page at which somebody left off. What was sent without a response is kept now."""
    if request.method != "POST":
        return _ask(request, survey, "return", CodeForm())
    typed = request.POST.get("code", "")
    found = None if too_many(request) else find(survey, typed)
    if found is None:
        note_wrong(request)
        return _ask(request, survey, "return", CodeForm(typed, WRONG))
    return remember(_arrived(request, found), survey, as_typed(typed) or "")


def _arrived(request: HttpRequest, response: Response) -> HttpResponse:
    """Where somebody goes on: with the page that was waiting for a code, or at which they left off."""
    if response.status not in UNSENT:
        return sent_before(request, response)
    if "page" in request.POST:
        return take(request, response)
    if not response.step:
        return HttpResponseRedirect(address(response.survey, "page", number=1), status=303)
    number = place_of(response.version.definition, response.answers, response.step).number
    return HttpResponseRedirect(address(response.survey, "page", number=number), status=303)


@to_survey
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, survey: Survey) -> HttpResponse:
    """The box for the code of answers that are to be erased; sent again, they are erased still."""
    if request.method != "POST":
        return _ask(request, survey, "withdraw", CodeForm(code_in(request)))
    typed = request.POST.get("code", "")
    try:
        found = None if too_many(request) else withdraw(survey, typed)
    except NotNow as error:
        return failure(
            409, "Your answers cannot be withdrawn any more", error.message, links=[(address(survey, "start"), "The survey")]
        )
    if found is None:
        note_wrong(request)
        return _ask(request, survey, "withdraw", CodeForm(typed, WRONG))
    page = failure(
        200,
        "Your answers are withdrawn",
        "They are erased, and nobody can bring them back. That somebody answered and withdrew stays counted.",
        links=[(address(survey, "start"), "The survey")],
    )
    return forget(page, survey)


def _ask(request: HttpRequest, survey: Survey, step: str, form: CodeForm) -> HttpResponse:
    context = {"survey": survey, "form": form, "waiting": waiting(request), "to": address(survey, step)}
    return render(request, f"answering/{step}.html", context)
