"""Programmes as pages for everybody: the list, one of them, and one of its service areas."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.documents.model import document
from coequal.facts.dates import say_date
from coequal.involvement.conduct.papers import blocks
from coequal.programmes.models import Commissioner, Figure, Programme
from coequal.programmes.models.programmes import ENDED, ON_HOLD, PUBLIC
from coequal.programmes.telling import public
from coequal.web.files import on_page
from coequal.web.involvement.views import about_policy
from coequal.web.programmes.found import public_area, public_programme
from coequal.web.programmes.happened import happened, slid
from coequal.web.programmes.outcomes import decided, heard, meetings, stated
from coequal.web.programmes.policies import in_force
from coequal.web.programmes.standing import COLOURS, OF_PROGRAMMES, PAST, STAGE_COLOURS, where
from coequal.web.shelf import shelf

_GROUPS: Final = (
    (PUBLIC, "Under way", "Each shows where it stands and what comes next."),
    (ON_HOLD, "On hold", "These are interrupted. Each says why."),
    (ENDED, "Ended", "All that was recorded of them stays readable."),
    (PAST, "Recorded from sources", "These take place, or took place, elsewhere. How they stand today is not known here."),
)


@dataclass(frozen=True, slots=True)
class Group:
    """The programmes that stand alike."""

    state: str
    title: str
    says: str
    there: list[Programme]


@dataclass(frozen=True, slots=True)
class Whose:
    """A body whose programme it is or was, and on which days, in words."""

    name: str
    when: str
    goes_on: bool


@everyone
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """All that were published; or those about one policy, `?policy=area/service`."""
    policy = request.GET.get("policy", "")[:200]
    every = public.programmes().select_related("organisation").prefetch_related("areas", "holds")
    found = [
        (one, PAST if one.history_only else one.state)
        for one in every
        if not policy or any(policy in area.policies for area in one.areas.all())
    ]
    groups = [Group(state, title, says, [one for one, where in found if where == state]) for state, title, says in _GROUPS]
    page = {
        "groups": [group for group in groups if group.there],
        "colours": OF_PROGRAMMES,
        "policy": policy,
        "about": about_policy(policy) if policy else None,
    }
    return render(request, "programmes/list.html", page)


@everyone
@require_safe
def programme(request: HttpRequest, reference: str) -> HttpResponse:
    """One of them: what is done, where each service area stands, what was heard, what was decided, what happens next."""
    found = public_programme(reference)
    today = timezone.localdate()
    areas = list(found.areas.all())
    for one in areas:
        one.programme = found
    page = {
        "programme": found,
        "state": found.state,
        "colour": OF_PROGRAMMES[found.state],
        "purpose": _shown(found.purpose),
        "whose": [_whose(one) for one in found.commissioners.all()],
        "holds": found.holds.all(),
        "former_names": found.formernames.all(),
        "areas": [where(one, today) for one in areas],
        "stage_colours": STAGE_COLOURS,
        "heard": heard(areas),
        "meetings": meetings(areas),
        "decided": decided(areas),
        "stated": stated(areas),
        "figures": found.figures.filter(area=None),
        "updates": found.updates.select_related("area").order_by("-on", "-pk"),
    }
    return render(request, "programmes/programme.html", page)


def _whose(one: Commissioner) -> Whose:
    """By the name that the register knows, or that of whoever keeps the record; or else by its code."""
    body, keeper = shelf().library.organisations.bodies.get(one.code), one.programme.organisation
    unknown = keeper.name if keeper.code == one.code else one.code
    until = f" until {say_date(one.until)}" if one.until else ""
    return Whose(body.name if body else unknown, f"from {say_date(one.since)}{until}", one.until is None)


@everyone
@require_safe
def area(request: HttpRequest, reference: str, area: str) -> HttpResponse:
    """One service area: every step with its reason, plans that slid, what it waits for, figures, policies, and decisions."""
    found = public_area(reference, area)
    today = timezone.localdate()
    of_it = Q(area=found) | Q(area=None)
    page = {
        "area": found,
        "programme": found.programme,
        "programme_state": found.programme.state,
        "where": where(found, today),
        "colours": COLOURS,
        "stage_colours": STAGE_COLOURS,
        "about": _shown(found.about),
        "policies": in_force(found, today),
        "happened": happened(found),
        "slid": slid(found),
        "events": found.outsideevents.prefetch_related("expected"),
        "figures": Figure.objects.filter(of_it, programme=found.programme),
        "case": found.caseforchanges.last(),
        "rounds": public.rounds(found),
        "options": public.has_options(found),
        "heard": heard([found]),
        "meetings": meetings([found]),
        "decided": decided([found]),
        "stated": stated([found]),
        "updates": found.updates.order_by("-on", "-pk"),
    }
    return render(request, "programmes/area.html", page)


def _shown(text: str) -> SafeString:
    """Markdown below the second heading of a page."""
    if not text.strip():
        return SafeString("")
    return on_page(document("", "", tuple(blocks(text))), above=2)
