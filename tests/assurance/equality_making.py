"""Assessments of equality and quality that are there for a test alone."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.roles import Role
from coequal.assurance.equality import writing
from coequal.assurance.equality.answers import NEGATIVE, NONE, SOURCE, Answer, Evidence
from coequal.assurance.equality.matters import AIMS, ASPECTS
from coequal.assurance.equality.signing import sign_off
from coequal.assurance.equality.subject import OPTION, Subject
from coequal.assurance.impact.steps import Risk
from coequal.assurance.models import EqualityAssessment, EqualityOutcome, EqualityVersion
from tests.assurance.making import acting
from tests.web.signing import OWN, organisation

SHOWS = Evidence(SOURCE, "Census of Exampleshire (invented)", "One in ten.", on="21 March 2021")
WORSE = Answer(NEGATIVE, "They wait longer.", True, "They are called first.", "Head of access", "2030-01-31", NONE)
SAFE = Risk("Nothing could.", "remote", "minimal", "", "remote", "minimal")


def subject(key: str = "O-2222-2222", at: str = OWN, digest: str = "sha256:1", **values: Any) -> Subject:
    """An option as the layers above would name it."""
    given = {"title": "Two cycles", "public": True, **values}
    return Subject(organisation(at), OPTION, key, given["title"], digest, given["public"])


def writer() -> Acting:
    """A policy manager."""
    return acting(Role.POLICY_MANAGER)


def signer() -> Acting:
    """Somebody of governance."""
    return acting(Role.GOVERNANCE)


def begun(of: Subject | None = None) -> EqualityAssessment:
    """An assessment in which nothing is written."""
    return writing.begin(writer(), of or subject())


def fresh(of: EqualityAssessment) -> EqualityAssessment:
    """The same as it is kept now."""
    return EqualityAssessment.objects.get(pk=of.pk)


def whole(of: EqualityAssessment | None = None, by: Acting | None = None, told: Answer = WORSE) -> EqualityAssessment:
    """One in which every piece is written."""
    found, who = fresh(of or begun()), by or writer()
    for group in writing.answers_of(found):
        if not writing.answers_of(fresh(found))[group].evidence:
            writing.add_evidence(who, found, fresh(found).mark, group, SHOWS)
        writing.answer(who, found, fresh(found).mark, group, told)
    writing.write(who, found, fresh(found).mark, {one.key: "It does." for one in AIMS})
    for aspect in ASPECTS:
        writing.weigh(who, found, fresh(found).mark, aspect.key, SAFE)
    return fresh(found)


def submitted(of: Subject | None = None, told: Answer = WORSE) -> EqualityVersion:
    """A version that waits for sign-off."""
    about = of or subject()
    found = whole(begun(about), told=told)
    return writing.submit(writer(), found, found.mark, about)


def signed(of: Subject | None = None, told: Answer = WORSE) -> EqualityOutcome:
    """One that was signed off."""
    about = of or subject()
    due = timezone.localdate() + timedelta(200)
    return sign_off(
        signer(), submitted(about, told), about, says="It is sound.", answers_for_it="Gwen Mock, director", review_due=due
    )
