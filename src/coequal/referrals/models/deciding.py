"""Panels and what they decide: who sits there, interests, each member's view, decisions, letters and appeals."""

from functools import partial
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils import timezone

from coequal.accounts.models import Organisation
from coequal.accounts.references import new_reference
from coequal.accounts.unchanging import Unchanging, UnchangingRows
from coequal.referrals.models.requests import Request
from coequal.referrals.personal.fields import SealedJson, SealedText
from coequal.referrals.personal.rows import Named

CALLED: Final = "called"
SITTING: Final = "sitting"
CLOSED: Final = "closed"
CALLED_OFF: Final = "called off"
PANEL_STATES: Final = (CALLED, SITTING, CLOSED, CALLED_OFF)
APPROVED: Final = "approved"
DECLINED: Final = "declined"
DEFERRED: Final = "deferred"
OUTCOMES: Final = (APPROVED, DECLINED, DEFERRED)
BY_SCREENING: Final = "clinical screening"
BY_PANEL: Final = "panel"
BY_OFFICER: Final = "officer"
STAYS: Final = "stays and gives a view"
LEAVES: Final = "leaves"
FOLLOWS: Final = (STAYS, LEAVES)
CLINICIAN: Final = "the clinician"
PATIENT: Final = "the patient"
LODGED: Final = "lodged"
UPHELD: Final = "upheld"
DISMISSED: Final = "dismissed"
TAKEN_BACK: Final = "withdrawn"  # by whoever lodged it, or with the request that it was about


class Panel(Named):
    """A meeting of a panel. An urgent one is called for one request, outside the calendar. One may hear appeals only."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "U"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="panels")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=200, blank=True)
    quorum = models.PositiveSmallIntegerField()
    lay_chair = models.BooleanField()  # whether the chair has to be a lay member
    urgent = models.BooleanField(default=False)
    hears_appeals = models.BooleanField(default=False)
    state = models.CharField(max_length=20, default=CALLED)
    why_called_off = SealedText(default="")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        verbose_name = "panel"
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        """The reference and the day."""
        return f"{self.reference}, {self.on}"


class Seat(models.Model):
    """Somebody's seat at a panel, whether they are a lay member, whether they chair, and whether they are there."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="panel_seats")
    post = models.CharField(max_length=120)
    lay = models.BooleanField(default=False)
    chairs = models.BooleanField(default=False)
    there = models.BooleanField(default=False)

    class Meta:
        """As they were named; each person once."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["panel", "person"], name="panel_seat_once")]

    def __str__(self) -> str:
        """Who, and as what."""
        return f"{self.person.name or self.person.email}, {self.post}"


class Item(models.Model):
    """A request on the agenda of a panel. `round` counts from 1: another one after new evidence, or after an appeal was upheld."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="items")
    request = models.ForeignKey(Request, models.PROTECT, related_name="items")
    round = models.PositiveSmallIntegerField(default=1)
    listed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    listed = models.DateTimeField(auto_now_add=True)
    taken_off = models.DateTimeField(null=True)
    views_closed = models.DateTimeField(null=True)  # from when everybody reads the views, also where some are missing
    views_closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        """As they were listed; a request once on one agenda at a time."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["panel", "request"], condition=models.Q(taken_off__isnull=True), name="request_once_a_panel"
            )
        ]

    def __str__(self) -> str:
        """The reference of the request."""
        return self.request.reference

    @property
    def reference(self) -> str:
        """The reference of the request, by which the trail names it."""
        return self.request.reference

    @property
    def organisation(self) -> Organisation:
        """The commissioner's."""
        return self.panel.organisation

    @property
    def state(self) -> str:
        """Where the panel stands."""
        return self.panel.state


