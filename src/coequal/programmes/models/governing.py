"""Governance: meetings and their papers, who may vote, what was decided with which reasons, and which version comes into force."""

from datetime import date
from functools import partial
from typing import ClassVar, Final

from django.conf import settings
from django.db import models

from coequal.accounts.models import Organisation
from coequal.accounts.references import new_reference
from coequal.accounts.unchanging import Unchanging, UnchangingRows
from coequal.programmes.models.areas import OfAServiceArea, ServiceArea

CALLED: Final = "called"
SITTING: Final = "sitting"
CLOSED: Final = "closed"
CALLED_OFF: Final = "called off"
MEETING_STATES: Final = (CALLED, SITTING, CLOSED, CALLED_OFF)
FOR: Final = "for"
AGAINST: Final = "against"
ABSTAINS: Final = "abstains"
VOTES: Final = (FOR, AGAINST, ABSTAINS)
ADOPT: Final = "adopt a version of a policy"
REJECT: Final = "keep the policies as they are"
OTHER: Final = "something else"
MOTIONS: Final = (ADOPT, REJECT, OTHER)
CARRIED: Final = "carried"
LOST: Final = "lost"
DEFERRED: Final = "deferred"
OUTCOMES: Final = (CARRIED, LOST, DEFERRED)
TIE_IS_LOST: Final = "a tie is lost"
CHAIR_DECIDES: Final = "in a tie the vote of the chair decides"
TIES: Final = (TIE_IS_LOST, CHAIR_DECIDES)
VOTES_ALL_THE_SAME: Final = "stays and votes"
DOES_NOT_VOTE: Final = "stays and does not vote"
LEAVES: Final = "leaves"
FOLLOWS: Final = (VOTES_ALL_THE_SAME, DOES_NOT_VOTE, LEAVES)
STANDS: Final = "stands"
RECONSIDERED: Final = "is reconsidered"


class DelegatedLimit(models.Model):
    """Up to where somebody may decide in place of the board: a post or a group, an amount a year, and since when."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="delegated_limits")
    holder = models.CharField(max_length=200)  # “the clinical policy group”
    pounds_a_year = models.PositiveBigIntegerField()  # of what a decision costs or saves, by its size
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=300)  # where it is laid down

    class Meta:
        """The earliest first."""

        ordering: ClassVar = ["since", "pk"]

    def __str__(self) -> str:
        """Whose, and up to which amount."""
        return f"{self.holder}, up to £{self.pounds_a_year:,} a year"

    @property
    def state(self) -> str:
        """Whether its last day is set."""
        return "ends" if self.until else "goes on"

    def holds(self, day: date) -> bool:
        """Whether it is laid down for a day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Meeting(models.Model):
    """A meeting that decides: of a board, or of a group with a delegated limit."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "G"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="meetings")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    title = models.CharField(max_length=200)
    delegated = models.ForeignKey(DelegatedLimit, models.PROTECT, related_name="meetings", null=True)  # none: the board itself
    on = models.DateField()
    at = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=200, blank=True)
    quorum = models.PositiveSmallIntegerField()  # how many members with a vote must be there
    state = models.CharField(max_length=20, default=CALLED)
    tie = models.CharField(max_length=60, default=TIE_IS_LOST)  # one of TIES: the rule of this meeting
    short_notice = models.TextField(blank=True)  # why it may begin although its papers were not out in time; everybody can read it
    short_notice_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    why_called_off = models.TextField(blank=True)
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        """The title and the day."""
        return f"{self.title}, {self.on}"


class Attendance(models.Model):
    """Somebody with a seat at a meeting, whether they are there, and whether they vote."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=120)
    votes = models.BooleanField(default=True)
    chairs = models.BooleanField(default=False)
    there = models.BooleanField(default=False)

    class Meta:
        """As they were named; each once."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "name", "post"], name="seat_once_a_meeting")]

    def __str__(self) -> str:
        """Who, and as what."""
        return f"{self.name}, {self.post}"


class BoardPaper(models.Model):
    """A paper of a meeting: a text, or a document made from the record and kept as it was."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="papers")
    area = models.ForeignKey(ServiceArea, models.PROTECT, related_name="board_papers", null=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)  # Markdown
    kept = models.TextField(blank=True)  # a document as JSON, made from the record
    digest = models.CharField(max_length=71, blank=True)
    published = models.DateTimeField(null=True)

    class Meta:
        """In the order of the agenda."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Its title."""
        return self.title


