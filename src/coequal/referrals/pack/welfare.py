"""The stop: once a concern for somebody's safety was disclosed, people talk first, and nothing of a referral goes anywhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from coequal.criteria.syntax import names
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.told import welfare_stop
from coequal.errors import CoequalError
from coequal.policies.model import Criterion, Policy

SAFEGUARDING: Final = "safeguarding"  # the sensitivity of a fact about somebody's safety
# A policy that nobody wrote such words for is no reason to go on.
_NO_WORDS: Final = "Do not refer. Contact whoever answers for safeguarding in the area, local children's services, or both."


@dataclass(frozen=True, slots=True)
class Stop:
    """Whom to contact instead, in the policy's words; nothing of what was disclosed."""

    instead: str


class WelfareStop(CoequalError):
    """Nothing of a referral is given out, since people must talk first."""

    def __init__(self, stop: Stop) -> None:
        """Say whom to contact instead, and nothing else."""
        super().__init__(f"Nothing of this referral is made or given out here. {stop.instead}")
        self.stop = stop


def stop_of(assessment: Assessment) -> Stop | None:
    """The stop, where a person must judge a concern, or where one was disclosed that the treatment sought does not hang on."""
    found = welfare_stop(assessment)
    if found is None and not _disclosed(assessment):
        return None
    return Stop((found and found.criterion.otherwise) or instead(assessment.policy))


def require_no_stop(assessment: Assessment) -> None:
    """Whatever gives out something of an assessment asks this first. Raises `WelfareStop` where there is a stop."""
    if stop := stop_of(assessment):
        raise WelfareStop(stop)


def _disclosed(assessment: Assessment) -> bool:
    """Whether a fact about somebody's safety is known to be so, whether or not the policy looks at it."""
    facts, case = assessment.policy.vocabulary.dictionary.facts, assessment.case
    return any(facts[name].sensitivity == SAFEGUARDING and case.value(name) is True for name in case.facts)


def instead(policy: Policy) -> str:
    """What a policy says happens next where a concern is disclosed: the first of its criteria that looks at one and says so."""
    return next(_says(policy), _NO_WORDS)


def _says(policy: Policy) -> Iterator[str]:
    yield from (one.otherwise for one in policy.criteria if one.otherwise and is_about_safety(one, policy))


def is_about_safety(criterion: Criterion, policy: Policy) -> bool:
    """Whether a criterion looks at a concern for somebody's safety."""
    facts = policy.vocabulary.dictionary.facts
    looked_at = frozenset().union(*(names(node) for node in (criterion.applies_when, criterion.condition) if node is not None))
    return any(facts[name].sensitivity == SAFEGUARDING for name in looked_at)