class PanelInterest(Unchanging, Named):
    """An interest that a member declared in a request, and what follows. The latest stands."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="interests")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="interests")
    says = SealedText()
    follows = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()
    instead = "An interest that was declared stays. Declare another one."

    class Meta:
        """As they were declared."""

        ordering: ClassVar = ["pk"]


class MemberView(Unchanging, Named):
    """What one member thinks of a request before it is talked about: an answer to each question, in order. Given once.

    Others read it only once all who may have given theirs, or the chair has closed the giving of views.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="views")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="views")
    answers = SealedJson()  # by the id of the question: {"answer": "yes" | "no" | "not known", "why": text}
    leans = models.CharField(max_length=20)  # one of OUTCOMES
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()
    instead = "A view stays as it was given. What changed in the talk stands in the decision."

    class Meta:
        """As they were given; one of each member."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "seat"], name="view_once")]


class PanelDecision(Unchanging, Named):
    """What was decided of a request: by a panel, by clinical screening or by an officer, with the reasons.

    `deciders` are the people who took part, for whoever decides later must be none of them.
    """

    reference = models.CharField(max_length=12, unique=True, default=partial(new_reference, "QD"))
    request = models.ForeignKey(Request, models.PROTECT, related_name="decisions")
    item = models.OneToOneField(Item, models.PROTECT, related_name="decision", null=True)
    by_way_of = models.CharField(max_length=20)  # BY_SCREENING, BY_PANEL or BY_OFFICER
    outcome = models.CharField(max_length=20)  # one of OUTCOMES
    answers = SealedJson(default=dict)  # of a panel: what it found to each question, as in a member's view
    reasons = SealedText()
    conditions = SealedText(default="")
    wants = SealedText(default="")  # of one that is deferred: what has to be known first
    amounts = SealedJson(default=dict)
    expires = models.DateField(null=True)
    deciders = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()
    instead = "A decision stays as it was. It can be reconsidered on new evidence, or appealed against."

    class Meta:
        """As they were decided."""

        verbose_name = "decision"
        ordering: ClassVar = ["pk"]

    @property
    def organisation(self) -> Organisation:
        """The commissioner's."""
        return self.request.organisation


class Letter(Named):
    """A letter about what became of a request, made from the record, edited, and then sent; what was sent stays.

    It is about a decision, about the answer to an appeal, or, with neither, about how the request ended without a decision.
    """

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "Z"))
    request = models.ForeignKey(Request, models.PROTECT, related_name="letters")
    decision = models.ForeignKey(PanelDecision, models.PROTECT, related_name="letters", null=True)
    appeal = models.ForeignKey("Appeal", models.PROTECT, related_name="letters", null=True)
    to = models.CharField(max_length=20)  # CLINICIAN or PATIENT
    text = SealedText()
    made = models.DateTimeField(default=timezone.now)
    due = models.DateField(null=True)  # the last day on which it is in time; none where the rules set no time
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    edited = models.DateTimeField(null=True)
    sent = models.DateTimeField(null=True)  # when somebody said that it was sent
    sent_on = models.DateField(null=True)  # the day on which it was
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    how = models.CharField(max_length=40, blank=True)

    class Meta:
        """One to each; and those that are still to be sent are quick to find."""

        verbose_name = "letter"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "to"], name="letter_once"),
            models.UniqueConstraint(fields=["appeal", "to"], name="letter_of_appeal_once"),
            models.UniqueConstraint(
                fields=["request", "to"], condition=models.Q(decision=None, appeal=None), name="letter_of_end_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["request", "id"], name="letters_to_send", condition=models.Q(sent=None))]

    def __str__(self) -> str:
        """To whom, and about what."""
        return f"letter to {self.to} about {self.request.reference}"

    @property
    def about(self) -> str:
        """What it tells, in a word or two."""
        if self.appeal:
            return "appeal that was taken back" if self.appeal.state == TAKEN_BACK else "answer to an appeal"
        return f"decision: {self.decision.outcome}" if self.decision else self.request.state

    @property
    def organisation(self) -> Organisation:
        """The commissioner's."""
        return self.request.organisation

    @property
    def state(self) -> str:
        """Whether it was sent."""
        return "sent" if self.sent else "to be sent"


class Appeal(Named):
    """An appeal about how a decision was made: on which grounds, and what people found who did not decide before."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "Y"))
    decision = models.OneToOneField(PanelDecision, models.PROTECT, related_name="appeal")
    grounds = models.JSONField()  # ids of grounds in the commissioner's rules
    says = SealedText()
    came_from = models.CharField(max_length=20, default=CLINICIAN)  # or PATIENT: then an officer wrote down what came by post
    lodged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    lodged_on = models.DateField()  # the day on which it came
    due = models.DateField(null=True)
    state = models.CharField(max_length=20, default=LODGED)  # LODGED, UPHELD, DISMISSED or TAKEN_BACK
    panel = models.ForeignKey(Panel, models.PROTECT, related_name="appeals", null=True)  # that hears it, where one does
    found = SealedJson(default=dict)  # by the id of a ground: {"upheld": yes or no, "why": text}
    reasons = SealedText(default="")
    heard_by = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    answered_on = models.DateField(null=True)

    class Meta:
        """As they were lodged."""

        verbose_name = "appeal"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """The reference."""
        return self.reference

    @property
    def organisation(self) -> Organisation:
        """The commissioner's."""
        return self.decision.request.organisation
