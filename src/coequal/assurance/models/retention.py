"""How long records are kept: an organisation's own periods, holds, what was found of what is due, and what was disposed of."""

from datetime import date
from functools import partial
from typing import ClassVar, Final

from django.conf import settings
from django.db import models

from coequal.accounts.models import Organisation
from coequal.accounts.references import new_reference
from coequal.accounts.unchanging import Unchanging, UnchangingRows

DISPOSE: Final = "dispose of them"
KEEP_LONGER: Final = "keep them longer"
FINDINGS: Final = (DISPOSE, KEEP_LONGER)
HOLD_REASONS: Final = ("litigation", "inquiry", "other")


class RetentionRule(Unchanging):
    """How many months an organisation keeps a kind of record, and where that is laid down. The latest stands."""

    instead = "A period stays as it was set. Set another one."

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="retention_rules")
    kind = models.CharField(max_length=40)
    months = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """As they were set."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Of what, how long."""
        return f"{self.kind}, {self.months} months"


class RetentionHold(models.Model):
    """That records are kept whatever their period: those that are named, or a whole kind of them where none is."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "K"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="retention_holds")
    kind = models.CharField(max_length=40)
    records = models.JSONField(default=list)  # references; none: all of the kind
    reason = models.CharField(max_length=20)  # one of HOLD_REASONS
    why = models.CharField(max_length=300)
    since = models.DateField()
    until = models.DateField(null=True)  # the last day; none: until it is ended
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)
    ended = models.DateField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    why_ended = models.CharField(max_length=300, blank=True)

    class Meta:
        """As they were put."""

        ordering: ClassVar = ["pk"]
        verbose_name = "hold on records"

    def __str__(self) -> str:
        """Its reference, and why."""
        return f"{self.reference}: {self.reason}"

    @property
    def state(self) -> str:
        """Whether it holds, as permissions ask."""
        return "ended" if self.ended else "held"

    def holds(self, on: date) -> bool:
        """Whether it holds on a day; one that was ended holds no more from that day on."""
        return self.since <= on and (self.until is None or on <= self.until) and (self.ended is None or on < self.ended)


class RetentionReview(Unchanging):
    """What somebody found of records that are due: they go, or stay until a day. Of each record the latest stands."""

    instead = "What was found stays as it was. Review the records again."

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "Q"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="retention_reviews")
    kind = models.CharField(max_length=40)
    records = models.JSONField()  # references
    found = models.CharField(max_length=20)  # one of FINDINGS
    why = models.CharField(max_length=300, blank=True)
    until = models.DateField(null=True)  # of what is kept longer: the day on which it comes up again
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """As they were made."""

        ordering: ClassVar = ["pk"]
        verbose_name = "review of records"

    def __str__(self) -> str:
        """Its reference, and what was found."""
        return f"{self.reference}: {self.found}"

    @property
    def state(self) -> str:
        """What was found; that it was done where a certificate says so."""
        return "disposed of" if hasattr(self, "certificate") else self.found


class DisposalCertificate(Unchanging):
    """What was disposed of, by whom, on whose review, under which line of the schedule. It stays.

    Of those whose records went it holds references alone. Who reviewed them stays by their address, as in the audit trail, also
    after their own account was disposed of.
    """

    instead = "A certificate stays as it was made. What was disposed of is gone."

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "V"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="disposals")
    kind = models.CharField(max_length=40)
    review = models.OneToOneField(RetentionReview, models.PROTECT, related_name="certificate", null=True)  # none: see reviewed_by
    reviewed_by = models.CharField(max_length=254)
    reviewed_on = models.DateField()
    records = models.JSONField()  # references
    rows = models.JSONField()  # {table: how many rows were taken away or emptied}
    line = models.JSONField()  # the schedule's line of that day: what, how long, from when, laid down where
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    digest = models.CharField(max_length=71)  # of all that stands above

    objects = UnchangingRows.as_manager()

    class Meta:
        """As they were made."""

        ordering: ClassVar = ["pk"]
        verbose_name = "certificate of disposal"

    def __str__(self) -> str:
        """Its reference, and of what."""
        return f"{self.reference}: {self.kind}"

    @property
    def state(self) -> str:
        """It is always in one."""
        return ""
