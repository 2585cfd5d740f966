"""Checks that a use of personal data still complies, what they found, and what became of that."""

from functools import partial
from typing import ClassVar, Final

from django.db import models

from coequal.accounts.models import Organisation
from coequal.accounts.references import new_reference
from coequal.accounts.unchanging import UnchangingRows
from coequal.assurance.models.register import DataUse, OfUse


class ComplianceCheck(OfUse):
    """One check of a use on a day, point by point."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "C"))
    use = models.ForeignKey(DataUse, models.PROTECT, related_name="checks")
    on = models.DateField()
    points = models.JSONField()  # {key of a point: yes, no or not known}
    says = models.TextField(blank=True)
    director = models.CharField(max_length=200)  # to whom it is reported, with the group

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["on", "pk"]
        verbose_name = "compliance check"

    def __str__(self) -> str:
        """Of what, when."""
        return f"{self.use.reference}, checked on {self.on}"

    @property
    def organisation(self) -> Organisation:
        """Whose it is."""
        return self.use.organisation

    @property
    def state(self) -> str:
        """Where its use stands."""
        return self.use.state


class CheckFinding(OfUse):
    """What a check found that is not as it should be, what is recommended, and by when."""

    found_by = models.ForeignKey(ComplianceCheck, models.PROTECT, related_name="findings")
    says = models.TextField()
    recommends = models.TextField()
    due = models.DateField()
    to_do_by = models.CharField(max_length=200)

    objects = UnchangingRows.as_manager()

    class Meta:
        """As they were found."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """What was found."""
        return self.says

    @property
    def stands(self) -> str:
        """What became of it: the latest word, or that nothing is known yet."""
        latest = self.follow_ups.last()
        return latest.stands if latest else FollowUp.OPEN


class FollowUp(OfUse):
    """What became of a finding, on a day. The latest word counts."""

    OPEN: Final = "open"
    DONE: Final = "done"
    UNDER_WAY: Final = "under way"
    NOT_DONE: Final = "not done"
    KINDS: Final = (DONE, UNDER_WAY, NOT_DONE)

    finding = models.ForeignKey(CheckFinding, models.PROTECT, related_name="follow_ups")
    stands = models.CharField(max_length=20)
    says = models.TextField()

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """What became of it."""
        return self.stands
