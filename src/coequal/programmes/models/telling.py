"""The case for change as it was published, who wants to be told of a programme, and what is to be sent to them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from coequal.accounts.unchanging import Unchanging, UnchangingRows
from coequal.programmes.models.areas import OfAServiceArea, ServiceArea
from coequal.programmes.models.programmes import Programme, Update


class CaseForChange(Unchanging, OfAServiceArea):
    """The case for change as everybody can read it from a day on. The latest stands; those before it stay."""

    instead = "What was published stays as it was. Publish the case for change anew to put another in its place."

    number = models.PositiveIntegerField()
    on = models.DateField()  # the day of which it speaks
    kept = models.TextField()  # the document as JSON
    digest = models.CharField(max_length=71)
    update = models.OneToOneField(Update, models.PROTECT, related_name="case_for_change")  # by which everybody was told
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()

    class Meta:
        """In their order."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "number"], name="case_for_change_once")]

    def __str__(self) -> str:
        """Of which service area, which edition."""
        return f"{self.area.reference}, case for change {self.number}"


class Subscription(models.Model):
    """That somebody wants to be told of a programme, or of one service area of it, by e-mail.

    It counts once they have confirmed it. When it ends, the address is erased.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="subscriptions")
    area = models.ForeignKey(ServiceArea, models.PROTECT, related_name="subscriptions", null=True)
    address = models.EmailField(blank=True)  # empty once it has ended
    asked = models.DateTimeField(default=timezone.now)
    confirmed = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        """As they were asked for."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """Of what; never who."""
        return f"subscription {self.pk} of {self.programme.reference}"


class Outgoing(models.Model):
    """An e-mail that is to be sent to a subscriber, each once: of an update or, where there is none, to have it confirmed."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="outgoing")
    update = models.ForeignKey(Update, models.PROTECT, related_name="outgoing", null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    sent = models.DateTimeField(null=True)

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subscription", "update"], name="told_of_an_update_once"),
            models.UniqueConstraint(fields=["subscription"], condition=models.Q(update=None), name="asked_to_confirm_once"),
        ]

    def __str__(self) -> str:
        """Of what."""
        return f"e-mail {self.pk}"
