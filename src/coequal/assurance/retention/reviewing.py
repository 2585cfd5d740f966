"""What is due, and what somebody finds of it: it goes, or it stays until a day, for a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.accounts.trail import record
from coequal.accounts.trail.recording import Detail
from coequal.assurance.models import RetentionHold, RetentionReview
from coequal.assurance.models.retention import DISPOSE, FINDINGS, KEEP_LONGER
from coequal.assurance.retention.holding import hold_on, holds
from coequal.assurance.retention.keepers import Record, keeper_of
from coequal.assurance.retention.schedule import Line, locked, schedule
from coequal.errors import CoequalError

MOST: Final = 200  # records in one review, so that a certificate names them all


@dataclass(frozen=True, slots=True)
class Due:
    """A record whose period is over: what holds it, what was found of it last, and whether that can be carried out."""

    record: Record
    held: RetentionHold | None
    review: RetentionReview | None
    goes: bool = False  # it was found to go with others, each of which is due, free, and not reviewed again since

    def waits(self, on: date) -> bool:
        """Whether somebody has to review it on a day: it is not held, not kept longer, and not about to go."""
        if self.held is not None or self.goes:
            return False
        if self.review is None or self.review.found == DISPOSE:
            return True
        return self.review.until is not None and self.review.until <= on


@dataclass(frozen=True, slots=True)
class Queue:
    """What is due of a kind: its line, the page where it is dealt with one by one, and the records, the oldest first."""

    line: Line
    by_hand: bool
    page: str
    due: tuple[Due, ...]

    def waiting(self, on: date) -> list[Due]:
        """Those that wait for a review."""
        return [one for one in self.due if one.waits(on)]

    @property
    def going(self) -> list[RetentionReview]:
        """The reviews that somebody else than whoever made each can carry out now."""
        return sorted({one.review for one in self.due if one.goes and one.review}, key=lambda review: review.pk)

    @property
    def held(self) -> list[Due]:
        """Those that are held."""
        return [one for one in self.due if one.held]


def queue(organisation: Organisation, kind: str, on: date) -> Queue:
    """What is due of a kind on a day."""
    line, keeper = schedule(organisation)[kind], keeper_of(kind)
    if keeper is None:
        return Queue(line, by_hand=True, page="", due=())
    there = {one.reference: one for one in keeper.due(organisation, line, on)}
    latest = _latest(organisation, kind)
    holding = [one for one in holds(organisation, on) if one.kind == kind]
    held = {
        reference: next((hold for hold in holding if not hold.records or reference in hold.records), None) for reference in there
    }

    def goes(found: RetentionReview | None) -> bool:
        return (
            found is not None
            and found.found == DISPOSE
            and all(one in there and held[one] is None and latest.get(one) == found for one in found.records)
        )

    due = (Due(one, held[reference], latest.get(reference), goes(latest.get(reference))) for reference, one in there.items())
    return Queue(line, by_hand=False, page=keeper.page, due=tuple(sorted(due, key=lambda one: one.record.since)))


def _latest(organisation: Organisation, kind: str) -> dict[str, RetentionReview]:
    """What was found last, by reference, and not carried out: what comes after a disposal is reviewed anew."""
    found = RetentionReview.objects.filter(organisation=organisation, kind=kind, certificate=None)
    found = found.select_related("by").order_by("pk")
    return {reference: one for one in found for reference in one.records}


def review(
    acting: Acting,
    organisation: Organisation,
    kind: str,
    records: Sequence[str],
    found: str,
    *,
    why: str = "",
    until: date | None = None,
) -> RetentionReview:
    """What somebody finds of records that are due. The same again by the same person makes nothing twice.

    Raises `NotAllowed`, and `CoequalError` for what is not due or is held, without a reason for what stays, without a later day on
    which that comes up again, and for more records than a certificate names.
    """
    why, today, named = why.strip(), timezone.localdate(), sorted(set(records))
    if not 1 <= len(named) <= MOST or found not in FINDINGS:
        raise CoequalError(f"Choose from 1 to {MOST} records, and say whether they go or stay.")
    if found == KEEP_LONGER and (not why or until is None or until <= today):
        raise CoequalError("Say why they stay, and on which later day they are looked at again.")
    with transaction.atomic():
        acts = locked(acting, organisation)
        due = {one.record.reference: one for one in queue(organisation, kind, today).due}
        for reference in named:
            if reference not in due:
                raise CoequalError(f"{reference} is not due, so there is nothing to review. Open the page again.")
            if held := hold_on(organisation, kind, reference, today):
                raise CoequalError(f"{reference} is held by {held.reference}. End the hold first, or leave it out.")
        again = until if found == KEEP_LONGER else None
        before = due[named[0]].review
        if (
            before
            and before.by == acts.person
            and (before.records, before.found, before.why, before.until) == (named, found, why, again)
        ):
            return before
        made = RetentionReview(
            organisation=organisation, kind=kind, records=named, found=found, why=why, until=again, by=acts.person
        )
        made.save()
        detail: dict[str, Detail] = {
            "of": kind,
            "found": found,
            "records": len(named),
            "until": again.isoformat() if again else None,
        }
        record(acts, "reviewed records that are due", made, detail=detail)
    return made
