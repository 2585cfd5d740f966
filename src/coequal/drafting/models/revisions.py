"""Every text that a draft ever had. A revision never changes, and none is ever taken away."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from coequal.accounts.models import Organisation
from coequal.accounts.unchanging import Unchanging, UnchangingRows
from coequal.drafting.models.drafts import Draft


class Revision(Unchanging):
    """A text of a draft: who wrote it, on which revision. One that brings two together has two that it was written on."""

    instead = "A revision is kept as it is. Save a new one in its place."

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=71)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=300, blank=True)
    written_on = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    merged_with = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    key = models.CharField(max_length=40, null=True)  # noqa: DJ001  # of the form that sent it, kept once; many were sent by none

    objects = UnchangingRows.as_manager()

    class Meta:
        """In their order; a number stands once in a draft, and a key too."""

        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "number"], name="revision_numbered_once"),
            models.UniqueConstraint(fields=["draft", "key"], name="revision_sent_once"),
        ]

    def __str__(self) -> str:
        """Which revision of which draft."""
        return f"{self.draft.reference}, revision {self.number}"

    @property
    def organisation(self) -> Organisation:
        """Whose its draft is."""
        return self.draft.organisation

    @property
    def state(self) -> str:
        """Where its draft stands."""
        return self.draft.state

    @property
    def parents(self) -> tuple["Revision", ...]:
        """The revisions that it was written on."""
        return tuple(one for one in (self.written_on, self.merged_with) if one is not None)
