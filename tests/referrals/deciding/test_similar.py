"""How many patients ask for the same: found in the open, and not known where there is nothing to find it by."""

from typing import Any

import pytest

from coequal.accounts.models import Organisation
from coequal.referrals.deciding.similar import alike
from coequal.referrals.desk.interventions import name_intervention, put_under
from coequal.referrals.models import Identity, Request
from coequal.referrals.moves import states as at
from tests.referrals import making
from tests.referrals.deciding.sitting import officer

pytestmark = pytest.mark.django_db
NOTHING: dict[str, Any] = {"treatment": "", "unmet": []}


def asked(**values: Any) -> Request:
    """A request that is being screened."""
    return making.request(at.SCREENING, **values)


def named(request: Request, name: str) -> Request:
    """The request, under an intervention."""
    put_under(officer(), request, name_intervention(officer(), request.organisation, name))
    return Request.objects.get(pk=request.pk)


def test_without_an_intervention_it_is_the_same_treatment_of_the_same_service() -> None:
    """And where both name criteria that are not met, one of them in common; neither one that is being written, nor by others."""
    first = asked(unmet=["age", "bmi"])
    same = [asked(unmet=["bmi"]), asked(unmet=[])]
    asked(unmet=["smoking"])
    asked(treatment="iui", unmet=["bmi"])
    asked(service="surgery", unmet=["bmi"])
    making.request(at.WRITING, unmet=["bmi"])
    assert list(alike(first).rows) == same[::-1]
    assert list(alike(same[0]).rows) == [same[1], first]


def test_without_a_treatment_it_is_a_criterion_in_common() -> None:
    """The same service alone is not the same."""
    first = asked(treatment="", unmet=["bmi"])
    same = asked(treatment="", unmet=["bmi", "age"])
    asked(treatment="", unmet=["age"])
    asked(**NOTHING)
    found = alike(first)
    assert list(found.rows) == [same]
    assert "What 1 other request for the same service asks for is not known." in found.says


def test_with_nothing_to_find_it_by_it_is_not_known() -> None:
    """Which is not one: several may ask for the same, and an officer says what it asks for."""
    first, other = asked(**NOTHING), asked(**NOTHING)
    assert (alike(first).rows, alike(first).patients) == ((), None)
    assert "is not known" in alike(first).says
    first, other = named(first, "Later  cycles"), named(other, "later cycles")
    Identity.objects.update(mark="")  # otherwise both would be of one patient
    assert (alike(first).rows, alike(first).patients) == ((other,), 2)


def test_an_intervention_says_more_than_a_treatment() -> None:
    """The same intervention is the same whatever the treatment; under two interventions nothing is; where one stands under none, the rest says."""
    first, alike_by_name, apart = (named(asked(unmet=["bmi"]), name) for name in ("Later cycles", "later cycles", "Egg donation"))
    Request.objects.filter(pk=alike_by_name.pk).update(service="surgery", treatment="", unmet=[])
    loose = asked(unmet=["bmi"])
    assert list(alike(first).rows) == [loose, alike_by_name]
    assert list(alike(loose).rows) == [apart, first]


def test_two_requests_of_one_patient_count_once() -> None:
    """By the mark of the NHS number, so that nobody is opened; of whom there is none by the request."""
    first, second, third = (asked(unmet=["bmi"]) for _number in range(3))
    Identity.objects.update(mark="")
    assert alike(third).patients == 3
    Identity.objects.filter(request__in=[first, second]).update(mark="m" * 64)
    assert alike(third).patients == 2
    assert "2 patients asked for the same" in alike(third).says


def test_one_patient_is_said_to_be_one() -> None:
    """With what the rules say of several."""
    assert alike(asked(unmet=["bmi"])).says.startswith("No other patient asked for the same within 3 years")


def test_more_than_the_rules_allow_is_a_question_about_the_policy() -> None:
    """From how many on, the commissioner's rules say; where that was not found, it is said so."""
    several = [asked(unmet=["bmi"]) for _number in range(6)]
    Identity.objects.update(mark="")
    assert "look at it as a service development" in alike(several[0]).says
    place = Organisation.objects.create(code="10Q", name="Elsewhere", invented=True)
    assert "was not found in the commissioner" in alike(asked(unmet=["bmi"], organisation=place)).says
