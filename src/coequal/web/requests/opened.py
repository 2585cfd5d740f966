"""Who opened which part of which request, in which role and for which purpose: for those who watch over personal data."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_OPENED
from coequal.accounts.trail import Thing, record
from coequal.referrals.desk.pages import ON_A_PAGE, number_of, page_of
from coequal.referrals.models import Viewing
from coequal.web.requests.forms import OpenedForm


@needs(SEE_OPENED)
@require_safe
def opened(request: StaffRequest) -> HttpResponse:
    """The openings, the newest first; that somebody looks at them is on record too."""
    form = OpenedForm(request.GET)
    codes = request.acting.organisations_as(SEE_OPENED)
    asked: dict[str, Any] = {"request__organisation__code__in": codes}
    told = form.cleaned_data if form.is_valid() else {}
    if told.get("reference"):
        asked["request__reference"] = told["reference"].upper()
    if told.get("glass"):
        asked["broke_glass"] = True
    if number := number_of(request.GET.get("after", "")):
        asked["pk__lt"] = number
    found = Viewing.objects.filter(**asked).select_related("request", "person").order_by("-pk")
    with transaction.atomic():
        listed = page_of(list(found[: ON_A_PAGE + 1]), lambda one: str(one.pk))
        record(request.acting, "looked at who opened what", Thing("openings"))
    later = request.GET.copy()
    later["after"] = listed.after
    page = {"form": form, "listed": listed, "later": later.urlencode(), "filtered": any(told.values())}
    return render(request, "requests/opened.html", page)
