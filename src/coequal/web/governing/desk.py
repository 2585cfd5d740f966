"""One meeting: what is still to do before it can begin, its beginning, its end, and that it is called off."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CALL_MEETING, OVERRIDE_GATE, PUT_MOTION, RUN_MEETING, SEE_PROGRAMMES
from coequal.facts.dates import say_date
from coequal.pages.forms import Form
from coequal.pages.words import plural
from coequal.programmes.governance import meetings
from coequal.programmes.governance.meetings import CLEAR_DAYS, late
from coequal.programmes.governance.voting import Count, counted
from coequal.programmes.models import Meeting, Motion
from coequal.programmes.models.governing import CALLED, SITTING
from coequal.programmes.telling.public import is_public
from coequal.web.governing.found import meeting_named
from coequal.web.governing.pages import COLOURS, SEND, Page, form_page, of_meeting, of_motion
from coequal.web.hearing.forms import Why, done
from coequal.web.hearing.pages import sent, to
from coequal.web.programmes.outcomes import OUTCOMES


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, the page on which it is done, and what is missing in it; nothing missing: it is done."""

    words: str
    address: str
    missing: tuple[str, ...] = ()
    counted: str = ""


@needs(SEE_PROGRAMMES, of=meeting_named)
@require_safe
def desk(request: StaffRequest, meeting: Meeting) -> HttpResponse:
    """Where it stands, what is to do, and what is on its agenda."""
    acting, motions = request.acting, motions_of(meeting)
    page = {
        "meeting": meeting,
        "colour": COLOURS[meeting.state],
        "outcomes": OUTCOMES,
        "tasks": list(_tasks(meeting, motions)) if meeting.state in (CALLED, SITTING) else [],
        "motions": motions,
        "public": is_public(meeting),
        "late": late(meeting) if meeting.short_notice else [],
        "may": {
            "run": acting.may(RUN_MEETING, meeting),
            "put": acting.may(PUT_MOTION) and meeting.state in (CALLED, SITTING),
            "call_off": meeting.state == CALLED and acting.may(CALL_MEETING, meeting),
            "allow": meeting.state == CALLED and acting.may(OVERRIDE_GATE, meeting),
        },
    }
    return render(request, "governing/meeting.html", page)


def motions_of(meeting: Meeting) -> list[tuple[Motion, Count]]:
    """The agenda, with how many can vote on each and how they did."""
    prefetch_related_objects([meeting], "attendances")
    found = list(meeting.motions.select_related("area", "decision").prefetch_related("interests", "votes"))
    return [(one, counted(one)) for one in found]


def _tasks(meeting: Meeting, motions: list[tuple[Motion, Count]]) -> Iterator[Task]:
    """What is to do before the next step of a meeting."""
    yield Task("Name who sits there", of_meeting(meeting, "seats"), tuple(_seats_missing(meeting)))
    none = () if motions else ("Nothing is on the agenda yet.",)
    yield Task("Put motions on the agenda", of_meeting(meeting, "choose"), none, plural(len(motions), "motion"))
    missing = () if meeting.short_notice else tuple(late(meeting))
    yield Task(f"Publish the papers {CLEAR_DAYS} clear days before", of_meeting(meeting, "papers"), missing)
    if meeting.state == SITTING:
        there = meeting.attendances.filter(there=True).count()
        nobody = () if there else ("Nobody is there yet.",)
        yield Task("Say who is there", of_meeting(meeting, "there"), nobody, plural(there, "is there", "are there"))
        for one, _count in motions:
            left = () if hasattr(one, "decision") else ("It is neither decided nor deferred.",)
            yield Task(f"Decide on {one.reference}: {one.area.title}", of_motion(one), left)


def _seats_missing(meeting: Meeting) -> Iterator[str]:
    votes = meeting.attendances.filter(votes=True).count()
    if votes < meeting.quorum:
        yield f"{plural(votes, 'seat')} with a vote, and {meeting.quorum} members have to be there."
    if not meeting.attendances.filter(chairs=True).exists():
        yield "Nobody is named to chair it."


