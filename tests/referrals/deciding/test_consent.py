"""A patient who takes the consent back: nobody goes on with the request."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.errors import CoequalError
from coequal.referrals.clock.working import add_working_days, working_days_between
from coequal.referrals.deciding import panels, screening
from coequal.referrals.deciding.due import clock_of, owed
from coequal.referrals.desk.queues import NO_CONSENT, counts, page
from coequal.referrals.models import Consent, Request, Step
from coequal.referrals.models.deciding import DECLINED
from coequal.referrals.moves import states as at
from coequal.referrals.moves.table import CONSENT_BACK, CONSENT_GONE
from coequal.referrals.requesting.consent import BY_TELEPHONE, Told, give, points, take_back
from coequal.referrals.requesting.submitting import withdraw
from coequal.referrals.rules.in_force import rules_for
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


def in_queue() -> list[Request]:
    """What stands among what officers have to see."""
    return list(page(NO_CONSENT, officer(), timezone.localdate()).lines)


def agreed_again(request: Request) -> None:
    """The patient agrees again."""
    told = Told("the patient", timezone.localdate(), BY_TELEPHONE)
    give(making.acting(Role.CLINICIAN), request, told, [one.id for one in points(rules_for(request))])


@pytest.mark.parametrize("state", at.WITH_COMMISSIONER[1:])
def test_officers_see_it_at_once_and_the_clock_stands_until_a_new_consent(state: str) -> None:
    """From the moment in which it is recorded; the clinic is who has to act, and the steps say both days."""
    request = making.request(state)
    assert in_queue() == []
    taken_back(request)
    assert in_queue() == [request]
    assert counts(officer(), timezone.localdate(), [NO_CONSENT]) == {NO_CONSENT.name: 1}
    request.refresh_from_db()
    next_, clock = owed(request), clock_of(request)
    assert next_ is not None
    assert (next_.who, next_.due, request.due) == ("the clinician", None, None)
    assert clock is not None
    assert "the patient took the consent back" in clock.says(timezone.localdate())
    agreed_again(request)
    assert in_queue() == []
    request.refresh_from_db()
    assert request.due == owed(request).due is not None  # type: ignore[union-attr]  # something is owed in each of these
    assert [one.kind for one in request.steps.all()][-2:] == [CONSENT_GONE, CONSENT_BACK]
    assert request.state == state
    with pytest.raises(CoequalError, match="A consent stands"):
        agreed_again(request)


def test_what_is_withdrawn_or_not_sent_is_nobodys_to_see() -> None:
    """Withdrawn, it leaves the list; while the clinic has it, only the clinic has to act."""
    request = taken_back(making.request(at.FOR_PANEL))
    withdraw(making.acting(Role.CLINICIAN), request, "The patient no longer wants it.")
    taken_back(making.request(at.RETURNED))
    taken_back(making.request(at.WRITING))
    assert in_queue() == []


def test_days_without_a_consent_do_not_count() -> None:
    """Ten days of it put the last day off by as many working days as they took."""
    request = making.request(at.FOR_PANEL)
    before = owed(request)
    assert before is not None
    assert before.due is not None
    taken_back(request)
    agreed_again(request)
    today = timezone.localdate()
    for kind, days in ((CONSENT_GONE, 0), (CONSENT_BACK, 14)):
        step = request.steps.get(kind=kind)
        QuerySet(Step).filter(pk=step.pk).update(at=step.at + timedelta(days))
    after = owed(Request.objects.get(pk=request.pk))
    assert after is not None
    assert after.due is not None
    took = working_days_between(today, today + timedelta(14))
    assert after.due == add_working_days(before.due, took)
