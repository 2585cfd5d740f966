"""How long requests are kept: each organisation's own periods, and what people found when a period had ended."""

from typing import ClassVar, Final

from django.conf import settings
from django.db import models

from coequal.accounts.models import Organisation
from coequal.accounts.unchanging import Unchanging, UnchangingRows
from coequal.referrals.models.requests import Request
from coequal.referrals.personal.fields import SealedText
from coequal.referrals.personal.rows import Named

DISPOSE: Final = "dispose of it"
KEEP_LONGER: Final = "keep it longer"
HOLD: Final = "hold it"
FINDINGS: Final = (DISPOSE, KEEP_LONGER, HOLD)


class KeepingRule(Unchanging):
    """How many years an organisation keeps requests that ended in one way, and where that is laid down. The latest stands."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="keeping_rules")
    kind = models.CharField(max_length=30)
    outcome = models.CharField(max_length=30)  # one of `moves.states.ENDS`, or that it was never submitted
    years = models.PositiveSmallIntegerField()
    citation = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()
    instead = "A period of keeping stays as it was set. Set another one."

    class Meta:
        """As they were set."""

        ordering: ClassVar = ["pk"]


class KeepingReview(Unchanging, Named):
    """What somebody found of a request that had been kept long enough. The latest stands.

    One that is kept longer comes up again on `again_on`; one that is held never does by itself.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="keeping_reviews")
    found = models.CharField(max_length=20)  # one of FINDINGS
    why = SealedText(default="")
    again_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangingRows.as_manager()
    instead = "What was found stays as it was. Review it again."

    class Meta:
        """As they were reviewed."""

        ordering: ClassVar = ["pk"]
