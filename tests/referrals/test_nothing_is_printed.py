"""What holds something of a person shows nothing of it where it is printed by mistake."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.eligibility.rules import Rules
from coequal.eligibility.windows import Windows
from coequal.facts.case import Case, Known
from coequal.policies.model import Criterion, Policy
from coequal.referrals.approving import submitting
from coequal.referrals.approving.answering import Granting
from coequal.referrals.models import Identity
from coequal.referrals.pack.lacking import lacking
from coequal.referrals.pack.making import pack_of
from coequal.referrals.personal.same import naming
from coequal.referrals.requesting.beginning import Beginning
from coequal.referrals.requesting.consent import Told
from coequal.referrals.routing.way import way_of
from coequal.referrals.rules.reading import shipped
from coequal.referrals.seeing.nameless import nameless
from coequal.web.governing.pages import Look
from coequal.web.referring.pages import Opened, TimelineStep
from tests.referrals.approving import building
from tests.referrals.making import acting, clinic
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db
BMI, BORN = "28.73", date(1987, 5, 17)
TELLING = (BMI, "1987", "17 May", "16 May", "18 May", building.NAME, "9990000018", "999 000 0018", "Sample Street")
_RAW = (Case, Known)  # what facts are kept in while they are worked on, which examples and hunts have to print
_OPEN = (Policy, Criterion, Rules, models.Model)


def parts(held: Any) -> Iterator[Any]:
    """Everything that something is made of which is printed by itself."""
    if isinstance(held, _OPEN + _RAW):
        return
    if is_dataclass(held) and not isinstance(held, type):
        yield held
        for field in fields(held):
            yield from parts(getattr(held, field.name))
    elif isinstance(held, tuple | list | frozenset):
        for one in held:
            yield from parts(one)
    elif isinstance(held, dict):
        yield from parts(list(held.values()))


def things(changes: dict[str, Any]) -> Iterator[Any]:
    """What is made of one request on its way: assessed, packed, sent, answered."""
    bound = building.bound()
    facts = {"patient BMI": BMI, "patient date of birth": BORN.isoformat(), **changes}
    made = building.begun(facts, who=replace(building.WHO, born=BORN))
    identity = Identity.objects.get(request=made)
    case = bound.read(made.clinical.facts)
    assessment = bound.assess(case)
    how = submitting.ready(made, bound, identity, made.clinical.facts, timezone.localdate())
    referred = submitting.referred(identity)
    yield from (assessment, nameless(assessment), how, lacking(assessment), referred, Opened(made, bound, case, identity))
    yield way_of(assessment, patients_like_this=1, rules=shipped()["EXA1"])
    yield Windows(bound.rules, case, bound.area).of([0])
    if not lacking(assessment) and assessment.outcome == "eligible":
        yield pack_of(bound.rules, assessment, timezone.localdate(), referred=referred, referrer=submitting.referrer(made))
    yield list(naming(["9990000018"]))
    yield Beginning("Q-AAAA-AAAA", clinic(), organisation(), "fertility", building.REFERRED, facts=made.clinical.facts)
    says = f"{building.NAME}, born 17 May 1987, {BMI}"
    yield Granting(says, {"cycles": 1}, date(2027, 1, 1), says)
    yield Told(says, timezone.localdate(), "in person")
    yield Look("Look", "Do it", [("Name", says)], [], "")
    yield TimelineStep("today", "Sent", (says,))
    yield acting(Role.CLINICIAN)


@pytest.mark.parametrize(
    "changes",
    [{}, {"patient smokes": True}, {"treatment start date": None}, {"patient living children": 1}],
    ids=["complete", "not eligible", "not known", "not eligible either"],
)
def test_nothing_of_a_person_is_printed(changes: dict[str, Any]) -> None:
    """Of no object, nor of any that it is made of."""
    found = [one for thing in things(changes) for one in (thing, *parts(thing)) if not isinstance(one, _RAW)]
    assert len(found) > 60
    for one in found:
        printed = re.sub(r" at 0x[0-9a-f]+", "", repr(one))  # where it lies in memory may have any digits
        for told in TELLING:
            assert told not in printed, type(one)


def test_this_would_find_what_is_printed() -> None:
    """A fact by itself prints its value, so that it stands in nothing that is printed."""
    assert BMI in repr(Known(BMI))
    assert "1987" in repr(Case({"patient date of birth": Known(BORN + timedelta(1))}))
