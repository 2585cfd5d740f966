"""What people said outside of surveys: at events, in letters and submissions, by signing a petition."""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models

from coequal.accounts.references import new_reference
from coequal.involvement.models.involvements import HandedOn, OfAnInvolvement
from coequal.involvement.models.responses import CHANNELS, COMPLETE, INDIVIDUAL, KINDS, LETTER, STATUSES


class Event(OfAnInvolvement):
    """An event: planned, held or called off, with how many took part. `questions` are those that were talked about."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "E"))
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)  # workshop | public meeting | online event | focus group | stall | visit to a group
    held = models.DateField(null=True)
    at = models.CharField(max_length=40, blank=True)  # from when until when, in words
    place = models.CharField(max_length=200, blank=True)
    area = models.CharField(max_length=80, blank=True)
    joining = models.TextField(blank=True)  # how to take part
    questions = models.JSONField(default=list)  # [{"key", "asks", "service"}]
    participants = models.PositiveIntegerField(null=True)  # None: not counted, or not known
    of_them_staff = models.PositiveIntegerField(null=True)  # those who were there for an organisation that commissions or provides
    stands = models.CharField(max_length=20, default="planned")  # planned | held | called off

    class Meta:
        """By day."""

        ordering: ClassVar = ["held", "pk"]

    def __str__(self) -> str:
        """The reference and the title."""
        return f"{self.reference}: {self.title}"


class EventNote(HandedOn):
    """What was said at a table about a question, as somebody wrote it down; it is of nobody in particular."""

    belongs_to: ClassVar = "event"

    event = models.ForeignKey(Event, models.PROTECT, related_name="notes")
    table = models.CharField(max_length=40, blank=True)
    question = models.CharField(max_length=80)  # the key of one of the event's questions
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    made = models.DateTimeField(auto_now_add=True)
    key = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001  # of the form that sent it; what is sent again is kept once

    class Meta:
        """As they were written."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Of which event and table."""
        return f"{self.event.reference}, {self.table}"


class Submission(OfAnInvolvement):
    """A letter, an e-mail, a telephone call, a comment or a petition, by one person or an organisation."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "L"))
    channel = models.CharField(max_length=20, default=LETTER, choices=[(one, one) for one in CHANNELS])
    status = models.CharField(max_length=20, default=COMPLETE, choices=[(one, one) for one in STATUSES])
    kind = models.CharField(max_length=20, default=INDIVIDUAL, choices=[(one, one) for one in KINDS])
    organisation_name = models.CharField(max_length=200, blank=True)  # of an organisation; people are never named
    about = models.CharField(max_length=80, blank=True)  # a service
    area = models.CharField(max_length=80, blank=True)
    received = models.DateField()
    text = models.TextField(blank=True)
    signatures = models.PositiveIntegerField(null=True)  # of a petition: counted apart from responses
    may_publish = models.BooleanField(null=True)
    why = models.CharField(max_length=300, blank=True)  # it is void, a duplicate, late
    answer = models.TextField(blank=True)  # what the organisation in charge answered
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    made = models.DateTimeField(auto_now_add=True)
    key = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001  # of the form that sent it; what is sent again is kept once

    class Meta:
        """As they came."""

        ordering: ClassVar = ["received", "pk"]

    def __str__(self) -> str:
        """Its reference."""
        return self.reference
