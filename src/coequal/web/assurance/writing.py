"""Writing the assessment of a use of personal data, step by step, and submitting it."""

import re
from dataclasses import asdict
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_USES, WRITE_IMPACT
from coequal.assurance.impact import writing
from coequal.assurance.impact.steps import STEPS, Step
from coequal.assurance.models import DataUse
from coequal.pages.forms import Form
from coequal.web.assurance.forms import NEW_RISK, RiskForm, StepForm
from coequal.web.assurance.found import use_named
from coequal.web.assurance.pages import COLOURS, SEND, form_page, of_use, of_version
from coequal.web.governing.pages import Page
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import number_before, sent, to

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,3}")


@needs(SEE_USES, of=use_named)
@require_safe
def assessment(request: StaffRequest, use: DataUse) -> HttpResponse:
    """The steps with what is lacking in each, and the risks."""
    draft = writing.draft_of(use)
    lacking = list(writing.lacking(draft))
    page = {
        "use": use,
        "colour": COLOURS[use.state],
        "steps": [(step, [says for number, says in lacking if number == step.number]) for step in STEPS],
        "draft": draft,
        "risks": writing.risks_of(draft),
        "ready": not lacking,
        "may": request.acting.may(WRITE_IMPACT, use),
    }
    return render(request, "assuring/assessment.html", page)


def _page(use: DataUse, title: str, button: str, *lead: str) -> Page:
    return Page(title, button, of_use(use, "assessment"), "The assessment", use.title, lead)


@needs(WRITE_IMPACT, of=use_named)
@require_http_methods(SEND)
def step(request: StaffRequest, use: DataUse) -> HttpResponse:
    """The texts of one step. Raises `Http404` for a step that has none."""
    found = _step(request)
    draft = writing.draft_of(use)
    mark = number_before(request, draft.mark)
    form = StepForm(found, sent(request), initial=draft.texts)
    if form.is_valid() and done(form, lambda: writing.write(request.acting, use, mark, form.cleaned_data)):
        return to(of_use(use, "assessment"))
    lead = "It can be saved half done."
    return form_page(request, form, _page(use, f"Step {found.number}. {found.title}", "Save", lead), seen=mark)


def _step(request: StaffRequest) -> Step:
    typed = request.GET.get("step", "")
    found = next((one for one in STEPS if one.passages and str(one.number) == typed), None)
    if found is None:
        raise Http404
    return found


@needs(WRITE_IMPACT, of=use_named)
@require_http_methods(SEND)
def risk(request: StaffRequest, use: DataUse) -> HttpResponse:
    """A risk by its number from 1, or a new one. Raises `Http404` where there is none of that number."""
    draft = writing.draft_of(use)
    risks = writing.risks_of(draft)
    place = _place(request, len(risks))
    mark = number_before(request, draft.mark)
    form = RiskForm(sent(request), initial=asdict(risks[place]) if place is not None else NEW_RISK)
    acting = request.acting
    if place is not None and request.POST.get("take-out"):
        form = RiskForm(asdict(risks[place]))  # what was typed of it matters no more
        if form.is_valid() and done(form, lambda: writing.change_risk(acting, use, mark, place, None)):
            return to(of_use(use, "assessment"))
    elif form.is_valid():

        def keep() -> None:
            if place is None:
                writing.add_risk(acting, use, mark, form.risk)
            else:
                writing.change_risk(acting, use, mark, place, form.risk)

        if done(form, keep):
            return to(of_use(use, "assessment"))
    page = _page(use, "A new risk" if place is None else f"Risk {place + 1}", "Save")
    return form_page(request, form, page, seen=mark, take_out="" if place is None else "Take it out")


def _place(request: StaffRequest, there: int) -> int | None:
    """The place from 0 of the risk that the address names; None where it names none. Raises `Http404` for one that is not there."""
    typed = request.GET.get("risk", "")
    if not typed:
        return None
    number = int(typed) if _NUMBER.fullmatch(typed) else 0
    if not 1 <= number <= there:
        raise Http404
    return number - 1


@needs(WRITE_IMPACT, of=use_named)
@require_http_methods(SEND)
def submit(request: StaffRequest, use: DataUse) -> HttpResponse:
    """A last look, and the version is made."""
    draft = writing.draft_of(use)
    mark, form = number_before(request, draft.mark), Form(sent(request))
    if form.is_valid() and done(form, lambda: writing.submit(request.acting, use, mark)):
        return to(of_version(use.versions.latest("number")))
    lead = "This version stays as it is. The officer advises on it, the groups approve or return it, and it is signed off."
    return form_page(request, form, _page(use, "Submit the assessment", "Submit it", lead), seen=mark)
