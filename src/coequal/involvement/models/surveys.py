"""A survey of an involvement, and its versions, which never change."""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models

from coequal.accounts.references import new_reference
from coequal.accounts.unchanging import Unchanging, UnchangingRows
from coequal.involvement.models.involvements import HandedOn, OfAnInvolvement
from coequal.involvement.surveys.model import Survey as Definition
from coequal.involvement.surveys.reading import read_kept


class Survey(OfAnInvolvement):
    """A survey: the text that is being written, and the version that people answer."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "S"))
    title = models.CharField(max_length=200)
    text = models.TextField()  # as it is being written; nobody answers this
    before = models.TextField(blank=True)  # the text as it was before the last change, to go back to
    mark = models.PositiveIntegerField(default=0)  # goes up with every change of the text, so that nobody writes over another
    version = models.ForeignKey("SurveyVersion", models.PROTECT, related_name="+", null=True)  # the one that people answer
    made = models.DateTimeField(auto_now_add=True)
    at_random = models.BooleanField(default=False)  # people were drawn by chance; otherwise whoever wanted to answered

    class Meta:
        """As they were made."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """The reference and the title."""
        return f"{self.reference}: {self.title}"


class SurveyVersion(HandedOn, Unchanging):
    """A text that people answer or answered. Answers belong to the version that was answered, and are kept apart by it."""

    belongs_to: ClassVar = "survey"

    instead = "People answered this version of the survey as it is. Publish another version in its place."

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=71)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=300, blank=True)  # of a version that follows another while people answer

    objects = UnchangingRows.as_manager()

    class Meta:
        """In their order; a number stands once."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["survey", "number"], name="survey_version_once")]

    def __str__(self) -> str:
        """Which version of which survey."""
        return f"{self.survey.reference}, version {self.number}"

    @property
    def definition(self) -> Definition:
        """What the text says, read; it was checked before it was kept."""
        return read_kept(self.digest, self.text)


class PaperForm(HandedOn):
    """A printed form with a serial of its own. What comes back is typed in under the serial, once for each form."""

    belongs_to: ClassVar = "version"

    version = models.ForeignKey(SurveyVersion, models.PROTECT, related_name="paper_forms")
    serial = models.CharField(max_length=20, unique=True)
    batch = models.PositiveIntegerField(
        default=0
    )  # those printed together; 0: a copy without a serial, which got one when it came back
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """As they were printed."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Its serial."""
        return self.serial

    @property
    def reference(self) -> str:
        """Its serial, by which people name it."""
        return self.serial
