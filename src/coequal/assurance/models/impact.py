"""The assessment of the impact on data protection: its draft, its versions, and what others say of each."""

from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models

from coequal.accounts.models import Organisation
from coequal.accounts.unchanging import UnchangingRows
from coequal.assurance.models.register import APPROVED, RETURNED, SUBMITTED, DataUse, OfUse
from coequal.assurance.models.screening import Screening


class ImpactDraft(models.Model):
    """What is being written: the texts of the steps by their keys, and the risks."""

    use = models.OneToOneField(DataUse, models.PROTECT, related_name="draft")
    texts = models.JSONField(default=dict)
    risks = models.JSONField(default=list)
    mark = models.PositiveIntegerField(default=0)  # goes up with every change, so that nobody writes over another
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")  # whoever ever wrote in it

    def __str__(self) -> str:
        """Of what."""
        return f"draft of {self.use.reference}"


class ImpactVersion(OfUse):
    """A text that was submitted. It answers a screening: after a later one the use has changed, and this counts no more."""

    use = models.ForeignKey(DataUse, models.PROTECT, related_name="versions")
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    texts = models.JSONField()
    risks = models.JSONField()
    digest = models.CharField(max_length=71)
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")  # whoever wrote in it, or in one before it

    objects = UnchangingRows.as_manager()

    class Meta:
        """In their order; a number stands once."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["use", "number"], name="impact_version_once")]
        verbose_name = "data protection impact assessment"

    def __str__(self) -> str:
        """Which version of the assessment of what."""
        return f"{self.use.reference}, version {self.number}"

    @property
    def organisation(self) -> Organisation:
        """Whose it is."""
        return self.use.organisation

    @property
    def made_by(self) -> Any:
        """Who submitted it."""
        return self.by

    @property
    def reference(self) -> str:
        """The use's reference with the number."""
        return f"{self.use.reference}-{self.number}"

    @property
    def came_to(self) -> str:
        """What became of it so far."""
        if SignOff.objects.filter(version=self).exists():
            return APPROVED
        return RETURNED if self.approvals.filter(approved=False).exists() else SUBMITTED

    @property
    def state(self) -> str:
        """What became of it; one that others have followed stands no more."""
        latest = self.use.versions.last()
        return self.came_to if latest == self and self.screening == self.use.screenings.last() else "followed"


class Step(OfUse):
    """A step that others take with a version. Whom it falls to may have nobody beside them: then somebody answers for that."""

    alone_by = models.CharField(max_length=200, blank=True)  # name and post of whoever answers for it; empty: it is not so
    alone_why = models.TextField(blank=True)

    class Meta:
        """No table of its own."""

        abstract = True


class Advice(Step):
    """What the data protection officer advises on a version. The latest one counts."""

    GO_AHEAD: Final = "go ahead"
    WITH_CHANGES: Final = "go ahead with changes"
    DO_NOT: Final = "do not go ahead"
    KINDS: Final = (GO_AHEAD, WITH_CHANGES, DO_NOT)

    version = models.ForeignKey(ImpactVersion, models.PROTECT, related_name="advices")
    advises = models.CharField(max_length=30)
    says = models.TextField()

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """What is advised."""
        return self.advises


class ApprovingGroup(models.Model):
    """Who has to approve assessments of an organisation, and in which role that is taken down."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="approving_groups")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=40)

    class Meta:
        """As they were named; a name stands once."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "name"], name="approving_group_once")]

    def __str__(self) -> str:
        """Its name."""
        return self.name


class Approval(Step):
    """That a group approved a version, or returned it with what has to change."""

    version = models.ForeignKey(ImpactVersion, models.PROTECT, related_name="approvals")
    group = models.CharField(max_length=120)
    approved = models.BooleanField()
    says = models.TextField(blank=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first; each group says it once."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "group"], name="approved_once")]

    def __str__(self) -> str:
        """Who, and what."""
        return f"{self.group}: {'approved' if self.approved else 'returned'}"


class RegulatorAsked(OfUse):
    """That the regulator was consulted on a version, because a high risk is left, and what it answered."""

    version = models.ForeignKey(ImpactVersion, models.PROTECT, related_name="consultations")
    asked = models.DateField()
    answered = models.DateField(null=True)  # none: there is no answer yet
    says = models.TextField()

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """When it was asked."""
        return f"asked on {self.asked}"


class SignOff(Step):
    """The last step: who accepts what is left of the risks, whether the advice is followed, and when it is looked at again."""

    version = models.OneToOneField(ImpactVersion, models.PROTECT, related_name="sign_off")
    accepted_by = models.CharField(max_length=200)  # name and post
    followed = models.BooleanField()  # the officer's advice; otherwise it is overruled
    why_overruled = models.TextField(blank=True)
    on_consultation = models.TextField(blank=True)  # where it departs from what people said, why
    kept_by = models.CharField(max_length=200)  # who keeps it under review
    review_due = models.DateField()

    objects = UnchangingRows.as_manager()

    def __str__(self) -> str:
        """By whom."""
        return f"signed off by {self.accepted_by}"
