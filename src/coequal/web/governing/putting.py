"""On which service areas something can be put to a meeting, and how a motion is put."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import PUT_MOTION, SEE_PROGRAMMES
from coequal.facts.dates import say_date
from coequal.programmes.governance.motions import contradictions, takes_motions
from coequal.programmes.governance.motions import put as put_motion
from coequal.programmes.models import Meeting, Motion, ServiceArea
from coequal.programmes.models.governing import CALLED, SITTING
from coequal.programmes.models.programmes import ENDED, ON_HOLD
from coequal.programmes.stages.kinds import DECISION, GOVERNANCE
from coequal.programmes.stages.moves import locked_area
from coequal.programmes.stages.standing import standing_of
from coequal.programmes.stages.table import BY_KEY
from coequal.web.governing.found import Putting, meeting_named, putting_named
from coequal.web.governing.motion_forms import PutForm
from coequal.web.governing.motions import cost
from coequal.web.governing.pages import (
    COLOURS,
    SEND,
    Look,
    Page,
    area_page,
    look_page,
    of_meeting,
    of_motion,
    require_seen,
    seen,
    wants,
)
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to


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
    elif not takes_motions(standing):
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
