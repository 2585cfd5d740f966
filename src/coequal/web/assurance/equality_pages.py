"""What the pages of assessments of equality and quality have in common: colours of states, and where things lead."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coequal.accounts.guard import StaffRequest
from coequal.assurance.equality.standing import BEING_WRITTEN, CHANGED, NO_ASSESSMENT, OVERDUE, READY
from coequal.assurance.models import EqualityAssessment
from coequal.assurance.models.equality import SENT_BACK, SIGNED, WAITS
from coequal.pages.forms import Form
from coequal.web.governing.pages import Page

COLOURS: Final = {
    NO_ASSESSMENT: "grey",
    BEING_WRITTEN: "yellow",
    WAITS: "blue",
    SENT_BACK: "red",
    READY: "green",
    SIGNED: "green",
    OVERDUE: "orange",
    CHANGED: "orange",
}


def of_assessment(of: EqualityAssessment, view: str = "desk") -> str:
    """The address of a page of staff about an assessment."""
    return reverse(f"assuring:equality-{view}", kwargs={"reference": of.reference})


def page_of(of: EqualityAssessment, title: str, button: str, *lead: str, warn: bool = False) -> Page:
    """The heading of a page with a form about an assessment, from which the way leads back to it."""
    return Page(title, button, of_assessment(of), "The assessment", of.title, lead, warn)


def form_page(request: StaffRequest, form: Form, page: Page, **also: object) -> HttpResponse:
    """The page of a form."""
    return render(request, "assuring/form.html", {"form": form, "page": page, **also})
