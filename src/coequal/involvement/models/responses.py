"""Responses to surveys: whoever gave one has no name here, and no row leads from one to a case."""

from functools import partial
from typing import ClassVar, Final

from django.conf import settings
from django.db import models

from coequal.accounts.references import new_reference
from coequal.involvement.models.involvements import HandedOn
from coequal.involvement.models.surveys import Survey, SurveyVersion

ONLINE: Final = "online"
ON_PAPER: Final = "paper"
EASY_READ: Final = "easy read"
TELEPHONE: Final = "telephone"
E_MAIL: Final = "e-mail"
LETTER: Final = "letter"
EVENT: Final = "event"
SOCIAL: Final = "social media"
PETITION: Final = "petition"
CHANNELS: Final = (ONLINE, ON_PAPER, EASY_READ, TELEPHONE, E_MAIL, LETTER, EVENT, SOCIAL, PETITION)

BEGUN: Final = "begun"  # opened online, and nothing is answered yet: it was not received, and is counted nowhere
PARTIAL: Final = "partial"
COMPLETE: Final = "complete"
VOID: Final = "void"
DUPLICATE: Final = "duplicate"
LATE: Final = "late"
WITHDRAWN: Final = "withdrawn"
STATUSES: Final = (COMPLETE, PARTIAL, VOID, DUPLICATE, LATE, WITHDRAWN)  # of what was received
UNSENT: Final = (BEGUN, PARTIAL)  # what somebody can go on with online
ANALYSED: Final = (COMPLETE, PARTIAL)  # those whose answers enter the tables; the others are counted as received, and shown apart

INDIVIDUAL: Final = "individual"
ORGANISATION: Final = "organisation"
STAFF: Final = "staff"
KINDS: Final = (INDIVIDUAL, ORGANISATION, STAFF)

TWO_ENTRIES: Final = "entered once"  # a paper form that somebody else has still to type in again


class Response(HandedOn):
    """One response to one survey. Its answers are by the names of questions, as `surveys.answers` reads them."""

    belongs_to: ClassVar = "survey"

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "R"))
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="responses")
    version = models.ForeignKey(SurveyVersion, models.PROTECT, related_name="responses")
    channel = models.CharField(max_length=20, choices=[(one, one) for one in CHANNELS])
    status = models.CharField(max_length=20, default=PARTIAL, choices=[(one, one) for one in (BEGUN, *STATUSES)])
    kind = models.CharField(max_length=20, default=INDIVIDUAL, choices=[(one, one) for one in KINDS])
    area = models.CharField(max_length=80, blank=True)  # the key of one of the involvement's areas; none: not stated
    language = models.CharField(max_length=10, default="en")
    answers = models.JSONField(default=dict)
    may_publish = models.BooleanField(null=True)  # whether what was written may be quoted; None: not asked or not answered

    began = models.DateTimeField(null=True)
    changed = models.DateTimeField(auto_now=True)
    completed = models.DateTimeField(null=True)
    received = models.DateField(null=True)  # of what came by post: the day that counts
    step = models.CharField(max_length=80, blank=True)  # the page at which somebody left off
    key = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  # a digest of the code to come back with; most have none
    why = models.CharField(max_length=300, blank=True)  # it is void, a duplicate, late
    same_as = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)  # of which it is a duplicate

    serial = models.CharField(max_length=20, null=True)  # noqa: DJ001  # of a paper form; others have none
    brought_in = models.CharField(max_length=80, blank=True)  # the file it came from, with its name there
    respondent = models.CharField(max_length=64, blank=True)  # a digest by which a file says that one person answered several
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        """As they came; a serial stands once in a survey, and so does what was brought in."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "serial"], name="serial_entered_once"),
            models.UniqueConstraint(fields=["survey", "brought_in"], condition=~models.Q(brought_in=""), name="brought_in_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["survey", "status"], name="response_by_status"),
            models.Index(fields=["survey", "changed"], name="response_by_change"),  # whether a count still holds
        ]

    def __str__(self) -> str:
        """Its reference."""
        return self.reference


class Keyed(models.Model):
    """What somebody typed in from a paper form: once by one person, and again by another, so that slips are found."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="keyed")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answers = models.JSONField()
    compared = models.PositiveIntegerField(null=True)  # of a second typing: how many questions one or the other had answered
    slips = models.PositiveIntegerField(null=True)  # of these, how many differed
    settled = models.DateTimeField(null=True)  # when the differences were settled; at once where there were none

    class Meta:
        """In their order; nobody types the same form twice."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["response", "by"], name="keyed_once_each")]

    def __str__(self) -> str:
        """Of which form."""
        return f"{self.response.reference}, typed in"
