"""Publishing an analysis, and withdrawing it again.

An analyst publishes what holds nobody real. What was counted of real people needs governance too: somebody else than whoever
asked. Nothing is ever shown of real people but counts as they may be published, which is how they are kept in the first place.
"""

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import AGREE_TO_PUBLISH, PUBLISH_ANALYSIS, WITHDRAW_ANALYSIS
from coequal.accounts.trail import record
from coequal.analyses.models import Analysis, Publication
from coequal.analyses.models.publication import ASKED, PUBLISHED, RETURNED, WITHDRAWN


def publish(acting: Acting, analysis: Analysis, summary: str) -> Publication:
    """The analysis published with a summary; or, where real people were counted, handed to governance.

    Raises `NotAllowed` where it is published already, or waits for governance.
    """
    with transaction.atomic():
        held = Analysis.objects.select_for_update().get(pk=analysis.pk)
        require(acting, PUBLISH_ANALYSIS, ToPublish(held))
        now = timezone.now()
        state, published = (PUBLISHED, now) if held.synthetic else (ASKED, None)
        values = {"state": state, "published": published, "summary": summary, "made_by": acting.person, "reason": ""}
        made, _new = Publication.objects.update_or_create(analysis=held, defaults=values)
        record(acting, "published an analysis" if held.synthetic else "asked governance to publish an analysis", held)
    return made


def agree(acting: Acting, publication: Publication) -> None:
    """Publish what real people were counted for. Raises `NotAllowed` where it no longer waits for that."""
    with transaction.atomic():
        held = _held(publication)
        require(acting, AGREE_TO_PUBLISH, held)
        held.state, held.published = PUBLISHED, timezone.now()
        held.save(update_fields=["state", "published"])
        record(acting, "agreed to publish an analysis", held.analysis)


def send_back(acting: Acting, publication: Publication, reason: str) -> None:
    """Return it to the analyst with a reason. Raises `NotAllowed` where it no longer waits for governance."""
    with transaction.atomic():
        held = _held(publication)
        require(acting, AGREE_TO_PUBLISH, held)
        held.state, held.reason = RETURNED, reason
        held.save(update_fields=["state", "reason"])
        record(acting, "returned an analysis that was to be published", held.analysis)


def withdraw(acting: Acting, publication: Publication, reason: str) -> None:
    """Take it off the public pages, with a reason that everybody can read. Raises `NotAllowed` where it is not published."""
    with transaction.atomic():
        held = _held(publication)
        require(acting, WITHDRAW_ANALYSIS, held)
        held.state, held.reason, held.withdrawn = WITHDRAWN, reason, timezone.now()
        held.save(update_fields=["state", "reason", "withdrawn"])
        record(acting, "withdrew a published analysis", held.analysis)


def _held(publication: Publication) -> Publication:
    """The same as it stands now, which nobody else can change until the transaction ends."""
    return Publication.objects.select_for_update(of=("self",)).select_related("analysis__organisation").get(pk=publication.pk)


class ToPublish:
    """An analysis as what can be published: its state says where its publication stands, where it has one."""

    def __init__(self, analysis: Analysis) -> None:
        """Take an analysis."""
        self.analysis, self.organisation, self.reference = analysis, analysis.organisation, analysis.reference

    @property
    def publication(self) -> Publication | None:
        """Its publication; None where it has none."""
        return Publication.objects.filter(analysis=self.analysis).first()

    @property
    def state(self) -> str:
        """That of its publication, or else its own."""
        publication = self.publication
        return publication.state if publication else self.analysis.state
