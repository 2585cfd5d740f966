"""Approvals: what is funded for one person, under which version, how much of it was used; and what may be approved at once."""

from datetime import date
from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models

from coequal.accounts.models import Organisation
from coequal.accounts.references import new_reference
from coequal.accounts.unchanging import Unchanging, UnchangingRows
from coequal.referrals.models.requests import Request
from coequal.referrals.personal.fields import SealedJson, SealedText
from coequal.referrals.personal.rows import Named


class StandingAuthorisation(Named):
    """That requests which meet every criterion of one text of a policy are approved at once: by whom, from when until when."""

    reference = models.CharField(max_length=11, unique=True, default=partial(new_reference, "W"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="standing_authorisations")
    policy = models.CharField(max_length=120)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=80)
    treatments = models.JSONField()  # their ids
    name = models.CharField(max_length=120)  # who authorises, as they sign
    post = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField()
    lasts = models.PositiveSmallIntegerField()  # months for which an approval given by it is good
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    withdrawn = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    why_withdrawn = SealedText(default="")

    class Meta:
        """The newest first."""

        verbose_name = "standing authorisation"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        """Of what, and by whom."""
        return f"{self.policy}@{self.version}, by {self.name}, {self.post}"

    @property
    def state(self) -> str:
        """Whether it was withdrawn."""
        return "withdrawn" if self.withdrawn else "standing"

    def holds(self, day: date) -> bool:
        """Whether it stands on a day."""
        return self.withdrawn is None and self.since <= day <= self.until


class Approval(Named):
    """What is approved for one person: its number, how much, until when, and by whom or by which standing authorisation.

    `amounts` are numbers by name, such as cycles; none of those that the policy does not say. One of `authorisation` and
    `decided_by` is always there.
    """

    number = models.CharField(max_length=11, unique=True, default=partial(new_reference, "V"))
    request = models.OneToOneField(Request, models.PROTECT, related_name="approval")
    amounts = SealedJson(default=dict)
    from_day = models.DateField()
    expires = models.DateField()  # the last day on which treatment may start under it
    authorisation = models.ForeignKey(StandingAuthorisation, models.PROTECT, related_name="approvals", null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    reasons = SealedText(default="")
    conditions = SealedText(default="")
    made = models.DateTimeField(auto_now_add=True)
    withdrawn = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    why_withdrawn = SealedText(default="")

    class Meta:
        """The newest first; somebody answers for each."""

        verbose_name = "approval"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(authorisation__isnull=False, decided_by__isnull=True)
                | models.Q(authorisation__isnull=True, decided_by__isnull=False),
                name="approval_by_somebody",
            )
        ]

    def __str__(self) -> str:
        """The number."""
        return self.number

    @property
    def reference(self) -> str:
        """The number, by which the trail names it."""
        return self.number

    @property
    def organisation(self) -> Organisation:
        """The commissioner's."""
        return self.request.organisation

    def state_on(self, day: date) -> str:
        """Whether it is good on a day."""
        if self.withdrawn:
            return "withdrawn"
        return "expired" if day > self.expires else "good"


class Use(Unchanging, Named):
    """What was used of an approval: so many of something on a day. What was written wrongly is taken back by another row."""

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="uses")
    of = SealedText()  # a name in `amounts`
    count = models.SmallIntegerField()  # less than nothing where an earlier row is taken back
    on = models.DateField()
    takes_back = models.OneToOneField("self", models.PROTECT, related_name="taken_back_by", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Of the form by which it was recorded, so that one that is sent twice is known.
    form = models.CharField(max_length=11, unique=True, null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()
    instead = "What was used stays written. Take it back by another row."

    class Meta:
        """As it was used."""

        ordering: ClassVar = ["on", "pk"]
