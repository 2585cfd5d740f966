"""An analysis: what was asked, where its run stands, and what came out, which never changes."""

import json
from datetime import timedelta
from functools import partial
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils import timezone

from coequal.accounts.models import Organisation
from coequal.accounts.references import new_reference
from coequal.documents.kept import taken_out
from coequal.documents.model import Document
from coequal.errors import CoequalError

WAITING: Final = "waiting"
RUNNING: Final = "running"
DONE: Final = "done"
FAILED: Final = "failed"
STOPPED: Final = "stopped"
STATES: Final = (WAITING, RUNNING, DONE, FAILED, STOPPED)
UNDER_WAY: Final = (WAITING, RUNNING)
OVER: Final = (DONE, FAILED, STOPPED)
SILENCE: Final = timedelta(seconds=20)  # after which a run of which nothing is heard is taken to be broken off


class Analysis(models.Model):
    """One analysis. What is asked never changes; its run goes from waiting to running and ends once."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "A"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="analyses")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)  # nobody: by the system
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    question = models.CharField(max_length=500)
    asked = models.JSONField()
    people = models.PositiveIntegerField(null=True)  # how many synthetic ones are asked for
    seed = models.PositiveBigIntegerField(null=True)
    again_of = models.ForeignKey("self", models.PROTECT, related_name="runs_again", null=True)
    made = models.DateTimeField(auto_now_add=True)

    state = models.CharField(max_length=20, default=WAITING)
    run = models.CharField(max_length=40, blank=True)  # the run that may write here: a word of its own, so that no other can
    job = models.CharField(max_length=40, blank=True)  # of the queue
    attempts = models.PositiveSmallIntegerField(default=0)
    heard = models.DateTimeField(default=timezone.now)  # when the queue or the run was last heard of
    began = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    step = models.CharField(max_length=100, blank=True)
    step_number = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    step_began = models.DateTimeField(null=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    error = models.TextField(blank=True)

    digest = models.CharField(max_length=80, blank=True)
    figures_digest = models.CharField(max_length=80, blank=True)
    software = models.CharField(max_length=40, blank=True)
    synthetic = models.BooleanField(null=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-made", "-pk"]
        indexes: ClassVar = [models.Index(fields=["organisation", "-made"], name="analysis_by_organisation")]
        verbose_name = "analysis"

    def __str__(self) -> str:
        """The reference and the title."""
        return f"{self.reference}: {self.title}"

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or runs."""
        return self.state in UNDER_WAY

    @property
    def is_silent(self) -> bool:
        """Whether nothing has been heard of it for so long that it is taken to be broken off."""
        return self.is_under_way and timezone.now() - self.heard > SILENCE


class Result(models.Model):
    """What came out of an analysis, as the texts that were written; it is kept once and never changed."""

    analysis = models.OneToOneField(Analysis, models.PROTECT, related_name="result", primary_key=True)
    inputs = models.TextField()
    figures = models.TextField()
    written = models.TextField()

    def __str__(self) -> str:
        """Whose result it is."""
        return f"result of {self.analysis.reference}"

    def save(self, *_given: Any, **_options: Any) -> None:
        """Keep it. Raises `CoequalError` for one that is kept already."""
        if not self._state.adding:
            raise CoequalError("What came out of an analysis never changes. Run it again to make another one.")
        super().save(force_insert=True)

    @property
    def document(self) -> Document:
        """The document as it was made."""
        return taken_out(json.loads(self.written))


class Note(models.Model):
    """What somebody wrote beside an analysis. It is added to, and not changed."""

    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        """Beside what it stands."""
        return f"note on {self.analysis.reference}"
