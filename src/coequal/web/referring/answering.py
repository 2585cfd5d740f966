"""A request for prior approval as an officer has it: the case without who it is, the assessment, and the answer."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import ANSWER_APPROVAL, SEE_REQUESTS, WITHDRAW_APPROVAL
from coequal.criteria.kleene import NOT_STATED
from coequal.facts.dates import say_date
from coequal.referrals.approving import answering, using
from coequal.referrals.approving.bound import Bound
from coequal.referrals.models import Approval, Request
from coequal.referrals.models.requests import PRIOR_APPROVAL
from coequal.referrals.moves.table import SUBMIT_PRIOR
from coequal.referrals.pack.welfare import SAFEGUARDING, WelfareStop, require_no_stop
from coequal.referrals.seeing.looking import DEALING, knows_who, look
from coequal.referrals.seeing.nameless import Nameless, nameless
from coequal.referrals.seeing.table import CASE
from coequal.web.governing.pages import SEND, Look, Page, form_page, look_page, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.referring.binding import bound_of
from coequal.web.referring.facts import sections
from coequal.web.referring.forms import GrantForm, WhyForm
from coequal.web.referring.found import approved_at, prior_at
from coequal.web.referring.pages import COLOURS, of_request, stopped, timeline
from coequal.web.referring.words import fact_rows, governing


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
        "knows_who": knows_who(request.acting, found),
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


_TOLD = "Whoever asked sees it at once, with the reasons."


def _answer(request: StaffRequest, page: Page, form: WhyForm, look: Look, act: Callable[[str], object]) -> HttpResponse:
    """An answer in words, after a last look at them."""
    wanted = wants(request, form)
    if wanted == "do" and done(form, lambda: act(form.cleaned_data["why"])):
        return to(page.back)
    if wanted == "look":
        rows = [(str(form.fields["why"].label), form.cleaned_data["why"])]
        return look_page(request, page, Look(look.title, look.button, rows, look.follows, look.told))
    return form_page(request, form, page)


def _page(found: Request, title: str, lead: tuple[str, ...] = ()) -> Page:
    return Page(title, "Look at it once more", of_request(found, "case"), "This request", found.reference, lead)


@needs(ANSWER_APPROVAL, of=prior_at)
@require_http_methods(SEND)
def refuse(request: StaffRequest, found: Request) -> HttpResponse:
    """Decline it, with reasons, after a last look."""
    form = WhyForm("Why it is declined", "Name the rule that is not met. Whoever asked reads this. Name nobody.", sent(request))
    follows = ["It is declined, by you. The clinic can ask for individual funding where this person differs from others."]
    look = Look("Decline this request", "Decline it", (), follows, _TOLD)
    return _answer(
        request,
        _page(found, "Decline this request"),
        form,
        look,
        lambda why: answering.refuse(request.acting, found, why),
    )


@needs(ANSWER_APPROVAL, of=prior_at)
@require_http_methods(SEND)
def give_back(request: StaffRequest, found: Request) -> HttpResponse:
    """Return it to whoever asked, with what is missing, after a last look."""
    form = WhyForm("What is missing", "Say what it is, and who can supply it. Name nobody.", sent(request))
    follows = ["The clinic can change the facts and send it again."]
    look = Look("Return this request", "Return it", (), follows, _TOLD)
    return _answer(
        request,
        _page(found, "Return this request"),
        form,
        look,
        lambda why: answering.ask_back(request.acting, found, why),
    )


@needs(ANSWER_APPROVAL, of=prior_at)
@require_http_methods(SEND)
def elsewhere(request: StaffRequest, found: Request) -> HttpResponse:
    """Send it to whoever decides instead, after a last look."""
    form = WhyForm("Who decides instead, and why", "Whoever asked reads this, and asks there. Name nobody else.", sent(request))
    follows = ["Nobody here decides on it any more. Nothing is sent to the other body: the clinic asks there."]
    look = Look("Say who decides instead", "End it here", (), follows, _TOLD)
    return _answer(
        request,
        _page(found, "Another body decides"),
        form,
        look,
        lambda why: answering.send_elsewhere(request.acting, found, why),
    )


@needs(WITHDRAW_APPROVAL, of=approved_at)
@require_http_methods(SEND)
def withdraw_approval(request: StaffRequest, found: Request) -> HttpResponse:
    """Withdraw an approval, with the reason, after a last look."""
    form = WhyForm("Why the approval is withdrawn", "Whoever asked reads this. Name nobody.", sent(request))
    follows = ["Nothing more can be used of it. What was used stays as it is recorded."]
    look = Look("Withdraw the approval", "Withdraw it", (), follows, _TOLD)
    page = _page(found, "Withdraw the approval")
    if found.kind != PRIOR_APPROVAL:
        page = replace(page, back=reverse("requests:queue"), back_words="All requests")
    if not request.acting.may(SEE_REQUESTS, found):
        page = replace(page, back=reverse("staff:home"), back_words="Start")  # governance does not read requests
    return _answer(
        request,
        page,
        form,
        look,
        lambda why: using.withdraw_approval(request.acting, found.approval, why),
    )
