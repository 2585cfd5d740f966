"""Code frames, who put which extract under which theme, and samples that two people code blind."""

from functools import partial
from typing import ClassVar, Final

from django.conf import settings
from django.db import models

from coequal.accounts.references import new_reference
from coequal.accounts.unchanging import Unchanging, UnchangingRows
from coequal.involvement.models.extracts import Extract
from coequal.involvement.models.involvements import HandedOn, OfAnInvolvement

CHOSEN: Final = "chosen"  # by a person, of their own accord
ACCEPTED: Final = "accepted"  # a suggestion that a person read beside the text
UNSEEN: Final = "accepted unseen"  # with many others at once: counted apart, and never taken for agreement
MANNERS: Final = (CHOSEN, ACCEPTED, UNSEEN)
OTHER: Final = "other"  # themes that every frame has
NO_REASON: Final = "no-reason"


class Frame(OfAnInvolvement):
    """A code frame: the themes under which the answers to some questions are put."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "F"))
    title = models.CharField(max_length=200)
    questions = models.JSONField(default=list)  # those of `Extract.question`
    twin = models.CharField(max_length=80, blank=True)  # the closed question that the free text goes with: agree or disagree

    class Meta:
        """As they were made."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Its title."""
        return self.title

    @property
    def version(self) -> "FrameVersion":
        """The version that stands."""
        return self.versions.latest("number")


class FrameVersion(HandedOn, Unchanging):
    """The themes of a frame, as they stood from a day on. Each change is a version of its own."""

    belongs_to: ClassVar = "frame"

    instead = "A code frame's version is kept as it is. Make another one in its place."

    frame = models.ForeignKey(Frame, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    themes = models.JSONField()  # [{"key", "title", "definition", "include", "exclude", "parent", "into"}]
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=300, blank=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """In their order."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["frame", "number"], name="frame_version_once")]

    def __str__(self) -> str:
        """Which version of which frame."""
        return f"{self.frame.reference}, version {self.number}"


class Coding(models.Model):
    """That an extract was put under a theme: by whom, when, how. One that was taken back says so and stays."""

    frame = models.ForeignKey(Frame, models.PROTECT, related_name="codings")
    extract = models.ForeignKey(Extract, models.CASCADE, related_name="codings")
    theme = models.CharField(max_length=80)  # its key in the frame
    manner = models.CharField(max_length=20, default=CHOSEN, choices=[(one, one) for one in MANNERS])
    under = models.PositiveIntegerField()  # the number of the frame's version
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)  # nobody: brought in
    at = models.DateTimeField(auto_now_add=True)
    taken_back = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        """As they were made; an extract stands under a theme once."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["frame", "extract", "theme"], condition=models.Q(taken_back=None), name="coded_once")
        ]
        indexes: ClassVar = [models.Index(fields=["frame", "theme"], name="coding_by_theme")]

    def __str__(self) -> str:
        """Which extract under which theme."""
        return f"{self.extract.reference}: {self.theme}"


class Sample(HandedOn):
    """Extracts drawn by chance, which two people code without seeing what the other does."""

    belongs_to: ClassVar = "frame"

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "B"))
    frame = models.ForeignKey(Frame, models.PROTECT, related_name="samples")
    seed = models.PositiveIntegerField()
    extracts = models.ManyToManyField(Extract, related_name="samples")
    first = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    closed = models.DateTimeField(null=True)  # from when on each sees what the other did

    class Meta:
        """As they were drawn."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Its reference."""
        return self.reference


class BlindCoding(models.Model):
    """The themes under which one of two people put an extract of a sample."""

    sample = models.ForeignKey(Sample, models.CASCADE, related_name="codings")
    extract = models.ForeignKey(Extract, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    themes = models.JSONField(default=list)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        """Each of the two once; the first that was coded comes first."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["sample", "extract", "by"], name="blind_coded_once")]

    def __str__(self) -> str:
        """Which extract in which sample."""
        return f"{self.extract.reference} in {self.sample.reference}"
