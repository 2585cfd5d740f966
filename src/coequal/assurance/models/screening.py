"""What was answered about a use of personal data, and what the rule made of it."""

from typing import ClassVar, Final

from django.db import models

from coequal.accounts.unchanging import UnchangingRows
from coequal.assurance.models.register import DataUse, OfUse


class Screening(OfUse):
    """One time at which the questions were answered. An answer that is not known is left out. The latest one counts."""

    NEEDED: Final = "assessment needed"
    NONE_NEEDED: Final = "no assessment needed"
    NOT_KNOWN: Final = "not known"

    use = models.ForeignKey(DataUse, models.PROTECT, related_name="screenings")
    answers = models.JSONField()  # {fact: yes or no}
    outcome = models.CharField(max_length=30)
    reasons = models.JSONField()  # [[clause, sentence]] of what made it necessary or is not known
    rule = models.CharField(max_length=71)  # the digest of the rule

    objects = UnchangingRows.as_manager()

    class Meta:
        """The oldest first."""

        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        """What came of it."""
        return f"{self.outcome}, {self.at:%Y-%m-%d}"
