"""The facts of a funding request that is about a policy: shown, kept section by section, and looked at for a stop."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import WRITE_REQUEST
from coequal.facts.case import Case
from coequal.referrals.approving.asking import keep_facts, mark_of_facts
from coequal.referrals.approving.bound import Bound
from coequal.referrals.models import Request
from coequal.referrals.moves.sides import Asked
from coequal.referrals.pack.disclosing import disclosed
from coequal.referrals.pack.welfare import Stop, stop_of
from coequal.referrals.seeing.looking import look
from coequal.referrals.seeing.nameless import nameless
from coequal.referrals.seeing.purposes import WRITING
from coequal.referrals.seeing.table import CASE
from coequal.web.governing.pages import SEND, Page, seen
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.referring.binding import area_named, bound_of
from coequal.web.referring.facts import FactsForm, sections
from coequal.web.referring.words import fact_rows
from coequal.web.requesting.found import PartAt, part_at
from coequal.web.requesting.pages import form_page, of_request
from coequal.web.shelf import NotOnTheShelf

WELFARE = "welfare"


@dataclass(frozen=True, slots=True, repr=False)
class Facts:
    """The version that binds a request, and the facts that are kept of it."""

    bound: Bound
    case: Case

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Each fact that is kept, in words."""
        facts = self.bound.policy.vocabulary.dictionary.facts
        view = nameless(self.bound.assess(self.case), public=self.bound.taken)
        return fact_rows([facts[name] for name in self.case.facts], view, area_named)


def facts_of(request: Request) -> Facts | None:
    """The facts of a request; None where it is about no policy, or where its text is not on the shelf any more."""
    if not request.policy:
        return None
    with suppress(NotOnTheShelf):
        bound = bound_of(request)
        return Facts(bound, bound.read(request.clinical.facts))
    return None


def stop_in(request: Request) -> Stop | None:
    """The stop of a request, where a concern for somebody's safety was disclosed."""
    facts = facts_of(request)
    return stop_of(facts.bound.assess(facts.case)) if facts else None


def unless_stopped(view: Callable[[StaffRequest, Asked], HttpResponse]) -> Callable[[StaffRequest, Asked], HttpResponse]:
    """A view that shows only whom to contact where people must talk first."""

    @wraps(view)
    def guarded(request: StaffRequest, asked: Asked) -> HttpResponse:
        if stop := stop_in(asked.request):
            writes = request.acting.may(WRITE_REQUEST, asked)
            told = {"asked": asked.request, "stop": stop, "writes": writes, "section": WELFARE}
            told["disclosed"] = disclosed(request.acting, asked.request)
            return render(request, "requesting/stop.html", told, status=409)
        return view(request, asked)

    return guarded


@needs(WRITE_REQUEST, of=part_at)
@require_http_methods(SEND)
def facts(request: StaffRequest, at: PartAt) -> HttpResponse:
    """Some of the facts that the policy asks for. None has to be filled in."""
    found, there = at.request, facts_of(at.request)
    some = next((one for one in sections(there.bound, there.case) if one.name == at.part), None) if there else None
    if there is None or some is None:
        raise Http404
    form = FactsForm(there.bound, some.facts, there.case, found.referred_on, sent(request))
    now = mark_of_facts(found.clinical.facts, form.boxes)
    mark = seen(request, now)
    if form.is_bound:
        changes = form.read()
        if not form.errors and done(form, lambda: keep_facts(request.acting, found, there.bound, changes, mark)):
            return to(of_request(found))
    look(request.acting, found, CASE, WRITING)
    lead = ("Nothing has to be filled in. What is not known is neither a yes nor a no.",)
    page = Page(some.title, "Save", of_request(found), "This request", found.reference, lead)
    return form_page(request, form, page, seen=now if form.errors else mark)
