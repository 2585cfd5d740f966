"""Appeals as those see them who hear them: what was decided and how, the grounds, and the answer."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.acting import Acting
from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import HEAR_APPEAL, SEE_APPEALS
from coequal.referrals.deciding.hearing import hear_appeal, panel_of, put_before, there, why_not_heard
from coequal.referrals.deciding.judges import why_not_hear
from coequal.referrals.models import Appeal, Panel
from coequal.referrals.models.deciding import CALLED, LODGED, SITTING
from coequal.referrals.rules.in_force import rules_for
from coequal.referrals.seeing.looking import HEARING, look
from coequal.referrals.seeing.table import DECISION, STEPS
from coequal.web.bodies import takes_text
from coequal.web.deciding.case import opened
from coequal.web.deciding.forms import BeforeForm
from coequal.web.deciding.found import AppealAt, appeal_at
from coequal.web.deciding.judging_forms import HearForm
from coequal.web.deciding.pages import OUTCOME_COLOURS, SEND, Look, Page, form_page, look_page, service_words, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to


@needs(SEE_APPEALS)
@require_safe
def appeals(request: StaffRequest) -> HttpResponse:
    """Every appeal that waits to be heard, those that are due first before others."""
    return render(request, "deciding/appeals.html", {"appeals": waiting(request.acting.organisations_as(SEE_APPEALS))})


def waiting(codes: frozenset[str]) -> list[Appeal]:
    """The appeals to some organisations that wait to be heard."""
    found = Appeal.objects.filter(state=LODGED, decision__request__organisation__code__in=codes)
    return list(found.select_related("decision__request__provider", "panel").order_by("due", "pk"))


@needs(HEAR_APPEAL, of=appeal_at)
@require_safe
def appeal(request: StaffRequest, found: AppealAt) -> HttpResponse:
    """What the appeal says, what was decided, and the case without who it is about."""
    person = request.acting.person
    page = {
        **read_to_hear(request.acting, found.appeal),
        "why_not": why_not_hear(person, found.request) if person else "",
        "panel": panel_of(found.appeal),
        "stands": why_not_heard(found.appeal),
    }
    return render(request, "deciding/appeal.html", page)


def read_to_hear(acting: Acting, found: Appeal) -> dict[str, object]:
    """What whoever hears an appeal reads of it and of its request; that they opened it goes on record. Raises `NotAllowed`."""
    asked = found.decision.request
    for part in (STEPS, DECISION):
        look(acting, asked, part, HEARING)
    rules = rules_for(asked)
    return {
        "appeal": found,
        "asked": asked,
        "service": service_words(asked.service),
        "grounds": [one.says for one in rules.grounds or () if one.id in found.grounds],
        "decision": found.decision,
        "outcomes": OUTCOME_COLOURS,
        "questions": rules.questions or (),
        "deciders": list(found.decision.deciders.all()),
        "case": opened(acting, asked, HEARING),
        "steps": list(asked.steps.select_related("by").order_by("-pk")),
    }


@needs(HEAR_APPEAL, of=appeal_at)
@require_http_methods(SEND)
@takes_text
def hear(request: StaffRequest, found: AppealAt) -> HttpResponse:
    """What was found to each ground, after a last look."""
    form = HearForm(found.appeal, rules_for(found.request), sent(request))
    wanted = wants(request, form)
    told = form.cleaned_data if wanted != "form" else {}
    if wanted == "do" and done(form, lambda: hear_appeal(request.acting, found.appeal, form.found, told["reasons"], form.heard_by)):
        return to(reverse("deciding:appeals"))
    back = reverse("deciding:appeal", kwargs={"appeal": found.appeal.reference})
    lead = ("It is about how it was decided, and not about whether you would have decided otherwise.",)
    page = Page("Take down the answer", "Look at it once more", back, "This appeal", found.appeal.reference, lead)
    why = why_not_heard(found.appeal)
    if wanted == "look" and not why:
        return look_page(request, page, _look(found, form))
    return form_page(request, form, page, stands=[(back, why)] if why else [])


@needs(HEAR_APPEAL, of=appeal_at)
@require_http_methods(SEND)
def before(request: StaffRequest, found: AppealAt) -> HttpResponse:
    """Which panel hears it, of those that hear appeals and are still to come."""
    offered = Panel.objects.filter(organisation=found.organisation, hears_appeals=True, state__in=(CALLED, SITTING))
    form = BeforeForm(list(offered.order_by("on", "pk")), sent(request))
    back = reverse("deciding:appeal", kwargs={"appeal": found.appeal.reference})
    if form.is_valid() and done(form, lambda: put_before(request.acting, found.appeal, form.chosen)):
        return to(back)
    lead = ["Who is there and may hear it answers it, and the quorum of the panel counts."]
    if not form.panels:
        lead.append("No panel that hears appeals is called. An officer calls one under “Panels”.")
    page = Page("Put it before a panel", "Put it there", back, "This appeal", found.appeal.reference, tuple(lead))
    return form_page(request, form, page)


def _look(found: AppealAt, form: HearForm) -> Look:
    upheld = any(one["upheld"] for one in form.found.values())
    rows = [("Request", found.request.reference)]
    for key, words in form.grounds.items():
        one = form.found[key]
        rows.append((words, f"{'Upheld' if one['upheld'] else 'Not upheld'}. {one['why']}"))
    rows += [("The answer as a whole", form.cleaned_data["reasons"])]
    panel = panel_of(found.appeal)
    people = [one.person for one in there(panel, found.request)] if panel else form.heard_by
    rows += [("Who heard it", ", ".join(one.name or one.email for one in people))]
    after = "Another panel decides again, of people who did not decide before." if upheld else "The decision stays as it is."
    letters = (
        "Two letters are made from the record: to the clinician and to the patient. Nothing is sent until an officer sends them."
    )
    follows = (f"The appeal is {'upheld' if upheld else 'dismissed'}.", after, letters)
    told = "The clinician and the patient, by the letters, once they are sent."
    return Look("Look at the answer once more", "Take it down", rows, follows, told)
