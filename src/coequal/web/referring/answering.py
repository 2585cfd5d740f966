"""A request for prior approval as an officer has it: the case without who it is, the assessment, and the answer."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import ANSWER_APPROVAL, SEE_REQUESTS, WITHDRAW_APPROVAL
from coequal.criteria.kleene import NOT_STATED
from coequal.facts.dates import say_date
from coequal.referrals.approving import using
from coequal.referrals.approving.answering import ask_back, send_elsewhere
from coequal.referrals.approving.answering import grant as grant_it
from coequal.referrals.approving.answering import refuse as refuse_it
from coequal.referrals.approving.bound import Bound
from coequal.referrals.approving.sent import changed, mark_of_sent
from coequal.referrals.deciding.judges import why_not_judge
from coequal.referrals.models import Approval, Request
from coequal.referrals.models.requests import PRIOR_APPROVAL
from coequal.referrals.moves.states import WITH_OFFICER
from coequal.referrals.moves.table import SUBMIT_PRIOR
from coequal.referrals.pack.welfare import SAFEGUARDING, WelfareStop, require_no_stop
from coequal.referrals.seeing.looking import DEALING, look
from coequal.referrals.seeing.nameless import Nameless, nameless
from coequal.referrals.seeing.table import CASE
from coequal.web.governing.pages import SEND, Look, Page, form_page, look_page, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.referring.answers import Answer, InWords, answered
from coequal.web.referring.binding import bound_of
from coequal.web.referring.facts import sections
from coequal.web.referring.forms import GrantForm, WhyForm
from coequal.web.referring.found import approved_at, prior_at
from coequal.web.referring.pages import COLOURS, clock_says, of_request, stopped, timeline
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
        "clock": clock_says(found) if found.state == WITH_OFFICER else "",
        "changes": changed(found.clinical, bound.policy.vocabulary.dictionary),
        "seen": mark_of_sent(found),
    }
    return render(request, "referring/case.html", page)


def _opened(request: StaffRequest, found: Request) -> tuple[Bound, Nameless]:
    """The version, and the assessment of what was sent without whose it is, on record."""
    look(request.acting, found, CASE, DEALING)
    bound = bound_of(found)
    return bound, nameless(bound.assess(bound.read(found.clinical.sent_facts)), public=bound.taken)


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
    bound, view = _opened(request, found)
    sought = view.assessment.sought
    most = {name: int(amount) for name, amount in sought.amounts.items() if amount is not None and amount is not NOT_STATED}
    # Of a renewal nothing stands there already: what is left of the first approval has to be weighed.
    offered = {} if found.follows_id else {name: amount for name, amount in most.items() if amount}
    form = GrantForm(sought.treatment, offered, sent(request))

    def looked_at() -> Look:
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
        return Look("Look at it once more", "Approve it", rows, follows, _TOLD, warn=False)

    doing = Answer(
        _page(found, "Approve this request"), form, looked_at, lambda read: grant_it(request.acting, found, read, form.said)
    )
    return answered(request, found, bound, doing)


def _page(found: Request, title: str) -> Page:
    return Page(title, "Look at it once more", of_request(found, "case"), "This request", found.reference)


def _in_words(request: StaffRequest, found: Request, form: WhyForm, look: Look, act: InWords) -> HttpResponse:
    """An answer in words, after a last look at them."""

    def looked_at() -> Look:
        return replace(look, rows=[(str(form.fields["why"].label), form.cleaned_data["why"])])

    doing = Answer(
        _page(found, look.title),
        form,
        looked_at,
        lambda read: act(request.acting, found, read, form.cleaned_data["why"]),
        act is ask_back,
    )
    return answered(request, found, bound_of(found), doing)


@needs(ANSWER_APPROVAL, of=prior_at)
@require_http_methods(SEND)
def refuse(request: StaffRequest, found: Request) -> HttpResponse:
    """Decline it, with reasons, after a last look."""
    form = WhyForm("Why it is declined", "Name the rule that is not met. Whoever asked reads this. Name nobody.", sent(request))
    follows = ["It is declined, by you. The clinic can ask for individual funding where this person differs from others."]
    look = Look("Decline this request", "Decline it", (), follows, _TOLD)
    return _in_words(request, found, form, look, refuse_it)


@needs(ANSWER_APPROVAL, of=prior_at)
@require_http_methods(SEND)
def give_back(request: StaffRequest, found: Request) -> HttpResponse:
    """Return it to whoever asked, with what is missing, after a last look."""
    form = WhyForm("What is missing", "Say what it is, and who can supply it. Name nobody.", sent(request))
    follows = ["The clinic can change the facts and send it again."]
    look = Look("Return this request", "Return it", (), follows, _TOLD, warn=False)
    return _in_words(request, found, form, look, ask_back)


@needs(ANSWER_APPROVAL, of=prior_at)
@require_http_methods(SEND)
def elsewhere(request: StaffRequest, found: Request) -> HttpResponse:
    """Send it to whoever decides instead, after a last look."""
    form = WhyForm("Who decides instead, and why", "Whoever asked reads this, and asks there. Name nobody else.", sent(request))
    follows = ["Nobody here decides on it any more. Nothing is sent to the other body: the clinic asks there."]
    look = Look("Say who decides instead", "End it here", (), follows, _TOLD)
    return _in_words(request, found, form, look, send_elsewhere)


@needs(WITHDRAW_APPROVAL, of=approved_at)
@require_http_methods(SEND)
def withdraw_approval(request: StaffRequest, found: Request) -> HttpResponse:
    """Withdraw an approval, with the reason, after a last look."""
    form = WhyForm("Why the approval is withdrawn", "Whoever asked reads this. Name nobody.", sent(request))
    page = _page(found, "Withdraw the approval")
    if found.kind != PRIOR_APPROVAL:
        page = replace(page, back=reverse("requests:queue"), back_words="All requests")
    if not request.acting.may(SEE_REQUESTS, found):
        page = replace(page, back=reverse("staff:home"), back_words="Start")  # governance does not read requests
    wanted = wants(request, form)
    if wanted == "do" and done(form, lambda: using.withdraw_approval(request.acting, found.approval, form.cleaned_data["why"])):
        return to(page.back)
    if wanted == "look":
        rows = [("Why the approval is withdrawn", form.cleaned_data["why"])]
        follows = ["Nothing more can be used of it. What was used stays as it is recorded."]
        return look_page(request, page, Look("Withdraw the approval", "Withdraw it", rows, follows, _TOLD))
    return form_page(request, form, page)
