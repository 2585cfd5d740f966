"""Delegated limits: who may decide in place of the board, and up to which cost a year."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import CALL_MEETING, SEE_PROGRAMMES
from coequal.programmes.governance.limits import end_limit, set_limit
from coequal.programmes.models import DelegatedLimit
from coequal.web.governing.forms import LimitForm, UntilForm
from coequal.web.governing.found import limit_named
from coequal.web.governing.pages import SEND, Page, form_page
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited


@needs(SEE_PROGRAMMES, posting=CALL_MEETING)
@require_http_methods(SEND)
@limited(60, 60)
def limits(request: StaffRequest) -> HttpResponse:
    """All limits of the organisations for which somebody sees them, and the form for a new one."""
    acting = request.acting
    whose = list(Organisation.objects.filter(code__in=acting.organisations_as(CALL_MEETING)))
    form = LimitForm(whose, sent(request)) if whose else None
    if form and form.is_valid():
        told = {**form.cleaned_data, "pounds_a_year": form.cleaned_data["pounds"]}
        named = {name: told[name] for name in ("holder", "pounds_a_year", "since", "source")}
        if done(form, lambda: set_limit(acting, form.whose, **named)):
            return to(reverse("governing:limits"))
    found = DelegatedLimit.objects.filter(organisation__code__in=acting.organisations_as(SEE_PROGRAMMES))
    return render(request, "governing/limits.html", {"limits": found.select_related("organisation"), "form": form})


@needs(CALL_MEETING, of=limit_named)
@require_http_methods(SEND)
def end(request: StaffRequest, limit: DelegatedLimit) -> HttpResponse:
    """The last day of a limit."""
    form = UntilForm(sent(request))
    if form.is_valid() and done(form, lambda: end_limit(request.acting, limit, form.until)):
        return to(reverse("governing:limits"))
    lead = ("Meetings that are called for a later day cannot decide by it. The last day cannot be changed later.",)
    page = Page("End this limit", "Set the last day", reverse("governing:limits"), "Limits", str(limit), lead, warn=True)
    return form_page(request, form, page)
