"""The invented requests, played once through what people in their roles can do."""

from typing import Final

from django.utils import timezone

from coequal.errors import CoequalError
from coequal.referrals.approving.bound import Bound
from coequal.web.demonstration.asked.approvals import approvals
from coequal.web.demonstration.asked.cast import commissioner
from coequal.web.demonstration.asked.funding import funding
from coequal.web.demonstration.once import Example, make_once
from coequal.web.referring.binding import bound_on

_EXAMPLE: Final = "requests for one person"
_MODEL: Final = "exampleshire/assisted-conception"


def asked() -> str:
    """The invented requests. Those that are there stay as people left them."""
    try:
        bound = bound_on(_MODEL, timezone.localdate())
        bound.require_of(commissioner())
    except CoequalError:
        return "Invented requests: none, because no policy of Exampleshire is in force here."
    return f"Invented requests: {'made' if make_once(Example(_EXAMPLE, commissioner()), lambda: _played(bound)) else 'kept'}."


def _played(bound: Bound) -> None:
    approvals(bound)
    funding(bound)
