"""A request on the agenda of a panel as the officer sees it who runs it: interests, views, quorum, and the decision."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import PREPARE_PANEL, RUN_PANEL
from coequal.pages.forms import Form
from coequal.referrals.deciding import views
from coequal.referrals.deciding.quorum import counting, why_not_quorate
from coequal.referrals.deciding.similar import alike
from coequal.referrals.models import Item, MemberView
from coequal.referrals.models.deciding import SITTING
from coequal.referrals.rules.in_force import rules_for
from coequal.referrals.seeing.looking import DEALING, look
from coequal.referrals.seeing.table import DECISION
from coequal.web.deciding.found import item_at
from coequal.web.deciding.pages import OUTCOME_COLOURS, SEND, Page, form_page, of_item, service_words
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to


@needs(PREPARE_PANEL, of=item_at)
@require_safe
def item(request: StaffRequest, found: Item) -> HttpResponse:
    """How it stands before the panel; once views are open, all of them."""
    decision = getattr(found, "decision", None)
    if decision:
        look(request.acting, found.request, DECISION, DEALING)
    runs = request.acting.may(RUN_PANEL, found)
    page = {
        "item": found,
        "panel": found.panel,
        "service": service_words(found.request.service),
        "questions": rules_for(found.request).questions or (),
        "decision": decision,
        "outcomes": OUTCOME_COLOURS,
        "stands": why_not_quorate(found),
        "counting": counting(found),
        "interests": views.interests_of(request.acting, found),
        "open": views.are_open(found),
        "missing": views.missing_views(found),
        "views": open_views(request, found),
        "similar": alike(found.request),
        "may": {
            "decide": runs and found.panel.state == SITTING and not decision,
            "close_views": runs and not decision and not views.are_open(found),
            "take_off": runs and not decision,
        },
    }
    return render(request, "deciding/item.html", page)


def open_views(request: StaffRequest, found: Item) -> list[MemberView]:
    """Everybody's views, once they are open; none before that."""
    return views.views_of(request.acting, found) if views.are_open(found) else []


@needs(RUN_PANEL, of=item_at)
@require_http_methods(SEND)
def close_views(request: StaffRequest, found: Item) -> HttpResponse:
    """No view is given any more, and everybody at the panel reads those that there are."""
    form = Form(sent(request))
    if form.is_valid() and done(form, lambda: views.close_views(request.acting, found)):
        return to(of_item(found))
    missing = [f"{one} has not given a view, and cannot after this." for one in views.missing_views(found)]
    lead = ("Everybody at the panel can then read the views, and none can be given. This cannot be undone.", *missing)
    page = Page("Close the giving of views", "Close it", of_item(found), "This request", found.reference, lead, warn=True)
    return form_page(request, form, page)
