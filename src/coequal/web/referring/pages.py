"""What the pages of prior approval have in common: where they lead, how a request is opened, and the page of the stop."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import StaffRequest
from coequal.accounts.permissions import ANSWER_APPROVAL, WRITE_REQUEST
from coequal.facts.case import Case
from coequal.facts.dates import say_date
from coequal.pages.words import day
from coequal.referrals.approving.asking import BEGUN
from coequal.referrals.approving.bound import Bound
from coequal.referrals.approving.submitting import Ready, ready
from coequal.referrals.deciding.due import clock_of, limit_of
from coequal.referrals.models import Approval, Identity, Request, Step
from coequal.referrals.moves import states as at
from coequal.referrals.moves.sides import Asked
from coequal.referrals.moves.table import (
    ASK_BACK,
    CLOSE,
    GRANT,
    GRANT_AT_ONCE,
    REFUSE,
    REMINDED,
    SEND_PRIOR_ELSEWHERE,
    SUBMIT_PRIOR,
    WITHDRAW,
)
from coequal.referrals.pack.disclosing import disclosed
from coequal.referrals.pack.welfare import Stop
from coequal.referrals.seeing.looking import look
from coequal.referrals.seeing.nameless import Nameless
from coequal.referrals.seeing.table import CASE, STEPS, WHO
from coequal.web.referring.binding import bound_of

COLOURS: Final = {
    at.WRITING: "yellow",
    at.RETURNED: "orange",
    at.WITH_OFFICER: "blue",
    at.APPROVED: "green",
    at.DECLINED: "red",
    at.WITHDRAWN: "grey",
    at.ELSEWHERE: "grey",
    at.CLOSED: "grey",
}
_DONE: Final = {
    BEGUN: "Begun",
    SUBMIT_PRIOR.name: "Sent to an officer of the commissioner. It was not approved at once, because:",
    GRANT_AT_ONCE.name: "Sent, and approved at once",
    ASK_BACK.name: "Returned by the commissioner: something is missing",
    GRANT.name: "Approved by an officer",
    REFUSE.name: "Declined by an officer",
    SEND_PRIOR_ELSEWHERE.name: "Sent to the body that decides",
    WITHDRAW.name: "Withdrawn",
    CLOSE.name: "Closed by an officer, because nobody answered",
    REMINDED: "The commissioner reminds you",
}
NO_TIME: Final = "No time is set for the answer."
_NEXT: Final = {
    at.WRITING: "You fill in what is missing, look at it once more, and send it.",
    at.RETURNED: "You add what the officer asks for, and send it again. Nobody else acts until then.",
    at.WITH_OFFICER: "An officer of the commissioner reads it and approves it, declines it with reasons, or returns it to you.",
    at.APPROVED: "You record what is used of the approval, on its page.",
    at.DECLINED: "Read why. If this person differs from others, you can ask for individual funding.",
    at.WITHDRAWN: "Nothing. Begin a new request if it is needed after all.",
    at.ELSEWHERE: "Ask the body that decides, as the officer says.",
    at.CLOSED: "Nothing. Begin a new request if it is needed after all.",
}


@dataclass(frozen=True, slots=True, repr=False)
class TimelineStep:
    """One step as people read it: when, what, and the words that go with it."""

    on: str
    what: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A request that its asker has opened: the version, the facts, who it is about."""

    request: Request
    bound: Bound
    case: Case
    identity: Identity

    def ready(self) -> Ready:
        """How it would be sent today. Raises `WelfareStop`."""
        return ready(self.request, self.bound, self.identity, self.bound.written(self.case), timezone.localdate())


def of_request(request: Request, view: str = "request", **parts: object) -> str:
    """The address of a page about a request."""
    return reverse(f"referring:{view}", kwargs={"reference": request.reference, **parts})


def of_approval(approval: Approval, view: str = "approval", **parts: object) -> str:
    """The address of a page about an approval."""
    return reverse(f"referring:{view}", kwargs={"number": approval.number, **parts})


def opened(acting: Acting, request: Request, purpose: str) -> Opened:
    """A request as those open it who asked, on record. Raises `CoequalError` where its policy's text is not here any more."""
    for part in (CASE, WHO):
        look(acting, request, part, purpose)
    bound = bound_of(request)
    return Opened(request, bound, bound.read(request.clinical.facts), request.identity)


def timeline(acting: Acting, request: Request, purpose: str, view: Nameless | None = None) -> list[TimelineStep]:
    """The steps that were taken, the first one first, with what is said to whoever asked; that they are opened goes on record.

    With a `view`, what software said of the case is as whoever reads it who must not know whom it is about.
    """
    look(acting, request, STEPS, purpose)
    return [TimelineStep(day(step.at), _DONE.get(step.kind, step.kind), tuple(_said(step, view))) for step in request.steps.all()]


def _said(step: Step, view: Nameless | None) -> Iterator[str]:
    if step.to_asker:
        said = (sentence for sentence in step.says.splitlines() if sentence)
        yield from map(view.said, said) if view and step.kind == SUBMIT_PRIOR.name else said


def next_says(request: Request) -> str:
    """What happens next, who does it, and until when where a time is set."""
    if request.state != at.WITH_OFFICER:
        return _NEXT[request.state]
    until = f"The answer is due by {say_date(request.due)}." if request.due else NO_TIME
    return f"{_NEXT[at.WITH_OFFICER]} {until}"


def answered_by(request: Request) -> Iterator[str]:
    """That an officer will answer a request that is sent now, and within which time."""
    limit = limit_of(request)
    yield "An officer of the commissioner answers."
    yield (
        f"The answer is due within {limit} of the day on which it first came, without the days on which it is with you."
        if limit
        else NO_TIME
    )


def clock_says(request: Request) -> str:
    """How the time of a request that waits for an officer stands today."""
    clock = clock_of(request)
    says = clock.says(timezone.localdate()) if clock else ""
    return f"{says[:1].upper()}{says[1:]}." if says else NO_TIME


def stopped(request: StaffRequest, found: Request, stop: Stop, status: int = 200) -> HttpResponse:
    """The page of a referral that stops: whom to contact instead, for the clinic since when, and nothing else of it."""
    told = {
        "found": found,
        "stop": stop,
        "writes": request.acting.may(WRITE_REQUEST, Asked(found)),
        "answers": request.acting.may(ANSWER_APPROVAL, found),
        "disclosed": disclosed(request.acting, found),
    }
    return render(request, "referring/stop.html", told, status=status)


def asked_page(request: StaffRequest, template: str, found: Request, **also: object) -> HttpResponse:
    """A page about a request, for those who asked."""
    told = {"found": found, "colour": COLOURS[found.state], **also}
    return render(request, f"referring/{template}.html", told)
