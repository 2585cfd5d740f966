"""What is on the agenda of a panel: requests that wait are put on it, and taken off again."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import RUN_PANEL
from coequal.facts.dates import say_date
from coequal.referrals.deciding import panels
from coequal.referrals.deciding.similar import alike
from coequal.referrals.models import Item, Panel, Request
from coequal.referrals.moves.states import FOR_PANEL
from coequal.web.deciding.forms import NAME_NOBODY, WhyForm
from coequal.web.deciding.found import item_at, panel_at
from coequal.web.deciding.pages import PANEL_COLOURS, SEND, Page, form_page, of_item, of_panel, service_words
from coequal.web.deciding.panel_forms import AgendaForm
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to

_OFFERED = 100  # requests at once; the oldest are offered first


@needs(RUN_PANEL, of=panel_at)
@require_http_methods(SEND)
def agenda(request: StaffRequest, found: Panel) -> HttpResponse:
    """What is on it, with similar requests, and the requests that wait, those that are due first before others."""
    waiting = Request.objects.filter(organisation=found.organisation, state=FOR_PANEL).select_related("provider", "organisation")
    offered = list(waiting.order_by("due", "pk")[:_OFFERED])
    form = AgendaForm(offered, [_words(one) for one in offered], sent(request))
    if form.is_valid() and done(form, lambda: _list(request, found, form.chosen)):
        return to(of_panel(found, "agenda"))
    page = {
        "panel": found,
        "colour": PANEL_COLOURS[found.state],
        "form": form,
        "items": [(one, of_item(one), alike(one.request)) for one in panels.on_agenda(found)],
    }
    return render(request, "deciding/agenda.html", page)


def _words(one: Request) -> str:
    urgent = ", urgent" if one.urgent else ""
    due = f", due on {say_date(one.due)}" if one.due else ""
    return f"{one.reference}: {service_words(one.service)}, from {one.provider}{urgent}{due}"


def _list(request: StaffRequest, found: Panel, chosen: list[Request]) -> None:
    """Put all of them on the agenda or, where one cannot be, none. Raises `CoequalError`."""
    with transaction.atomic():
        for one in chosen:
            panels.list_item(request.acting, found, one)


@needs(RUN_PANEL, of=item_at)
@require_http_methods(SEND)
def take_off(request: StaffRequest, item: Item) -> HttpResponse:
    """A request waits for another panel."""
    form = WhyForm("Why it is taken off", f"The clinician does not read it. {NAME_NOBODY}", sent(request))
    if form.is_valid() and done(form, lambda: panels.take_off(request.acting, item, form.cleaned_data["why"])):
        return to(of_panel(item.panel, "agenda"))
    lead = ("It waits for a panel again, and its time runs on. Views that were given on it are not carried over.",)
    page = Page("Take it off the agenda", "Take it off", of_item(item), "This request", item.reference, lead, warn=True)
    return form_page(request, form, page)
