"""That an analysis is published, or is to be: a thing of its own, which goes from asked for to published to withdrawn."""

from typing import ClassVar, Final

from django.conf import settings
from django.db import models

from coequal.accounts.models import Organisation
from coequal.analyses.models.analysis import Analysis

ASKED: Final = "waiting for governance"
RETURNED: Final = "returned"
PUBLISHED: Final = "published"
WITHDRAWN: Final = "withdrawn"
STANDS: Final = (ASKED, RETURNED, PUBLISHED, WITHDRAWN)


class Publication(models.Model):
    """An analysis with a plain summary for everybody. Once published, nothing of it changes but that it may be withdrawn."""

    analysis = models.OneToOneField(Analysis, models.PROTECT, related_name="publication")
    state = models.CharField(max_length=30)
    summary = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)  # nobody: by the system
    asked = models.DateTimeField(auto_now_add=True)
    published = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)  # for returning or withdrawing it

    class Meta:
        """The one published last first."""

        ordering: ClassVar = ["-published", "-pk"]

    def __str__(self) -> str:
        """Of what, and where it stands."""
        return f"{self.analysis.reference}, {self.state}"

    @property
    def reference(self) -> str:
        """The reference of the analysis."""
        return self.analysis.reference

    @property
    def organisation(self) -> Organisation:
        """Whose analysis it is."""
        return self.analysis.organisation
