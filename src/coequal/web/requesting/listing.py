"""All the requests of one's own clinic, of both kinds: where each stands, by when something is due, and what waits for oneself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import ASK, SEE_ASKED
from coequal.referrals.clock.holidays import doubt
from coequal.referrals.models import Request
from coequal.referrals.models.requests import FUNDING_REQUEST
from coequal.referrals.moves.states import ENDS, STATES, WITH_ASKER
from coequal.referrals.moves.telling import DECIDED, with_held, without_held
from coequal.web.requesting.pages import COLOURS, of_request, service_words

A_PAGE: Final = 50
_SHOWN: Final = {"all": ("All", STATES), "yours": ("Waiting for you", WITH_ASKER), "ended": ("Ended", ENDS)}
_NUMBER: Final = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Row:
    """One request as the list shows it."""

    request: Request
    address: str
    service: str
    state: str  # as they were told
    colour: str
    waits: bool  # for whoever asked


@needs(SEE_ASKED)
@require_safe
def asked(request: StaffRequest) -> HttpResponse:
    """The list, the newest first; fifty at a time."""
    shows = request.GET.get("show", "all")
    words, states = _SHOWN.get(shows, _SHOWN["all"])
    of = made_by(request.acting.organisations_as(SEE_ASKED))
    of = with_held(of if states is STATES else without_held(of.filter(state__in=states)))
    before = request.GET.get("before", "")
    rows = list((of.filter(pk__lt=int(before)) if _NUMBER.fullmatch(before) else of)[: A_PAGE + 1])
    page = {
        "rows": [_row(one) for one in rows[:A_PAGE]],
        "doubt": doubt(one.due for one in rows[:A_PAGE]),
        "older": rows[A_PAGE - 1].pk if len(rows) > A_PAGE else None,
        "filters": [(key, said, key == shows) for key, (said, _states) in _SHOWN.items()],
        "show": shows if shows in _SHOWN else "all",
        "words": words,
        "may_begin": request.acting.may(ASK),
    }
    return render(request, "requesting/asked.html", page)


def made_by(codes: Iterable[str]) -> QuerySet[Request]:
    """The requests of some clinics, the newest first; what was disposed of is not among them."""
    clinics = list(Organisation.objects.filter(code__in=codes))  # by their rows, so that an index leads to the newest
    return Request.objects.select_related("organisation").filter(provider__in=clinics, disposed=None).order_by("-pk")


def _row(one: Request) -> Row:
    stands = DECIDED if one.held else one.state  # type: ignore[attr-defined]  # `with_held` says it
    return Row(one, page_of(one), service_words(one.service), stands, COLOURS[stands], stands in WITH_ASKER)


def page_of(one: Request) -> str:
    """The page of a request for those who asked, of whichever kind it is."""
    if one.kind == FUNDING_REQUEST:
        return of_request(one)
    return reverse("referring:request", kwargs={"reference": one.reference})
