"""The list of panels, and how one is called: for a day of the calendar, or at once for one urgent request."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import PREPARE_PANEL
from coequal.referrals.deciding import panels as deciding
from coequal.referrals.models import Panel, Request
from coequal.referrals.models.deciding import PANEL_STATES
from coequal.referrals.moves.states import FOR_PANEL
from coequal.web.deciding.found import funding_at
from coequal.web.deciding.pages import PANEL_COLOURS, SEND, Page, form_page, of_panel, of_request
from coequal.web.deciding.panel_forms import CallForm
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited

_LEAD = ("Quorum and chair stand as the commissioner’s rules have them.", "Members are named next, then requests.")


@needs(PREPARE_PANEL)
@require_safe
def panels(request: StaffRequest) -> HttpResponse:
    """All panels of the organisations for which somebody prepares them, by where they stand, and how many requests wait."""
    codes = request.acting.organisations_as(PREPARE_PANEL)
    found = list(Panel.objects.filter(organisation__code__in=codes).select_related("organisation").prefetch_related("items"))
    groups = [(state, [one for one in found if one.state == state]) for state in PANEL_STATES]
    page = {
        "groups": [(state, PANEL_COLOURS[state], there) for state, there in groups if there],
        "waiting": Request.objects.filter(organisation__code__in=codes, state=FOR_PANEL).count(),
    }
    return render(request, "deciding/panels.html", page)


@needs(PREPARE_PANEL)
@require_http_methods(SEND)
@limited(60, 3600)
def call(request: StaffRequest) -> HttpResponse:
    """A new panel."""
    codes = request.acting.organisations_as(PREPARE_PANEL)
    form = CallForm(list(Organisation.objects.filter(code__in=codes)), sent(request))
    made: list[Panel] = []
    if form.is_valid() and done(form, lambda: made.append(deciding.call(request.acting, form.whose, form.said))):
        return to(of_panel(made[0]))
    return form_page(request, form, Page("Call a panel", "Call it", reverse("deciding:panels"), "All panels", "Panels", _LEAD))


@needs(PREPARE_PANEL, of=funding_at)
@require_http_methods(SEND)
@limited(60, 3600)
def call_urgent(request: StaffRequest, found: Request) -> HttpResponse:
    """A panel outside the calendar, with this one request on its agenda."""
    form = CallForm([found.organisation], sent(request), urgent=True)
    made: list[Panel] = []
    if form.is_valid() and done(form, lambda: made.append(deciding.call_urgent(request.acting, found, form.said))):
        return to(of_panel(made[0]))
    lead = ("This request alone is put on its agenda, at once.", *_LEAD)
    page = Page("Call an urgent panel", "Call it", of_request(found), "This request", found.reference, lead)
    return form_page(request, form, page)
