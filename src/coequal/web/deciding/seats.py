"""Who sits at a panel, and who is there."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import PREPARE_PANEL, RUN_PANEL
from coequal.pages.seen import mark
from coequal.referrals.deciding import panels
from coequal.referrals.deciding.quorum import counting, why_not_quorate
from coequal.referrals.models import Item, Panel
from coequal.referrals.models.deciding import CALLED, SITTING
from coequal.web.deciding.found import panel_at
from coequal.web.deciding.pages import PANEL_COLOURS, SEND, of_panel, require_seen, seen
from coequal.web.deciding.panel_forms import SeatForm, ThereForm
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to


@needs(PREPARE_PANEL, of=panel_at)
@require_http_methods(SEND)
def seats(request: StaffRequest, found: Panel) -> HttpResponse:
    """Every seat, and the form for a new one while there can be one."""
    form = SeatForm(found, sent(request)) if found.state in (CALLED, SITTING) else None
    if form and form.is_valid() and done(form, lambda: _seat(request, found, form)):
        return to(of_panel(found, "seats"))
    page = {"panel": found, "colour": PANEL_COLOURS[found.state], "form": form, "seats": found.seats.select_related("person")}
    return render(request, "deciding/seats.html", page)


def _seat(request: StaffRequest, found: Panel, form: SeatForm) -> None:
    told = form.cleaned_data
    panels.seat(request.acting, found, form.who, told["post"], lay=told["lay"], chairs=told["chairs"])


@needs(RUN_PANEL, of=panel_at)
@require_http_methods(SEND)
def there(request: StaffRequest, found: Panel) -> HttpResponse:
    """Who is there, in one form; and of each request whether there is a quorum for it."""
    form, now = ThereForm(found, sent(request)), seats_mark(found)
    mark = seen(request, now)
    if form.is_valid():
        if done(form, lambda: _keep(request, found, form, mark)):
            return to(of_panel(found, "there"))
        mark = now
    items = [(one, len(counting(one)), why_not_quorate(one)) for one in panels.undecided(found)]
    page = {"panel": found, "colour": PANEL_COLOURS[found.state], "form": form, "seen": mark, "items": items}
    return render(request, "deciding/there.html", page)


def _keep(request: StaffRequest, found: Panel, form: ThereForm, mark: str) -> None:
    """Say of each who is there: all of it or, where somebody else was faster, nothing. Raises `CoequalError`."""
    with panels.locked_panel(request.acting, found, RUN_PANEL) as (held, _acts):
        require_seen(mark, seats_mark(held))
        for one, is_there in form.changed:
            panels.attend(request.acting, one, there=is_there)


def seats_mark(found: Panel) -> str:
    """A mark of the seats of a panel and who is there."""
    return mark(list(found.seats.values_list("pk", "lay", "chairs", "there")))


def item_mark(item: Item) -> str:
    """A mark of what a decision rests on: who is there, the interests, the views, and whether it is decided."""
    decided = item.request.decisions.filter(item=item).exists()
    given = [list(item.interests.values_list("pk")), list(item.views.values_list("pk")), decided]
    return mark([seats_mark(item.panel), item.request.state, *given])
