"""Entering what uses personal data, changing and ending the entry, screening it, and recording what was done elsewhere."""

from typing import Final

from django.core.signing import BadSignature, Signer
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permission import NotAllowed
from coequal.accounts.permissions import CHANGE_USE, END_USE, ENTER_USE, RECORD_ELSEWHERE
from coequal.accounts.references import new_reference
from coequal.assurance.models import DataUse
from coequal.assurance.register import entering
from coequal.assurance.register.changing import ONLY_OTHERS, may_clear_without
from coequal.assurance.register.own import adopt
from coequal.assurance.screening.screening import screen
from coequal.errors import CoequalError
from coequal.web.assurance.forms import ElsewhereForm, EndForm, EntryForm, ScreeningForm, entry_of, screening_of
from coequal.web.assurance.found import OwnOf, own_named, use_named
from coequal.web.assurance.pages import SEND, form_page, of_use, page_of
from coequal.web.governing.pages import Look, Page, look_page, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import number_before, sent, to
from coequal.web.limits import limited

_SIGNER: Final = Signer(salt="assuring")


def _whose(request: StaffRequest) -> list[Organisation]:
    return list(Organisation.objects.filter(code__in=request.acting.organisations_as(ENTER_USE)))


@needs(ENTER_USE)
@require_http_methods(SEND)
@limited(60, 3600)
def enter(request: StaffRequest) -> HttpResponse:
    """A new entry, before anything begins."""
    form, made = EntryForm(_whose(request), sent(request)), list[DataUse]()

    def make() -> None:
        made.append(entering.enter(request.acting, form.whose, form.values, reference=_reference(request)))

    if form.is_valid() and done(form, make):
        return to(of_use(made[0], "screening"))
    lead = ("Enter it before it begins: a system, a data set, a survey, or a process by hand. Its screening comes next.",)
    page = Page("Enter a use of personal data", "Enter it", reverse("assuring:list"), "Data register", "", lead)
    key = request.POST.get("reference") or _SIGNER.sign(new_reference("D"))
    return form_page(request, form, page, key=key)


def _reference(request: StaffRequest) -> str:
    """The reference that came with the form, by which one that is sent twice is known. Raises `CoequalError` for another's."""
    try:
        return _SIGNER.unsign(request.POST["reference"]) if request.POST.get("reference") else ""
    except BadSignature:
        raise CoequalError("This page was not made here. Open it anew, and fill it in again.") from None


@needs(ENTER_USE, of=own_named)
@require_POST
@limited(60, 3600)
def adopt_own(request: StaffRequest, own: OwnOf) -> HttpResponse:
    """One of coequal's own entries, taken over for an organisation; where it is there already, the list of all says so."""
    try:
        made = adopt(request.acting, own.organisation, own.name)
    except NotAllowed:
        raise
    except CoequalError:  # pressed twice, or by somebody else meanwhile
        return to(reverse("assuring:list"))
    return to(of_use(made))


@needs(CHANGE_USE, of=use_named)
@require_http_methods(SEND)
def change(request: StaffRequest, use: DataUse) -> HttpResponse:
    """What the entry says."""
    mark = number_before(request, use.mark)
    form = EntryForm([use.organisation], sent(request), initial=entry_of(use))
    if form.is_valid() and done(form, lambda: entering.change(request.acting, use, mark, form.values)):
        return to(of_use(use))
    lead = (
        "If you change what the data are used for, about whom and which they are, with whom they are shared or how long they are "
        "kept, it has to be screened anew, and is not cleared until then."
    )
    return form_page(request, form, page_of(use, "Change the entry", "Save", lead), seen=mark)


@needs(CHANGE_USE, of=use_named)
@require_http_methods(SEND)
def screening(request: StaffRequest, use: DataUse) -> HttpResponse:
    """The questions, begun with what was answered last."""
    last = use.screenings.last()
    form = ScreeningForm(sent(request), initial=screening_of(last.answers if last else {}))
    if form.is_valid() and done(form, lambda: screen(request.acting, use, form.answers)):
        return to(of_use(use))
    others = "" if may_clear_without(request.acting, use) else ONLY_OTHERS
    return render(request, "assuring/screening.html", {"use": use, "form": form, "last": last, "others": others})


@needs(RECORD_ELSEWHERE, of=use_named)
@require_http_methods(SEND)
def elsewhere(request: StaffRequest, use: DataUse) -> HttpResponse:
    """That it was screened or assessed on paper, or before there was this register."""
    form = ElsewhereForm(sent(request), initial={"on": timezone.localdate()})
    if form.is_valid():
        told = form.cleaned_data
        assessed, evidence, on = told["assessed"] == "yes", told["evidence"], told["on"]

        def record() -> object:
            return entering.record_elsewhere(request.acting, use, assessed=assessed, evidence=evidence, on=on)

        if done(form, record):
            return to(of_use(use))
    lead = ["This counts until somebody screens it here."]
    lead += [] if may_clear_without(request.acting, use) else [ONLY_OTHERS]
    return form_page(request, form, page_of(use, "Screened or assessed elsewhere", "Record it", *lead))


@needs(END_USE, of=use_named)
@require_http_methods(SEND)
def end(request: StaffRequest, use: DataUse) -> HttpResponse:
    """It uses personal data no more; said after a last look."""
    form = EndForm(sent(request))
    lead = "The entry stays to be read. This cannot be undone."
    page = page_of(use, "End the entry", "Go on", lead)
    step = wants(request, form)
    if step == "do" and done(form, lambda: entering.end(request.acting, use, form.cleaned_data["why"])):
        return to(of_use(use))
    if step == "look":
        rows = [("What ends", use.title), ("Why it has ended", form.cleaned_data["why"])]
        follows = ["Personal data must not be used for it any more. To begin again, enter it anew."]
        return look_page(request, page, Look("Look at it once more", "End it", rows, follows, "Nobody gets a message."))
    return form_page(request, form, page)
