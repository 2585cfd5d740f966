"""What a service area waits for outside: each event with every day on which it was expected, and what came of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CHANGE_AREA, SEE_PROGRAMMES
from coequal.programmes.conduct import planning
from coequal.programmes.models import OutsideEvent, ServiceArea
from coequal.web.aligning.named import area_named, event_named
from coequal.web.aligning.outside_forms import ExpectForm, HappenedForm, WaitForm
from coequal.web.aligning.pages import Page, about, desk_of, form_page
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to

_SEND = ["GET", "HEAD", "POST"]
_BACK, _WORDS = "outside", "What it waits for"


@needs(SEE_PROGRAMMES, posting=CHANGE_AREA, of=area_named)
@require_http_methods(_SEND)
def events(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """What it waits for, how that slid, and the form for another."""
    may = request.acting.may(CHANGE_AREA, area)
    form = WaitForm(sent(request)) if may else None
    if form and form.is_valid() and done(form, lambda: planning.wait_for(request.acting, area, form.cleaned_data["what"])):
        return to(desk_of(area, "outside"))
    rows = area.outsideevents.prefetch_related("expected")
    return render(request, "aligning/outside.html", {**about(area), "rows": rows, "form": form})


@needs(CHANGE_AREA, of=event_named)
@require_http_methods(_SEND)
def expect(request: StaffRequest, event: OutsideEvent) -> HttpResponse:
    """When it is expected, as somebody said; what was expected before stays."""
    form = ExpectForm(sent(request))
    if form.is_valid():
        given = form.cleaned_data
        between = (given["first"], given["last"])
        said = {name: given[name] for name in ("stated", "source", "url")}
        if done(form, lambda: planning.expect(request.acting, event, given["printed"], between=between, **said)):
            return to(desk_of(event.area, "outside"))
    lead = (event.what, "What was expected before stays, so that everybody sees how it slid.")
    return form_page(request, event.area, form, Page("When it is expected", "Record it", lead, back=_BACK, back_words=_WORDS))


@needs(CHANGE_AREA, of=event_named)
@require_http_methods(_SEND)
def happened(request: StaffRequest, event: OutsideEvent) -> HttpResponse:
    """That it happened, and what follows."""
    form = HappenedForm(sent(request))
    if form.is_valid():
        given = form.cleaned_data
        if done(form, lambda: planning.happened(request.acting, event, given["on"], given["came_to"])):
            return to(desk_of(event.area, "outside"))
    lead = (event.what, "What you record here stays. It cannot be changed afterwards.")
    return form_page(
        request, event.area, form, Page("It has happened", "Record it", lead, warn=True, back=_BACK, back_words=_WORDS)
    )
