"""Whether waiting is enough: what is not met now, and what else would no longer be met by then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coequal.eligibility.assessment import Assessment, Finding
from coequal.eligibility.moving import Moving
from coequal.eligibility.outcome import MET, NOT_MET
from coequal.eligibility.rules import Rules


@dataclass(frozen=True, slots=True, repr=False)
class Waiting:
    """The day until which to wait, and the criteria that would no longer be met by then, in the policy's order."""

    until: date
    lost: tuple[Finding, ...]


def waiting(rules: Rules, assessment: Assessment, unmet: Sequence[Finding]) -> Waiting | None:
    """What waiting comes to for criteria that waiting alone makes met; None where none of them hangs on time."""
    hanging = [finding for finding in unmet if finding.change.since is not None]
    if not hanging:
        return None
    moving, findings = Moving(rules, assessment.case), list(assessment.criteria.values())
    wait, until = max(_wait(rules, moving, findings.index(finding), finding) for finding in hanging)
    statuses = rules.statuses(rules.values(moving.after(wait)))
    sought = assessment.sought.treatment.id
    places = next(own.places for own in rules.governing if own.treatment.id == sought)
    now_unmet = [findings[place] for place in places if statuses[place] == NOT_MET]
    lost = (finding for finding in now_unmet if finding.status != NOT_MET or finding in hanging)  # met for a time, and lost again
    return Waiting(until, tuple(lost))


def _wait(rules: Rules, moving: Moving, place: int, finding: Finding) -> tuple[timedelta, date]:
    """How long to wait until a criterion is met, and until which day of referral, or of treatment, that is."""
    until = finding.change.since
    assert until is not None
    waits = sorted(until - day for day in moving.dates.values() if day < until)
    return next((wait, until) for wait in waits if rules.statuses(rules.values(moving.after(wait)))[place] == MET)
