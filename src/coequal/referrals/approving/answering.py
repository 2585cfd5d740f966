"""An officer's answer to a request for prior approval: granted, declined, returned, or sent to whoever decides."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import ANSWER_APPROVAL
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.facts.dates import add_months
from coequal.referrals.approving.authorising import MOST_MONTHS
from coequal.referrals.approving.bound import Bound
from coequal.referrals.approving.sent import SentAgain, changed, mark_of_sent
from coequal.referrals.deciding.judges import require_judge
from coequal.referrals.models import Approval, ClinicalCase, PanelDecision, Request, Step
from coequal.referrals.models.deciding import APPROVED, BY_OFFICER, DECLINED
from coequal.referrals.moves.moving import locked, stepped
from coequal.referrals.moves.table import ASK_BACK, GRANT, REFUSE, SEND_PRIOR_ELSEWHERE
from coequal.referrals.pack.welfare import require_no_stop

MOST: Final = 1_000  # of anything that is counted
_LETTERS: Final = 60  # of the name of what is counted


@dataclass(frozen=True, slots=True)
class AsRead:
    """What an officer had before them: the version that binds, and the mark of what was last sent."""

    bound: Bound
    seen: str


@dataclass(frozen=True, slots=True, repr=False)
class Granting:
    """What an officer grants: why, how much, until when, and under which conditions."""

    reasons: str
    amounts: Mapping[str, int]
    expires: date
    conditions: str = ""
    from_day: date = field(default_factory=timezone.localdate)


def grant(acting: Acting, request: Request, read: AsRead, said: Granting) -> Approval:
    """Grant a request.

    Raises `CoequalError` without reasons, and for an amount or a day that cannot be; else as every answer does: `SentAgain`
    where it was sent again since it was read, `WelfareStop` where people must talk first, and for whoever knows who it is.
    """
    _check(said)
    with _answering(acting, request, read) as (found, acts):
        stepped(acts, found, GRANT, said.reasons)
        amounts = dict(said.amounts)
        _decide(acts, found, APPROVED, said.reasons, conditions=said.conditions, amounts=amounts, expires=said.expires)
        made = Approval.objects.create(
            request=found,
            amounts=amounts,
            from_day=said.from_day,
            expires=said.expires,
            decided_by=acts.person,
            reasons=said.reasons.strip(),
            conditions=said.conditions.strip(),
        )
        record(acts, "gave an approval", made, detail={"expires": str(said.expires)})
    return made


def _check(said: Granting) -> None:
    """Nothing, where it can be granted. Raises `CoequalError`."""
    if not said.amounts:
        raise CoequalError("Say how much is approved, such as 2 cycles. Without an amount nothing can be used.")
    for name, amount in said.amounts.items():
        if not name.strip() or len(name) > _LETTERS or not 1 <= amount <= MOST:
            raise CoequalError(
                f"Say what is approved in at most {_LETTERS} letters, and how much of it as a number from 1 to {MOST}."
            )
    latest = add_months(said.from_day, MOST_MONTHS)
    if not said.from_day <= said.expires <= latest or said.expires < timezone.localdate():
        raise CoequalError(f"The last day has to be today or later, and at most {MOST_MONTHS} months after the first.")


@contextmanager
def _answering(acting: Acting, request: Request, read: AsRead, *, back: bool = False) -> Iterator[tuple[Request, Acting]]:
    """The request under a lock, once nothing stands in the way of an answer to it; what goes `back` can go in spite of a stop."""
    with locked(acting, request, ANSWER_APPROVAL) as (found, acts):
        require_judge(acts.person, found)
        require_as_read(found, read, back=back)
        yield found, acts


def require_as_read(request: Request, read: AsRead, *, back: bool = False) -> None:
    """Nothing, where what an officer read is what was last sent, and people need not talk first or it goes `back`.

    Raises `SentAgain`, `WelfareStop`, and `CoequalError` for another text than the one that binds.
    """
    read.bound.require_binds(request)
    clinical = ClinicalCase.objects.get(request=request)
    if read.seen != mark_of_sent(request):
        raise SentAgain(changed(clinical, read.bound.policy.vocabulary.dictionary))
    if not back:
        require_no_stop(read.bound.assess(read.bound.read(clinical.sent_facts)))


def refuse(acting: Acting, request: Request, read: AsRead, reasons: str) -> PanelDecision:
    """Decline a request, with reasons. Raises `CoequalError` without them, and as every answer does."""
    with _answering(acting, request, read) as (found, acts):
        stepped(acts, found, REFUSE, reasons)
        return _decide(acts, found, DECLINED, reasons)


def ask_back(acting: Acting, request: Request, read: AsRead, says: str) -> Step:
    """Return a request to whoever asked, with what is missing or is to be talked about, also where people must talk first.

    Raises `CoequalError` where that is not said, and as every answer does.
    """
    with _answering(acting, request, read, back=True) as (found, acts):
        return stepped(acts, found, ASK_BACK, says)


def send_elsewhere(acting: Acting, request: Request, read: AsRead, says: str) -> Step:
    """Send a request to whoever decides instead. Raises `CoequalError` where it is not said who and why, and as every answer."""
    with _answering(acting, request, read) as (found, acts):
        return stepped(acts, found, SEND_PRIOR_ELSEWHERE, says)


def _decide(acting: Acting, request: Request, outcome: str, reasons: str, **also: object) -> PanelDecision:
    """The decision of an officer, as it is kept."""
    request.decided = timezone.now()
    request.officer = acting.person
    request.save(update_fields=["decided", "officer"])
    made = PanelDecision(request=request, by_way_of=BY_OFFICER, outcome=outcome, reasons=reasons.strip(), by=acting.person, **also)
    made.save()
    assert acting.person is not None
    made.deciders.add(acting.person)
    record(acting, "decided on a request", made, detail={"outcome": outcome})
    return made
