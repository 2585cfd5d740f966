"""An approval as those have it who asked: its number, what is left of it, what was used, and its renewal."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_ASKED, USE_APPROVAL
from coequal.facts.dates import say_date
from coequal.referrals.approving import using
from coequal.referrals.approving.renewing import asked_again, require_renewable
from coequal.referrals.approving.renewing import renew as renew_approval
from coequal.referrals.models import Request
from coequal.referrals.seeing.looking import look
from coequal.referrals.seeing.purposes import FOLLOWING
from coequal.referrals.seeing.table import DECISION
from coequal.web.governing.pages import SEND, Look, Page, form_page, look_page
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited
from coequal.web.referring.binding import bound_of, titled_with_version
from coequal.web.referring.forms import UseForm
from coequal.web.referring.found import ApprovalAt, UseAt, approval_at, use_at
from coequal.web.referring.pages import of_approval, of_request
from coequal.web.referring.sure import SureForm


@needs(SEE_ASKED, of=approval_at)
@require_safe
def approval(request: StaffRequest, found: ApprovalAt) -> HttpResponse:
    """The approval, how much of it is left, and every use of it."""
    look(request.acting, found.request, DECISION, FOLLOWING)
    one = found.approval
    gone, over = using.used(one), using.left(one)
    told = {
        "one": one,
        "found": found.request,
        "state": one.state_on(timezone.localdate()),
        "amounts": [(name, amount, gone[name], over[name]) for name, amount in one.amounts.items()],
        "uses": list(one.uses.select_related("takes_back", "by").prefetch_related("taken_back_by")),
        "may_use": request.acting.may(USE_APPROVAL, found),
        "policy": titled_with_version(found.request.policy, found.request.version) if found.request.policy else "None",
    }
    return render(request, "referring/approval.html", told)


@needs(USE_APPROVAL, of=approval_at)
@require_http_methods(SEND)
@limited(600, 3600)
def use(request: StaffRequest, found: ApprovalAt) -> HttpResponse:
    """Record what was used, once for each form; where the same is recorded for that day already, whether it is another one."""
    one = found.approval
    form = UseForm(using.left(one), one.from_day, sent(request))
    lead = (f"It is good until {say_date(one.expires)}. What was recorded wrongly can be taken back.",)
    page = Page("Record what was used", "Record it", of_approval(one), "This approval", one.number, lead)
    same: list[using.SameDay] = []

    def record() -> None:
        try:
            form.record(request.acting, one, another=request.POST.get("sure") == "yes")
        except using.SameDay as error:
            same.append(error)

    if request.POST.get("sure") != "change" and form.is_valid() and done(form, record):
        return look_page(request, page, _same_day(form.cleaned_data, same[0]), mark=form.mark) if same else to(of_approval(one))
    return form_page(request, form, page, mark=form.mark)


def _same_day(said: dict[str, Any], error: using.SameDay) -> Look:
    rows = [("What was used", f"{said['of']}: {said['count']}"), ("On", say_date(said["on"]))]
    follows = [error.message, "If it is the same one, go back to the approval: nothing has to be done."]
    told = "The commissioner can see what is recorded."
    return Look("The same is recorded for that day already", "It is another one: record it too", rows, follows, told, warn=False)


@needs(USE_APPROVAL, of=use_at)
@require_http_methods(SEND)
def take_back(request: StaffRequest, found: UseAt) -> HttpResponse:
    """Take back what was recorded wrongly, after a last look."""
    one, form = found.use, SureForm(sent(request))
    page = Page("Take it back", "Take it back", of_approval(found.approval), "This approval", found.approval.number)
    if request.POST.get("sure") == "change":
        return to(of_approval(found.approval))
    if form.is_sure:
        if done(form, lambda: using.take_back(request.acting, one)):
            return to(of_approval(found.approval))
        return form_page(request, form, page)
    rows = [("What was recorded", f"{one.of}: {one.count}"), ("On", say_date(one.on))]
    follows = ["It no longer counts, and so much more is left. That it was recorded and taken back stays to be read."]
    told = "The commissioner can see it."
    return look_page(request, page, Look("Take this back", "Take it back", rows, follows, told, warn=False))


@needs(USE_APPROVAL, of=approval_at)
@require_http_methods(SEND)
@limited(600, 3600)
def renew(request: StaffRequest, found: ApprovalAt) -> HttpResponse:
    """Begin a request that follows the approval, after a last look."""
    one, form = found.approval, SureForm(sent(request))
    require_renewable(one)
    bound = bound_of(found.request)
    page = Page("Renew this approval", "Begin the renewal", of_approval(one), "This approval", one.number)
    made: list[Request] = []
    if request.POST.get("sure") == "change":
        return to(of_approval(one))
    if form.is_sure:
        if done(form, lambda: made.append(renew_approval(request.acting, one, bound))):
            return to(of_request(made[0]))
        return form_page(request, form, page)
    again = [fact.says for fact in asked_again(bound.rules)]
    rows = [
        ("Good until", say_date(one.expires)),
        ("Policy", titled_with_version(found.request.policy, found.request.version)),
        ("Day of referral", say_date(found.request.referred_on)),
    ]
    follows = [
        "A new request is begun with the same person and the same facts. Change what has changed since.",
        f"These are asked again, because they hold for a time only or were used up: {'; '.join(again)}.",
        "The same version of the policy counts, because the day of referral is the same.",
        "An officer answers it, since what was used has to be weighed.",
    ]
    told = "Nobody yet. The commissioner sees the renewal once you send it."
    return look_page(request, page, Look("Renew this approval", "Begin the renewal", rows, follows, told, warn=False))
