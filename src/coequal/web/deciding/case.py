"""The case of a request with the text by which it is bound, as the shelf holds it."""

from coequal.accounts.acting import Acting
from coequal.errors import CoequalError
from coequal.policies.model import Policy
from coequal.referrals.approving.bound import Bound
from coequal.referrals.deciding import case
from coequal.referrals.deciding.case import CaseRead
from coequal.referrals.models import Request
from coequal.web.referring.binding import bound_of
from coequal.web.shelf import NotOnTheShelf, shelf


def policy_of(request: Request) -> Policy | None:
    """The version that a request is held against; None where there is none, or none on the shelf."""
    try:
        return shelf().policy(request.policy, request.version) if request.policy else None
    except NotOnTheShelf:
        return None


def bound_or_none(request: Request) -> Bound | None:
    """The very text that binds a request; None where it is not here, or another one stands under its name."""
    try:
        return bound_of(request) if request.policy else None
    except CoequalError:
        return None


def opened(acting: Acting, request: Request, purpose: str) -> CaseRead:
    """The case of a request; that it was opened is put on record. Raises `NotAllowed`."""
    return case.opened(acting, request, bound_or_none, purpose)
