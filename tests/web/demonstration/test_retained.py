"""The invented records: something is due, something is held, and something waits for a second person."""

import pytest
from django.utils import timezone

from coequal.assurance.models import RetentionHold, RetentionReview
from coequal.assurance.retention.reviewing import queue
from coequal.web.demonstration.retained import retained
from coequal.web.demonstration.staff import EXAMPLESHIRE, STAFF, organisation
from tests.web.signing import person


@pytest.mark.django_db
def test_invented_records_are_due_held_and_found_to_go_once() -> None:
    """What is made once stays as people left it."""
    for one in STAFF:
        person(one.role, at=one.code, email=one.email)
    assert retained() == "Invented records that are due: made."
    assert retained() == "Invented records that are due: kept."
    today = timezone.localdate()
    found = queue(organisation(EXAMPLESHIRE), "drafts", today)
    assert (len(found.due), len(found.waiting(today)), len(found.held)) == (3, 1, 1)
    assert [one.goes for one in found.due].count(True) == 1
    assert RetentionHold.objects.get().records == [found.held[0].record.reference]
    assert RetentionReview.objects.get().by.email == "second-information-governance@exampleshire.example"
