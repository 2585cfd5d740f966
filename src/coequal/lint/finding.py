"""One fault or doubt in a policy, and the rule by which it was found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from coequal.errors import Place
from coequal.lint.subject import Subject

ERROR: Final = "error"  # the file needs mending before anyone relies on it
WARNING: Final = "warning"  # the policy as printed contradicts itself, or its owner must act
DOUBT: Final = "doubt"  # it may be read in several ways
SEVERITIES: Final = (ERROR, WARNING, DOUBT)

Spots = Iterator[tuple[Place, str]]  # where something is wrong, and the sentences that say what, why and what to do


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found at one place; `policy` is its id, None where that could not be read."""

    policy: str | None
    rule: str
    severity: str
    message: str
    place: Place


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding. `says` is a sentence: what it finds and why that matters."""

    name: str
    severity: str
    says: str
    find: Callable[[Subject], Spots]

    def findings(self, subject: Subject) -> list[Finding]:
        """What it finds in one policy."""
        return [Finding(subject.policy.id, self.name, self.severity, said, place) for place, said in self.find(subject)]
