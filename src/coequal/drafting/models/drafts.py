"""A draft of a policy: whose it is, what it began from, and where it stands."""

from typing import ClassVar, Final

from django.conf import settings
from django.db import models

from coequal.accounts.models import Organisation
from coequal.accounts.references import new_reference

DRAFT: Final = "draft"
HANDED_OVER: Final = "handed over"
RETURNED: Final = "returned"
ACCEPTED: Final = "accepted"
WITHDRAWN: Final = "withdrawn"
OPEN: Final = (DRAFT, RETURNED)  # the states in which its text can be changed
_STATES: Final = (DRAFT, HANDED_OVER, RETURNED, ACCEPTED, WITHDRAWN)


def draft_reference() -> str:
    """A reference for a draft."""
    return new_reference("D")


class Draft(models.Model):
    """A policy that is being written. Its text is that of its newest revision, the head."""

    reference = models.CharField(max_length=11, unique=True, default=draft_reference)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="drafts")
    policy = models.CharField(max_length=200)  # the id of the policy that it is to be a version of
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=20, default=DRAFT, choices=[(state, state) for state in _STATES])
    begun_from = models.CharField(max_length=300)  # in words
    from_policy = models.CharField(max_length=200, blank=True)  # where it began from a version of the library
    from_version = models.CharField(max_length=100, blank=True)
    from_digest = models.CharField(max_length=71, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    head = models.ForeignKey("Revision", models.PROTECT, related_name="+", null=True)  # none for as long as it is being begun
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        """The one that was changed last comes first."""

        ordering: ClassVar = ["-changed", "-pk"]

    def __str__(self) -> str:
        """The reference, and the policy that it is about."""
        return f"{self.reference}: {self.policy}"

    @property
    def is_open(self) -> bool:
        """Whether its text can be changed."""
        return self.state in OPEN


class Presence(models.Model):
    """Somebody has a draft open: when they were last seen there."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen = models.DateTimeField()

    class Meta:
        """Once for each; whoever came first stands first."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "person"], name="present_once")]

    def __str__(self) -> str:
        """Who is where."""
        return f"{self.person} in {self.draft.reference}"
