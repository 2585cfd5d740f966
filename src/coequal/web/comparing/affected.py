"""How many made-up people fare better or worse when one policy takes the place of another."""

from dataclasses import dataclass, replace

from coequal.comparison.counted import AS_SEEN
from coequal.comparison.counted_page import telling
from coequal.comparison.counted_sums import BETTER_UNDER_A, BETTER_UNDER_B, OPEN, SUMS
from coequal.comparison.seen import has_seen
from coequal.errors import CoequalError
from coequal.policies.model import Policy
from coequal.populations.publishing import say_count, share
from coequal.web.comparing.pairs import Data, pair

Count = int | str  # `*` stands for 1 to 7


@dataclass(frozen=True, slots=True)
class Affected:
    """Of `people`, who are all made up, how many fare better under the new policy, and how many under the old.

    Of `untold` it cannot be told, and where that is everybody, `because` says why.
    `as_seen` says that one policy was seen only in part, so that what was seen is compared.
    """

    people: Count
    gain: Count
    lose: Count
    untold: Count
    as_seen: bool
    because: str = "too little of them has been seen"

    @property
    def says(self) -> str:
        """All of it in a sentence or two."""
        if self.untold == self.people:
            everybody = f"the {say_count(self.people)} made-up couples and single women"
            return f"For none of {everybody} can it be told who gains or loses, because {self.because}."
        seen = "As far as both versions have been seen, of" if self.as_seen else "Of"
        return (
            f"{seen} {say_count(self.people)} made-up couples and single women, {self._said(self.gain)} would fare better under "
            f"the new version, and {self._said(self.lose)} worse. For {self._said(self.untold)} it cannot be told."
        )

    def _said(self, count: Count) -> str:
        if isinstance(count, str):
            return "a number that is not shown (a small count is part of it)"
        return f"{count:,} ({share(count, self.people)})" if count else "none"


def people_affected(old: Policy, new: Policy) -> Affected | None:
    """Whom a change reaches; None where the service has no made-up people, or the two cannot be compared."""
    try:
        data = pair(old, new)
    except CoequalError:
        return None
    return affected_in(data, has_seen(old), has_seen(new)) if "people" in data else None


def affected_in(data: Data, seen_old: bool, seen_new: bool) -> Affected:
    """The same from what was shown of two policies, `a` being the old one; and whether any rules of each have been seen."""
    found = affected(data)
    unseen = [name for name, seen in (("earlier", seen_old), ("later", seen_new)) if not seen]
    if not unseen:
        return found
    versions = "either version" if len(unseen) == 2 else f"the {unseen[0]} version"
    return replace(found, because=f"we have seen no rules of {versions}")


def affected(data: Data) -> Affected:
    """The counts in what was shown of two policies."""
    people, kind = data["people"], telling(data)[-1]
    sums = people[SUMS][kind]
    as_seen = kind == AS_SEEN
    return Affected(people["people"], sums[BETTER_UNDER_B], sums[BETTER_UNDER_A], sums[OPEN], as_seen=as_seen)
