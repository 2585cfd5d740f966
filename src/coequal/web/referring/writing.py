"""A request as its asker writes it: where it stands, what is missing, the facts section by section, and who it is about."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import ASK_AGAIN, SEE_ASKED, WITHDRAW_REQUEST, WRITE_REQUEST
from coequal.eligibility.outcome import NOT_ELIGIBLE
from coequal.referrals.approving.asking import keep_facts, keep_who, mark_of_facts, mark_of_who
from coequal.referrals.approving.renewing import still_to_ask
from coequal.referrals.approving.submitting import Ready, referred, sender
from coequal.referrals.models import Approval
from coequal.referrals.moves.sides import Asked
from coequal.referrals.pack.lacking import BORN, why_not
from coequal.referrals.pack.welfare import WelfareStop
from coequal.referrals.seeing.purposes import FOLLOWING, WRITING
from coequal.web.governing.pages import SEND, Page, form_page, seen
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.referring.carrying import check_of
from coequal.web.referring.facts import FactsForm, Section, sections
from coequal.web.referring.forms import WhoForm
from coequal.web.referring.found import SectionAt, prior_asked, section_at
from coequal.web.referring.pages import Opened, asked_page, next_says, of_request, opened, stopped, timeline
from coequal.web.referring.words import governing, grouped

TO_DO, DONE, NO_MORE = "To do", "Done", "Nothing more is needed"
Task = tuple[str, str, str, str]  # its words, where it leads, how far it is, and how it stands


@needs(SEE_ASKED, of=prior_asked)
@require_safe
def request_page(request: StaffRequest, asked: Asked) -> HttpResponse:
    """One request, as its asker sees it. Where people must talk first, whom to contact and nothing else."""
    found = opened(request.acting, asked.request, FOLLOWING)
    try:
        how = found.ready()
    except WelfareStop as error:
        return stopped(request, asked.request, error.stop)
    writing = request.acting.may(WRITE_REQUEST, asked)
    told = {
        "how": how,
        "missing": grouped(how.missing),
        "rules": governing(how.assessment),
        "to_funding": check_of(found) if how.assessment.outcome == NOT_ELIGIBLE else "",
        "because": why_not(how.assessment, how.exempt),
        "tasks": list(_tasks(found, how)) if writing else [],
        "steps": timeline(request.acting, asked.request, FOLLOWING),
        "next": next_says(asked.request),
        "approval": Approval.objects.filter(request=asked.request).first(),
        "name": found.identity.name,
        "policy": found.bound.policy,
        "may_withdraw": request.acting.may(WITHDRAW_REQUEST, asked),
        "may_ask_again": request.acting.may(ASK_AGAIN, asked),
        "complete": is_complete(how),
        "again": still_to_ask(asked.request, found.bound),
        "sender": sender(asked.request),
    }
    return asked_page(request, "request", asked.request, **told)


def is_complete(how: Ready) -> bool:
    """Whether there is a pack: nothing is missing, and the policy's answer is yes."""
    return not how.missing and why_not(how.assessment, how.exempt) is None


def _tasks(found: Opened, how: Ready) -> Iterator[Task]:
    """What there is to fill in. Where nothing is missing, what is not said is not to do."""
    for one in sections(found.bound, found.case):
        address = of_request(found.request, "facts", section=one.name)
        status = DONE if one.said == len(one.facts) else TO_DO if how.missing else NO_MORE
        yield one.title, address, f"{one.said} of {len(one.facts)} filled in", status
    lacks = list(referred(found.identity).lacks())
    yield (
        "Who is referred",
        of_request(found.request, "who"),
        f"Missing: {', '.join(lacks)}" if lacks else DONE,
        TO_DO if lacks else DONE,
    )


@needs(WRITE_REQUEST, of=section_at)
@require_http_methods(SEND)
def facts(request: StaffRequest, asked: SectionAt) -> HttpResponse:
    """One section of facts, kept as it is sent, whether or not the request is complete."""
    found = opened(request.acting, asked.request, WRITING)
    one = next((one for one in sections(found.bound, found.case) if one.name == asked.section), None)
    if one is None:
        raise Http404
    form = FactsForm(found.bound, one.facts, found.case, asked.request.referred_on, sent(request))
    now = mark_of_facts(asked.request.clinical.facts, form.boxes)
    mark = seen(request, now)
    if form.is_bound:
        changes = form.read()
        if not form.errors and done(form, lambda: keep_facts(request.acting, asked.request, found.bound, changes, mark)):
            return to(_after(found, one))
    page = Page(one.title, "Save", of_request(asked.request), "This request", asked.request.reference, _lead(one))
    return render(request, "referring/facts.html", {"form": form, "page": page, "seen": now if form.errors else mark})


def _lead(one: Section) -> tuple[str, ...]:
    lead = "Nothing has to be filled in. What is not known is neither a yes nor a no, and you can come back to it."
    if one.name == "welfare":
        return (
            lead,
            "If somebody’s safety may be at stake, the referral stops and nothing of it is sent. You are told whom to contact.",
        )
    return (lead,)


def _after(found: Opened, one: Section) -> str:
    """Where somebody goes on: to the next section, or back to the request."""
    names = [other.name for other in sections(found.bound, found.case)]
    later = names[names.index(one.name) + 1 :]
    is_first_time = one.said == 0 and later
    return of_request(found.request, "facts", section=later[0]) if is_first_time else of_request(found.request)


@needs(WRITE_REQUEST, of=prior_asked)
@require_http_methods(SEND)
def who(request: StaffRequest, asked: Asked) -> HttpResponse:
    """Who is referred. It is kept apart from the facts, and whoever decides does not see it."""
    found = opened(request.acting, asked.request, WRITING)
    form = WhoForm(found.identity, sent(request))
    if not form.is_bound and not form.initial["born"]:
        form.initial["born"] = found.case.value(BORN)  # where the facts say it already
    now = mark_of_who(found.identity)
    mark = seen(request, now)
    if form.is_valid() and done(form, lambda: keep_who(request.acting, asked.request, form.said, mark)):
        return to(of_request(asked.request))
    lead = (
        "This is kept apart from the facts. The officer who answers does not see it, and neither does anybody who reads figures.",
        "Whoever opens it is put on record.",
    )
    page = Page("Who is referred", "Save", of_request(asked.request), "This request", asked.request.reference, lead)
    return form_page(request, form, page, mark=now if form.errors else mark)
