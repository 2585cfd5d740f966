"""Signing a version off, or returning it: by somebody who wrote none of it."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permission import NotAllowed
from coequal.accounts.permissions import SIGN_EQUALITY
from coequal.accounts.trail import record
from coequal.assurance.equality.subject import Subject
from coequal.assurance.equality.writing import locked
from coequal.assurance.models import EqualityAssessment, EqualityOutcome, EqualityVersion
from coequal.assurance.register.changing import said
from coequal.errors import CoequalError

CHANGED = "It was changed since this version was submitted. Return the version, so that the assessment is looked at again."


def wrote(acting: Acting, assessment: EqualityAssessment) -> bool:
    """Whether somebody wrote any of it."""
    return acting.person is not None and assessment.writers.filter(pk=acting.person.pk).exists()


def in_the_way(acting: Acting, assessment: EqualityAssessment, subject: Subject | None) -> Iterator[str]:
    """What stands in the way of signing its latest version for somebody."""
    latest = assessment.versions.last()
    if wrote(acting, assessment):
        yield "You wrote some of it, so somebody else signs it off."
    if subject is None:
        yield f"The {assessment.kind} that it is about is not there any more."
    elif latest and latest.about != subject.digest:
        yield CHANGED


def sign_off(
    acting: Acting, version: EqualityVersion, subject: Subject | None, *, says: str, answers_for_it: str, review_due: date
) -> EqualityOutcome:
    """Sign it off: everybody can read it.

    Raises `CoequalError` with what stands in the way, and `NotAllowed` for whoever wrote some of it.
    """
    says = said(says, "Say why it can be relied on.")
    named = said(answers_for_it, "Name who answers for it, with their post. Everybody can read that.")
    if review_due <= timezone.localdate():
        raise CoequalError("Choose a later day on which it is looked at again.")
    told = EqualityOutcome(version=version, signed=True, says=says, answers_for_it=named, review_due=review_due)
    with locked(acting, version.assessment, SIGN_EQUALITY) as found:
        _check(acting, found, version)
        if stands := list(in_the_way(acting, found, subject)):
            raise CoequalError(" ".join(stands))
        return _came_to(acting, told, "signed off an assessment of equality and quality")


def send_back(acting: Acting, version: EqualityVersion, says: str) -> EqualityOutcome:
    """Return it with what has to change. Raises `CoequalError` without that."""
    says = said(says, "Say what has to change before it can be signed off.")
    with locked(acting, version.assessment, SIGN_EQUALITY) as found:
        _check(acting, found, version)
        told = EqualityOutcome(version=version, signed=False, says=says)
        return _came_to(acting, told, "returned an assessment of equality and quality")


def _check(acting: Acting, found: EqualityAssessment, version: EqualityVersion) -> None:
    if wrote(acting, found):
        raise NotAllowed("You wrote some of this assessment, so somebody else signs it off or returns it.")
    if found.versions.last() != version:
        raise CoequalError("There is a later version. Look at that one.")


def _came_to(acting: Acting, told: EqualityOutcome, did: str) -> EqualityOutcome:
    told.by = acting.person
    told.save()
    record(acting, did, told.version, detail={"digest": told.version.digest})
    return told
