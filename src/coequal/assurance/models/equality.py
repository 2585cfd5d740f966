"""The assessment of what something does to equality and to quality: its draft, its versions, and what came of each."""

from functools import partial
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models

from coequal.accounts.models import Organisation
from coequal.accounts.references import new_reference
from coequal.accounts.unchanging import Unchanging, UnchangingRows

WRITTEN: Final = "being written"
WAITS: Final = "waiting for sign-off"
SENT_BACK: Final = "returned"
SIGNED: Final = "signed off"


class EqualityAssessment(models.Model):
    """An assessment of one thing, with what is being written in it. Where it stands follows from its versions."""

    reference = models.CharField(max_length=12, unique=True, default=partial(new_reference, "EQ"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="equality_assessments")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)  # nobody: by the system
    made = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=20)  # option | policy | programme
    subject = models.CharField(max_length=200)  # its reference, or `area/service@version`
    title = models.CharField(max_length=300)
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")  # none of whom may sign it off

    texts = models.JSONField(default=dict)  # of the aims
    groups = models.JSONField(default=dict)  # answers by the name of a group of people
    aspects = models.JSONField(default=dict)  # risks by the aspect of quality
    mark = models.PositiveIntegerField(default=0)  # goes up with every change, so that nobody writes over another

    class Meta:
        """The newest first; one thing is assessed in one place."""

        ordering: ClassVar = ["-made", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "kind", "subject"], name="equality_assessed_once")]

    def __str__(self) -> str:
        """The reference, and of what."""
        return f"{self.reference}: {self.title}"

    @property
    def state(self) -> str:
        """Where it stands."""
        latest = self.versions.last()
        return latest.came_to if latest else WRITTEN

    @property
    def signed(self) -> "EqualityVersion | None":
        """The version that was signed off last, which everybody can read."""
        return self.versions.filter(outcome__signed=True).last()


class OfAssessment(Unchanging):
    """What was recorded of an assessment on a day, which stays as it is."""

    instead = "What was recorded of an assessment stays as it is. Submit another version, and that counts."

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)

    class Meta:
        """No table of its own."""

        abstract = True


class EqualityVersion(OfAssessment):
    """A text that was submitted, with the digest of what it was about on that day."""

    assessment = models.ForeignKey(EqualityAssessment, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    about = models.CharField(max_length=71)  # the digest of the option, the policy or the programme
    texts = models.JSONField()
    groups = models.JSONField()
    aspects = models.JSONField()
    digest = models.CharField(max_length=71)

    objects = UnchangingRows.as_manager()

    class Meta:
        """In their order; a number stands once."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["assessment", "number"], name="equality_version_once")]
        verbose_name = "equality and quality impact assessment"

    def __str__(self) -> str:
        """Which version of which assessment."""
        return self.reference

    @property
    def organisation(self) -> Organisation:
        """Whose it is."""
        return self.assessment.organisation

    @property
    def reference(self) -> str:
        """The reference of the assessment with the number."""
        return f"{self.assessment.reference}-{self.number}"

    @property
    def came_to(self) -> str:
        """What became of it."""
        outcome: Any = EqualityOutcome.objects.filter(version=self).first()
        if outcome is None:
            return WAITS
        return SIGNED if outcome.signed else SENT_BACK

    @property
    def state(self) -> str:
        """The same."""
        return self.came_to


class EqualityOutcome(OfAssessment):
    """That a version was signed off, with the day on which it is looked at again, or was returned with what has to change."""

    version = models.OneToOneField(EqualityVersion, models.PROTECT, related_name="outcome")
    signed = models.BooleanField()
    says = models.TextField()
    answers_for_it = models.CharField(max_length=200, blank=True)  # name and post, as everybody reads it
    review_due = models.DateField(null=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """What is signed off has the day on which it is looked at again."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(signed=False) | models.Q(review_due__isnull=False), name="equality_signed_until"
            )
        ]

    def __str__(self) -> str:
        """What became of it."""
        return SIGNED if self.signed else SENT_BACK


class AssessedGroup(models.Model):
    """A further group of people about which every assessment of an organisation asks."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="assessed_groups")
    title = models.CharField(max_length=120)

    class Meta:
        """As they were named; a name stands once."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "title"], name="assessed_group_once")]

    def __str__(self) -> str:
        """Its name."""
        return self.title
