"""The rules by which a commissioner deals with requests, in versions: a new one for each change, and the old ones stay."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from coequal.accounts.models import Organisation
from coequal.accounts.unchanging import Unchanging, UnchangingRows


class RulesVersion(Unchanging):
    """The rules of a commissioner from a day on, as the text that `rules.reading` reads."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="request_rules")
    since = models.DateField()
    text = models.TextField()
    why = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()
    instead = "Rules stay as they were. Give new ones from a later day."

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-since", "-pk"]

    def __str__(self) -> str:
        """Whose, and since when."""
        return f"rules of {self.organisation} since {self.since}"
