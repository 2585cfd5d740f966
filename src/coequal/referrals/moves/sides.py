"""The two sides of a request: those who ask, and those who deal with it. A permission is held for one of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coequal.accounts.models import Organisation
from coequal.referrals.models import Request
from coequal.referrals.moves.telling import DECIDED, being_written

if TYPE_CHECKING:
    from coequal.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as those see it who asked: it belongs to the provider, and what was decided shows once its letter was sent."""

    request: Request

    @property
    def organisation(self) -> Organisation:
        """The provider."""
        return self.request.provider

    @property
    def state(self) -> str:
        """Where it stands, as far as they were told."""
        return DECIDED if being_written(self.request) else self.request.state

    @property
    def made_by(self) -> "Person":
        """Who asked."""
        return self.request.made_by

    @property
    def reference(self) -> str:
        """Its reference."""
        return self.request.reference


def is_draft(request: Request) -> bool:
    """Whether a request was never submitted: it is the clinic's alone, also once it was withdrawn."""
    return request.submitted is None


def owner(request: Request) -> Organisation:
    """Who answers for how long a request is kept: the commissioner to whom it was submitted, and of a draft the clinic."""
    return request.provider if is_draft(request) else request.organisation
