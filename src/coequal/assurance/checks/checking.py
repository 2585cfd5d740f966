"""Checking that a use of personal data still complies; what was found is followed up until it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import CHECK_USE, FOLLOW_UP
from coequal.accounts.trail import record
from coequal.assurance.checks.points import POINTS
from coequal.assurance.models import CheckFinding, ComplianceCheck, DataUse, FollowUp
from coequal.assurance.register.changing import locked, said
from coequal.errors import CoequalError

ANSWERS: Final = ("yes", "no", "not known")
EVERY: Final = timedelta(365)  # after which a use is checked again


@dataclass(frozen=True, slots=True)
class Found:
    """Something that is not as it should be: what, what is recommended, by when, and who does it."""

    says: str
    recommends: str
    due: date
    to_do_by: str


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells of a check: the day, the points, a word on them all, and to which director it is reported."""

    on: date
    points: Mapping[str, str]
    says: str
    director: str


def check(acting: Acting, use: DataUse, told: Told, found: Sequence[Found]) -> ComplianceCheck:
    """A check with its findings; the same sent twice is one.

    Raises `CoequalError` where a point is not answered, one is not met and nothing was found, or a finding is not whole.
    """
    director = said(told.director, "Name the director to whom it is reported.")
    if told.on > timezone.localdate():
        raise CoequalError("The day must not be in the future.")
    if set(told.points) != set(POINTS) or any(answer not in ANSWERS for answer in told.points.values()):
        raise CoequalError("Answer each point: yes, no, or not known.")
    if "no" in told.points.values() and not found:
        raise CoequalError("A point is not met, so say what was found, and what you recommend.")
    with locked(acting, use, CHECK_USE) as held:
        last = held.checks.order_by("pk").last()
        if last and _is_same(acting, last, told, found):
            return last
        made = ComplianceCheck(
            use=held, on=told.on, points=dict(told.points), says=told.says.strip(), director=director, by=acting.person
        )
        made.save()
        for one in found:
            CheckFinding(
                found_by=made,
                says=said(one.says, "Say what was found."),
                recommends=said(one.recommends, "Say what you recommend."),
                to_do_by=said(one.to_do_by, "Name who does what is recommended."),
                due=one.due,
                by=acting.person,
            ).save()
        record(acting, "checked whether a use of personal data complies", made, detail={"findings": len(found)})
    return made


def _is_same(acting: Acting, last: ComplianceCheck, told: Told, found: Sequence[Found]) -> bool:
    """Whether a check is what somebody tells now."""
    kept = [Found(one.says, one.recommends, one.due, one.to_do_by) for one in last.findings.all()]
    given = [Found(one.says.strip(), one.recommends.strip(), one.due, one.to_do_by.strip()) for one in found]
    before = (last.by, last.on, last.points, last.says, last.director, kept)
    return before == (acting.person, told.on, dict(told.points), told.says.strip(), told.director.strip(), given)


def follow_up(acting: Acting, finding: CheckFinding, stands: str, says: str) -> None:
    """What became of a finding; the same sent twice is one. Raises `CoequalError` where it is not said, or it is done already."""
    says = said(says, "Say what was done, or why not.")
    if stands not in FollowUp.KINDS:
        raise CoequalError(f"Choose how it stands: {', '.join(FollowUp.KINDS)}.")
    with locked(acting, finding.found_by.use, FOLLOW_UP):
        last = finding.follow_ups.last()
        if last and (last.by, last.stands, last.says) == (acting.person, stands, says):
            return
        if finding.stands == FollowUp.DONE:
            raise CoequalError("It is done already. If it came up again, make a new check.")
        FollowUp(finding=finding, stands=stands, says=says, by=acting.person).save()
        record(acting, "recorded what became of a finding of a check", finding.found_by, detail={"stands": stands})


def next_check(use: DataUse) -> date:
    """The day by which it is to be checked: a year after the last check or, where there was none, after it was entered."""
    last = use.checks.last()
    return (last.on if last else timezone.localdate(use.made)) + EVERY
