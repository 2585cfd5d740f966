"""Search: by what stands in the rows of requests, with an address of its own; and by NHS number, which is only ever sent."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_REQUESTS
from coequal.referrals.desk.searching import found, of_person
from coequal.referrals.models import Request
from coequal.web.governing.pages import SEND
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent
from coequal.web.limits import limited
from coequal.web.requests.forms import PersonForm, SearchForm
from coequal.web.requests.words import COLOURS, service_words


@needs(SEE_REQUESTS)
@require_safe
def search(request: StaffRequest) -> HttpResponse:
    """The form, and a page of what fits."""
    asked = bool(request.GET)
    form = SearchForm(request.acting, request.GET if asked else None)
    after = request.GET.get("after", "")
    listed = found(request.acting, form.wanted, after) if asked and form.is_valid() else None
    later = request.GET.copy()
    later["after"] = listed.after if listed else ""
    told = {"form": form, "listed": listed, "later": later.urlencode(), "after": after, **_shown()}
    return render(request, "requests/search.html", told)


@needs(SEE_REQUESTS)
@limited(60, 60)
@require_http_methods(SEND)
def person(request: StaffRequest) -> HttpResponse:
    """The requests of one person, looked for with a purpose that stays on record; the number is in no address."""
    form = PersonForm(sent(request))
    requests: list[Request] | None = None

    def look() -> None:
        nonlocal requests
        requests = of_person(request.acting, form.cleaned_data["nhs_number"], form.cleaned_data["purpose"])

    if form.is_valid() and done(form, look):
        form = PersonForm()
    return render(request, "requests/person.html", {"form": form, "requests": requests, **_shown()})


def _shown() -> dict[str, object]:
    return {"today": timezone.localdate(), "colours": COLOURS, "service_words": service_words}
