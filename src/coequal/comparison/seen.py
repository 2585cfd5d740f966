"""A policy as far as it was seen: the mildest that it can be, whatever its unseen part says.

Under a policy that is not whole nobody is eligible. What is eligible here is refused by nothing that was seen, so
whoever shows it says beside it that the unseen part could refuse people whom the seen part does not.
"""

from dataclasses import replace

from coequal.eligibility.outcome import DECIDING
from coequal.policies.model import NOT_SEEN, Criterion, Policy, Treatment


def is_seen(criterion: Criterion) -> bool:
    """Whether a criterion stands in the policy and what it asks for was found."""
    return criterion.kind != NOT_SEEN and criterion.found


def is_whole(policy: Policy, treatment: Treatment | None = None) -> bool:
    """Whether nothing that could touch the outcome of a treatment, or of any, is unseen."""
    unseen = {criterion.id for criterion in policy.criteria if not is_seen(criterion)}
    instead = {name for criterion in policy.criteria if criterion.id in unseen for name in criterion.overrides}
    governing = (one for one in policy.criteria if treatment is None or treatment.id in one.treatments)
    return not any(one.id in unseen | instead or unseen.intersection(one.overrides) for one in governing)


def has_seen(policy: Policy) -> bool:
    """Whether some criterion that decides has been seen and stands, or nothing of a policy is unseen."""
    return is_whole(policy) or any(one.kind in DECIDING for one in as_seen(policy).criteria)


def as_seen(policy: Policy) -> Policy:
    """The same policy without what was not seen or not found, and without what that would decide instead of.

    The policy itself where it is whole.
    """
    if is_whole(policy):
        return policy
    unseen = [criterion for criterion in policy.criteria if not is_seen(criterion)]
    without = {name for criterion in unseen for name in (criterion.id, *criterion.overrides)}
    kept = (criterion for criterion in policy.criteria if criterion.id not in without)
    criteria = (replace(one, overrides=tuple(name for name in one.overrides if name not in without)) for one in kept)
    return replace(policy, criteria=tuple(criteria))
