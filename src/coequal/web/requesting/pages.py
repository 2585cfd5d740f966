"""What the pages of funding requests have in common: forms, a last look before what cannot be undone, and where things lead."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coequal.accounts.guard import StaffRequest
from coequal.pages.forms import Form
from coequal.referrals.models import Request
from coequal.referrals.moves import states as at
from coequal.referrals.moves.telling import DECIDED
from coequal.web.governing.pages import Look, Page, typed
from coequal.web.hearing.forms import capital
from coequal.web.shelf import shelf

COLOURS: Final = {
    **dict.fromkeys((at.WRITING, at.RETURNED, at.DEFERRED), "yellow"),
    **dict.fromkeys((at.WITH_OFFICER, at.SUBMITTED, at.SCREENING, at.FOR_PANEL, at.WITH_PANEL), "blue"),
    **dict.fromkeys((at.RECONSIDERING, at.APPEALING, DECIDED), "purple"),
    **dict.fromkeys((at.WITHDRAWN, at.ELSEWHERE, at.DEVELOPMENT, at.CLOSED), "grey"),
    at.APPROVED: "green",
    at.DECLINED: "red",
}
OTHER_SERVICE: Final = "another"


def of_request(request: Request, view: str = "request", **parts: object) -> str:
    """The address of a page about a funding request."""
    return reverse(f"requesting:{view}", kwargs={"reference": request.reference, **parts})


def service_words(service: str) -> str:
    """The title of a service; of one that the library does not know, its id in words."""
    if service == OTHER_SERVICE:
        return "Another service"
    return shelf().services.get(service) or capital(service.replace("-", " "))


def form_page(request: StaffRequest, form: Form, page: Page, **also: object) -> HttpResponse:
    """The page of a form."""
    return render(request, "requesting/form.html", {"form": form, "page": page, **also})


def look_page(request: StaffRequest, page: Page, look: Look, **also: object) -> HttpResponse:
    """What will happen, before it does; what was typed goes with it, and can be changed."""
    return render(request, "requesting/look.html", {"page": page, "look": look, "carried": typed(request), **also})
