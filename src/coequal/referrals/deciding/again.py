"""Looking at a decision again on new evidence: by people who did not decide before."""

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import ASK_AGAIN, SCREEN
from coequal.referrals.deciding.judges import require_judge
from coequal.referrals.deciding.screening import declined_by_one
from coequal.referrals.models import PanelDecision, Request, Step
from coequal.referrals.models.deciding import BY_OFFICER
from coequal.referrals.moves.moving import locked, stepped
from coequal.referrals.moves.table import ASK_RECONSIDERATION, NOTHING_NEW, RECONSIDER
from coequal.referrals.requesting.identifiers import require_names_nobody
from coequal.referrals.requesting.submitting import keep_answer


def ask_reconsideration(acting: Acting, request: Request, new_evidence: str) -> Step:
    """Ask for a declined request to be looked at again; what is new goes into the case, where the next panel reads it.

    Raises as every move does, also before the letter about the decision was sent, and `CoequalError` for a text that may say who
    the patient is.
    """
    with locked(acting, request, ASK_AGAIN) as (found, acts):
        require_names_nobody(found, new_evidence)
        step = stepped(acts, found, ASK_RECONSIDERATION, new_evidence)
        keep_answer(found, new_evidence)
    return step


def take_up(acting: Acting, request: Request, why: str) -> Step:
    """Find new evidence, so that other people look at the request. Raises `CoequalError` for whoever decided before."""
    with locked(acting, request, SCREEN) as (found, acts):
        require_judge(acts.person, found)
        return stepped(acts, found, RECONSIDER, why)


def nothing_new(acting: Acting, request: Request, reasons: str) -> PanelDecision:
    """Find no new evidence: the decision before stays, which letters tell. Raises `CoequalError` for whoever decided it."""
    with locked(acting, request, SCREEN) as (found, acts):
        require_judge(acts.person, found)
        return declined_by_one(acts, found, NOTHING_NEW, BY_OFFICER, reasons)
