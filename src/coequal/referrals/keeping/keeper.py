"""Requests in the retention schedule: they are reviewed and disposed of one by one, each on its own page."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.assurance.retention.keepers import Record
from coequal.assurance.retention.schedule import Line
from coequal.errors import CoequalError
from coequal.referrals.keeping.schedule import due_for_review
from coequal.referrals.models import Request
from coequal.referrals.moves.sides import owner

KIND = "funding requests"


class Requests:
    """Keeps requests. How long depends on how each ended: those periods are set on the page of requests."""

    kind = KIND
    page = "requests:keeping"

    def due(self, organisation: Organisation, _line: Line, on: date) -> Iterable[Record]:
        """Those that have been kept long enough."""
        for one in due_for_review(organisation, on):
            yield Record(one.reference, timezone.localdate(one.ended or one.changed))

    def known(self, organisation: Organisation, references: Sequence[str]) -> Mapping[str, str]:
        """Requests that the organisation answers for, by how they stand: nothing of who they are about."""
        found = Request.objects.filter(reference__in=[one.upper() for one in references]).select_related("organisation", "provider")
        return {one.reference: f"{one.kind}, {one.state}" for one in found if owner(one) == organisation}

    def lock(self, _organisation: Organisation, _references: Sequence[str]) -> None:
        """Nothing: the page on which a request is disposed of locks it."""

    def dispose(self, _acting: Acting, _organisation: Organisation, _references: Sequence[str]) -> Mapping[str, int]:
        """Refuse. Raises `CoequalError`."""
        raise CoequalError("Requests are disposed of one by one. Open the page of requests that were kept long enough.")
