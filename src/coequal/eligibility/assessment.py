"""What an assessment says: statuses with their reasons, outcomes with amounts, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from coequal.eligibility.changes import Change
from coequal.eligibility.rules import Amounts
from coequal.eligibility.shown import html, markdown
from coequal.eligibility.what_if import WhatIf
from coequal.facts.case import Case
from coequal.facts.values import Value
from coequal.policies.model import Criterion, Policy, Treatment


@dataclass(frozen=True, slots=True, repr=False)
class Finding:
    """One criterion's status and the reason, a sentence. `facts` are those known that it rests on.

    `against` says of one that is not known that something known already speaks against it.
    """

    criterion: Criterion
    status: str
    reason: str
    facts: Mapping[str, Value]
    change: Change
    against: bool


@dataclass(frozen=True, slots=True)
class Entitlement:
    """One treatment's outcome, its amounts, and the facts that could still change the outcome, most useful first."""

    treatment: Treatment
    outcome: str
    amounts: Amounts
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the investigations needed before referral are done; what is lacking; after which day tests must be repeated."""

    ready: bool
    missing: tuple[str, ...]
    repeat_after: Mapping[str, date]


@dataclass(frozen=True, slots=True, repr=False)
class Elsewhere:
    """Another body decides."""

    commissioner: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadOtherwise:
    """Another reading of one criterion under which the outcome is different."""

    criterion: Criterion
    label: str
    outcome: str


@dataclass(frozen=True, slots=True, repr=False)
class Assessment:
    """What software computes about one case under one policy. It never decides."""

    policy: Policy
    case: Case
    outcome: str
    sought: Entitlement
    treatments: Mapping[str, Entitlement]
    criteria: Mapping[str, Finding]
    readiness: Readiness | None
    elsewhere: Elsewhere | None
    readings: tuple[ReadOtherwise, ...]
    assumptions: tuple[str, ...]
    single_blocker: str | None
    what_if: tuple[WhatIf, ...]

    def __repr__(self) -> str:
        """Short, since the whole holds a policy."""
        return f"<Assessment under {self.policy.id}@{self.policy.version}: {self.outcome}>"

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that could still change the outcome, most useful first."""
        return self.sought.missing

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from coequal.eligibility.notebook import grids  # noqa: PLC0415  # which says what an assessment comes to, and so needs it

        return html(grids(self))

    def _repr_markdown_(self) -> str:
        """The same where a notebook is written as Markdown."""
        from coequal.eligibility.notebook import grids  # noqa: PLC0415  # as above

        return markdown(grids(self))
