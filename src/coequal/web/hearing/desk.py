"""The desk of one involvement: where it stands, and what is still to do before the next step."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coequal.accounts.acting import Acting
from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import (
    ANNOUNCE,
    ANSWER_GATE,
    BEGIN_INVOLVEMENT,
    CHANGE_INVOLVEMENT,
    CLOSE,
    HOLD,
    SEE_INVOLVEMENTS,
    TAKE_DOWN,
)
from coequal.involvement.conduct.announcing import obstacles
from coequal.involvement.conduct.history import happened
from coequal.involvement.law.data_protection import shut_by_register
from coequal.involvement.law.gate import CLOSING, DECIDING, OPENING
from coequal.involvement.law.gates import missing
from coequal.involvement.models import Involvement
from coequal.involvement.models.involvements import CLOSED, ON_HOLD, OPEN, PREPARING, PUBLIC, REPORTED
from coequal.pages.words import plural
from coequal.web.hearing.pages import COLOURS, desk_of
from coequal.web.involvement.found import involvement_named

_NEXT: Final = {PREPARING: OPENING, CLOSED: DECIDING, REPORTED: DECIDING}  # the step ahead; of all others it is closing


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, with the page on which it is done, and what is missing in it; nothing missing: it is done."""

    words: str
    address: str
    missing: tuple[str, ...] = ()
    counted: str = ""  # of what is never done: how much there is


@needs(SEE_INVOLVEMENTS, of=involvement_named)
@require_safe
def desk(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """Where it stands, and the ways on."""
    acting, state = request.acting, involvement.state
    page = {
        "involvement": involvement,
        "state": state,
        "colour": COLOURS[state],
        "public": state in PUBLIC,
        "tasks": list(_tasks(involvement, state, acting)),
        "parts": list(_parts(involvement)),
        "history": happened(involvement),
        "pause": involvement.pauses.filter(until=None).first() if state == ON_HOLD else None,
        "shut": shut_by_register(involvement),
        "may": {name: acting.may(permission, involvement) for name, permission in _ALLOWED.items()},
    }
    return render(request, "hearing/desk.html", page)


_ALLOWED: Final[dict[str, Permission]] = {
    "change": CHANGE_INVOLVEMENT,
    "announce": ANNOUNCE,
    "hold": HOLD,
    "close": CLOSE,
    "begin": BEGIN_INVOLVEMENT,
    "take_down": TAKE_DOWN,
}


def _tasks(involvement: Involvement, state: str, acting: Acting) -> Iterator[Task]:
    """What is to do before the next step, of that which somebody may do themselves."""
    stands = list(obstacles(involvement)) if state == PREPARING else []

    def task(words: str, part: str) -> Task:
        return Task(words, desk_of(involvement, part), tuple(says for of, says in stands if of == part))

    if acting.may(CHANGE_INVOLVEMENT, involvement):
        yield task("What it is about", "about")
        yield task("First day and last", "days")
        yield task("Papers to read", "papers")
        yield Task("The plan", desk_of(involvement, "plan"), counted="" if involvement.plan else "not written yet")
    step = _NEXT.get(state, CLOSING)
    if not involvement.dates_only and acting.may(ANSWER_GATE, involvement):
        left = missing(involvement, step)
        yield Task(f"What the law asks before {step}", desk_of(involvement, "gates"), tuple(one.title for one in left))
    if state == OPEN and not involvement.surveys.exclude(version=None).exists():
        yield Task(
            "A survey that people can answer", reverse("surveys:list", kwargs={"reference": involvement.reference}), ("None yet.",)
        )
    if open_promises := involvement.promises.filter(stands="open").count():
        words = plural(open_promises, "promise")
        yield Task("Promises", desk_of(involvement, "promises"), counted=f"{words} still to be kept or explained")


def _parts(involvement: Involvement) -> Iterator[tuple[str, str, str]]:
    """Every part of an involvement: its address, its name, and how much there is of it."""
    here = (
        ("audiences", "Groups who should be heard", involvement.audiences.count()),
        ("quotas", "Shares of the population", involvement.quotas.count()),
        ("promises", "Promises", involvement.promises.count()),
        ("papers", "Papers", involvement.papers.count()),
        ("events", "Events", involvement.events.count()),
        ("letters", "What people sent: letters, e-mails, calls, petitions", involvement.submissions.count()),
    )
    for view, words, count in here:
        yield desk_of(involvement, view), words, f"{count:,}"
    yield desk_of(involvement, "gates"), "What the law asks", ""
    for name, words in (
        ("surveys:list", "Surveys"),
        ("counts:received", "What was received, and counted"),
        ("coding:desk", "Themes of what people wrote"),
        ("findings:desk", "The report of findings"),
        ("findings:considerations", "What was made of each theme"),
    ):
        yield reverse(name, kwargs={"reference": involvement.reference}), words, ""
