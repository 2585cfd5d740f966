"""What the addresses name: a request as its commissioner has it, and as those have it who asked."""

from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from coequal.accounts.models import Organisation
from coequal.referrals.keeping.disposing import is_over
from coequal.referrals.models import Request
from coequal.referrals.moves.sides import Asked, owner
from coequal.referrals.moves.states import WRITING


def request_at(reference: str) -> Request:
    """The request of a reference, as its commissioner has it. Raises `Http404` also while it is being written."""
    found = _any_at(reference)
    if found.state == WRITING:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Kept:
    """A request as something that is kept: it belongs to whoever answers for that."""

    request: Request

    @property
    def organisation(self) -> Organisation:
        """The commissioner, or of a draft the clinic."""
        return owner(self.request)

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.request.state


def kept_at(reference: str) -> Kept:
    """The request of a reference, also one that was never submitted once it has been kept long enough. Raises `Http404`."""
    found = _any_at(reference)
    if found.state == WRITING and not is_over(found, timezone.localdate()):
        raise Http404
    return Kept(found)


def _any_at(reference: str) -> Request:
    related = Request.objects.select_related("organisation", "provider", "made_by", "intervention", "rules", "officer")
    found = related.filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def asked_at(reference: str) -> Asked:
    """The request of a reference, as those have it who asked. Raises `Http404`."""
    related = Request.objects.select_related("organisation", "provider", "made_by", "intervention", "rules")
    found = related.filter(reference=reference).first()
    if found is None:
        raise Http404
    return Asked(found)
