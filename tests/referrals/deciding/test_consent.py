"""A patient who takes the consent back: nobody goes on with the request."""

import pytest
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.errors import CoequalError
from coequal.referrals.deciding import panels, screening
from coequal.referrals.models import Consent, Request
from coequal.referrals.models.deciding import DECLINED
from coequal.referrals.moves import states as at
from coequal.referrals.requesting.consent import BY_TELEPHONE, Told, take_back
from tests.referrals import making
from tests.referrals.deciding.sitting import decided, officer, panel, sitting

pytestmark = pytest.mark.django_db


def taken_back(request: Request) -> Request:
    """The same request, of which the patient has taken the consent back."""
    clinician, today = making.acting(Role.CLINICIAN), timezone.localdate()
    given = Consent(request=request, given=True, by="the patient", on=today, to="to all of it", how=BY_TELEPHONE)
    given.written_by = clinician.person
    given.save()
    take_back(clinician, request, Told("the patient", today, BY_TELEPHONE))
    return request


def test_it_is_neither_screened_in_nor_put_on_an_agenda() -> None:
    """Whoever tries is told what to ask of the clinician."""
    with pytest.raises(CoequalError, match="has taken the consent back"):
        screening.screen_in(officer(), taken_back(making.request(at.SCREENING)), "It may be exceptional.")
    with pytest.raises(CoequalError, match="has taken the consent back"):
        panels.list_item(officer(), panel(), taken_back(making.request(at.FOR_PANEL)))


def test_a_panel_that_sits_does_not_decide_on_it() -> None:
    """Also where it was on the agenda before."""
    item = sitting()
    taken_back(item.request)
    with pytest.raises(CoequalError, match="has taken the consent back"):
        decided(item, DECLINED)
