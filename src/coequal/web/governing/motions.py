"""A motion as it stands: what it says and changes, interests, votes, and what is in the way of deciding on it."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import RUN_MEETING, SEE_PROGRAMMES
from coequal.documents.model import Block, Paragraph, document
from coequal.errors import CoequalError
from coequal.programmes.governance.deciding import VOTE, obstacles
from coequal.programmes.governance.differing import differences
from coequal.programmes.governance.limits import beyond
from coequal.programmes.governance.motions import contradictions
from coequal.programmes.governance.voting import counted, why_not
from coequal.programmes.models import Motion
from coequal.programmes.models.governing import SITTING
from coequal.web.files import on_page
from coequal.web.governing.found import motion_named
from coequal.web.governing.pages import (
    COLOURS,
    area_page,
    of_meeting,
    of_motion,
)
from coequal.web.programmes.outcomes import OUTCOMES
from coequal.web.shelf import shelf


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
        "changes": on_page(document("", "", list(_changes(motion)))) if motion.handover else "",
        "interests": motion.interests.select_related("attendance"),
        "votes": motion.votes.select_related("attendance"),
        "count": counted(motion),
        "barred": [why for one in seats if one.votes and (why := why_not(one, motion))],
        "stands": [] if decision else list(in_the_way(motion)),
        "may": {"run": runs, "vote": runs and meeting.state == SITTING, "decide": runs},
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
    meeting = motion.meeting
    pages = {
        "meeting": of_meeting(meeting),
        "there": of_meeting(meeting, "there"),
        "area": area_page(motion.area),
        "papers": of_meeting(meeting, "papers"),
        "motion": of_meeting(meeting, "choose"),
        "text": of_meeting(meeting, "choose"),
        "limit": of_meeting(meeting, "choose"),
        "votes": of_motion(motion, "votes"),
    }
    for one in obstacles(motion, manner, timezone.localdate()):
        involved = reverse("hearing:desk", kwargs={"reference": one.reference}) if one.reference else ""
        yield involved or pages[one.about], one.says
