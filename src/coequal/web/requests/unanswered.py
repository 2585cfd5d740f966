"""A request that waits for the clinician: reminding the clinic, and closing what stays unanswered after a last look."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CHASE
from coequal.facts.dates import say_date
from coequal.referrals.desk import unanswered
from coequal.referrals.models import Request
from coequal.web.governing.pages import SEND, Look, Page, form_page, look_page, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.requests.forms import CloseForm, RemindForm
from coequal.web.requests.found import request_at
from coequal.web.requests.words import COLOURS, of_request, service_words


@needs(CHASE, of=request_at)
@require_http_methods(SEND)
def waiting(request: StaffRequest, found: Request) -> HttpResponse:
    """How long it waits, the reminders so far, and the form for another one."""
    form = RemindForm(sent(request))
    if form.is_valid() and done(form, lambda: unanswered.remind(request.acting, found, form.cleaned_data["says"])):
        return to(of_request(found, "unanswered"))
    told = {
        "asked": found,
        "form": form,
        "service": service_words(found.service),
        "colours": COLOURS,
        "reminders": unanswered.reminders(found),
        "why_not": unanswered.why_not_closed(found, timezone.localdate()),
        "back": f"{reverse('requests:queue')}/{found.reference}",
    }
    return render(request, "requests/unanswered.html", told)


@needs(CHASE, of=request_at)
@require_http_methods(SEND)
def close(request: StaffRequest, found: Request) -> HttpResponse:
    """Close it, after a last look; what stands in the way is said instead of the look."""
    form, here = CloseForm(sent(request)), of_request(found, "unanswered")
    page = Page("Close it unanswered", "Go on", here, "This request", found.reference, warn=True)
    if why_not := unanswered.why_not_closed(found, timezone.localdate()):
        return form_page(request, form, page, stands=[(here, why_not)])
    wanted = wants(request, form)
    if wanted == "do" and done(form, lambda: unanswered.close(request.acting, found, form.cleaned_data["why"])):
        return to(f"{reverse('requests:queue')}/{found.reference}")
    if wanted == "look":
        until = say_date(found.waits_until) if found.waits_until else ""
        rows = [("Request", found.reference), ("An answer was due by", until), ("Why", form.cleaned_data["why"])]
        follows = ("It ends, and nothing is decided.", "The clinic can begin a new request. This one cannot be opened again.")
        told = "Nobody is written to. The clinic reads it, with why, on the page of the request."
        return look_page(request, page, Look("Look at it once more", "Close it", rows, follows, told))
    return form_page(request, form, page)
