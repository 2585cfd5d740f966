"""Announcing, holding, going on, and closing before time."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import ANNOUNCE, CLOSE, HOLD
from coequal.involvement.conduct import announcing
from coequal.involvement.conduct.days import advice
from coequal.involvement.models import Involvement
from coequal.involvement.models.involvements import ON_HOLD
from coequal.pages.forms import Form
from coequal.web.hearing.forms import Why, done
from coequal.web.hearing.pages import COLOURS, Page, desk_of, form_page, sent, to
from coequal.web.involvement.found import involvement_named

_SEND = ["GET", "HEAD", "POST"]


@needs(ANNOUNCE, of=involvement_named)
@require_http_methods(_SEND)
def announce(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """What stands in the way of announcing it; where nothing does, what ought to be thought about, and the button."""
    form = Form(sent(request))
    if form.is_valid() and done(form, lambda: announcing.announce(request.acting, involvement)):
        return to(desk_of(involvement))
    opens, closes = involvement.opens, involvement.closes
    page = {
        "involvement": involvement,
        "colour": COLOURS[involvement.state],
        "form": form,
        "obstacles": [(desk_of(involvement, part), says) for part, says in announcing.obstacles(involvement)],
        "advice": list(advice(opens, closes)) if opens and closes else [],
    }
    return render(request, "hearing/announce.html", page)


@needs(HOLD, of=involvement_named)
@require_http_methods(_SEND)
def hold(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """Put it on hold; or go on with it, where it is on hold."""
    held = involvement.state == ON_HOLD
    public = "Everybody can read this on the page of the involvement."
    form = Why("Why it goes on" if held else "Why it is put on hold", public, sent(request))
    act = announcing.resume if held else announcing.hold
    if form.is_valid() and done(form, lambda: act(request.acting, involvement, form.cleaned_data["why"])):
        return to(desk_of(involvement))
    if held:
        lead = "Its days stay as they are. If people are to get more time, move the last day first."
        page = Page("Go on with it", "Go on with it", (lead,))
    else:
        lead = "Nobody can answer while it is on hold. What was answered is kept."
        page = Page("Put it on hold", "Put it on hold", (lead,))
    return form_page(request, involvement, form, page)


@needs(CLOSE, of=involvement_named)
@require_http_methods(_SEND)
def close(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """Close it before its last day."""
    form = Why("Why it closes now", "Everybody can read this on the page of the involvement.", sent(request))
    if form.is_valid() and done(form, lambda: announcing.close(request.acting, involvement, form.cleaned_data["why"])):
        return to(desk_of(involvement))
    lead = (
        "It closes by itself at the end of its last day. Close it here only if it has to end before that.",
        "This cannot be undone.",
    )
    return form_page(request, involvement, form, Page("Close it before its last day", "Close it now", lead, warn=True))
