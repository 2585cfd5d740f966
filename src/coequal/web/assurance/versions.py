"""A submitted version of an assessment: what it says, and what the officer, the groups, the regulator and the signer say of it."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.acting import Acting
from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permission import NotAllowed, Permission
from coequal.accounts.permissions import ADVISE, APPROVE_IMPACT, SEE_USES, SIGN_OFF
from coequal.assurance.impact import answering, apart
from coequal.assurance.impact.document import impact_document
from coequal.assurance.impact.steps import highest_left
from coequal.assurance.impact.writing import risks_of
from coequal.assurance.models import ImpactVersion
from coequal.web.assurance.forms import AdviceForm, ApprovalForm, RegulatorForm, SignForm
from coequal.web.assurance.found import version_named
from coequal.web.assurance.pages import COLOURS, SEND, form_page, of_version
from coequal.web.files import as_file, on_page
from coequal.web.governing.pages import Look, Page, look_page, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited

_SIGNED: Final = ["Then the assessment is approved, and personal data may be used.", "All of this stands in the assessment."]
_ALLOWED: Final[dict[str, Permission]] = {"advise": ADVISE, "approve": APPROVE_IMPACT, "sign": SIGN_OFF}


@needs(SEE_USES, of=version_named)
@require_safe
def version(request: StaffRequest, found: ImpactVersion) -> HttpResponse:
    """The version with all that was said of it, and what is in the way of signing it off."""
    state, acting = found.state, request.acting
    page = {
        "version": found,
        "use": found.use,
        "state": state,
        "colour": COLOURS.get(state, "grey"),
        "body": on_page(impact_document(found)),
        "left": highest_left(risks_of(found)),
        "stands": list(answering.in_the_way(found)) if state == "submitted" else [],
        "speaks": answering.may_speak_for(acting, found),
        "may": {name: acting.may(step, found) and not _is_others(acting, found, step) for name, step in _ALLOWED.items()},
        "own": found.by == acting.person,
        "others": _for_others(acting, found),
    }
    return render(request, "assuring/version.html", page)


def _is_others(acting: Acting, found: ImpactVersion, step: Permission) -> bool:
    """Whether a step is for somebody else; of approving, each group says that for itself."""
    return step is not APPROVE_IMPACT and not apart.may_take(acting, found, step)


def _for_others(acting: Acting, found: ImpactVersion) -> list[str]:
    """Why steps that are open to the roles of whoever acts are for somebody else, or are theirs alone: each sentence once."""
    steps = [step for step in _ALLOWED.values() if acting.may(step, found)]
    why = [apart.why_others(acting, found, step) for step in steps]
    return list(dict.fromkeys(one for one in why if one))


@needs(SEE_USES, of=version_named)
@require_safe
@limited(60, 60)
def version_pdf(_request: StaffRequest, found: ImpactVersion) -> HttpResponse:
    """The version as a PDF."""
    return as_file(impact_document(found), f"{found.reference}-assessment", "pdf")


@needs(SEE_USES, of=version_named)
@require_safe
@limited(60, 60)
def version_word(_request: StaffRequest, found: ImpactVersion) -> HttpResponse:
    """The version as a Word file."""
    return as_file(impact_document(found), f"{found.reference}-assessment", "docx")


def _page(found: ImpactVersion, title: str, button: str, *lead: str) -> Page:
    return Page(title, button, of_version(found), f"Version {found.number}", found.use.title, lead)


@needs(ADVISE, of=version_named)
@require_http_methods(SEND)
def advise(request: StaffRequest, found: ImpactVersion) -> HttpResponse:
    """The data protection officer's advice."""
    form = AdviceForm(sent(request), alone=apart.takes_alone(request.acting, found, ADVISE))
    if form.is_valid():
        told = form.cleaned_data
        if done(form, lambda: answering.advise(request.acting, found, told["advises"], told["says"], form.alone)):
            return to(of_version(found))
    return form_page(request, form, _page(found, "The data protection officer’s advice", "Give the advice"))


@needs(APPROVE_IMPACT, of=version_named)
@require_http_methods(SEND)
def approve(request: StaffRequest, found: ImpactVersion) -> HttpResponse:
    """What a group decided on the version."""
    groups, why = answering.may_speak_for(request.acting, found), apart.why_others(request.acting, found, APPROVE_IMPACT)
    if why and not groups:
        raise NotAllowed(why)
    form = ApprovalForm(groups, sent(request), alone=bool(why))
    if form.is_valid():
        told = form.cleaned_data
        answer = {"approved": told["approved"] == "yes", "says": told["says"], "alone": form.alone}
        if done(form, lambda: answering.take_down(request.acting, found, told["group"], **answer)):
            return to(of_version(found))
    lead = "You see the groups that have not answered, and whose answer you may take down."
    return form_page(request, form, _page(found, "What a group decided", "Take it down", lead))


@needs(ADVISE, of=version_named)
@require_http_methods(SEND)
def regulator(request: StaffRequest, found: ImpactVersion) -> HttpResponse:
    """That the regulator was consulted."""
    form = RegulatorForm(sent(request), initial={"asked": timezone.localdate()})
    if form.is_valid() and done(form, lambda: answering.record_regulator(request.acting, found, **form.cleaned_data)):
        return to(of_version(found))
    lead = "Where a high risk is left, the regulator is consulted before anything begins."
    return form_page(request, form, _page(found, "Consulting the regulator", "Record it", lead))


@needs(SIGN_OFF, of=version_named)
@require_http_methods(SEND)
def sign(request: StaffRequest, found: ImpactVersion) -> HttpResponse:
    """The last step, after a last look."""
    form = SignForm(sent(request), alone=apart.takes_alone(request.acting, found, SIGN_OFF), against=answering.is_against(found))
    page = _page(found, "Sign-off", "Go on", *answering.in_the_way(found))
    step = wants(request, form)
    if step == "do" and done(form, lambda: answering.sign_off(request.acting, found, form.signed)):
        return to(of_version(found))
    if step == "look":
        return look_page(request, page, Look("Look at it once more", "Sign it off", form.rows, _SIGNED, "Nobody gets a message."))
    return form_page(request, form, page)
