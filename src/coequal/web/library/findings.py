"""What lint finds in a policy, kept for the day."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from coequal.lint.finding import DOUBT, ERROR, WARNING
from coequal.lint.lint import lint
from coequal.policies.model import Policy, clauses
from coequal.web.shelf import Shelf, of_the_shelf, shelf

MEANS = {
    ERROR: "A fault in our file that needs mending.",
    WARNING: "Something that the policy’s owner must put right or confirm.",
    DOUBT: "Something that may be read in several ways.",
}
# How sentences begin that tell an editor what to do.
_ADVICE: Final = re.compile(
    r"(?<=[.:;] )(?:Add|Ask|Correct|Find|Give|Leave|Look|Make|Name|Put|Say|Take|A slip shows|The reading says how it is taken)\b"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding: how grave it is, what was found, what its editors can do, and the criterion that it is about, if there is one."""

    severity: str
    says: str
    advice: str
    clause: str
    criterion: str | None


def findings(policy: Policy) -> tuple[Shown, ...]:
    """The faults and doubts that software finds in a version today."""
    return _kept(policy.id, policy.version, shelf().today())


def parted(message: str) -> tuple[str, str]:
    """What was found, for everybody, and from the first sentence that tells somebody to do something on, what editors can do."""
    advice = _ADVICE.search(message)
    return (message[: advice.start()].strip(), message[advice.start() :].strip()) if advice else (message, "")


@of_the_shelf(512)
def _kept(held: Shelf, policy_id: str, version: str, today: date) -> tuple[Shown, ...]:
    policy = held.policy(policy_id, version)
    by_clause = {criterion.clause: criterion.id for criterion in reversed(policy.criteria)}  # of several with one clause the first
    return tuple(
        Shown(
            finding.severity,
            *parted(finding.message),
            clauses(finding.place.clause) if finding.place.clause else "",
            by_clause.get(finding.place.clause) if finding.place.clause else None,
        )
        for finding in lint(policy, held.library, today)
    )
