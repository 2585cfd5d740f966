"""Disposing of what was reviewed: by somebody else than whoever reviewed it, for good, with a certificate that stays."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.accounts.trail import record
from coequal.accounts.trail.written import compact
from coequal.assurance.models import DisposalCertificate, RetentionReview
from coequal.assurance.models.retention import DISPOSE
from coequal.assurance.retention.keepers import keeper_of
from coequal.assurance.retention.reviewing import queue
from coequal.assurance.retention.schedule import Line, locked, schedule
from coequal.errors import CoequalError


@dataclass(frozen=True, slots=True)
class Gone:
    """What was disposed of: records of a kind, how many rows of which table, on whose review of which day, under which line."""

    organisation: Organisation
    line: Line
    records: Sequence[str]
    rows: Mapping[str, int]
    reviewed_by: str
    reviewed_on: date
    review: RetentionReview | None = None


def in_the_way(acting: Acting, review: RetentionReview) -> str:
    """Why somebody cannot dispose now of what was reviewed; nothing where they can."""
    if hasattr(review, "certificate"):
        return f"What {review.reference} is about is disposed of already, as {review.certificate.reference} says."
    if review.found != DISPOSE:
        return f"{review.reference} found that these records stay. Review them again first."
    if review.by == acting.person:
        return "You reviewed these records, so somebody else has to dispose of them. Ask a colleague."
    due = {one.record.reference: one for one in queue(review.organisation, review.kind, timezone.localdate()).due}
    for reference in review.records:
        one = due.get(reference)
        if one is None:
            return f"{reference} is not due any more, so nothing was disposed of. Review what is due again."
        if one.held:
            return f"{reference} is held by {one.held.reference}, so nothing was disposed of. Review the others again without it."
        if one.review != review:
            return f"{reference} was reviewed again since. Dispose of it by the latest review."
    return ""


def dispose(acting: Acting, review: RetentionReview) -> DisposalCertificate:
    """Do away with what was reviewed, for good. Raises `NotAllowed`, and `CoequalError` where `in_the_way` says why."""
    with transaction.atomic():
        acts = locked(acting, review.organisation)
        kept = RetentionReview.objects.select_related("organisation", "by").get(pk=review.pk)
        keeper = keeper_of(kept.kind)
        assert keeper is not None, kept.kind  # nothing is due of what nobody holds
        keeper.lock(kept.organisation, kept.records)
        if why := in_the_way(acts, kept):  # asked of the locked rows, which nobody changes any more
            raise CoequalError(why)
        rows = keeper.dispose(acts, kept.organisation, kept.records)
        gone = Gone(
            kept.organisation,
            schedule(kept.organisation)[kept.kind],
            kept.records,
            rows,
            kept.by.email,
            timezone.localdate(kept.at),
            kept,
        )
        return certify(acts, gone)


def certify(acting: Acting, gone: Gone) -> DisposalCertificate:
    """The certificate of what was just disposed of, in the same transaction, put on record."""
    told = asdict(gone.line)
    made = DisposalCertificate(
        organisation=gone.organisation,
        kind=gone.line.kind,
        review=gone.review,
        reviewed_by=gone.reviewed_by,
        reviewed_on=gone.reviewed_on,
        records=list(gone.records),
        rows=dict(gone.rows),
        line={**told, "period": gone.line.period},
        by=acting.person,
        at=timezone.now(),
    )
    made.digest = digest_of(made)
    made.save()
    detail: dict[str, Any] = {"of": made.kind, "records": len(made.records), "rows": dict(made.rows), "digest": made.digest}
    record(acting, "disposed of records", made, detail=detail)
    return made


def digest_of(certificate: DisposalCertificate) -> str:
    """The digest of all that a certificate says."""
    names = ("reference", "kind", "reviewed_by", "records", "rows", "line")
    told = {name: getattr(certificate, name) for name in names}
    told |= {"organisation": certificate.organisation.code, "by": certificate.by_id, "at": certificate.at.isoformat()}
    told["reviewed_on"] = certificate.reviewed_on.isoformat()
    return f"sha256:{hashlib.sha256(compact(told).encode('ascii')).hexdigest()}"
