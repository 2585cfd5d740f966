"""Whether a request that its clinician calls urgent is urgent: somebody of the commissioner says so, or why it is not."""

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import SCREEN
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.referrals.deciding.due import due_of
from coequal.referrals.models import Request, Urgency
from coequal.referrals.moves.moving import locked
from coequal.referrals.requesting.identifiers import require_names_nobody


def is_to_confirm(request: Request) -> bool:
    """Whether the clinician calls it urgent and nobody has agreed yet. Until somebody denies it, its clock is the urgent one."""
    return request.urgent and not request.urgencies.filter(is_urgent=True).exists()


def find(acting: Acting, request: Request, why: str = "", *, is_urgent: bool) -> Urgency:
    """Find a request urgent, or say why it is not: then its time runs by the limit of every other request, from the same day.

    Raises `NotAllowed`, and `CoequalError` where its clinician does not call it urgent, where it was confirmed already, and
    for a no without why or with words that may say who the patient is.
    """
    with locked(acting, request, SCREEN) as (found, acts):
        if not is_to_confirm(found):
            raise CoequalError(f"Whether {found.reference} is urgent is not to be said now. Look at it again.")
        if not is_urgent and not why.strip():
            raise CoequalError("Say why it is not urgent. The clinician who asked reads it.")
        require_names_nobody(found, why)
        assert acts.person is not None  # no software has the role
        made = Urgency(request=found, is_urgent=is_urgent, why=why.strip(), by=acts.person)
        made.save()
        found.urgent = is_urgent
        found.due = due_of(found)
        found.save(update_fields=["urgent", "due"])
        record(acts, "said whether a request is urgent", found, detail={"urgent": is_urgent})
    return made


def require_confirmed(request: Request) -> None:
    """Nothing, where nobody has to say any more whether a request is urgent. Raises `CoequalError`."""
    if is_to_confirm(request):
        raise CoequalError(f"The clinician calls {request.reference} urgent. Say first whether it is, or why it is not.")
