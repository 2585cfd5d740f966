"""Queues: what waits for whom, page after page, without loss and without anything twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.referrals.desk import pages
from coequal.referrals.desk.queues import LATE, NEW, QUEUES, Queue, counts, page
from coequal.referrals.models import Request
from coequal.referrals.moves import states as at
from tests.referrals import making
from tests.web.signing import OTHER

pytestmark = pytest.mark.django_db


def every(queue: Queue) -> list[str]:
    """The references of a whole queue, read page by page."""
    found, after = [], ""
    while True:
        now = page(queue, making.acting(Role.IFR_OFFICER), timezone.localdate(), after)
        found += [one.reference for one in now.lines]
        if not now.after:
            return found
        after = now.after


@pytest.mark.parametrize("state", [at.SUBMITTED, at.SCREENING, at.WITH_OFFICER])
def test_what_nobody_has_taken_on_is_new(state: str) -> None:
    """Whether or not it was acknowledged; once somebody has, it is not."""
    made = making.request(state)
    assert every(NEW) == [made.reference]
    Request.objects.filter(pk=made.pk).update(officer=making.acting(Role.IFR_OFFICER).person)
    assert every(NEW) == []


def test_what_is_being_written_and_what_is_another_commissioners_is_in_no_queue() -> None:
    """Only its clinic sees the one, and only its own officers the other."""
    making.request(at.WRITING)
    making.request(at.SUBMITTED, organisation=making.organisation(OTHER))
    assert counts(making.acting(Role.IFR_OFFICER), timezone.localdate()) == dict.fromkeys(QUEUES, 0)


def test_pages_follow_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """By number, or by the day on which an answer is due where several are due on one day."""
    monkeypatch.setattr("coequal.referrals.desk.queues.ON_A_PAGE", 3)
    monkeypatch.setattr(pages, "ON_A_PAGE", 3)
    made = [making.request(at.SUBMITTED, due=timezone.localdate() - timedelta(1 + number % 2)) for number in range(10)]
    assert every(NEW) == [one.reference for one in made]
    assert every(LATE) == [one.reference for one in sorted(made, key=lambda one: (one.due, one.pk))]
    assert counts(making.acting(Role.IFR_OFFICER), timezone.localdate())["late"] == len(made)
