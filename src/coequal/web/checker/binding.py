"""The version of a policy that binds on a day, of those that stand on the shelf."""

from datetime import date
from functools import lru_cache

from coequal.policies.binding import Chosen, choose
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.web.shelf import Shelf, shelf


class _OnTheShelf(Library):
    """The library with its policies as the shelf holds them, read once."""

    def __init__(self, kept: Shelf) -> None:
        super().__init__(kept.library.folder)
        self.kept = kept
        self.organisations = kept.library.organisations

    def versions(self, name: str) -> list[Policy]:
        """Every version, as the shelf holds it. Raises `NotOnTheShelf`."""
        return list(self.kept.versions(name))


@lru_cache(maxsize=1)
def _on_the_shelf(kept: Shelf) -> _OnTheShelf:
    return _OnTheShelf(kept)


def binding(policy_id: str, referred: date | None, today: date) -> Chosen:
    """The version that binds a referral of a day, or of today, or else the latest; that is said. Raises `NotOnTheShelf`."""
    return choose(_on_the_shelf(shelf()), policy_id, lambda _policy: referred, today, or_latest=True)
