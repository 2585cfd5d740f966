"""A request as an officer sees it: where it stands, how its time runs, what can be done, and the case without who it is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import (
    BREAK_GLASS,
    CHASE,
    PREPARE_PANEL,
    SCREEN,
    SEE_REQUESTS,
    TAKE_DOWN_APPEAL,
    TAKE_DOWN_NO_APPEAL,
)
from coequal.facts.dates import say_date
from coequal.referrals.deciding.due import clock_of, owed
from coequal.referrals.deciding.judges import why_not_judge
from coequal.referrals.deciding.taking_back import is_the_patients
from coequal.referrals.deciding.urgency import is_to_confirm
from coequal.referrals.models import Item, PanelDecision, Request
from coequal.referrals.models.deciding import LODGED
from coequal.referrals.models.requests import FUNDING_REQUEST, PRIOR_APPROVAL
from coequal.referrals.moves import states as at
from coequal.referrals.seeing.looking import DEALING, look
from coequal.referrals.seeing.table import DECISION, STEPS
from coequal.web.deciding.case import opened, policy_of
from coequal.web.deciding.pages import COLOURS, OUTCOME_COLOURS, of_item, of_request, service_words
from coequal.web.hearing.pages import to
from coequal.web.requesting.desk import treatment_words
from coequal.web.requests.found import request_at

NEXT: Final = {
    at.WITH_OFFICER: "An officer answers it.",
    at.SUBMITTED: "Look whether everything is there. Then acknowledge it, or return it with what is missing.",
    at.SCREENING: "Somebody of the commissioner who can judge it clinically says which way it goes.",
    at.RETURNED: "The clinician puts right what is missing. You have nothing to do until it comes back.",
    at.FOR_PANEL: "Put it on the agenda of a panel.",
    at.WITH_PANEL: "The panel decides on it.",
    at.DEFERRED: "Send the letters, if they are not sent yet. Then the clinician answers what the panel asked.",
    at.RECONSIDERING: "Look whether what the clinician sent is new, and say whether a panel sits again.",
    at.APPEALING: "People who did not decide on it hear the appeal.",
    at.APPROVED: "Send the letters, if they are not sent yet.",
    at.DECLINED: "Send the letters, if they are not sent yet. The clinician can then send new evidence, or appeal.",
    at.WITHDRAWN: "Nothing is left to do.",
    at.ELSEWHERE: "Another body decides. Send the letters, if they are not sent yet.",
    at.DEVELOPMENT: "It goes on as a question about the policy. Send the letters, if they are not sent yet.",
    at.CLOSED: "Nothing is left to do.",
}


@dataclass(frozen=True, slots=True)
class Way:
    """Something that can be done with a request now: in words, where, and what it means."""

    words: str
    address: str
    means: str
    first: bool = False


_WAYS: Final = (  # view, words, what it means, in which states
    ("urgency", "Say whether it is urgent", "The clinician calls it urgent. Its time follows what you say.", SCREEN.states),
    ("acknowledge", "Acknowledge it", "Everything is there. It is screened next.", (at.SUBMITTED,)),
    ("to-panel", "Send it to a panel", "It may be exceptional, so a panel decides.", (at.SCREENING,)),
    ("take-up", "Take up the new evidence", "It is new, so a panel sits again.", (at.RECONSIDERING,)),
    ("nothing-new", "Say that nothing is new", "The decision stays as it is.", (at.RECONSIDERING,)),
    ("return", "Return it", "Something is missing. The clock stands until it comes back.", (at.SUBMITTED, at.SCREENING)),
    ("decline", "Decline it at screening", "It shows nothing exceptional that a panel could weigh.", (at.SCREENING,)),
    ("elsewhere", "Send it elsewhere", "Another body decides on this.", (at.SUBMITTED, at.SCREENING)),
    ("development", "Take it as a service development", "Several people need the same.", (at.SCREENING, at.FOR_PANEL)),
)


@needs(SEE_REQUESTS, of=request_at)
@require_safe
def request_page(request: StaffRequest, found: Request) -> HttpResponse:
    """All of it but who it is about; that the case was opened goes on record."""
    if found.kind == PRIOR_APPROVAL:  # which an officer answers on a page of its own
        return to(reverse("referring:case", kwargs={"reference": found.reference}))
    acting = request.acting
    for part in (STEPS, DECISION):
        look(acting, found, part, DEALING)
    funding = found.kind == FUNDING_REQUEST
    decisions = _decisions(found)
    page = {
        "asked": found,
        "service": service_words(found.service),
        "treatment": treatment_words(found),
        "policy": policy_of(found),
        "colour": COLOURS[found.state],
        "explained": at.EXPLAINED[found.state],
        "next": NEXT[found.state],
        "clock": clock_says(found),
        "queue": reverse("requests:queue"),
        "doing": list(_ways(request, found)) if funding else [],
        "purpose": DEALING,
        "case": opened(acting, found, DEALING),
        "steps": list(found.steps.select_related("by").order_by("-pk")),
        "files": list(found.attachments.defer("content").select_related("names_nobody_by")),
        "items": [(one, of_item(one)) for one in _items(found)],
        "decisions": decisions,
        "outcomes": OUTCOME_COLOURS,
        "appeals": [one.appeal for one in decisions if hasattr(one, "appeal") and one.appeal.state == LODGED],
        "why_not": why_not_judge(acting.person, found) if acting.person else "",
        "letters": list(found.letters.filter(decision=None).select_related("appeal").defer("text")),
        "urgencies": list(found.urgencies.select_related("by").order_by("-pk")),
        "taken_back": _is_taken_back(found),
        "may": {
            "screen": funding and acting.may(SCREEN, found),
            "take_on": found.officer_id != getattr(acting.person, "pk", None) and not found.ended,
            "glass": acting.may(BREAK_GLASS, found),
        },
    }
    return render(request, "deciding/request.html", page)


def _is_taken_back(found: Request) -> bool:
    """Whether the patient has taken the consent back; nobody goes on with the request then."""
    latest = found.consents.defer("by", "to").last()
    return latest is not None and not latest.given


def clock_says(found: Request) -> str:
    """How the time of the decision stands today, and what is owed next until when; nothing where no time runs."""
    clock, next_ = clock_of(found) if not found.ended else None, owed(found)
    says = [f"{clock.says(timezone.localdate())}."] if clock else []
    if next_ and next_.due:
        says.append(f"By {say_date(next_.due)} {next_.who} has to {next_.what}.")
    return " ".join(f"{one[:1].upper()}{one[1:]}" for one in says)


def _items(found: Request) -> list[Item]:
    related = found.items.filter(taken_off=None).select_related("panel", "request")
    return list(related.order_by("-pk"))


def _decisions(found: Request) -> list[PanelDecision]:
    related = found.decisions.select_related("by", "item__panel", "appeal").prefetch_related("letters", "deciders")
    return list(related.order_by("-pk"))


def _ways(request: StaffRequest, found: Request) -> Iterator[Way]:
    """What somebody can do now, by where it stands and what they may."""
    if request.acting.may(SCREEN, found):
        urgent = is_to_confirm(found)
        ways = [one for one in _WAYS if found.state in one[3] and (urgent or one[0] != "urgency")]
        for place, (view, words, means, _states) in enumerate(ways):
            yield Way(words, of_request(found, view), means, first=place == 0)
    if request.acting.may(TAKE_DOWN_APPEAL, found):
        means = "The patient appeals by a letter to you, without the clinician."
        yield Way("Take down an appeal that came by post", of_request(found, "take-down-appeal"), means)
    if request.acting.may(TAKE_DOWN_NO_APPEAL, found) and is_the_patients(found):
        means = "The patient wrote or told you that it need not be heard."
        yield Way("Take down that the patient takes the appeal back", of_request(found, "take-down-back"), means)
    if request.acting.may(CHASE, found):
        here = reverse("requests:unanswered", kwargs={"reference": found.reference})
        yield Way("Remind the clinic, or close it", here, "It waits for the clinician’s answer.")
    if found.state == at.FOR_PANEL and request.acting.may(PREPARE_PANEL, found):
        yield Way("Put it on an agenda", reverse("deciding:panels"), "Open a panel, and list it there.", first=True)
        means = "It cannot wait for the next panel of the calendar."
        yield Way("Call an urgent panel for it", of_request(found, "call-urgent"), means)