def before_beginning(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """What stands in the way of beginning a meeting, each with the page where it is put right."""
    if timezone.localdate() < meeting.on:
        yield of_meeting(meeting), f"The meeting is on {say_date(meeting.on)}. It cannot begin before that day."
    if not meeting.short_notice:
        yield from ((of_meeting(meeting, "papers"), why) for why in late(meeting))


@needs(RUN_MEETING, of=meeting_named)
@require_http_methods(SEND)
def begin(request: StaffRequest, meeting: Meeting) -> HttpResponse:
    """What stands in the way of beginning; where nothing does, the button."""
    form = Form(sent(request))
    if form.is_valid() and done(form, lambda: meetings.begin(request.acting, meeting)):
        return to(of_meeting(meeting, "there"))
    stands = list(before_beginning(meeting))
    lead = ("From then on votes can be taken. A meeting that has begun cannot be called off.",)
    page = _page(meeting, "Begin the meeting", "Begin it", lead)
    return form_page(request, form, page, stands=stands, allow=_may_allow(request, meeting))


def _may_allow(request: StaffRequest, meeting: Meeting) -> str:
    """Where short notice is allowed, for whoever may allow it; nothing where it is not needed."""
    needed = bool(late(meeting)) and not meeting.short_notice and meeting.state == CALLED
    return of_meeting(meeting, "short-notice") if needed and request.acting.may(OVERRIDE_GATE, meeting) else ""


@needs(OVERRIDE_GATE, of=meeting_named)
@require_http_methods(SEND)
def short_notice(request: StaffRequest, meeting: Meeting) -> HttpResponse:
    """Let it begin although its papers were late."""
    label = "Why it may begin although its papers were not out in time"
    form = Why(label, "Everybody can read this on the page of the meeting and of each decision.", sent(request))
    if form.is_valid() and done(form, lambda: meetings.allow_short_notice(request.acting, meeting, form.cleaned_data["why"])):
        return to(of_meeting(meeting))
    return form_page(request, form, _page(meeting, "Allow short notice", "Allow it", tuple(late(meeting))))


@needs(RUN_MEETING, of=meeting_named)
@require_http_methods(SEND)
def close(request: StaffRequest, meeting: Meeting) -> HttpResponse:
    """End it, once something became of each motion."""
    form = Form(sent(request))
    if form.is_valid() and done(form, lambda: meetings.close(request.acting, meeting)):
        return to(of_meeting(meeting))
    left = meeting.motions.filter(decision=None).select_related("meeting", "area")
    stands = [(of_motion(one), f"{one.reference} is neither decided nor deferred: {one.area.title}") for one in left]
    lead = ("Nothing can be decided at it afterwards, and no vote taken. This cannot be undone.",)
    return form_page(request, form, _page(meeting, "Close the meeting", "Close it", lead, warn=True), stands=stands)


@needs(CALL_MEETING, of=meeting_named)
@require_http_methods(SEND)
def call_off(request: StaffRequest, meeting: Meeting) -> HttpResponse:
    """It does not take place."""
    form = Why("Why it does not take place", "Everybody can read this on the page of the meeting.", sent(request))
    if form.is_valid() and done(form, lambda: meetings.call_off(request.acting, meeting, form.cleaned_data["why"])):
        return to(of_meeting(meeting))
    lead = ("Its motions have to be put to another meeting. This cannot be undone.",)
    return form_page(request, form, _page(meeting, "Call it off", "Call it off", lead, warn=True))


def _page(meeting: Meeting, title: str, button: str, lead: tuple[str, ...] = (), *, warn: bool = False) -> Page:
    return Page(title, button, of_meeting(meeting), "This meeting", str(meeting.title), lead, warn=warn)
