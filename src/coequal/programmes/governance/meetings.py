"""A meeting from its call to its end: who sits there, who is there, and that its papers were out in time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import CALL_MEETING, OVERRIDE_GATE, RUN_MEETING
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.pages.words import plural
from coequal.programmes.models import Attendance, DelegatedLimit, Meeting
from coequal.programmes.models.governing import CALLED, CALLED_OFF, CLOSED, SITTING, TIE_IS_LOST
from coequal.programmes.once import refuse_second

CLEAR_DAYS: Final = 5  # whole days between the day on which papers come out and that of the meeting


@dataclass(frozen=True, slots=True)
class Call:
    """What is said when a meeting is called. Without `delegated` it is the board itself."""

    title: str
    on: date
    quorum: int
    at: str = ""
    place: str = ""
    delegated: DelegatedLimit | None = None
    tie: str = TIE_IS_LOST


@contextmanager
def locked_meeting(acting: Acting, meeting: Meeting, permission: Permission) -> Iterator[Meeting]:
    """The meeting as it stands now, which nobody else can change meanwhile. Raises `NotAllowed`."""
    with transaction.atomic():
        found = Meeting.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=meeting.pk)
        require(acting, permission, found)
        yield found


def call(acting: Acting, organisation: Organisation, said: Call) -> Meeting:
    """A new meeting. Raises `CoequalError` for a quorum of nobody, for a limit that does not hold on its day, and a second time."""
    limit = said.delegated
    if said.quorum < 1:
        raise CoequalError("Say how many members with a vote must be there: at least one.")
    if limit and (limit.organisation_id != organisation.pk or not limit.holds(said.on)):
        raise CoequalError(f"{limit.holder} may not decide for {organisation} on {say_date(said.on)}. Choose another limit.")
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        same = organisation.meetings.filter(title__iexact=said.title, on=said.on, at=said.at).exclude(state=CALLED_OFF)
        refuse_second(same, f"A meeting called “{said.title}” on {say_date(said.on)}")
        made = Meeting.objects.create(
            organisation=organisation,
            made_by=acting.person,
            title=said.title,
            on=said.on,
            at=said.at,
            place=said.place,
            quorum=said.quorum,
            delegated=limit,
            tie=said.tie,
        )
        record(acting.acting_as(require(acting, CALL_MEETING, made)), "called a meeting", made, detail={"on": str(said.on)})
    return made


def seat(acting: Acting, meeting: Meeting, name: str, post: str, *, votes: bool = True, chairs: bool = False) -> Attendance:
    """Somebody's seat at a meeting. Raises `CoequalError` for a seat that is there already, and for a second chair."""
    with locked_meeting(acting, meeting, RUN_MEETING) as found:
        if found.attendances.filter(name=name, post=post).exists():
            raise CoequalError(f"{name}, {post}, has a seat already.")
        if chairs and found.attendances.filter(chairs=True).exists():
            raise CoequalError("Somebody chairs this meeting already. A meeting has one chair.")
        made = Attendance.objects.create(meeting=found, name=name, post=post, votes=votes, chairs=chairs)
        record(acting, "named a seat at a meeting", found, detail={"post": post, "votes": votes, "chairs": chairs})
    return made


def attend(acting: Acting, attendance: Attendance, *, there: bool) -> None:
    """Whether somebody is there."""
    with locked_meeting(acting, attendance.meeting, RUN_MEETING) as found:
        found.attendances.filter(pk=attendance.pk).update(there=there)
        record(acting, "said who is at a meeting", found, detail={"post": attendance.post, "there": there})
    attendance.there = there


def late(meeting: Meeting) -> list[str]:
    """Why the papers of a meeting are not out in time; nothing where they are."""
    papers = list(meeting.papers.all())
    if not papers:
        return ["The meeting has no papers."]
    return [
        why for paper in papers if (why := _late(paper.title, paper.published and timezone.localdate(paper.published), meeting.on))
    ]


def _late(title: str, out: date | None, on: date) -> str:
    if out is None:
        return f"“{title}” is not published."
    days = max(0, (on - out).days - 1)
    return "" if days >= CLEAR_DAYS else f"“{title}” came out {plural(days, 'clear day')} before the meeting, not {CLEAR_DAYS}."


def allow_short_notice(acting: Acting, meeting: Meeting, why: str) -> None:
    """Let a meeting begin although its papers were late; everybody can read why. Raises `CoequalError` without a reason."""
    if not why.strip():
        raise CoequalError("Say why the meeting may begin although its papers were not out in time. Everybody can read that.")
    with locked_meeting(acting, meeting, OVERRIDE_GATE) as found:
        if found.state != CALLED:
            raise CoequalError(f"The meeting is {found.state}. Short notice is allowed before it begins.")
        found.short_notice, found.short_notice_by = why.strip(), acting.person
        found.save(update_fields=["short_notice", "short_notice_by"])
        record(acting, "let a meeting begin at short notice", found)


def begin(acting: Acting, meeting: Meeting) -> None:
    """The meeting sits. Raises `CoequalError` before its day, and where its papers were not out in time."""
    with locked_meeting(acting, meeting, RUN_MEETING) as found:
        if found.state == SITTING:
            raise CoequalError("It has begun already.")
        if timezone.localdate() < found.on:
            raise CoequalError(f"The meeting is on {say_date(found.on)}. It cannot begin before that day.")
        if (why := late(found)) and not found.short_notice:
            raise CoequalError(
                f"People need {CLEAR_DAYS} clear days to read the papers. {' '.join(why)} Hold it later, or let somebody who may "
                "allow short notice, and say why."
            )
        _become(acting, found, SITTING, "began a meeting")


def close(acting: Acting, meeting: Meeting) -> None:
    """The meeting is over. Raises `CoequalError` while a motion is neither decided nor deferred."""
    with locked_meeting(acting, meeting, RUN_MEETING) as found:
        if found.state != SITTING:
            raise CoequalError("It has not begun. Call it off instead, and say why.")
        if left := [motion.reference for motion in found.motions.filter(decision=None)]:
            raise CoequalError(f"These motions are neither decided nor deferred: {', '.join(left)}. Say first what became of them.")
        _become(acting, found, CLOSED, "closed a meeting")


def call_off(acting: Acting, meeting: Meeting, why: str) -> None:
    """The meeting does not take place. Raises `CoequalError` without a reason, and once it has begun."""
    if not why.strip():
        raise CoequalError("Say why the meeting does not take place. Everybody can read that.")
    with locked_meeting(acting, meeting, CALL_MEETING) as found:
        if found.state != CALLED:
            raise CoequalError(f"The meeting is {found.state}, so it cannot be called off any more.")
        found.why_called_off = why.strip()
        found.save(update_fields=["why_called_off"])
        _become(acting, found, CALLED_OFF, "called a meeting off")


def _become(acting: Acting, meeting: Meeting, state: str, said: str) -> None:
    meeting.state = state
    meeting.save(update_fields=["state"])
    record(acting, said, meeting)
