"""What the pages of officers have in common: a form with its heading, the way back, and where it leads afterwards."""

import re
import secrets
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from coequal.accounts.guard import StaffRequest
from coequal.involvement.models import Involvement
from coequal.involvement.models.involvements import ANNOUNCED, CLOSED, ON_HOLD, OPEN, PREPARING, REPORTED
from coequal.pages.forms import Form

COLOURS: Final = {PREPARING: "yellow", ANNOUNCED: "blue", OPEN: "green", ON_HOLD: "orange", CLOSED: "grey", REPORTED: "purple"}
_NUMBER: Final = re.compile("[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Page:
    """The heading of a page with a form, the words of its button, and sentences above the form."""

    title: str
    button: str
    lead: tuple[str, ...] = ()
    back: str = "hearing:desk"
    back_words: str = "This involvement"
    take_out: str = ""  # the words of a second button, which takes the thing out
    publish: bool = False
    warn: bool = False  # the button cannot be undone


def desk_of(involvement: Involvement, view: str = "desk") -> str:
    """The address of a page about an involvement."""
    return reverse(f"hearing:{view}", kwargs={"reference": involvement.reference})


def to(address: str) -> HttpResponse:
    """On to another page after something was sent."""
    return HttpResponseRedirect(address, status=303)


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


def before(request: HttpRequest, now: str) -> str:
    """The fingerprint of what somebody had before them: that which their form sent, or that of now for a page that is asked for."""
    return str(request.POST.get("before", "")) if request.method == "POST" else now


def number_before(request: HttpRequest, now: int) -> int:
    """The number of what somebody had before them, as above; -1 for what no page of ours sends."""
    if request.method != "POST":
        return now
    typed = request.POST.get("seen", "")
    return int(typed) if _NUMBER.fullmatch(typed) else -1


def once(request: HttpRequest) -> str:
    """The key of a form, by which what is sent twice is known; a new one for a page that is asked for."""
    return str(request.POST.get("key", ""))[:30] or secrets.token_urlsafe(16)


def form_page(request: StaffRequest, involvement: Involvement, form: Form, page: Page, **also: object) -> HttpResponse:
    """The page of a form about an involvement."""
    told = {"involvement": involvement, "colour": COLOURS[involvement.state], "form": form, "page": page, **also}
    return render(request, "hearing/form.html", told)
