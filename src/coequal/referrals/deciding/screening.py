"""What an officer does with a funding request before a panel: acknowledge, return, screen, and send elsewhere."""

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import SCREEN, SEE_REQUESTS
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.referrals.deciding.judges import require_judge, why_own
from coequal.referrals.deciding.letters import make_letters, tell_of_end
from coequal.referrals.deciding.urgency import require_confirmed
from coequal.referrals.models import PanelDecision, Request, Step
from coequal.referrals.models.deciding import BY_SCREENING, DECLINED
from coequal.referrals.moves import table
from coequal.referrals.moves.moving import locked, move, stepped
from coequal.referrals.requesting.consent import require_not_taken_back


def take_on(acting: Acting, request: Request) -> None:
    """Make whoever acts the officer of a request. Raises `CoequalError` for whoever asked or wrote on it, and for a second time."""
    with locked(acting, request, SEE_REQUESTS) as (found, acts):
        if acts.person and (why := why_own(acts.person, found)):
            raise CoequalError(f"{why} Another officer deals with it.")
        if found.officer == acts.person:
            raise CoequalError(f"{found.reference} is with you already.")
        found.officer = acts.person
        found.save(update_fields=["officer"])
        record(acts, "took on a request", found)


def acknowledge(acting: Acting, request: Request, says: str = "") -> Step:
    """Say that a request has arrived and is complete. Raises as every move does, and while nobody said whether it is urgent."""
    with locked(acting, request, table.ACKNOWLEDGE.permission) as (found, acts):
        require_confirmed(found)
        return stepped(acts, found, table.ACKNOWLEDGE, says)


def return_(acting: Acting, request: Request, why: str) -> Step:
    """Return a request with what is missing; the clock stands. Raises as every move does."""
    return move(acting, request, table.RETURN, why)


def screen_in(acting: Acting, request: Request, why: str) -> Step:
    """Send a request on to a panel, with the reasons. Raises as every move does, and for whoever may not judge it."""
    return _judged(acting, request, table.SCREEN_IN, why)


def _judged(acting: Acting, request: Request, how: table.Move, why: str, *, tell: bool = False) -> Step:
    """A move by somebody who may judge the request: who neither asked, nor knows who it is about, nor decided before.

    `tell`: with letters to the clinician and the patient.
    """
    with locked(acting, request, how.permission) as (found, acts):
        require_judge(acts.person, found)
        require_not_taken_back(found)
        if tell:
            tell_of_end(found, how.comes_to, why.strip())
        return stepped(acts, found, how, why)


def screen_out(acting: Acting, request: Request, reasons: str) -> PanelDecision:
    """Decline a request by clinical screening, with the reasons, and make both letters.

    Raises as every move does, and `CoequalError` for whoever opened who it is about.
    """
    with locked(acting, request, SCREEN) as (found, acts):
        require_judge(acts.person, found)
        return declined_by_one(acts, found, table.SCREEN_OUT, BY_SCREENING, reasons)


def declined_by_one(acting: Acting, found: Request, how: table.Move, by_way_of: str, reasons: str) -> PanelDecision:
    """A decision of one person not to fund a request, which is locked already, with both letters, and its move."""
    assert acting.person is not None
    if found.state not in how.leaves or not reasons.strip():
        stepped(acting, found, how, reasons)  # refuses, before anything is made
    made = PanelDecision(request=found, by_way_of=by_way_of, outcome=DECLINED, by=acting.person, reasons=reasons.strip())
    made.save()
    made.deciders.add(acting.person)
    make_letters(made)
    stepped(acting, found, how, reasons, to_asker=False)  # they read it in the letter
    return made


def send_elsewhere(acting: Acting, request: Request, to_whom: str, why: str) -> Step:
    """Send a request to the body that decides instead.

    Raises as every move does, for whoever may not judge it, and `CoequalError` where no body is named.
    """
    if not to_whom.strip() or not why.strip():
        raise CoequalError("Say which body decides on this, and why.")
    return _judged(acting, request, table.SEND_ELSEWHERE, f"{to_whom.strip()} decides on this. {why.strip()}", tell=True)


def develop(acting: Acting, request: Request, why: str) -> Step:
    """Take a request as a question about the policy, because several people need the same.

    Raises as every move does, and for whoever may not judge it.
    """
    return _judged(acting, request, table.DEVELOP, why, tell=True)
