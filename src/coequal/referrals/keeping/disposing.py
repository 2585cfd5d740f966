"""Looking at what has been kept long enough, and disposing of it: two people, one after the other."""

from dataclasses import replace
from datetime import date

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import DISPOSE
from coequal.accounts.trail import record
from coequal.accounts.trail.recording import Detail
from coequal.assurance.retention.disposing import Gone, certify
from coequal.assurance.retention.holding import hold_on
from coequal.assurance.retention.schedule import shipped
from coequal.errors import CoequalError
from coequal.referrals.keeping.emptying import empty
from coequal.referrals.keeping.keeper import KIND
from coequal.referrals.keeping.schedule import NEVER_SENT, Period, schedule
from coequal.referrals.models import KeepingReview, Request, Step
from coequal.referrals.models.keeping import DISPOSE as TO_DISPOSE
from coequal.referrals.models.keeping import FINDINGS, HOLD, KEEP_LONGER
from coequal.referrals.moves.moving import locked
from coequal.referrals.moves.sides import is_draft, owner
from coequal.referrals.moves.states import WITHDRAWN, WRITING
from coequal.referrals.seeing.looking import KEEPING, look
from coequal.referrals.seeing.table import REVIEWS


def period_of(request: Request) -> Period | None:
    """The period of a request that has ended or was never submitted; None while it goes on."""
    return schedule(owner(request)).get((request.kind, outcome_of(request))) if since(request) else None


def outcome_of(request: Request) -> str:
    """How a request ended: as it stands, or that it was never submitted."""
    return NEVER_SENT if is_draft(request) else request.state


def since(request: Request) -> date | None:
    """The day from which the period of a request counts: that of its end, or while a draft is written of its last change."""
    moment = request.changed if request.state == WRITING else request.ended
    return timezone.localdate(moment) if moment else None


def is_over(request: Request, on: date) -> bool:
    """Whether a request has been kept long enough on a day."""
    period, day = period_of(request), since(request)
    return period is not None and day is not None and period.ends(day) <= on


def latest_review(request: Request) -> KeepingReview | None:
    """What was found of a request last."""
    return request.keeping_reviews.last()


def reviews(acting: Acting, request: Request) -> list[KeepingReview]:
    """All that was found of a request, as it was found; where there is something, that it was opened is put on record.

    Raises `NotAllowed`.
    """
    found = list(request.keeping_reviews.select_related("by"))
    if found:
        look(acting, request, REVIEWS, KEEPING)
    return found


def review(acting: Acting, request: Request, found: str, why: str = "", again_on: date | None = None) -> KeepingReview:
    """What somebody finds of a request that has been kept long enough: that it goes, stays longer, or is held.

    The same again by the same person makes nothing twice. Raises `NotAllowed`, and `CoequalError` before its period is over, for
    one that is disposed of already, without a reason for what stays, and without a later day on which that comes up again.
    """
    why, today = why.strip(), timezone.localdate()
    with locked(acting, request, DISPOSE) as (kept, acts):
        _require_kept(kept)
        if not is_over(kept, today):
            raise CoequalError(f"The period of {kept.reference} is not over yet. Review it when it is.")
        if found not in FINDINGS:
            raise CoequalError(f"Say one of these: {', '.join(FINDINGS)}.")
        if found != TO_DISPOSE and not why:
            raise CoequalError("Say why it stays.")
        if found == KEEP_LONGER and (again_on is None or again_on <= today):
            raise CoequalError("Say on which later day it is looked at again.")
        again = again_on if found == KEEP_LONGER else None
        latest = latest_review(kept)
        if latest is not None and latest.by == acts.person and (latest.found, latest.why, latest.again_on) == (found, why, again):
            return latest
        made = KeepingReview(request=kept, found=found, why=why, again_on=again, by=acts.person)
        made.save()
        record(acts, "reviewed what is kept", kept, detail={"found": found, "again on": again.isoformat() if again else None})
    return made


def why_not_disposed(acting: Acting, request: Request) -> str:
    """Why somebody cannot dispose of a request now; nothing where they can."""
    if request.disposed is not None:
        return f"{request.reference} is disposed of already."
    if not is_over(request, timezone.localdate()):
        return f"The period of {request.reference} is not over yet."
    if hold := hold_on(owner(request), KIND, request.reference, timezone.localdate()):
        return f"{request.reference} is held by {hold.reference}. Whoever keeps the retention schedule can end that hold."
    latest = latest_review(request)
    if latest is None or latest.found != TO_DISPOSE:
        found = "is held" if latest is not None and latest.found == HOLD else "was not found to go"
        return f"{request.reference} {found}. Review it first."
    if latest.by == acting.person:
        return f"You found that {request.reference} can go, so somebody else has to dispose of it. Ask a colleague."
    return ""


def dispose(acting: Acting, request: Request) -> Request:
    """Do away with everything personal in a request, for good, and put the certificate of it in the trail.

    One that was never submitted counts as withdrawn from then on, so that nobody goes on writing it.

    Raises `NotAllowed`, and `CoequalError` where `why_not_disposed` says why.
    """
    with locked(acting, request, DISPOSE) as (kept, acts):
        Organisation.objects.select_for_update(of=("self",)).get(pk=owner(kept).pk)  # so that nobody puts a hold on it meanwhile
        if why := why_not_disposed(acts, kept):
            raise CoequalError(why)
        found, period, outcome, day = latest_review(kept), period_of(kept), outcome_of(kept), since(kept)
        assert found is not None
        assert period is not None
        assert day is not None
        kept.disposed = timezone.now()
        kept.save(update_fields=["disposed"])
        if kept.state == WRITING:
            _end(acts, kept)
        rows = empty(kept)
        detail: dict[str, Detail] = {
            "outcome": outcome,
            "kept since": day.isoformat(),
            "years kept": period.years,
            "period verified": period.own,
            "reviewed by": found.by.email,
            "reviewed on": timezone.localdate(found.at).isoformat(),
            "rows": dict(rows),
        }
        record(acts, "disposed of a request", kept, detail=detail)
        line = replace(shipped()[KIND], months=12 * period.years, citation=period.citation, own=period.own)
        certify(acts, Gone(owner(kept), line, [kept.reference], rows, found.by.email, timezone.localdate(found.at)))
    return kept


def _end(acting: Acting, request: Request) -> None:
    """Withdraw what was never submitted: no move does that, for nobody but its clinician moves it while it is being written."""
    now = request.disposed
    assert now is not None, request.reference  # it was just disposed of
    request.state, request.ended, request.due = WITHDRAWN, now, None
    Step(request=request, kind=NEVER_SENT, left=WRITING, came_to=WITHDRAWN, by=acting.person, at=now).save()
    request.save(update_fields=["state", "ended", "due"])


def _require_kept(request: Request) -> None:
    if request.disposed is not None:
        raise CoequalError(f"{request.reference} is disposed of already, so there is nothing to review.")
