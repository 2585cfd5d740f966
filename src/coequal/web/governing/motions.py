"""Motions: on what one can be put, how it is put, and how it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import DECIDE, PUT_MOTION, RUN_MEETING, SEE_PROGRAMMES
from coequal.documents.model import Block, Paragraph, document
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.programmes.governance.deciding import VOTE, obstacles
from coequal.programmes.governance.differing import differences
from coequal.programmes.governance.limits import beyond
from coequal.programmes.governance.motions import contradictions
from coequal.programmes.governance.motions import put as put_motion
from coequal.programmes.governance.voting import counted, why_not
from coequal.programmes.models import Meeting, Motion, ServiceArea
from coequal.programmes.models.governing import CALLED, SITTING
from coequal.programmes.models.programmes import ENDED, ON_HOLD
from coequal.programmes.stages.kinds import DECISION, GOVERNANCE
from coequal.programmes.stages.moves import locked_area
from coequal.programmes.stages.standing import standing_of
from coequal.programmes.stages.table import BY_KEY
from coequal.web.governing.found import Putting, meeting_named, motion_named, putting_named
from coequal.web.governing.motion_forms import PutForm
from coequal.web.governing.pages import (
    COLOURS,
    OUTCOMES,
    SEND,
    Look,
    Page,
    area_page,
    look_page,
    of_meeting,
    of_motion,
    require_seen,
    seen,
    sent,
    to,
    wants,
)
from coequal.web.governing.papers import as_page
from coequal.web.hearing.forms import done
from coequal.web.shelf import shelf


@dataclass(frozen=True, slots=True)
class Offered:
    """A service area, where it stands, and why nothing can be put on it now; nothing in the way: it can."""

    area: ServiceArea
    stands: str
    why_not: str
    address: str


@needs(SEE_PROGRAMMES, of=meeting_named)
@require_safe
def choose(request: StaffRequest, meeting: Meeting) -> HttpResponse:
    """Every service area on which something could be put, and why not on the others."""
    areas = ServiceArea.objects.filter(programme__organisation=meeting.organisation, programme__history_only=False)
    page = {
        "meeting": meeting,
        "colour": COLOURS[meeting.state],
        "offered": [_offered(one) for one in areas.select_related("programme")],
        "open": meeting.state in (CALLED, SITTING),
        "may": request.acting.may(PUT_MOTION),
    }
    return render(request, "governing/choose.html", page)


def _offered(area: ServiceArea) -> Offered:
    standing = standing_of(area)
    stands = f"{standing.state}, at “{BY_KEY[standing.stage].title}”" if standing.stage else standing.state
    why = ""
    if area.programme.state in (ON_HOLD, ENDED):
        why = f"The programme is {area.programme.state}."
    elif standing.state not in PUT_MOTION.states:
        why = f"The service area is {standing.state}."
    elif standing.stage not in (GOVERNANCE, DECISION):
        why = f"The stage “{BY_KEY[GOVERNANCE].title}” or “{BY_KEY[DECISION].title}” has to be open."
    return Offered(area, stands, why, area_page(area))


@needs(PUT_MOTION, of=putting_named)
@require_http_methods(SEND)
def put(request: StaffRequest, putting: Putting) -> HttpResponse:
    """A motion on a service area, after a last look at it."""
    meeting, area = putting.meeting, putting.area
    form, now = PutForm(area, sent(request)), _text_mark(area)
    mark, put_now = seen(request, now), wants(request, form)
    made: list[Motion] = []
    if put_now == "do" and done(form, lambda: made.append(_put(request, putting, form, mark))):
        return to(of_motion(made[0]))
    page = Page("Put a motion", "Look at it once more", of_meeting(meeting, "choose"), "Service areas", area.title)
    about = {"meeting": meeting, "area": area, "text": area.proposal}
    if put_now == "look":
        return look_page(request, page, _look(meeting, form), mark=mark, **about)
    found = contradictions(area.proposal) if area.proposal else []
    shown = {"form": form, "page": page, "seen": now if put_now == "do" else mark, "found": found, "stands_at": area_page(area)}
    return render(request, "governing/put.html", {**shown, **about})


def _text_mark(area: ServiceArea) -> str:
    """What tells which text a service area proposes."""
    return f"{area.proposal.reference} {area.proposal.digest}" if area.proposal else "no text"


def _put(request: StaffRequest, putting: Putting, form: PutForm, mark: str) -> Motion:
    with locked_area(request.acting, putting.area, PUT_MOTION) as held:
        require_seen(mark, _text_mark(held))
        return put_motion(request.acting, putting.meeting, putting.area, form.said)


def _look(meeting: Meeting, form: PutForm) -> Look:
    said = form.said
    text = said.handover
    rows = [
        ("The motion", said.says),
        ("What it does", said.kind),
        ("Text", f"{text.policy}@{text.version}, handed over as {text.reference}" if text else "none"),
        ("Fingerprint of the text", text.digest if text else "none"),
        ("In force from", f"{say_date(said.wanted_from)}, if it is ratified" if said.wanted_from else "not said"),
        ("Cases that go on as before", said.transitional or "not said"),
        ("Cost a year", cost(said.pounds_a_year)),
    ]
    if said.knowingly:
        rows.append(("Why it is put although faults were found", said.knowingly))
    if said.again_of:
        rows.append(("Reconsiders", str(said.again_of)))
    follows = [
        f"It stands on the agenda of {meeting.title} on {say_date(meeting.on)}.",
        "A motion cannot be changed or taken off the agenda. The meeting can defer it.",
    ]
    return Look("Look at the motion once more", "Put it on the agenda", rows, follows, _who_reads())


def _who_reads() -> str:
    return "Nobody is told now. Everybody can read it with the papers of the meeting once they are published."


def cost(pounds: int | None) -> str:
    """What something costs a year, in words; that it is not known is said."""
    if pounds is None:
        return "not known"
    return f"£{pounds:,} more" if pounds >= 0 else f"£{-pounds:,} less"


@needs(SEE_PROGRAMMES, of=motion_named)
@require_safe
def motion(request: StaffRequest, motion: Motion) -> HttpResponse:
    """One motion: what it says, what it changes, interests, votes, and what stands in the way of deciding."""
    meeting, acting = motion.meeting, request.acting
    decision = getattr(motion, "decision", None)
    seats = list(meeting.attendances.all())
    runs = decision is None and acting.may(RUN_MEETING, meeting)
    page = {
        "motion": motion,
        "meeting": meeting,
        "colour": COLOURS[meeting.state],
        "outcomes": OUTCOMES,
        "decision": decision,
        "area_page": area_page(motion.area),
        "cost": cost(motion.pounds_a_year),
        "found": contradictions(motion.handover) if motion.handover else [],
        "beyond": beyond(motion),
        "changes": as_page(document("", "", list(_changes(motion)))) if motion.handover else "",
        "interests": motion.interests.select_related("attendance"),
        "votes": motion.votes.select_related("attendance"),
        "count": counted(motion),
        "barred": [why for one in seats if one.votes and (why := why_not(one, motion))],
        "stands": [] if decision else list(in_the_way(motion)),
        "may": {"run": runs, "vote": runs and meeting.state == SITTING, "decide": runs and acting.may(DECIDE, motion)},
    }
    return render(request, "governing/motion.html", page)


def _changes(motion: Motion) -> Iterator[Block]:
    """What its text changes; where that cannot be worked out here, why."""
    try:
        yield from list(differences(motion, shelf().policies, shelf().library))
    except CoequalError as error:
        yield Paragraph(f"What it changes could not be worked out here. {error.message}")


def in_the_way(motion: Motion, manner: str = VOTE) -> Iterator[tuple[str, str]]:
    """What stands in the way of deciding on a motion today, each with the page where it is put right."""
    if standing_of(motion.area).stage != DECISION:
        yield area_page(motion.area), "The stage of decision is not open in this service area."
    meeting = motion.meeting
    pages = {
        "meeting": of_meeting(meeting),
        "there": of_meeting(meeting, "there"),
        "text": of_meeting(meeting, "choose"),
        "limit": of_meeting(meeting, "choose"),
        "votes": of_motion(motion, "votes"),
    }
    for one in obstacles(motion, manner, timezone.localdate()):
        involved = reverse("hearing:desk", kwargs={"reference": one.reference}) if one.reference else ""
        yield involved or pages[one.about], one.says
