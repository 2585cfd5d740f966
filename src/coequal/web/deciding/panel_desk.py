"""One panel as those see it who prepare it: what is still to do, its agenda, its beginning and its end."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import PREPARE_PANEL, RUN_PANEL
from coequal.facts.dates import say_date
from coequal.pages.forms import Form
from coequal.pages.words import plural
from coequal.referrals.deciding import panels
from coequal.referrals.deciding.quorum import why_not_quorate
from coequal.referrals.deciding.views import are_open, missing_views
from coequal.referrals.models import Item, Panel
from coequal.referrals.models.deciding import CALLED, SITTING
from coequal.web.deciding.forms import NAME_NOBODY, WhyForm
from coequal.web.deciding.found import panel_at
from coequal.web.deciding.pages import OUTCOME_COLOURS, PANEL_COLOURS, SEND, Page, form_page, of_item, of_panel, service_words
from coequal.web.governing.desk import Task
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to


@dataclass(frozen=True, slots=True)
class OnAgenda:
    """A request on an agenda as the desk lists it: what it is about, how views stand, and what is in the way of deciding."""

    item: Item
    address: str
    service: str
    views: str
    stands: str


@needs(PREPARE_PANEL, of=panel_at)
@require_safe
def panel(request: StaffRequest, found: Panel) -> HttpResponse:
    """Where it stands, what is to do, and what is on its agenda."""
    items = panels.on_agenda(found)
    page = {
        "panel": found,
        "colour": PANEL_COLOURS[found.state],
        "outcomes": OUTCOME_COLOURS,
        "tasks": list(_tasks(found, items)) if found.state in (CALLED, SITTING) else [],
        "items": [_listed(one) for one in items],
        "may_run": request.acting.may(RUN_PANEL, found),
    }
    return render(request, "deciding/panel.html", page)


def _listed(item: Item) -> OnAgenda:
    given = item.views.count()
    views = f"{plural(given, 'view')} given, {len(missing_views(item))} still to come."
    if are_open(item):
        views = f"{plural(given, 'view')} given. They are open."
    return OnAgenda(item, of_item(item), service_words(item.request.service), views, why_not_quorate(item))


def _tasks(found: Panel, items: list[Item]) -> Iterator[Task]:
    """What is to do before the next step of a panel."""
    seats = found.seats.count()
    yield Task("Name who sits there", of_panel(found, "seats"), tuple(_seats_missing(found, seats)), plural(seats, "seat"))
    if not found.hears_appeals:
        none = () if items else ("Nothing is on the agenda yet.",)
        yield Task("Put requests on the agenda", of_panel(found, "agenda"), none, plural(len(items), "request"))
    if found.state == SITTING:
        there = found.seats.filter(there=True).count()
        nobody = () if there else ("Nobody is there yet.",)
        yield Task("Say who is there", of_panel(found, "there"), nobody, plural(there, "is there", "are there"))
        for one in panels.undecided(found):
            yield Task(f"Decide on {one.reference}", of_item(one), (why_not_quorate(one) or "It is not decided yet.",))


def _seats_missing(found: Panel, seats: int) -> Iterator[str]:
    if seats < found.quorum:
        yield f"{plural(seats, 'seat')}, and {plural(found.quorum, 'member has', 'members have')} to be there."
    if not found.seats.filter(chairs=True).exists():
        yield "Nobody is named to chair it."
    elif found.lay_chair and not found.seats.filter(chairs=True, lay=True).exists():
        yield "A lay member has to chair it."


@needs(RUN_PANEL, of=panel_at)
@require_http_methods(SEND)
def begin(request: StaffRequest, found: Panel) -> HttpResponse:
    """It sits from now on."""
    form = Form(sent(request))
    if form.is_valid() and done(form, lambda: panels.begin(request.acting, found)):
        return to(of_panel(found, "there"))
    early = f"The panel is on {say_date(found.on)}. It cannot begin before that day." if timezone.localdate() < found.on else ""
    lead = ("From then on decisions can be taken down. A panel that has begun cannot be called off.",)
    page = _page(found, "Begin the panel", "Begin it", lead)
    return form_page(request, form, page, stands=[(of_panel(found), early)] if early else [])


@needs(RUN_PANEL, of=panel_at)
@require_http_methods(SEND)
def close(request: StaffRequest, found: Panel) -> HttpResponse:
    """It is over, once each request on its agenda was decided or taken off."""
    form = Form(sent(request))
    if form.is_valid() and done(form, lambda: panels.close(request.acting, found)):
        return to(of_panel(found))
    stands = [(of_item(one), f"{one.reference} is not decided.") for one in panels.undecided(found)]
    lead = ("Nothing can be decided at it afterwards, and members cannot read its pack any more. This cannot be undone.",)
    return form_page(request, form, _page(found, "Close the panel", "Close it", lead, warn=True), stands=stands)


@needs(PREPARE_PANEL, of=panel_at)
@require_http_methods(SEND)
def call_off(request: StaffRequest, found: Panel) -> HttpResponse:
    """It does not take place."""
    form = WhyForm("Why it does not take place", f"It stays on record. {NAME_NOBODY}", sent(request))
    if form.is_valid() and done(form, lambda: panels.call_off(request.acting, found, form.cleaned_data["why"])):
        return to(of_panel(found))
    lead = ("Its requests wait for a panel again, and their time runs on. This cannot be undone.",)
    return form_page(request, form, _page(found, "Call it off", "Call it off", lead, warn=True))


def _page(found: Panel, title: str, button: str, lead: tuple[str, ...] = (), *, warn: bool = False) -> Page:
    return Page(title, button, of_panel(found), "This panel", f"Panel {found.reference}", lead, warn=warn)
