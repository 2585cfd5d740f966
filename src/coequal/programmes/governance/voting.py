"""Interests, who may vote on a motion, the votes, and what they come to."""

from dataclasses import dataclass

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import DECIDE, RUN_MEETING
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.pages.words import plural
from coequal.programmes.governance.meetings import locked_meeting
from coequal.programmes.models import Attendance, Interest, Meeting, Motion, Vote
from coequal.programmes.models.governing import (
    ABSTAINS,
    AGAINST,
    CARRIED,
    CHAIR_DECIDES,
    FOLLOWS,
    FOR,
    LOST,
    SITTING,
    VOTES,
    VOTES_ALL_THE_SAME,
)
from coequal.programmes.once import refuse_second


@dataclass(frozen=True, slots=True)
class Count:
    """How many of those who may vote are there, how they voted, and how the chair did; nothing where the chair did not."""

    there: int
    quorum: int
    in_favour: int
    against: int
    abstain: int
    tie: str
    chair: str = ""

    @property
    def is_quorate(self) -> bool:
        """Whether enough members with a vote and without a conflict are there."""
        return self.there >= self.quorum

    @property
    def outcome(self) -> str:
        """What the votes come to: more for than against; in a tie the rule of the meeting."""
        if self.in_favour == self.against and self.tie == CHAIR_DECIDES and self.in_favour:
            return CARRIED if self.chair == FOR else LOST
        return CARRIED if self.in_favour > self.against else LOST

    @property
    def says(self) -> str:
        """All of it in words, with the rule."""
        members = plural(self.there, "member who could vote was there", "members who could vote were there")
        return (
            f"{members}, and {self.quorum} had to be. For: {self.in_favour}. Against: {self.against}. "
            f"Abstained: {self.abstain}. The rule of the meeting: {self.tie}."
        )


def declare(acting: Acting, attendance: Attendance, motion: Motion, says: str, follows: str) -> Interest:
    """An interest in a motion, and what follows from it: the latest stands. The vote of whoever it bars is counted no more.

    Raises `CoequalError` where nothing is said, a second time, and once the motion is decided.
    """
    if not says.strip() or follows not in FOLLOWS:
        raise CoequalError(f"Say what the interest is, and what follows: {', '.join(FOLLOWS)}.")
    with locked_meeting(acting, motion.meeting, RUN_MEETING) as found:
        _require_undecided(found, attendance, motion)
        refuse_second(motion.interests.filter(attendance=attendance, says=says.strip(), follows=follows), "This interest")
        made = Interest(attendance=attendance, motion=motion, says=says.strip(), follows=follows)
        made.save()
        record(acting, "took down an interest", motion, detail={"post": attendance.post, "follows": follows})
    return made


def vote(acting: Acting, attendance: Attendance, motion: Motion, how: str, dissent: str = "") -> Vote:
    """Somebody's vote on a motion. Raises `CoequalError` for whoever may not vote or has voted already."""
    if how not in VOTES:
        raise CoequalError(f"A vote is one of these: {', '.join(VOTES)}.")
    with locked_meeting(acting, motion.meeting, RUN_MEETING) as found:
        _require_undecided(found, attendance, motion)
        if found.state != SITTING:
            raise CoequalError("The meeting has not begun, so nobody can vote yet.")
        if motion.state not in DECIDE.states:
            raise CoequalError(f"The service area is {motion.state}, so nobody votes on it now.")
        who = found.attendances.get(pk=attendance.pk)
        if why := why_not(who, motion):
            raise CoequalError(why)
        if motion.votes.filter(attendance=who).exists():
            raise CoequalError(f"{who} has voted on {motion.reference} already. A vote stays as it was given.")
        made = Vote(motion=motion, attendance=who, vote=how, dissent=dissent.strip(), by=acting.person)
        made.save()
        record(acting, "took down a vote", motion, detail={"post": who.post})
    return made


def _require_undecided(meeting: Meeting, attendance: Attendance, motion: Motion) -> None:
    if attendance.meeting_id != meeting.pk:
        raise CoequalError(f"{attendance} has no seat at this meeting. Name the seat first.")
    if Motion.objects.filter(pk=motion.pk).exclude(decision=None).exists():
        raise CoequalError(f"{motion.reference} is decided already.")


def why_not(attendance: Attendance, motion: Motion) -> str:
    """Why somebody may not vote on a motion; nothing where they may."""
    if not attendance.votes:
        return f"{attendance} has a seat without a vote."
    if not attendance.there:
        return f"{attendance} is not there. Say first who is there."
    return barred(attendance, motion)


def barred(attendance: Attendance, motion: Motion) -> str:
    """Why no vote of somebody counts on a motion; nothing where the interest that they declared last does not keep them from it."""
    declared = [one.follows for one in motion.interests.all() if one.attendance_id == attendance.pk]
    if not declared or declared[-1] == VOTES_ALL_THE_SAME:
        return ""
    return f"{attendance} declared an interest and {declared[-1].removeprefix('stays and ')}, so no vote of theirs is taken."


def counted(motion: Motion) -> Count:
    """How many can vote on a motion now, and the votes: also of those who left since, but of nobody whom an interest bars."""
    meeting, seats = motion.meeting, list(motion.meeting.attendances.all())
    there = [one for one in seats if not why_not(one, motion)]
    given = {one.attendance_id: one.vote for one in motion.votes.all()}
    cast = {one: given[one.pk] for one in seats if one.pk in given and not barred(one, motion)}
    votes = list(cast.values())
    chair = next((vote for one, vote in cast.items() if one.chairs), "")
    return Count(len(there), meeting.quorum, votes.count(FOR), votes.count(AGAINST), votes.count(ABSTAINS), meeting.tie, chair)
