"""The decision of a meeting on a motion: what stands in its way, what it comes to, and what is kept of it."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Final, NamedTuple

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import DECIDE, RUN_MEETING
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.involvement.models.involvements import ON_HOLD, PREPARING
from coequal.programmes.governance.evidence import Piece, evidence
from coequal.programmes.governance.limits import beyond
from coequal.programmes.governance.meetings import locked_meeting
from coequal.programmes.governance.motions import contradictions, not_as_accepted
from coequal.programmes.governance.voting import Count, counted
from coequal.programmes.models import Decision, Meeting, Motion, ServiceArea
from coequal.programmes.models.governing import AGAINST, CARRIED, DEFERRED, SITTING
from coequal.programmes.stages.agenda import has_papers, is_decided, overtaken, undecided, unsettled
from coequal.programmes.stages.hearing import closed_by
from coequal.programmes.stages.kinds import COMPLETE, DECISION
from coequal.programmes.stages.moves import held_area, locked_area, move, stopped
from coequal.programmes.stages.standing import possible, standing_of
from coequal.programmes.telling.updates import tell

VOTE: Final = "vote"
CONSENSUS: Final = "consensus"
DEFERRAL: Final = "deferral"
MANNERS: Final = (VOTE, CONSENSUS, DEFERRAL)


class Obstacle(NamedTuple):
    """Why a meeting cannot decide on a motion, and what to do; `about` names what has to be put right, for pages to lead there."""

    about: str  # meeting | there | area | papers | involvement | motion | text | limit | votes
    says: str
    reference: str = ""  # of the involvement


def obstacles(motion: Motion, manner: str, on: date) -> Iterator[Obstacle]:
    """Each thing that stands in the way of deciding on a motion in a manner on a day."""
    yield from _of_the_day(motion.meeting, on)
    count = counted(motion)
    if not count.is_quorate:
        yield Obstacle(
            "there",
            f"The meeting has no quorum for this: {count.there} can vote on it, and {count.quorum} have to. Members who are not "
            "there, or who have an interest and do not vote, do not count.",
        )
    if manner == DEFERRAL:
        return
    if motion.area.state not in DECIDE.states or stopped(motion.area.programme):
        yield Obstacle("area", "The service area, or its programme, is on hold or has ended. The motion can only be deferred.")
    if standing_of(motion.area).stage != DECISION:
        yield Obstacle("area", "The stage of decision is not open in this service area. Open it first, or defer the motion.")
    if not has_papers(motion.meeting, motion.area):
        yield Obstacle("papers", "People could read nothing on this for the meeting. Publish a paper on it, or defer the motion.")
    if why := overtaken(motion):
        yield Obstacle("motion", why)
    yield from _still_open(motion.area, on)
    if motion.handover and (why := not_as_accepted(motion.handover, motion.digest)):
        yield Obstacle("text", why)
    if motion.handover and contradictions(motion.handover) and not motion.knowingly:
        yield Obstacle("text", "Faults were found in this text. Put it anew, and say why it is put all the same.")
    if why := beyond(motion):
        yield Obstacle("limit", why)
    yield from _not_agreed(motion, manner, count)


def _of_the_day(meeting: Meeting, on: date) -> Iterator[Obstacle]:
    if meeting.state != SITTING:
        yield Obstacle("meeting", f"The meeting is {meeting.state}. It decides only while it sits.")
    if on < meeting.on:
        yield Obstacle("meeting", f"The meeting is on {say_date(meeting.on)}, so it cannot have decided before that day.")
    if on > timezone.localdate():
        yield Obstacle("meeting", f"{say_date(on)} has not come yet. Take the day on which it was decided.")


def _still_open(area: ServiceArea, on: date) -> Iterator[Obstacle]:
    """Each involvement that had not closed by a day: nothing is decided while people can still be heard, or are yet to be asked."""
    for one in area.involvements.all():
        if not closed_by(one, on).answer:
            when = f"closes at the end of {say_date(one.closes)}" if one.closes else "has no last day yet"
            stands = f"is {one.state}, and {when}" if one.state in (PREPARING, ON_HOLD) else when
            says = f"“{one.title}” ({one.reference}) {stands}. Nothing may be decided before people were heard: defer the motion."
            yield Obstacle("involvement", says, one.reference)


def _not_agreed(motion: Motion, manner: str, count: Count) -> Iterator[Obstacle]:
    if manner == VOTE and not count.in_favour + count.against + count.abstain:
        yield Obstacle("votes", "Nobody has voted yet. Take down the votes first.")
    if manner == CONSENSUS:
        opposed = [str(one.attendance) for one in motion.votes.filter(vote=AGAINST).select_related("attendance")]
        if opposed:
            says = f"There is no consensus: {', '.join(opposed)} voted against. Take the votes of the others, and decide by vote."
            yield Obstacle("votes", says)


def decide(
    acting: Acting, motion: Motion, manner: str, reasons: str, *, conditions: Sequence[str] = (), on: date | None = None
) -> Decision:
    """What was decided, with all that was before the meeting. By consensus a motion is carried; by vote the votes tell.

    A motion can be deferred wherever its service area stands, so that the meeting can end.

    Raises `CoequalError` where anything stands in the way, and where somebody was faster.
    """
    if manner not in MANNERS or not reasons.strip():
        raise CoequalError(f"Say why it was decided so, and how: by one of {', '.join(MANNERS)}.")
    day = on or timezone.localdate()
    with _held(acting, motion.area, manner) as area, locked_meeting(acting, motion.meeting, RUN_MEETING):
        held = Motion.objects.select_related("meeting__delegated", "area", "handover").get(pk=motion.pk)
        if Decision.objects.filter(motion=held).exists():
            raise CoequalError(f"{held.reference} is decided already. A decision stays as it was recorded.")
        if stands := list(obstacles(held, manner, day)):
            raise CoequalError(" ".join(one.says for one in stands))
        made = Decision(
            motion=held,
            outcome=outcome(held, manner),
            manner=manner,
            reasons=reasons.strip(),
            conditions=[one.strip() for one in conditions if one.strip()],
            evidence=[_count(held), *evidence(held)],
            on=day,
            by=acting.person,
        )
        made.save()
        tell(acting, area.programme, _told(made), area=area, on=day)
        _complete(acting, area, day)
        told = {"motion": held.reference, "outcome": made.outcome, "digest": held.digest}
        record(acting, "took down a decision", made, detail=told)
    return made


def _held(acting: Acting, area: ServiceArea, manner: str) -> AbstractContextManager[ServiceArea]:
    """The service area, which nobody else changes meanwhile; what is deferred does not move it on."""
    return held_area(area) if manner == DEFERRAL else locked_area(acting, area, DECIDE)


def outcome(motion: Motion, manner: str) -> str:
    """What comes of a motion that is decided now in a manner."""
    if manner == DEFERRAL:
        return DEFERRED
    return CARRIED if manner == CONSENSUS else counted(motion).outcome


def _told(made: Decision) -> str:
    """What everybody is told of a decision."""
    meeting, conditions = made.motion.meeting, f" On these conditions: {' '.join(made.conditions)}" if made.conditions else ""
    return f"{meeting.title} of {say_date(meeting.on)}: {made.motion.says} This was {made.outcome}. {made.reasons}{conditions}"


def _count(motion: Motion) -> Piece:
    return {"kind": "count", "reference": motion.reference, "digest": "", "says": counted(motion).says}


def _complete(acting: Acting, area: ServiceArea, on: date) -> None:
    """End the stage of decision, once meetings have decided on every motion of the service area, and deferred not all of them."""
    if (COMPLETE, DECISION) in possible(standing_of(area)) and not stopped(area.programme) and not unsettled(area):
        move(acting, area, COMPLETE, DECISION, on=on)


def ends_stage(motion: Motion, comes_to: str) -> bool:
    """Whether the stage of decision is complete once a motion comes to something."""
    area = motion.area
    if (COMPLETE, DECISION) not in possible(standing_of(area)) or stopped(area.programme):
        return False
    return [one for one in undecided(area) if one != motion] == [] and (comes_to != DEFERRED or is_decided(area))
