"""What was handed to governance: a text that no longer changes, with all that was known of it on that day."""

from typing import ClassVar, Final

from django.conf import settings
from django.db import models

from coequal.accounts.models import Organisation
from coequal.accounts.references import new_reference
from coequal.drafting.models.drafts import ACCEPTED, HANDED_OVER, RETURNED, WITHDRAWN, Draft
from coequal.drafting.models.revisions import Revision

_STATES: Final = (HANDED_OVER, RETURNED, ACCEPTED, WITHDRAWN)


def handover_reference() -> str:
    """A reference for what is handed over."""
    return new_reference("H")


class Handover(models.Model):
    """A revision of a draft as it was handed over, and what governance answered. Only the answer is ever added to it."""

    reference = models.CharField(max_length=11, unique=True, default=handover_reference)
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="handovers")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    policy = models.CharField(max_length=200)
    version = models.CharField(max_length=100)
    text = models.TextField()
    digest = models.CharField(max_length=71)
    changes = models.TextField()  # what is to change, and why, in plain words
    reasons = models.TextField()
    wanted_from = models.DateField()  # the day from which it should be in force; the decision may set another
    results = models.JSONField()  # what was found on that day: findings, example people, difference, people affected
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=20, default=HANDED_OVER, choices=[(state, state) for state in _STATES])
    answer = models.TextField(blank=True)  # why it was returned, or what was said when it was accepted
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    answered = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-made", "-pk"]

    def __str__(self) -> str:
        """The reference, and which version of which policy it is to be."""
        return f"{self.reference}: {self.policy}@{self.version}"

    @property
    def organisation(self) -> Organisation:
        """Whose it is."""
        return self.draft.organisation
