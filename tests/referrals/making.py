"""Requests that are there for a test alone. Everybody in them is made up."""

from datetime import date
from typing import Any

from django.utils import timezone

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.models import Organisation
from coequal.accounts.roles import Role
from coequal.referrals.models import ClinicalCase, EqualityAnswers, Identity, Request, Step
from coequal.referrals.models.requests import FUNDING_REQUEST
from coequal.referrals.moves import states as at
from tests.web.signing import OWN, organisation, person

CLINIC = "EXF1"  # an invented clinic
POLICY = "exampleshire/assisted-conception"


def clinic() -> Organisation:
    """An invented clinic that asks."""
    made, _new = Organisation.objects.get_or_create(code=CLINIC, defaults={"name": "Exampleshire Clinic", "invented": True})
    return made


def acting(role: Role, *, at_: str = "", email: str = "") -> Acting:
    """Somebody in a role: a clinician of the clinic, everybody else of the commissioner."""
    place = at_ or (CLINIC if role is Role.CLINICIAN else OWN)
    clinic()
    who = person_acting(person(role, at=place, email=email or f"{role.replace(' ', '.')}@{place.casefold()}.example"))
    return who.acting_as(who.posts[0])


def request(state: str = at.SUBMITTED, kind: str = FUNDING_REQUEST, by: Acting | None = None, **values: Any) -> Request:
    """A request that stands in a state, with a person and a case, as if it had come there by steps."""
    asker = by or acting(Role.CLINICIAN)
    given = {"service": "assisted-conception", "treatment": "ivf", "referred_on": date(2026, 11, 2), **values}
    given.setdefault("organisation", organisation())
    given.setdefault("provider", clinic())
    now = timezone.now()
    sent = None if state == at.WRITING else now
    ended = now if state in at.ENDS else None
    made = Request.objects.create(kind=kind, state=state, made_by=asker.person, submitted=sent, ended=ended, **given)
    Identity.objects.create(
        request=made, name="Wilhelmina Example", nhs_number="9990000018", date_of_birth="1990-03-04", address="1 Sample Street"
    )
    EqualityAnswers.objects.create(request=made, answers={"ethnic group": "not said"})
    ClinicalCase.objects.create(request=made, facts={"patient BMI": "31"}, statements={"different": "The scar tissue is rare."})
    if state != at.WRITING:
        Step(request=made, kind="submitted", left=at.WRITING, came_to=state, by=asker.person, at=now, says="").save()
    return made


def kept(of: Request | None = None, **values: Any) -> None:
    """Keep something in the clinical case of a request; without one, of every request that is there."""
    for case in ClinicalCase.objects.filter(request=of) if of else ClinicalCase.objects.all():
        for name, value in values.items():
            setattr(case, name, value)
        case.save()
