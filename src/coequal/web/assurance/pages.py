"""What the pages of the data register have in common: colours of states, forms, and where things lead."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coequal.accounts.guard import StaffRequest
from coequal.assurance.models import DataUse, ImpactVersion
from coequal.assurance.models.register import (
    APPROVED,
    ELSEWHERE,
    ENDED,
    NONE_NEEDED,
    RETURNED,
    SUBMITTED,
    TO_ASSESS,
    TO_SCREEN,
)
from coequal.pages.forms import Form
from coequal.web.governing.pages import Page

SEND: Final = ["GET", "HEAD", "POST"]
COLOURS: Final = {
    TO_SCREEN: "yellow",
    TO_ASSESS: "orange",
    SUBMITTED: "blue",
    RETURNED: "red",
    APPROVED: "green",
    NONE_NEEDED: "green",
    ELSEWHERE: "aqua-green",
    ENDED: "grey",
}


def of_use(use: DataUse, view: str = "desk", **parts: object) -> str:
    """The address of a page of staff about a use."""
    return reverse(f"assuring:{view}", kwargs={"reference": use.reference, **parts})


def of_version(version: ImpactVersion, view: str = "version") -> str:
    """The address of a page about a version of an assessment."""
    return of_use(version.use, view, number=version.number)


def page_of(use: DataUse, title: str, button: str, *lead: str, warn: bool = False) -> Page:
    """The heading of a page with a form about a use, from which the way leads back to the use."""
    return Page(title, button, of_use(use), use.reference, use.title, lead, warn)


def form_page(request: StaffRequest, form: Form, page: Page, **also: object) -> HttpResponse:
    """The page of a form."""
    return render(request, "assuring/form.html", {"form": form, "page": page, **also})
