"""What people said goes once it was kept long enough; how many they were, and what was published of it, stays."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from coequal.assurance.retention.disposing import dispose
from coequal.assurance.retention.reviewing import queue
from coequal.assurance.retention.schedule import shipped
from coequal.involvement.free_text.gathering import gather
from coequal.involvement.models import Event, EventNote, Extract, Involvement, PublishedReport, Response, Submission
from coequal.involvement.models.involvements import CLOSED, OPEN, REPORTED
from tests.assurance.retention.making import SECOND, found_to_go, keeper, with_period
from tests.assurance.retention.test_disposing import columns_with
from tests.involvement.making import involvement, response, survey
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db
KIND, SAID = "survey answers", "I travelled four hours for it."


def heard(state: str = CLOSED, days: int = 800) -> Involvement:
    """An involvement that closed some days ago, in which people said something in every way there is."""
    today = timezone.localdate()
    made = involvement(state, opens=today - timedelta(days + 30), closes=today - timedelta(days))
    given = {"area": "north", "serial": "A1", "respondent": "0" * 64, "key": "1" * 64, "why": SAID}
    first = response(survey(made), {"one-policy": "agree", "effect": SAID}, **given)
    response(first.survey, {"effect": SAID}, same_as=first, status="duplicate")
    first.keyed.create(by=keeper().person, answers={"effect": SAID})
    Submission.objects.create(involvement=made, received=today, text=SAID, answer=SAID, organisation_name="Example charity")
    event = Event.objects.create(involvement=made, title="Evening", kind="workshop", participants=12)
    EventNote.objects.create(event=event, question="access", text=SAID)
    gather(made)
    return made


def test_nobodys_words_are_left_and_counts_stay() -> None:
    """Neither in an answer, a letter or a note, nor in what was made of them; a report that was published is untouched."""
    with_period(KIND, 24)
    made = heard()
    report = PublishedReport(involvement=made, number=1, full="{}", summary="{}", easy_read="{}", digest="sha256:0")
    report.save()
    assert columns_with(SAID)
    certificate = dispose(keeper(SECOND), found_to_go(made.reference, kind=KIND))
    assert columns_with(SAID) == []
    assert columns_with("Example charity") == []
    assert columns_with("0" * 64) == []
    assert not Extract.objects.exists()
    assert {name: count for name, count in certificate.rows.items() if name != "extract"} == {
        "typed from paper": 1,
        "note of an event": 1,
        "letter": 1,
        "response": 2,
    }
    assert list(Response.objects.values_list("channel", "status")) == [("online", "complete"), ("online", "duplicate")]
    assert (Submission.objects.count(), Event.objects.get().participants) == (1, 12)
    assert PublishedReport.objects.get() == report
    assert queue(organisation(), KIND, timezone.localdate()).due == ()
    with transaction.atomic():
        assert gather(made) == 0


def test_what_is_taken_down_after_a_disposal_is_due_again() -> None:
    """And goes by a review and a certificate of its own."""
    with_period(KIND, 24)
    made, today = heard(), timezone.localdate()
    first = dispose(keeper(SECOND), found_to_go(made.reference, kind=KIND))
    Submission.objects.create(involvement=made, received=today, status="late", text=SAID)
    found = queue(organisation(), KIND, today)
    assert [one.record.reference for one in found.waiting(today)] == [made.reference]
    second = dispose(keeper(SECOND), found_to_go(made.reference, kind=KIND))
    assert (second.rows, second != first, columns_with(SAID)) == ({"letter": 1}, True, [])
    assert queue(organisation(), KIND, today).due == ()


def test_the_themes_of_a_report_stay_and_its_line_says_so() -> None:
    """What was made of each names them by their keys; the line of what people said promises no more than goes."""
    assert "themes" not in shipped()[KIND].holds
    assert "themes" in shipped()["findings"].holds


@pytest.mark.parametrize(
    ("state", "days", "is_due"), [(CLOSED, 800, True), (REPORTED, 800, True), (CLOSED, 20, False), (OPEN, -9, False)]
)
def test_what_people_said_is_due_once_their_involvement_closed_long_enough_ago(state: str, days: int, is_due: bool) -> None:
    """And never while it goes on."""
    with_period(KIND, 24)
    made = heard(state, days)
    due = [one.record.reference for one in queue(organisation(), KIND, timezone.localdate()).due]
    assert due == [made.reference] * is_due
    assert queue(organisation(), KIND, timezone.localdate() - timedelta(3_000)).due == ()
