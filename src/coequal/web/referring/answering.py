"""A request for prior approval as an officer has it: the case without who it is, the assessment, and the answer."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.acting import Acting
from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import ANSWER_APPROVAL, SEE_REQUESTS, WITHDRAW_APPROVAL
from coequal.criteria.kleene import NOT_STATED
from coequal.facts.dates import say_date
from coequal.referrals.approving import answering, using
from coequal.referrals.approving.bound import Bound
from coequal.referrals.deciding.judges import why_not_judge
from coequal.referrals.models import Approval, Request
from coequal.referrals.models.requests import PRIOR_APPROVAL
from coequal.referrals.moves.table import SUBMIT_PRIOR
from coequal.referrals.pack.welfare import SAFEGUARDING, WelfareStop, require_no_stop
from coequal.referrals.seeing.looking import DEALING, look
from coequal.referrals.seeing.nameless import Nameless, nameless
from coequal.referrals.seeing.table import CASE
from coequal.web.deciding.doing import Doing, view_of
from coequal.web.governing.pages import SEND, Look, Page, form_page, look_page, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.referring.binding import bound_of
from coequal.web.referring.facts import sections
from coequal.web.referring.forms import GrantForm, WhyForm
from coequal.web.referring.found import approved_at, prior_at
from coequal.web.referring.pages import COLOURS, of_request, stopped, timeline
from coequal.web.referring.words import fact_rows, governing

_TOLD: Final = "Whoever asked sees it at once, with the reasons."


@needs(SEE_REQUESTS, of=prior_at)
@require_safe
def case(request: StaffRequest, found: Request) -> HttpResponse:
    """The request: what is asked, why it was not approved at once, the assessment, the facts, and what was said."""
    bound, view = _opened(request, found)
    assessment = view.assessment
    try:
        require_no_stop(assessment)
    except WelfareStop as error:
        return stopped(request, found, error.stop)
    steps = timeline(request.acting, found, DEALING, view)
    given = Approval.objects.filter(request=found).first()
    page = {
        "found": found,
        "colour": COLOURS[found.state],
        "policy": bound.policy,
        "rules": governing(assessment),
        "assessment": assessment,
        "why_not": _why_not(found, view),
        "sections": [(title, rows) for title, rows in _rows(bound, view) if rows],
        "steps": steps,
        "approval": given,
        "amounts": [(name, amount, using.left(given)[name]) for name, amount in given.amounts.items()] if given else [],
        "may_answer": request.acting.may(ANSWER_APPROVAL, found),
        "may_withdraw": bool(given and not given.withdrawn) and request.acting.may(WITHDRAW_APPROVAL, found),
        "why_not_judge": why_not_judge(request.acting.person, found) if request.acting.person else "",
    }
    return render(request, "referring/case.html", page)


def _opened(request: StaffRequest, found: Request) -> tuple[Bound, Nameless]:
    """The version, and the assessment of what was sent without whose it is, on record."""
    look(request.acting, found, CASE, DEALING)
    bound = bound_of(found)
    return bound, nameless(bound.assess(bound.read(found.clinical.sent_facts)))


def _rows(bound: Bound, view: Nameless) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The facts by section, but those about somebody's safety, of which the rules say what an officer has to know."""
    for one in sections(bound, view.assessment.case):
        yield one.title, fact_rows((fact for fact in one.facts if fact.sensitivity != SAFEGUARDING), view, bound.area)


def _why_not(found: Request, view: Nameless) -> list[str]:
    """Why it was not approved at once when it was last sent. `timeline` has put on record that steps are opened."""
    last = found.steps.filter(kind=SUBMIT_PRIOR.name).last()
    return [view.said(one) for one in last.says.splitlines()] if last else []


@needs(ANSWER_APPROVAL, of=prior_at)
@require_http_methods(SEND)
def grant(request: StaffRequest, found: Request) -> HttpResponse:
    """Approve it: how much, until when, and why; after a last look."""
    _bound, view = _opened(request, found)
    sought = view.assessment.sought
    most = {name: int(amount) for name, amount in sought.amounts.items() if amount is not None and amount is not NOT_STATED}
    # Of a renewal nothing stands there already: what is left of the first approval has to be weighed.
    offered = {} if found.follows_id else {name: amount for name, amount in most.items() if amount}
    form = GrantForm(sought.treatment, offered, sent(request))
    wanted = wants(request, form)
    if wanted == "do" and done(form, lambda: answering.grant(request.acting, found, form.said)):
        return to(of_request(found, "case"))
    page = Page("Approve this request", "Look at it once more", of_request(found, "case"), "This request", found.reference)
    if wanted == "look":
        said = form.said
        rows = [
            *((name, str(amount)) for name, amount in said.amounts.items()),
            ("Last day", say_date(said.expires)),
            ("Why", said.reasons),
            ("Conditions", said.conditions or "None"),
        ]
        follows = [
            "The clinic gets an approval number, and can record what it uses. An approval can be withdrawn later, with a reason."
        ]
        return look_page(request, page, Look("Look at it once more", "Approve it", rows, follows, _TOLD))
    return form_page(request, form, page)


def _back(_request: StaffRequest, found: Request) -> tuple[str, str]:
    return of_request(found, "case"), "This request"


def _after_withdrawing(request: StaffRequest, found: Request) -> tuple[str, str]:
    """Where whoever withdraws an approval goes on: not everybody who may do so reads requests."""
    if not request.acting.may(SEE_REQUESTS, found):
        return reverse("staff:home"), "Start"
    return _back(request, found) if found.kind == PRIOR_APPROVAL else (reverse("requests:queue"), "All requests")


def _withdraw(acting: Acting, found: Request, why: str) -> None:
    using.withdraw_approval(acting, found.approval, why)


_REFUSE: Final = Doing(
    "Decline this request",
    "Decline it",
    answering.refuse,
    ("It is declined, by you. The clinic can ask for individual funding where this person differs from others.",),
    _TOLD,
    partial(WhyForm, "Why it is declined", "Name the rule that is not met. Whoever asked reads this. Name nobody."),
)
_RETURN: Final = Doing(
    "Return this request",
    "Return it",
    answering.ask_back,
    ("The clinic can change the facts and send it again.",),
    _TOLD,
    partial(WhyForm, "What is missing", "Say what it is, and who can supply it. Name nobody."),
)
_ELSEWHERE: Final = Doing(
    "Say who decides instead",
    "End it here",
    answering.send_elsewhere,
    ("Nobody here decides on it any more. Nothing is sent to the other body: the clinic asks there.",),
    _TOLD,
    partial(WhyForm, "Who decides instead, and why", "Whoever asked reads this, and asks there. Name nobody else."),
)
_WITHDRAW: Final = Doing(
    "Withdraw the approval",
    "Withdraw it",
    _withdraw,
    ("Nothing more can be used of it. What was used stays as it is recorded.",),
    _TOLD,
    partial(WhyForm, "Why the approval is withdrawn", "Whoever asked reads this. Name nobody."),
)

refuse, give_back, elsewhere = (view_of(one, ANSWER_APPROVAL, prior_at, _back) for one in (_REFUSE, _RETURN, _ELSEWHERE))
withdraw_approval = view_of(_WITHDRAW, WITHDRAW_APPROVAL, approved_at, _after_withdrawing)
