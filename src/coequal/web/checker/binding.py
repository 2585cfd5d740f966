"""The version of a policy that binds on a day, of those that stand on the shelf."""

from datetime import date

from coequal.policies.binding import Chosen, choose
from coequal.web.shelf import shelf


def binding(policy_id: str, referred: date | None, today: date) -> Chosen:
    """The version that binds a referral of a day, or of today, or else the latest; that is said. Raises `NotOnTheShelf`."""
    return choose(shelf().shelved, policy_id, lambda _policy: referred, today, or_latest=True)
