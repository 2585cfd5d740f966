"""The pages of a panel's members: where they sit, the case without who it is about, their interest, and their view."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permission import NotAllowed
from coequal.accounts.permissions import SIT
from coequal.referrals.deciding import views
from coequal.referrals.deciding.files import for_deciders
from coequal.referrals.deciding.panels import before, on_agenda
from coequal.referrals.deciding.quorum import leaving
from coequal.referrals.models import Item, Panel, Seat
from coequal.referrals.models.deciding import CALLED, LEAVES, SITTING
from coequal.referrals.moves.states import WITH_PANEL
from coequal.referrals.rules.in_force import rules_for
from coequal.referrals.seeing.looking import JUDGING, export
from coequal.referrals.seeing.table import NAMELESS_FILES
from coequal.web.bodies import takes_text
from coequal.web.deciding.case import opened
from coequal.web.deciding.files import as_download
from coequal.web.deciding.found import item_at, my_file_at, panel_at
from coequal.web.deciding.items import open_views
from coequal.web.deciding.judging_forms import InterestForm, ViewForm
from coequal.web.deciding.pages import (
    PANEL_COLOURS,
    SEND,
    Look,
    Page,
    form_page,
    look_page,
    of_appeal_before,
    of_item,
    of_panel,
    service_words,
    wants,
)
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited


@dataclass(frozen=True, slots=True)
class Mine:
    """A request as one member's list has it: what is still theirs to do."""

    item: Item
    address: str
    service: str
    to_do: str


@needs(SIT)
@require_safe
def mine(request: StaffRequest) -> HttpResponse:
    """The panels at which somebody has a seat, the nearest first."""
    seats = Seat.objects.filter(
        person=request.acting.person,
        panel__organisation__code__in=request.acting.organisations_as(SIT),
        panel__state__in=(CALLED, SITTING),
    )
    found = [one.panel for one in seats.select_related("panel__organisation").order_by("panel__on", "panel__pk")]
    page = {"panels": [(one, of_panel(one, "my-panel"), PANEL_COLOURS[one.state]) for one in found]}
    return render(request, "deciding/mine.html", page)


def own_seat(request: StaffRequest, found: Panel) -> Seat:
    """The seat of whoever asks. Raises `NotAllowed`."""
    seat = found.seats.filter(person=request.acting.person).select_related("person").first()
    if seat is None:
        raise NotAllowed("You have no seat at this panel. An IFR officer names who sits there.")
    return seat


def own_item(request: StaffRequest, found: Item) -> Seat:
    """The seat of whoever asks, for a request that is before their panel. Raises `NotAllowed` for whoever leaves for it."""
    seat = own_seat(request, found.panel)
    if seat.pk in leaving(found):
        raise NotAllowed(f"You declared an interest in {found.reference} and leave for it, so its case is not for you.")
    return seat


@needs(SIT, of=panel_at)
@require_safe
def panel(request: StaffRequest, found: Panel) -> HttpResponse:
    """The agenda of a panel, with what is still to do for whoever asks."""
    seat = own_seat(request, found)
    items = [Mine(one, of_item(one, "my-item"), service_words(one.request.service), _to_do(one, seat)) for one in on_agenda(found)]
    page = {"panel": found, "seat": seat, "colour": PANEL_COLOURS[found.state], "items": items}
    page["appeals"] = [(one, of_appeal_before(one, found)) for one in before(found)]
    return render(request, "deciding/my-panel.html", page)


def _to_do(item: Item, seat: Seat) -> str:
    if item.request.state != WITH_PANEL:
        return "It is decided, or is not before the panel any more."
    if seat.pk in leaving(item):
        return "You declared an interest, and leave for this request."
    if item.views.filter(seat=seat).exists():
        return "You gave your view."
    return "The giving of views is closed." if views.are_open(item) else "Read the case, and give your view."


@needs(SIT, of=item_at)
@require_safe
def item(request: StaffRequest, found: Item) -> HttpResponse:
    """The case, the questions, one's own view, and everybody's once they are open."""
    seat = own_item(request, found)
    own = views.own_view(request.acting, found)
    page = {
        "item": found,
        "asked": found.request,
        "panel": found.panel,
        "seat": seat,
        "service": service_words(found.request.service),
        "case": opened(request.acting, found.request, JUDGING),
        "own": own,
        "open": views.are_open(found),
        "missing": views.missing_views(found),
        "views": open_views(request, found),
        "purpose": JUDGING,
    }
    return render(request, "deciding/my-item.html", page)


@needs(SIT, of=my_file_at)
@require_safe
@limited(60, 60)
def file(request: StaffRequest, found: Item) -> HttpResponse:
    """A file that names nobody and was found clean. That it was taken out goes on record."""
    own_item(request, found)
    attachment = for_deciders(found.request).filter(reference=request.resolver_match.kwargs["attachment"]).first()  # type: ignore[union-attr]  # an address led here
    if attachment is None:
        raise Http404
    export(request.acting, found.request, NAMELESS_FILES, JUDGING, attachment.reference)
    return as_download(attachment)


@needs(SIT, of=item_at)
@require_http_methods(SEND)
def interest(request: StaffRequest, found: Item) -> HttpResponse:
    """One's own interest in a request, after a last look at what follows."""
    own_seat(request, found.panel)
    form = InterestForm(sent(request))
    wanted = wants(request, form)
    told = form.cleaned_data if wanted != "form" else {}
    if wanted == "do" and done(form, lambda: views.declare(request.acting, found, told["says"], told["follows"])):
        return to(of_panel(found.panel, "my-panel"))
    lead = ("Say so also where you are not sure. An interest is, for example, that you know who this may be about.",)
    page = Page("Declare an interest", "Look at it once more", of_item(found, "my-item"), "This request", found.reference, lead)
    if wanted == "look":
        rows = [("Request", found.reference), ("What the interest is", told["says"]), ("What follows", told["follows"])]
        follows = ["An interest that was declared stays on record. What follows from the latest one holds."]
        if told["follows"] == LEAVES:
            follows.append("You give no view, do not count for the quorum of this request, and cannot open its case any more.")
        look_ = Look("Look at it once more", "Declare it", rows, follows, "Nobody is written to. The officer of the panel sees it.")
        return look_page(request, page, look_)
    return form_page(request, form, page)


@needs(SIT, of=item_at)
@require_http_methods(SEND)
@takes_text
def view(request: StaffRequest, found: Item) -> HttpResponse:
    """One's own view, to each question in order, after a last look: it is given once."""
    own_item(request, found)
    form = ViewForm(rules_for(found.request), sent(request))
    wanted = wants(request, form)
    told = form.cleaned_data if wanted != "form" else {}
    if wanted == "do" and done(form, lambda: views.give_view(request.acting, found, form.answers, told["leans"])):
        return to(of_item(found, "my-item"))
    lead = ("Answer by yourself, before it is talked about. Others read it only once everybody has given theirs, or it is closed.",)
    page = Page("Give your view", "Look at it once more", of_item(found, "my-item"), "This request", found.reference, lead)
    if wanted == "look":
        rows = [("Request", found.reference), *form.rows, ("What you lean to", told["leans"])]
        follows = ("It is given once, and stays as it was given. What changes in the talk stands in the decision.",)
        look_ = Look("Look at your view once more", "Give it", rows, follows, "Nobody is written to.")
        return look_page(request, page, look_)
    return form_page(request, form, page)
