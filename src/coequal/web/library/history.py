"""How a policy changed from version to version."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from coequal.policies.difference import Difference, difference
from coequal.policies.model import Policy
from coequal.web.shelf import Shelf, of_the_shelf, shelf


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a criterion in a version: it was `added`, `changed` or `removed` there."""

    version: str
    how: str


@of_the_shelf(256)
def changes(held: Shelf, policy_id: str, old: str, new: str) -> Difference:
    """What two versions of a policy say differently; worked out once. Raises `NotOnTheShelf`."""
    return difference(held.policy(policy_id, old), held.policy(policy_id, new), held.library.area)


def history(policy: Policy) -> Mapping[str, tuple[Step, ...]]:
    """Of each criterion of a policy the versions in which something became of it, the oldest first."""
    found: dict[str, list[Step]] = {}
    versions = shelf().versions(policy.id)
    for criterion in versions[0].criteria if len(versions) > 1 else ():
        found[criterion.id] = [Step(versions[0].version, "there")]
    for old, new in pairwise(versions):
        for changed in changes(policy.id, old.version, new.version).criteria:
            found.setdefault(changed.id, []).append(Step(new.version, changed.how))
    return {name: tuple(steps) for name, steps in found.items()}
