"""Involvements as pages for everybody: the list, one of them, and a paper to read."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.documents.model import document
from coequal.errors import CoequalError
from coequal.involvement.conduct.history import happened
from coequal.involvement.conduct.papers import blocks, paper_document
from coequal.involvement.law.shown import duties, stands
from coequal.involvement.models import Involvement
from coequal.involvement.models.involvements import ANNOUNCED, CLOSED, ON_HOLD, OPEN, PREPARING, REPORTED
from coequal.policies.library import split_id
from coequal.programmes.telling import public
from coequal.web.files import on_page
from coequal.web.involvement.found import public_involvement, public_paper
from coequal.web.library.listing import policy_entry
from coequal.web.limits import limited
from coequal.web.shelf import shelf

COLOURS: Final = {ANNOUNCED: "blue", OPEN: "green", ON_HOLD: "orange", CLOSED: "grey", REPORTED: "purple"}
_GROUPS: Final = (
    (OPEN, "Open now", "You can have your say on these."),
    (ANNOUNCED, "Coming", "These open later."),
    (ON_HOLD, "On hold", "These are interrupted. Each says why."),
    (CLOSED, "Closed", "What people said is being read and counted."),
    (REPORTED, "Reported", "Read what people said, and what came of it."),
)


@dataclass(frozen=True, slots=True)
class Group:
    """The involvements that stand alike."""

    state: str
    title: str
    says: str
    there: list[Involvement]


@dataclass(frozen=True, slots=True)
class About:
    """A policy that an involvement is about: its name and, where the library holds it, the parts of its address."""

    words: str
    parts: dict[str, str] | None


@everyone
@require_safe
def involvements(request: HttpRequest) -> HttpResponse:
    """All that were announced; or those about one policy, `?policy=area/service`."""
    policy = request.GET.get("policy", "")[:200]
    announced = Involvement.objects.filter(announced__isnull=False).select_related("organisation").prefetch_related("pauses")
    found = [(one, one.state) for one in announced if not policy or policy in {name.partition("@")[0] for name in one.policies}]
    groups = [Group(state, title, says, [one for one, where in found if where == state]) for state, title, says in _GROUPS]
    page = {
        "groups": [group for group in groups if group.there],
        "colours": COLOURS,
        "policy": policy,
        "about": about_policy(policy) if policy else None,
    }
    return render(request, "involvement/list.html", page)


def about_policy(name: str) -> About:
    """A policy by its id, with the way to it where the library holds it."""
    try:
        held = shelf().policy(*split_id(name))
    except CoequalError:
        return About(name, None)
    area, _, service = held.id.partition("/")
    return About(policy_entry(held).titled, {"area": area, "service": service, "version": held.version})


@everyone
@require_safe
def involvement(request: HttpRequest, reference: str) -> HttpResponse:
    """One of them: what is proposed, how to have one's say, what happened, how the law was met."""
    found = public_involvement(reference)
    state = found.state
    assert state != PREPARING, reference
    today = timezone.localdate()
    events = found.events.all()
    page = {
        "involvement": found,
        "state": state,
        "colour": COLOURS[state],
        "purpose": _shown(found.purpose),
        "proposals": _shown(found.proposals),
        "policies": [about_policy(name) for name in found.policies],
        "surveys": found.surveys.exclude(version=None) if found.takes_answers else (),
        "pause": found.pauses.filter(until=None).first() if state == ON_HOLD else None,
        "service_areas": public.areas().filter(involvements=found).select_related("programme"),
        "papers": found.papers.filter(published__isnull=False),
        "coming": [one for one in events if one.stands == "planned" and (one.held is None or one.held >= today)],
        "past": [one for one in events if one.stands != "planned" or (one.held is not None and one.held < today)],
        "promises": found.promises.all(),
        "gates": [one for one in stands(found) if one.answer],
        "duties": duties(found) if found.dates_only else (),
        "history": happened(found),
        "report": found.published_reports.exists(),
        "considered": found.considerations.filter(published__isnull=False).exists(),
    }
    return render(request, "involvement/one.html", page)


def _shown(text: str) -> SafeString:
    """Markdown below the second heading of a page."""
    return on_page(document("", "", tuple(blocks(text))), above=2)


@everyone
@require_safe
@limited(60, 60)
def paper(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A paper as a page, with its other formats."""
    found = public_paper(reference, number)
    page = {
        "paper": found,
        "involvement": found.involvement,
        "body": on_page(paper_document(found)),
    }
    return render(request, "involvement/paper.html", page)
