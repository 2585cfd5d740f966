"""What these pages have in common: a form with its heading, the way back, and what stage is open."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coequal.accounts.guard import StaffRequest
from coequal.pages.forms import Form
from coequal.programmes.models import Option, Round, ServiceArea, prioritising
from coequal.programmes.models.options import DROPPED, FAILS, LONG_LIST, MEETS, NOT_KNOWN, SHORTLIST
from coequal.programmes.stages.standing import standing_of
from coequal.programmes.stages.table import BY_KEY
from coequal.web.hearing.pages import number_before

COLOURS: Final = {
    prioritising.PREPARING: "yellow",
    prioritising.SCORING: "blue",
    prioritising.TALKING: "orange",
    prioritising.MODERATED: "purple",
    prioritising.RECOMMENDED: "green",
    prioritising.GIVEN_UP: "grey",
    LONG_LIST: "blue",
    SHORTLIST: "green",
    DROPPED: "grey",
    MEETS: "green",
    FAILS: "red",
    NOT_KNOWN: "orange",
    "better": "green",
    "worse": "red",
    "mixed": "orange",
    "none": "grey",
}


@dataclass(frozen=True, slots=True)
class Page:
    """The heading of a page with a form, the words of its button, where it leads back, and sentences above the form."""

    title: str
    button: str
    back: str
    back_words: str
    lead: tuple[str, ...] = ()
    warn: bool = False  # the button cannot be undone


def form_page(request: StaffRequest, area: ServiceArea, form: Form, page: Page, **also: object) -> HttpResponse:
    """The page of a form about something of a service area."""
    return render(request, "prioritising/form.html", {**about(area), "form": form, "page": page, **also})


def about(area: ServiceArea) -> dict[str, Any]:
    """What every page of a service area shows of it."""
    return {"area": area, "stage": stage_of(area), "colours": COLOURS}


def stage_of(area: ServiceArea) -> str:
    """The title of the stage that is open; nothing where none is."""
    stage = standing_of(area).stage
    return BY_KEY[stage].title if stage else ""


def is_open(area: ServiceArea, *stages: str) -> bool:
    """Whether one of some stages is open."""
    return standing_of(area).stage in stages


def at_area(area: ServiceArea, view: str) -> str:
    """The address of a page about a service area."""
    return reverse(f"prioritising:{view}", kwargs={"reference": area.reference})


def at_round(of: Round, view: str = "round", **parts: object) -> str:
    """The address of a page about a round."""
    return reverse(f"prioritising:{view}", kwargs={"reference": of.area.reference, "round": of.reference, **parts})


def at_option(of: Option, view: str = "option", **parts: object) -> str:
    """The address of a page about an option."""
    return reverse(f"prioritising:{view}", kwargs={"reference": of.area.reference, "option": of.reference, **parts})


def seen(request: HttpRequest, stands: models.Model | None) -> int:
    """The key of what somebody had before them: that which their form sent, or that which stands for a page that is asked for."""
    return number_before(request, stands.pk if stands else 0)
