"""What the pages of meetings have in common: forms, a last look before what cannot be undone, and where things lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coequal.accounts.guard import StaffRequest
from coequal.errors import CoequalError
from coequal.pages.forms import Form
from coequal.pages.seen import mark as marked
from coequal.programmes.models import Meeting, Motion, ServiceArea
from coequal.programmes.models.governing import CALLED, CALLED_OFF, CLOSED, SITTING

COLOURS: Final = {CALLED: "blue", SITTING: "green", CLOSED: "grey", CALLED_OFF: "orange"}
_NOT_TYPED: Final = {"csrfmiddlewaretoken", "sure", "seen"}
SEND: Final = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Page:
    """The heading of a page with a form, the words of its button, sentences above the form, and the way back."""

    title: str
    button: str
    back: str
    back_words: str
    caption: str = ""
    lead: tuple[str, ...] = ()
    warn: bool = False  # what the button does cannot be undone


@dataclass(frozen=True, slots=True, repr=False)
class Look:
    """What is shown before something is done: what is kept, what follows, and who will be told."""

    title: str
    button: str
    rows: Sequence[tuple[str, str]]
    follows: Sequence[str]
    told: str
    warn: bool = True  # it cannot be undone


def of_meeting(meeting: Meeting, view: str = "meeting") -> str:
    """The address of a page about a meeting."""
    return reverse(f"governing:{view}", kwargs={"reference": meeting.reference})


def of_motion(motion: Motion, view: str = "motion") -> str:
    """The address of a page about a motion."""
    return reverse(f"governing:{view}", kwargs={"reference": motion.meeting.reference, "motion": motion.reference})


def wants(request: HttpRequest, form: Form) -> str:
    """What somebody wants of a form: `form` to see or change it, `look` to look once more, `do` to have it done."""
    sure = request.POST.get("sure", "")
    if sure == "change" or not form.is_valid():
        return "form"
    return "do" if sure == "yes" else "look"


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What somebody typed into a form, to go with a last look at it."""
    return [(name, value) for name, values in request.POST.lists() if name not in _NOT_TYPED for value in values]


def seen(request: HttpRequest, now: str) -> str:
    """The mark of what somebody had before them: that which their form sent, or that of now for a page that is asked for."""
    return str(request.POST.get("seen", "")) if request.method == "POST" else now


def require_seen(mark: str, now: str) -> None:
    """Refuse what rests on something else than stands now. Raises `CoequalError`."""
    if mark != now:
        raise CoequalError(
            "Somebody else changed something meanwhile, so nothing was kept now. What you typed is still here. "
            "Look at what stands below, and send it again."
        )


def seats_mark(meeting: Meeting) -> str:
    """A mark of the seats of a meeting and who is there."""
    return marked(list(meeting.attendances.values_list("pk", "votes", "chairs", "there")))


def motion_mark(motion: Motion) -> str:
    """A mark of what a decision rests on: who is there, the interests, the votes, and whether it is decided."""
    decided = Motion.objects.filter(pk=motion.pk).exclude(decision=None).exists()
    interests, votes = motion.interests.values_list("pk"), motion.votes.values_list("pk")
    return marked([seats_mark(motion.meeting), list(interests), list(votes), decided])


def form_page(request: StaffRequest, form: Form, page: Page, *, mark: str = "", **also: object) -> HttpResponse:
    """The page of a form."""
    return render(request, "governing/form.html", {"form": form, "page": page, "seen": mark, **also})


def look_page(request: StaffRequest, page: Page, look: Look, *, mark: str = "", **also: object) -> HttpResponse:
    """What will happen, before it does; what was typed goes with it, and can be changed."""
    return render(request, "governing/look.html", {"page": page, "look": look, "carried": typed(request), "seen": mark, **also})


def area_page(area: ServiceArea) -> str:
    """The page on which staff move a service area on."""
    return reverse("aligning:area", kwargs={"reference": area.reference})
