"""Handing a draft to governance, and what governance answers."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import ANSWER_HANDOVER, BEGIN_DRAFT, HAND_OVER, SEE_DRAFTS, WITHDRAW_DRAFT
from coequal.drafting.asking import checked
from coequal.drafting.checked import Checked
from coequal.drafting.checking.checker import NotChecked
from coequal.drafting.handing import (
    Handing,
    accept,
    hand_over,
    has_written,
    obstacles,
    require_unwritten,
    return_with_reasons,
    warnings,
    withdraw,
)
from coequal.drafting.models import Draft, Handover
from coequal.drafting.saving import head_of
from coequal.web.limits import limited
from coequal.web.shelf import shelf
from coequal.web.studio.changing import held_against, shown, worked_out
from coequal.web.studio.forms import Answer, HandOver, Withdraw
from coequal.web.studio.listing import COLOURS, about
from coequal.web.studio.named import draft_named, handover_named


@needs(HAND_OVER, of=draft_named)
@require_http_methods(["GET", "HEAD", "POST"])
@limited(30, 60)
def handing(request: StaffRequest, draft: Draft) -> HttpResponse:
    """What stands in the way of handing a draft over; where nothing does, the form to do it."""
    head = head_of(draft)
    try:
        found = checked(head.text, people=True, by=request.acting.person)
    except NotChecked as because:
        return _not_yet(request, draft, [because.says])
    if stands := obstacles(found, draft, [one.version for one in shelf().policies.get(draft.policy, ())]):
        return _not_yet(request, draft, stands)
    form = HandOver(warnings(found), request.POST or None)
    if form.is_valid() and request.POST.get("number") == str(head.number):
        return _handed(request, draft, found, form)
    page = {**about(draft), "form": form, "found": found, "moved": form.is_bound and form.is_valid()}
    return render(request, "studio/hand-over.html", page)


def _not_yet(request: StaffRequest, draft: Draft, stands: list[str]) -> HttpResponse:
    return render(request, "studio/not-yet.html", {**about(draft), "stands": stands})


def _handed(request: StaffRequest, draft: Draft, found: Checked, form: HandOver) -> HttpResponse:
    against, number = held_against(draft), head_of(draft).number
    try:
        changes = worked_out(draft, against, request.acting.person) if against else {}
    except NotChecked as because:
        return _not_yet(request, draft, [f"What it changes could not be worked out. {because.says}"])
    told = form.cleaned_data
    handing = Handing(number, told["changes"], told["reasons"], told["wanted_from"], form.accepted)
    made = hand_over(request.acting, draft, handing, found, changes)
    return _to_handover(made)


@needs(SEE_DRAFTS, posting=ANSWER_HANDOVER, of=handover_named)
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: StaffRequest, found: Handover) -> HttpResponse:
    """What was handed over, as it was on that day; and governance's answer."""
    may = request.acting.may(ANSWER_HANDOVER, found)
    wrote = may and has_written(request.acting.person, found)
    if request.method == "POST":
        require_unwritten(request.acting.person, found)
    form = Answer(request.POST or None) if may and not wrote else None
    if form is not None and form.is_valid():
        words = form.cleaned_data["words"]
        if form.cleaned_data["answer"] == "return":
            return_with_reasons(request.acting, found, words)
        else:
            accept(request.acting, found, words)
        return _to_handover(found)
    results = found.results
    page = {
        **about(found.draft),
        "handover": found,
        "colour": COLOURS[found.state],
        "form": form,
        "wrote": wrote,
        "results": results,
        "changes": shown(results) if "says" in results else None,
        "may_begin": request.acting.may(BEGIN_DRAFT),
    }
    return render(request, "studio/handover.html", page)


def _to_handover(made: Handover) -> HttpResponse:
    return HttpResponseRedirect(reverse("studio:handover", kwargs={"reference": made.reference}), status=303)


@needs(WITHDRAW_DRAFT, of=draft_named)
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawing(request: StaffRequest, draft: Draft) -> HttpResponse:
    """A draft is given up; all of it is kept."""
    form = Withdraw(request.POST if request.method == "POST" else None)
    if form.is_valid():
        withdraw(request.acting, draft, form.cleaned_data["why"])
        return HttpResponseRedirect(reverse("studio:draft", kwargs={"reference": draft.reference}), status=303)
    return render(request, "studio/withdraw.html", {**about(draft), "form": form})
