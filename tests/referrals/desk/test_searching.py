"""Finding the requests of one person by an NHS number."""

import pytest

from coequal.accounts.models import Entry
from coequal.accounts.roles import Role
from coequal.errors import CoequalError
from coequal.referrals.deciding.screening import screen_out
from coequal.referrals.desk.searching import of_person
from coequal.referrals.moves import states as at
from coequal.referrals.personal.keys import MARKS
from coequal.referrals.personal.rotating import add_key
from tests.referrals import making

pytestmark = pytest.mark.django_db
NUMBER = "999 000 0018"
PURPOSE = "to answer the patient or the clinician"


def test_requests_are_found_across_a_change_of_keys() -> None:
    """Those that were marked with an older key too."""
    made = [making.request()]
    add_key(MARKS)
    made.append(making.request())
    found = of_person(making.acting(Role.IFR_OFFICER), NUMBER, PURPOSE)
    assert {one.reference for one in found} == {one.reference for one in made}


def test_whoever_looks_by_a_number_knows_who_it_is() -> None:
    """So they judge none of what they found; the trail has the purpose, and nowhere the number."""
    made, officer = making.request(at.SCREENING), making.acting(Role.IFR_OFFICER)
    of_person(officer, NUMBER, PURPOSE)
    with pytest.raises(CoequalError, match="opened who"):
        screen_out(officer, made, "Nothing sets this person apart.")
    kept = "".join(f"{one.purpose} {one.detail} {one.reference}" for one in Entry.objects.all())
    assert PURPOSE in kept
    assert made.viewings.get().purpose == PURPOSE
    assert NUMBER.replace(" ", "") not in kept.replace(" ", "")


@pytest.mark.parametrize("purpose", ["", "Wilhelmina rang", " to answer the patient or the clinician"], ids=range(3))
def test_a_purpose_is_chosen_and_never_typed(purpose: str) -> None:
    """So that none can name a person; without one of the list nothing is looked for."""
    making.request()
    with pytest.raises(CoequalError, match="Choose for which purpose"):
        of_person(making.acting(Role.IFR_OFFICER), NUMBER, purpose)
    assert Entry.objects.filter(action="looked for a person's requests").count() == 0
