"""An application sent, the first time or again, and withdrawn; each after a last look."""

from collections.abc import Iterator
from typing import Final

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import WITHDRAW_REQUEST, WRITE_REQUEST
from coequal.referrals.models import Request
from coequal.referrals.moves import states as at
from coequal.referrals.moves.sides import Asked
from coequal.referrals.requesting.completeness import lacking
from coequal.referrals.requesting.submitting import answer, submit, withdraw
from coequal.referrals.rules.in_force import rules_for
from coequal.web.bodies import takes_text
from coequal.web.governing.pages import SEND, Look, Page, wants
from coequal.web.hearing.forms import Why, done
from coequal.web.hearing.pages import sent, to
from coequal.web.referring.binding import bound_of
from coequal.web.requesting.checking import stands
from coequal.web.requesting.facts import unless_stopped
from coequal.web.requesting.forms import SendForm
from coequal.web.requesting.found import funding_at
from coequal.web.requesting.pages import form_page, look_page, of_request, service_words

_SAYS: Final = {
    at.WRITING: ("", ""),
    at.RETURNED: ("What you put right", "Say what you put right, in a sentence or more."),
    at.DEFERRED: ("Your answer to the panel", "Say what you answer the panel, in a sentence or more."),
}


@needs(WRITE_REQUEST, of=funding_at)
@require_http_methods(SEND)
@takes_text
@unless_stopped
def send(request: StaffRequest, asked: Asked) -> HttpResponse:
    """Send it, the first time or again, after a last look; where something is missing, all of that."""
    found = asked.request
    form, missing = SendForm(*_SAYS[found.state], sent(request)), lacking(found)
    page = Page("Send the request", "Continue", of_request(found, "check"), "Your answers", found.reference)
    if missing:
        return form_page(request, form, page, stands=stands(found, missing))
    wanted = wants(request, form) if request.method == "POST" or form.fields else "look"
    if wanted == "do" and done(form, lambda: _send(request, found, str(form.cleaned_data.get("says", "")))):
        return to(of_request(found))
    if wanted == "look" and not form.errors:
        return look_page(request, page, _look(found, str(request.POST.get("says", ""))))
    return form_page(request, form, page)


def _send(request: StaffRequest, found: Request, says: str) -> None:
    bound = bound_of(found) if found.policy else None
    act = answer if found.state == at.DEFERRED else submit
    act(request.acting, found, says, bound)


def _look(found: Request, says: str) -> Look:
    rows = [
        ("To", str(found.organisation)),
        ("Service", service_words(found.service)),
        ("Urgent", "yes" if found.urgent else "no"),
        *([("What you say", says)] if says else []),
    ]
    return Look(
        "Look at it once more: send the request",
        "Send it",
        rows,
        list(_follows(found)),
        f"The officers of {found.organisation} see it.",
    )


def _follows(found: Request) -> Iterator[str]:
    rules = rules_for(found)
    if found.state == at.DEFERRED:
        yield "It goes back to a panel, and the commissioner’s time runs on."
    else:
        yield f"It is acknowledged within {rules.acknowledge}." if rules.acknowledge else "When it is acknowledged was not found."
        limit = rules.urgent if found.urgent else rules.decide
        yield f"It is decided within {limit}." if limit else "Within which time it is decided was not found."
    yield "You cannot change it afterwards, unless the commissioner sends it back. You can withdraw it."
    yield "Whoever decides does not see who the patient is."


@needs(WITHDRAW_REQUEST, of=funding_at)
@require_http_methods(SEND)
def withdrawn(request: StaffRequest, asked: Asked) -> HttpResponse:
    """Withdraw it, after a last look."""
    found = asked.request
    form = Why("Why it is withdrawn", "The commissioner reads it. Do not say who the patient is.", sent(request))
    page = Page("Withdraw the request", "Continue", of_request(found), "This request", found.reference, warn=True)
    wanted = wants(request, form)
    if wanted == "do" and done(form, lambda: withdraw(request.acting, found, form.cleaned_data["why"])):
        return to(of_request(found))
    if wanted == "look":
        follows = ["Nobody decides on it any more. This cannot be undone.", "You can begin another request for the same patient."]
        look_ = Look(
            "Look at it once more: withdraw the request",
            "Withdraw it",
            [("Request", found.reference), ("Why", form.cleaned_data["why"])],
            follows,
            "Nobody but your clinic has seen it."
            if found.submitted is None
            else f"The officers of {found.organisation} see that it was withdrawn.",
        )
        return look_page(request, page, look_)
    return form_page(request, form, page)
