"""What an officer does with a request before a panel and after new evidence, each after a last look at what follows from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SCREEN, SEE_REQUESTS
from coequal.pages.forms import Form
from coequal.referrals.deciding import again, screening
from coequal.referrals.models import Request
from coequal.web.deciding.forms import ASKER_READS, ElsewhereForm, WhyForm
from coequal.web.deciding.found import funding_at
from coequal.web.deciding.pages import SEND, Look, Page, form_page, look_page, of_request, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.requests.found import request_at

_TOLD: Final = "Nobody is written to now. The clinician sees this step, and its reasons, on the page of the request."
_BY_LETTER: Final = "The clinician and the patient, by the letters, once you send them."
_LETTERS: Final = "Two letters are made from the record: to the clinician and to the patient. Nothing is sent until you send them."


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that is done with a request: its words, what follows from it, who is told, and how it is done."""

    title: str
    button: str
    label: str
    follows: tuple[str, ...]
    act: Callable[..., object]
    lead: tuple[str, ...] = ()
    told: str = _TOLD
    ends: bool = False


_ACKNOWLEDGE: Final = Doing(
    *("Acknowledge this request", "Acknowledge it", ""),
    ("It is screened next. Its time runs on from the day on which it came.",),
    screening.acknowledge,
    ("Acknowledge it when everything is there that is needed to judge it. The clinician sees that it was.",),
)
_RETURN: Final = Doing(
    *("Return this request", "Return it", "What is missing"),
    ("The clock stands from today until the clinician sends it again.", "It is not declined: nothing is decided by this."),
    screening.return_,
    ("Say everything that is missing at once, and where it can be found.",),
)
_TO_PANEL: Final = Doing(
    *("Send this request to a panel", "Send it to a panel", "Why a panel should decide"),
    ("It waits for a panel. An officer puts it on an agenda.", "The members see the case and not who it is about."),
    screening.screen_in,
)
_DECLINE: Final = Doing(
    *("Decline this request at screening", "Decline it", "Why it is not funded"),
    (
        "It is not funded. This is your decision, under your name, and no panel sees it.",
        "The clinician can send new evidence, or appeal against how it was decided.",
        _LETTERS,
    ),
    screening.screen_out,
    ("Answer in plain words: the patient reads them. Say what would have to be different.",),
    _BY_LETTER,
    ends=True,
)
_DEVELOPMENT: Final = Doing(
    *("Take this as a service development", "Take it so", "Why it is a question about the policy"),
    (
        "It ends as a request for one person, and no panel decides on it.",
        "The people who write the policy see that several patients need the same.",
        _LETTERS,
    ),
    screening.develop,
    ends=True,
)
_TAKE_UP: Final = Doing(
    *("Take up the new evidence", "Take it up", "What is new"),
    ("It waits for a panel again.", "Nobody who decided before sits at that panel."),
    again.take_up,
)
_NOTHING_NEW: Final = Doing(
    *("Nothing is new", "Say that nothing is new", "Why it is not new"),
    (
        "The decision stays as it is. No new time for an appeal begins.",
        "The clinician can still appeal against how it was decided, within what is left of the time for that.",
        _LETTERS,
    ),
    again.nothing_new,
    told=_BY_LETTER,
    ends=True,
)


def _do(request: StaffRequest, found: Request, doing: Doing) -> HttpResponse:
    """One of these: a form with the reasons, a last look, and then it is done."""
    form = WhyForm(doing.label, ASKER_READS, sent(request)) if doing.label else Form(sent(request))
    wanted = wants(request, form)
    if not doing.label and wanted == "form":  # there is nothing to type: its first page is the last look
        if request.POST.get("sure") == "change":
            return to(of_request(found))
        wanted = "look"
    given = [form.cleaned_data["why"]] if doing.label and wanted != "form" else []
    if wanted == "do" and done(form, lambda: doing.act(request.acting, found, *given)):
        return to(of_request(found))
    page = Page(doing.title, "Look at it once more", of_request(found), "This request", found.reference, doing.lead)
    if wanted == "look":
        rows = [("Request", found.reference), *((doing.label, one) for one in given)]
        return look_page(request, page, Look("Look at it once more", doing.button, rows, doing.follows, doing.told))
    return form_page(request, form, page)


@needs(SCREEN, of=funding_at)
@require_http_methods(SEND)
def acknowledge(request: StaffRequest, found: Request) -> HttpResponse:
    """That it has come, and that everything is there."""
    return _do(request, found, _ACKNOWLEDGE)


@needs(SCREEN, of=funding_at)
@require_http_methods(SEND)
def return_(request: StaffRequest, found: Request) -> HttpResponse:
    """Back to the clinician with what is missing."""
    return _do(request, found, _RETURN)


@needs(SCREEN, of=funding_at)
@require_http_methods(SEND)
def to_panel(request: StaffRequest, found: Request) -> HttpResponse:
    """On to a panel."""
    return _do(request, found, _TO_PANEL)


@needs(SCREEN, of=funding_at)
@require_http_methods(SEND)
def decline(request: StaffRequest, found: Request) -> HttpResponse:
    """Not funded, as the person who screens it decides."""
    return _do(request, found, _DECLINE)


@needs(SCREEN, of=funding_at)
@require_http_methods(SEND)
def development(request: StaffRequest, found: Request) -> HttpResponse:
    """A question about the policy, because several people need the same."""
    return _do(request, found, _DEVELOPMENT)


@needs(SCREEN, of=funding_at)
@require_http_methods(SEND)
def take_up(request: StaffRequest, found: Request) -> HttpResponse:
    """New evidence, for which a panel sits again."""
    return _do(request, found, _TAKE_UP)


@needs(SCREEN, of=funding_at)
@require_http_methods(SEND)
def nothing_new(request: StaffRequest, found: Request) -> HttpResponse:
    """Nothing that the decision did not rest on already."""
    return _do(request, found, _NOTHING_NEW)


@needs(SCREEN, of=funding_at)
@require_http_methods(SEND)
def elsewhere(request: StaffRequest, found: Request) -> HttpResponse:
    """To the body that decides instead."""
    form = ElsewhereForm(sent(request))
    wanted = wants(request, form)
    told = form.cleaned_data if wanted != "form" else {}
    if wanted == "do" and done(form, lambda: screening.send_elsewhere(request.acting, found, told["whom"], told["why"])):
        return to(of_request(found))
    page = Page("Send this request elsewhere", "Look at it once more", of_request(found), "This request", found.reference)
    if wanted == "look":
        rows = [("Request", found.reference), ("Who decides instead", told["whom"]), ("Why", told["why"])]
        follows = ("It ends here. Nothing of it is sent on by this: the clinician asks that body.", _LETTERS)
        return look_page(request, page, Look("Look at it once more", "Send it elsewhere", rows, follows, _TOLD))
    return form_page(request, form, page)


@needs(SEE_REQUESTS, of=request_at)
@require_POST
def take_on(request: StaffRequest, found: Request) -> HttpResponse:
    """From now on it stands with whoever asks."""
    screening.take_on(request.acting, found)
    return to(of_request(found))