class Motion(OfAServiceArea):
    """What a meeting is asked to decide on a service area."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "N"))
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="motions")
    kind = models.CharField(max_length=40)  # one of MOTIONS
    says = models.TextField()
    handover = models.ForeignKey("drafting.Handover", models.PROTECT, related_name="motions", null=True)  # what is to be adopted
    digest = models.CharField(max_length=71, blank=True)  # of its text, as the motion was put
    wanted_from = models.DateField(null=True)
    transitional = models.TextField(blank=True)  # which cases go on under the old policy
    pounds_a_year = models.BigIntegerField(null=True)  # what it costs, or saves where it is below zero; none: not known
    knowingly = models.TextField(blank=True)  # why it is put although faults or doubts were found in the text
    again_of = models.ForeignKey("Decision", models.PROTECT, related_name="reconsidered_by", null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)  # what went back since then has to be decided anew

    class Meta:
        """In the order of the agenda."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """The reference, and what it says."""
        return f"{self.reference}: {self.says[:80]}"


class Interest(Unchanging):
    """An interest that somebody declared in a motion, and what follows for them."""

    instead = "An interest that was declared stays on the record."

    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="interests")
    motion = models.ForeignKey(Motion, models.PROTECT, related_name="interests")
    says = models.TextField()
    follows = models.CharField(max_length=40)  # one of FOLLOWS

    objects = UnchangingRows.as_manager()

    class Meta:
        """As they were declared."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """What follows."""
        return self.follows


class Vote(Unchanging):
    """How somebody voted on a motion; each once."""

    instead = "A vote stays as it was given."

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="votes")
    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="cast")
    vote = models.CharField(max_length=20)  # one of VOTES
    dissent = models.TextField(blank=True)  # why, where somebody wants that on the record
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)  # who took it down
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """As they were given."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["motion", "attendance"], name="one_vote_each")]

    def __str__(self) -> str:
        """How."""
        return self.vote


class Decision(Unchanging):
    """What was decided on a motion: by whom, when, why, on which evidence, under which conditions. It never changes."""

    instead = "A decision stays as it was recorded. It can be called in, and another meeting can decide again."

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "J"))
    motion = models.OneToOneField(Motion, models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=20)  # one of OUTCOMES
    manner = models.CharField(max_length=20)  # vote | consensus | deferral
    reasons = models.TextField()
    conditions = models.JSONField(default=list)  # sentences
    evidence = models.JSONField(default=list)  # [{"kind", "reference", "digest", "says"}, …]: all that was before the meeting
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)  # who took it down
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        """The reference and the outcome."""
        return f"{self.reference}: {self.outcome}"

    @property
    def organisation(self) -> Organisation:
        """Whose it is."""
        return self.motion.meeting.organisation


class CallIn(models.Model):
    """That a decision was called in: by whom and why. While it is open nothing comes into force by it."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="call_ins")
    who = models.CharField(max_length=200)  # “the Secretary of State”, “the scrutiny committee”
    why = models.TextField()
    since = models.DateField()
    ended = models.DateField(null=True)
    came_to = models.CharField(max_length=40, blank=True)  # STANDS or RECONSIDERED
    says = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        """The oldest first; one open at a time."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision"], condition=models.Q(ended=None), name="called_in_once_at_a_time")
        ]

    def __str__(self) -> str:
        """By whom."""
        return self.who


class Ratification(Unchanging):
    """That a carried decision makes a version come into force: which text by its digest, from when, for which cases."""

    instead = "What was ratified stays. Another decision can put another version in its place."

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="ratification")
    policy = models.CharField(max_length=200)  # `area/service`
    version = models.CharField(max_length=100)
    digest = models.CharField(max_length=71)
    text = models.TextField()  # the literate file as it was adopted
    starts = models.DateField()
    cases_from = models.DateField(null=True)  # where the transitional rule binds earlier or later cases than from `starts`
    supersedes = models.JSONField(default=list)  # [`area/service@version`, …], over on the day before
    review_due = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """The newest first; a version comes into force once."""

        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["policy", "version"], name="version_ratified_once")]

    def __str__(self) -> str:
        """Which version of which policy."""
        return f"{self.policy}@{self.version}"

    @property
    def stands_from(self) -> date | None:
        """The day from which the version is in force, not before a call-in was over; none while it is called in or reconsidered."""
        called = list(self.decision.call_ins.all())
        if any(one.ended is None or one.came_to == RECONSIDERED for one in called):
            return None
        return max([self.starts, *(one.ended for one in called if one.ended)])

    @property
    def organisation(self) -> Organisation:
        """Whose it is."""
        return self.decision.organisation
