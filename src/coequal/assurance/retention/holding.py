"""Holds: records that stay whatever their period, for a court, an inquiry, or another reason that is written down."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.accounts.trail import record
from coequal.accounts.trail.recording import Detail
from coequal.assurance.models import RetentionHold
from coequal.assurance.models.retention import HOLD_REASONS
from coequal.assurance.retention.keepers import keeper_of
from coequal.assurance.retention.schedule import line_of, locked
from coequal.errors import CoequalError


def holds(organisation: Organisation, on: date) -> list[RetentionHold]:
    """The holds of an organisation that hold on a day."""
    return [one for one in organisation.retention_holds.select_related("by") if one.holds(on)]


def hold_on(organisation: Organisation, kind: str, reference: str, on: date) -> RetentionHold | None:
    """What holds a record on a day; None where nothing does."""
    kept = (one for one in holds(organisation, on) if one.kind == kind)
    return next((one for one in kept if not one.records or reference in one.records), None)


def matching(organisation: Organisation, kind: str, references: Sequence[str]) -> Mapping[str, str]:
    """The records that typed references stand for, whatever their case and spaces, each with what it is in words.

    Of a kind that is kept elsewhere they are taken as typed, and nothing is known of them. Raises `CoequalError` for a reference
    that stands for nothing, since a hold of it would hold nothing.
    """
    title, keeper = line_of(organisation, kind).title, keeper_of(kind)
    if keeper is None:
        return dict.fromkeys(sorted({" ".join(one.split()) for one in references} - {""}), "")
    typed = {"".join(one.split()) for one in references} - {""}
    found = keeper.known(organisation, sorted(typed))
    there = {one.casefold() for one in found}
    if nothing := sorted(one for one in typed if one.casefold() not in there):
        raise CoequalError(
            f"“{title}” has no record {', '.join(nothing)}, so nothing would be held. Look up the references, and type them again."
        )
    return dict(sorted(found.items()))


def put(
    acting: Acting,
    organisation: Organisation,
    kind: str,
    reason: str,
    why: str,
    *,
    records: Sequence[str] = (),
    until: date | None = None,
) -> RetentionHold:
    """A hold from today on. The same again makes nothing twice.

    Raises `NotAllowed`, and `CoequalError` without a reason, for a kind or a record that there is not, and for a last day that is
    past.
    """
    why, today = why.strip(), timezone.localdate()
    if reason not in HOLD_REASONS or not why:
        raise CoequalError("Say for what the records are held, and why.")
    if until is not None and until < today:
        raise CoequalError("Choose a last day from today on, or leave it empty.")
    with transaction.atomic():
        acts = locked(acting, organisation)
        named = [*matching(organisation, kind, records)]
        told = {"kind": kind, "reason": reason, "why": why, "records": named, "until": until}
        same = next(
            (one for one in holds(organisation, today) if all(getattr(one, key) == value for key, value in told.items())), None
        )
        if same:
            return same
        made = RetentionHold.objects.create(organisation=organisation, since=today, by=acts.person, **told)
        detail: dict[str, Detail] = {"of": kind, "for": reason, "records": [*named] if named else "all"}
        record(acts, "put a hold on records", made, detail=detail)
    return made


def end(acting: Acting, hold: RetentionHold, why: str) -> None:
    """It holds no more; what is due comes up again. Raises `NotAllowed`, and `CoequalError` where it ended, or without a reason."""
    with transaction.atomic():
        acts = locked(acting, hold.organisation)
        kept = RetentionHold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
        if kept.ended:
            raise CoequalError(f"{kept.reference} has ended already. Nothing is left to end.")
        if not why.strip():
            raise CoequalError("Say why nothing has to be held any more.")
        kept.ended, kept.ended_by, kept.why_ended = timezone.localdate(), acts.person, why.strip()
        kept.save(update_fields=["ended", "ended_by", "why_ended"])
        record(acts, "ended a hold on records", kept, detail={"of": kept.kind})
