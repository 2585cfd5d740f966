"""How much the library holds, as figures: what is real, and how much of it was seen."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from coequal.comparison.lottery.areas import YARDSTICK
from coequal.policies.model import COMPLETENESS, Policy
from coequal.policies.standing import invented
from coequal.web.shelf import Shelf, of_the_shelf


@dataclass(frozen=True, slots=True)
class Service:
    """One service: how many versions of real policies are held of it, by how much of each was seen."""

    id: str
    title: str
    counts: tuple[int, ...]  # in the order of `COMPLETENESS`


@dataclass(frozen=True, slots=True)
class Held:
    """Versions of real policies, by service; of how many areas; which were seen whole; and what is set apart from them."""

    services: tuple[Service, ...]
    areas: int
    whole: tuple[Policy, ...]
    invented: int
    guidelines: int

    @property
    def totals(self) -> tuple[int, ...]:
        """The versions of real policies, by how much of each was seen."""
        return tuple(map(sum, zip(*(service.counts for service in self.services), strict=True)))

    @property
    def places_of_whole(self) -> tuple[str, ...]:
        """The areas of the policies that were seen whole."""
        return tuple(dict.fromkeys(policy.area for policy in self.whole))


def count(open_shelf: Shelf) -> Held:
    """What a library holds."""
    every = [policy for versions in open_shelf.policies.values() for policy in versions]
    guidelines = [policy for policy in every if _area(policy) == YARDSTICK]
    real = [policy for policy in every if not invented(policy) and policy not in guidelines]
    services = (
        Service(name, title, _by_completeness(policy for policy in real if policy.service == name))
        for name, title in open_shelf.services.items()
    )
    whole = tuple(policy for policy in real if policy.completeness == COMPLETENESS[0])
    made_up = sum(map(invented, every))
    return Held(tuple(services), len(set(map(_area, real))), whole, made_up, len(guidelines))


held: Final = of_the_shelf()(count)


def _area(policy: Policy) -> str:
    return policy.id.partition("/")[0]


def _by_completeness(policies: Iterable[Policy]) -> tuple[int, ...]:
    counted = Counter(policy.completeness for policy in policies)
    return tuple(counted[how] for how in COMPLETENESS)
