"""The report of findings as it is written and as it was published, and what decision-makers made of each theme."""

import json
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from coequal.accounts.unchanging import Unchanging, UnchangingRows
from coequal.documents.kept import taken_out
from coequal.documents.model import Document
from coequal.involvement.models.involvements import HandedOn, Involvement, OfAnInvolvement


class Passage(HandedOn, Unchanging):
    """What somebody wrote in a place of the report. The latest of a place stands; those before it stay."""

    instead = "What was written stays. Write it anew, and the new text stands."

    involvement = models.ForeignKey(Involvement, models.PROTECT, related_name="passages")
    place = models.CharField(max_length=120)
    text = models.TextField(blank=True)  # Markdown
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["involvement", "place"], name="passage_by_place")]

    def __str__(self) -> str:
        """Where it stands."""
        return f"{self.involvement.reference}, {self.place}"


class PublishedReport(HandedOn, Unchanging):
    """The report, its summary and its easy read, as everybody can read them from a day on. The latest stands."""

    instead = "What was published stays as it was. Publish the report anew to put another in its place."

    involvement = models.ForeignKey(Involvement, models.PROTECT, related_name="published_reports")
    number = models.PositiveIntegerField()
    full = models.TextField()
    summary = models.TextField()
    easy_read = models.TextField()
    digest = models.CharField(max_length=71)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=300, blank=True)  # of one that takes another's place

    objects = UnchangingRows.as_manager()

    class Meta:
        """In their order."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["involvement", "number"], name="report_published_once")]

    def __str__(self) -> str:
        """Of which involvement, which edition."""
        return f"{self.involvement.reference}, report {self.number}"

    def document(self, which: str) -> Document:
        """One of the three as it was made: `full`, `summary` or `easy_read`."""
        return taken_out(json.loads(getattr(self, which)))


class Consideration(OfAnInvolvement):
    """What decision-makers made of a theme: what they considered, what they answer, and what it changed in which clause."""

    frame = models.ForeignKey("Frame", models.PROTECT, related_name="considerations")
    theme = models.CharField(max_length=80)
    considered = models.TextField(blank=True)
    considered_by = models.CharField(max_length=200, blank=True)  # the meeting or the body
    considered_on = models.DateField(null=True)
    answer = models.TextField(blank=True)  # “we did”, or why not
    outcome = models.CharField(max_length=40, blank=True)  # changed | not changed | still open
    policy = models.CharField(max_length=200, blank=True)  # `area/service@version` that carries the change
    clause = models.CharField(max_length=40, blank=True)
    said = models.CharField(max_length=20, blank=True)  # how many texts spoke of it when it was published, as that may be told
    mark = models.PositiveIntegerField(default=0)  # goes up with every change
    published = models.DateTimeField(null=True)

    class Meta:
        """A theme is answered in one place."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["frame", "theme"], name="theme_considered_once")]

    def __str__(self) -> str:
        """Which theme."""
        return self.theme
