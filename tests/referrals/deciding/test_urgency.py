"""Urgency: the clinician says it, an officer confirms it or says why not, and the clock follows."""

import pytest

from coequal.errors import CoequalError
from coequal.referrals.clock.clock import Clock
from coequal.referrals.clock.limits import Limit
from coequal.referrals.deciding import screening, urgency
from coequal.referrals.deciding.due import clock_of, due_of
from coequal.referrals.models import Request, Urgency
from coequal.referrals.moves import states as at
from tests.referrals import making
from tests.referrals.deciding.after import now
from tests.referrals.deciding.sitting import RULES, officer

pytestmark = pytest.mark.django_db


def limit(request: Request) -> Limit:
    """The limit of the decision as it runs now."""
    clock = clock_of(request)
    assert isinstance(clock, Clock)
    return clock.limit


@pytest.mark.parametrize("is_urgent", [True, False])
def test_an_officer_says_whether_it_is_urgent_before_it_is_acknowledged(*, is_urgent: bool) -> None:
    """Until then the clinician's word counts; a no needs why, and gives the time that others have, from the same day."""
    made = making.request(at.SUBMITTED, urgent=True)
    assert limit(made) == RULES.urgent
    with pytest.raises(CoequalError, match="Say first whether it is"):
        screening.acknowledge(officer(), made)
    with pytest.raises(CoequalError, match="why it is not urgent"):
        urgency.find(officer(), made, " ", is_urgent=False)
    with pytest.raises(CoequalError, match="may hold"):
        urgency.find(officer(), made, "Wilhelmina Example can wait.", is_urgent=False)
    urgency.find(officer(), made, "" if is_urgent else "It can wait for four weeks.", is_urgent=is_urgent)
    made = now(made)
    assert (made.urgent, limit(made), made.due) == (is_urgent, RULES.urgent if is_urgent else RULES.decide, due_of(made))
    with pytest.raises(CoequalError, match="not to be said now"):
        urgency.find(officer(), made, is_urgent=True)
    screening.acknowledge(officer(), made)
    assert (now(made).state, Urgency.objects.count()) == (at.SCREENING, 1)


def test_what_nobody_calls_urgent_is_confirmed_by_nobody() -> None:
    """It is acknowledged at once; one that is called so again has to be confirmed again."""
    made = making.request(at.SUBMITTED)
    with pytest.raises(CoequalError, match="not to be said now"):
        urgency.find(officer(), made, is_urgent=True)
    screening.acknowledge(officer(), made)
    again = making.request(at.SUBMITTED, urgent=True)
    urgency.find(officer(), again, "It can wait.", is_urgent=False)
    Request.objects.filter(pk=again.pk).update(urgent=True)
    assert urgency.is_to_confirm(now(again))
