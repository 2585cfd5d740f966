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
    """An interest in a motion, and what follows from it. Whoever voted already and may not is counted no more.

    Raises `CoequalError` where nothing is said, and once the motion is decided.
    """
    if not says.strip() or follows not in FOLLOWS:
        raise CoequalError(f"Say what the interest is, and what follows: {', '.join(FOLLOWS)}.")
    with locked_meeting(acting, motion.meeting, RUN_MEETING) as found:
        _require_undecided(found, attendance, motion)
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
    barred = motion.interests.filter(attendance=attendance).exclude(follows=VOTES_ALL_THE_SAME).first()
    if barred:
        return f"{attendance} declared an interest and {barred.follows.removeprefix('stays and ')}, so no vote of theirs is taken."
    return ""


def counted(motion: Motion) -> Count:
    """The votes of those who may vote, as they stand now."""
    meeting = motion.meeting
    able = [one for one in meeting.attendances.all() if not why_not(one, motion)]
    cast = dict(motion.votes.filter(attendance__in=able).values_list("attendance", "vote"))
    votes = list(cast.values())
    chair = next((cast.get(one.pk, "") for one in able if one.chairs), "")
    return Count(len(able), meeting.quorum, votes.count(FOR), votes.count(AGAINST), votes.count(ABSTAINS), meeting.tie, chair)
