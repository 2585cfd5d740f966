"""Pieces of free text, wherever they came from: what people find personal data in, group and code."""

from functools import partial
from typing import ClassVar, Final

from django.conf import settings
from django.db import models

from coequal.accounts.references import new_reference
from coequal.involvement.models.involvements import OfAnInvolvement
from coequal.involvement.models.responses import Response
from coequal.involvement.models.voices import EventNote, Submission

OFFERED: Final = "offered"
ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"


class Campaign(OfAnInvolvement):
    """Texts that are nearly the same: they are grouped, counted and shown, and never deleted or multiplied."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "C"))
    name = models.CharField(max_length=200)
    stands = models.CharField(max_length=20, default=OFFERED)  # until a person has looked at it
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        """As they were found."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Its name."""
        return self.name


class Extract(OfAnInvolvement):
    """One answer in free text, one note of an event, or one piece of a letter.

    `question` names what it answers: `S-7F3K-2QX9 effect`, `E-… access`, or `letters`. `text` is as it was given, and
    `shown` is as it may be shown to those who code: without what a person has accepted to be personal data.
    """

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "X"))
    question = models.CharField(max_length=120)
    response = models.ForeignKey(Response, models.CASCADE, related_name="extracts", null=True)
    note = models.ForeignKey(EventNote, models.CASCADE, related_name="extracts", null=True)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="extracts", null=True)
    part = models.PositiveSmallIntegerField(default=0)  # of a letter that has several
    text = models.TextField()
    shown = models.TextField()
    says_nothing = models.BooleanField(default=False)  # “no comment”, “n/a”, “-”: counted, and left out of themes
    campaign = models.ForeignKey(Campaign, models.SET_NULL, related_name="extracts", null=True)
    vector = models.BinaryField(null=True)  # its embedding, where there are packages for that: it goes with the text
    screened = models.BooleanField(default=False)  # whether a person has looked at what might be personal data in it

    class Meta:
        """As they came; what is gathered again is there once."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "question", "part"], name="extract_of_response_once"),
            models.UniqueConstraint(fields=["note", "part"], name="extract_of_note_once"),
            models.UniqueConstraint(fields=["submission", "part"], name="extract_of_submission_once"),
            models.CheckConstraint(
                condition=(
                    models.Q(response__isnull=False, note__isnull=True, submission__isnull=True)
                    | models.Q(response__isnull=True, note__isnull=False, submission__isnull=True)
                    | models.Q(response__isnull=True, note__isnull=True, submission__isnull=False)
                ),
                name="extract_of_one_thing",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["involvement", "question"], name="extract_by_question")]

    def __str__(self) -> str:
        """Its reference."""
        return self.reference


class Redaction(models.Model):
    """A stretch of an extract that may tell who somebody is. A machine or a person found it; only a person accepts it."""

    extract = models.ForeignKey(Extract, models.CASCADE, related_name="redactions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(
        max_length=40
    )  # NHS number | e-mail address | telephone number | postcode | date of birth | name | other
    found_by = models.CharField(max_length=20, default="software")  # software | a person
    stands = models.CharField(max_length=20, default=OFFERED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        """By place; a stretch is offered once."""

        ordering: ClassVar = ["start", "end"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["extract", "start", "end"], name="redaction_offered_once")]

    def __str__(self) -> str:
        """Of which kind, in which extract."""
        return f"{self.kind} in {self.extract.reference}"
