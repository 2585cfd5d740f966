"""What an involvement is about, its days, its plan, and what everybody is told while it goes on."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CHANGE_INVOLVEMENT
from coequal.involvement.conduct.changing import change, fingerprint
from coequal.involvement.conduct.changing import update as tell_everybody
from coequal.involvement.conduct.days import move
from coequal.involvement.models import Involvement
from coequal.web.bodies import takes_text
from coequal.web.hearing.forms import About, Days, Plan, Why, done
from coequal.web.hearing.pages import Page, before, desk_of, form_page, sent, to
from coequal.web.involvement.found import involvement_named

_SEND = ["GET", "HEAD", "POST"]


@needs(CHANGE_INVOLVEMENT, of=involvement_named)
@require_http_methods(_SEND)
@takes_text
def about(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """What it is about."""
    form, held = About(involvement, sent(request)), before(request, fingerprint(involvement))
    if form.is_valid() and done(form, lambda: change(request.acting, involvement, held, form.values, form.note)):
        return to(desk_of(involvement))
    page = Page("What it is about", "Save", ("Everybody can read all of this as soon as the involvement is announced.",))
    return form_page(request, involvement, form, page, before=held)


@needs(CHANGE_INVOLVEMENT, of=involvement_named)
@require_http_methods(_SEND)
def days(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """From when until when people are asked."""
    form, held = Days(involvement, sent(request)), before(request, fingerprint(involvement))
    if form.is_valid():
        wanted = (form.cleaned_data["opens"], form.cleaned_data["closes"])
        if done(form, lambda: move(request.acting, involvement, held, wanted, form.note)):
            return to(desk_of(involvement))
    lead = "People can answer from the beginning of the first day until midnight at the end of the last."
    return form_page(request, involvement, form, Page("First day and last", "Save", (lead,)), before=held)


@needs(CHANGE_INVOLVEMENT, of=involvement_named)
@require_http_methods(_SEND)
def plan(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """Who should be heard, and how; it is for staff, so nobody has to be told of a change."""
    form = Plan(sent(request), initial={"plan": involvement.plan})
    held = before(request, fingerprint(involvement))
    if form.is_valid():
        wanted = {"plan": form.cleaned_data["plan"]}
        if done(form, lambda: change(request.acting, involvement, held, wanted)):
            return to(desk_of(involvement))
    return form_page(request, involvement, form, Page("The plan", "Save", ("Only staff can read the plan.",)), before=held)


@needs(CHANGE_INVOLVEMENT, of=involvement_named)
@require_http_methods(_SEND)
def update(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """Something that everybody is told."""
    form = Why("What everybody is told", "It stands on the public page with today’s date, and in the feed.", sent(request))
    if form.is_valid() and done(form, lambda: tell_everybody(request.acting, involvement, form.cleaned_data["why"])):
        return to(desk_of(involvement))
    return form_page(request, involvement, form, Page("Tell everybody something", "Tell everybody"))
