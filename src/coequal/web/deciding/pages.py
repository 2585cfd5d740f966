"""What the pages of officers and panels have in common: addresses, colours, and how a form and a last look are drawn."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coequal.accounts.guard import StaffRequest
from coequal.pages.forms import Form
from coequal.referrals.models import Appeal, Item, Letter, Panel, Request
from coequal.referrals.models.deciding import APPROVED, CALLED, CALLED_OFF, CLOSED, DECLINED, DEFERRED, SITTING
from coequal.web.governing.pages import SEND, Look, Page, require_seen, seen, typed, wants
from coequal.web.requesting.pages import COLOURS, service_words

__all__ = ["COLOURS", "SEND", "Look", "Page", "require_seen", "seen", "service_words", "wants"]

PANEL_COLOURS: Final = {CALLED: "blue", SITTING: "green", CLOSED: "grey", CALLED_OFF: "orange"}
OUTCOME_COLOURS: Final = {APPROVED: "green", DECLINED: "red", DEFERRED: "yellow"}


def of_request(request: Request, view: str = "request", **parts: object) -> str:
    """The address of a page about a request."""
    return reverse(f"deciding:{view}", kwargs={"reference": request.reference, **parts})


def of_panel(panel: Panel, view: str = "panel") -> str:
    """The address of a page about a panel."""
    return reverse(f"deciding:{view}", kwargs={"panel": panel.reference})


def of_item(item: Item, view: str = "item") -> str:
    """The address of a page about a request on an agenda."""
    return reverse(f"deciding:{view}", kwargs={"panel": item.panel.reference, "reference": item.request.reference})


def of_appeal_before(appeal: Appeal, panel: Panel) -> str:
    """The address of an appeal as a member of the panel reads it that is to hear it."""
    return reverse("deciding:my-appeal", kwargs={"panel": panel.reference, "appeal": appeal.reference})


def of_letter(letter: Letter, view: str = "letter") -> str:
    """The address of a page about a letter."""
    return reverse(f"deciding:{view}", kwargs={"letter": letter.reference})


def form_page(request: StaffRequest, form: Form, page: Page, *, mark: str = "", **also: object) -> HttpResponse:
    """The page of a form."""
    return render(request, "deciding/form.html", {"form": form, "page": page, "seen": mark, **also})


def look_page(request: StaffRequest, page: Page, look: Look, *, mark: str = "") -> HttpResponse:
    """What will happen, before it does; what was typed goes with it, and can be changed."""
    return render(request, "deciding/look.html", {"page": page, "look": look, "carried": typed(request), "seen": mark})
