"""What the pages of the desk have in common: colours of states, the ways back, and the page of a form."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coequal.accounts.guard import StaffRequest
from coequal.pages.forms import Form
from coequal.programmes.models import Programme, ServiceArea, programmes
from coequal.programmes.stages import states

COLOURS: Final = {
    programmes.PREPARING: "yellow",
    programmes.PUBLIC: "blue",
    programmes.ON_HOLD: "orange",
    programmes.ENDED: "grey",
    states.NOT_BEGUN: "white",
    states.UNDER_WAY: "blue",
    states.IN_FORCE: "green",
}  # of programmes and of service areas: what the same word names is the same colour


@dataclass(frozen=True, slots=True)
class Page:
    """The heading of a page with a form, the words of its button, sentences above the form, and what follows from sending it."""

    title: str
    button: str
    lead: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()  # what happens then, as a list: shown before what cannot be undone
    warn: bool = False  # it cannot be undone
    back: str = ""  # a page of the same thing to which the way back leads; empty: its desk
    back_words: str = ""


def desk_of(thing: Programme | ServiceArea, view: str = "", **parts: object) -> str:
    """The address of a page about a programme or a service area; without a view, its desk."""
    own = "desk" if isinstance(thing, Programme) else "area"
    return reverse(f"aligning:{view or own}", kwargs={"reference": thing.reference, **parts})


def about(thing: Programme | ServiceArea) -> dict[str, object]:
    """What every page about a programme or a service area shows above: what it is, where it stands, and the way back."""
    state = thing.state
    programme = thing if isinstance(thing, Programme) else thing.programme
    return {"thing": thing, "programme": programme, "state": state, "colour": COLOURS[state], "desk": desk_of(thing)}


def form_page(request: StaffRequest, thing: Programme | ServiceArea, form: Form, page: Page, **also: object) -> HttpResponse:
    """The page of a form about a programme or a service area."""
    return render(request, "aligning/form.html", {**about(thing), "form": form, "page": page, **also})
