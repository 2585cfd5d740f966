"""People and requests after a decision, which are there for a test alone."""

from coequal.accounts.acting import Acting
from coequal.accounts.roles import Role
from coequal.referrals.deciding import letters
from coequal.referrals.models import Letter, Request
from coequal.referrals.models.deciding import DECLINED
from tests.referrals import making
from tests.referrals.deciding.sitting import decided, officer, sitting


def asker() -> Acting:
    """The clinician who asked."""
    return making.acting(Role.CLINICIAN)


def governance() -> Acting:
    """Somebody of governance, who decided nothing."""
    return making.acting(Role.GOVERNANCE)


def now(request: Request) -> Request:
    """The request as it is kept."""
    return Request.objects.get(pk=request.pk)


def send_all(request: Request) -> None:
    """Send every letter about a request that is still to be sent."""
    for letter in Letter.objects.filter(request=request, sent=None):
        letters.send(officer(), letter, "by post")


def declined(*, sent: bool = True) -> Request:
    """A request that a panel declined, of which both letters were sent."""
    item = sitting()
    decided(item, DECLINED)
    if sent:
        send_all(item.request)
    return now(item.request)
