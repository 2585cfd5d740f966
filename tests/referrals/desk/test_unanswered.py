"""What a clinic does not answer is closed by a person, after the time of the rules and a reminder, and never by itself."""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.referrals.clock.working import add_working_days
from coequal.referrals.deciding.screening import acknowledge, return_
from coequal.referrals.desk.queues import UNANSWERED, page
from coequal.referrals.desk.unanswered import AFTER_REMINDER, close, closes_from, remind, reminders, why_not_closed
from coequal.referrals.keeping.disposing import period_of
from coequal.referrals.models import Request, RulesVersion, Step
from coequal.referrals.moves import states as at
from coequal.referrals.rules.reading import shipped_text
from tests.referrals import making
from tests.referrals.deciding.sitting import officer
from tests.web.signing import OWN, organisation

pytestmark = pytest.mark.django_db
WHY = "Nobody answered for months."


def returned(**values: object) -> Request:
    """A request that was returned today."""
    made = making.request(at.SUBMITTED, **values)
    return_(officer(), made, "The scan is missing.")
    made.refresh_from_db()
    return made


def later(request: Request, days: int) -> Request:
    """The same request, as if everything had happened some days earlier."""
    for step in request.steps.all():
        QuerySet(Step).filter(pk=step.pk).update(at=step.at - timedelta(days))
    waits = request.waits_until - timedelta(days) if request.waits_until else None
    Request.objects.filter(pk=request.pk).update(waits_until=waits)
    request.refresh_from_db()
    return request


def unanswered() -> list[Request]:
    """What stands in the list of what was not answered."""
    return list(page(UNANSWERED, officer(), timezone.localdate()).lines)


def test_it_is_closed_after_its_time_and_a_reminder() -> None:
    """Neither is enough: before, it is said what is lacking; closed, it has an end, a period of keeping, and no decision."""
    request = returned()
    assert request.waits_until is not None
    assert unanswered() == []
    with pytest.raises(CoequalError, match="Remind the clinic first"):
        close(officer(), later(request, 120), WHY)
    assert unanswered() == [request]
    remind(officer(), request)
    with pytest.raises(CoequalError, match="today already"):
        remind(officer(), request)
    with pytest.raises(CoequalError, match="It may be closed from"):
        close(officer(), request, WHY)
    later(request, 30)
    with pytest.raises(CoequalError, match="Say why"):
        close(officer(), request, " ")
    close(officer(), request, WHY)
    request.refresh_from_db()
    assert (request.state, request.decisions.count(), request.waits_until) == (at.CLOSED, 0, None)
    assert request.ended is not None
    assert period_of(request) is not None
    assert unanswered() == []
    assert [one.kind for one in request.steps.all()][-3:] == ["returned", "reminded", "closed"]
    done = ["reminded a clinic of a request", "closed a request that nobody answered"]
    assert list(Entry.objects.filter(action__in=done).order_by("pk").values_list("action", flat=True)) == done


def test_the_first_day_is_the_later_of_both() -> None:
    """A reminder on the last day leaves the clinic its working days; an early one shortens nothing."""
    request = returned()
    remind(officer(), request)
    assert closes_from(request) == date.fromordinal((request.waits_until or date.max).toordinal() + 1)
    late = later(returned(), 400)
    remind(officer(), late)
    assert closes_from(late) == add_working_days(timezone.localdate(), AFTER_REMINDER.count) + timedelta(1)


def test_what_the_clinic_sends_begins_it_anew() -> None:
    """A reminder of an earlier time does not count for what was asked after it."""
    request = returned()
    remind(officer(), request)
    later(request, 120)
    Request.objects.filter(pk=request.pk).update(state=at.SUBMITTED)
    request.refresh_from_db()
    acknowledge(officer(), request)
    request.refresh_from_db()
    assert request.waits_until is None
    return_(officer(), request, "Still missing.")
    request.refresh_from_db()
    assert reminders(request) == []
    assert request.waits_until > timezone.localdate()


def test_without_a_time_in_the_rules_nothing_is_closed() -> None:
    """Rules of an earlier time have none; they can be read as they are."""
    text = shipped_text(OWN)
    before, after = text.split("  wait:\n")
    text = before + after[after.index("  quorum:") :]
    rules = RulesVersion(organisation=organisation(), since=timezone.localdate(), text=text, why="Ours.")
    rules.save()
    request = later(returned(rules=rules), 1000)
    remind(officer(), request)
    assert "say no time" in why_not_closed(later(request, 1000), timezone.localdate())
    with pytest.raises(CoequalError, match="say no time"):
        close(officer(), request, WHY)


def test_only_an_officer_who_did_not_ask_reminds_and_closes() -> None:
    """And only while it waits for the clinic."""
    request = returned()
    for somebody in (making.acting(Role.CLINICIAN), making.acting(Role.GOVERNANCE), making.acting(Role.PANEL_MEMBER)):
        with pytest.raises((NotAllowed, Http404)):
            remind(somebody, request)
    with pytest.raises(NotAllowed):
        remind(officer(), making.request(at.SUBMITTED))
