"""Meetings: their call, limits, seats, who is there, their beginning and end."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coequal.accounts.models import Membership
from coequal.accounts.roles import Role
from coequal.programmes.models import Attendance, BoardPaper, DelegatedLimit, Meeting
from coequal.programmes.models.governing import CALLED, CALLED_OFF, CLOSED, SITTING, TIE_IS_LOST
from tests.programmes import making
from tests.web.governing.asking import at, day, fertility, said, sent, text
from tests.web.signing import OTHER, organisation, person, signed_in

pytestmark = pytest.mark.django_db
CALL = {"title": "The board", "quorum": "2", "delegated": "board", "tie": TIE_IS_LOST}


@pytest.fixture
def officer() -> Client:
    """Somebody of governance, signed in."""
    return signed_in(Role.GOVERNANCE, email="gov@exampleshire.example")


@pytest.fixture
def manager() -> Client:
    """A policy manager, signed in, who sees meetings and does not run them."""
    return signed_in(Role.POLICY_MANAGER)


def test_the_list_shows_where_each_meeting_stands(officer: Client, manager: Client) -> None:
    """An empty one says what to do next, to each who asks; decisions that wait stand first."""
    assert "There are no meetings yet. Call one" in text(officer, at("list"))
    assert "Somebody of governance can call one" in text(manager, at("list"))
    made = making.decision(fertility())
    Meeting.objects.create(organisation=organisation(OTHER), title="Elsewhere", on=timezone.localdate(), quorum=1)
    page = text(manager, at("list"))
    assert made.reference in page
    assert "Sitting" in page
    assert "Elsewhere" not in page


def test_a_meeting_needs_what_its_call_asks_for(officer: Client) -> None:
    """What is missing is said at the field and at the top, and what was typed stays."""
    page = said(sent(officer, at("call"), **{**CALL, "title": "", "quorum": "none"}, **day("on", 30)))
    for words in ("There is a problem", "Say what the meeting is called.", "Enter a whole number, such as 5.", 'value="none"'):
        assert words in page
    assert not Meeting.objects.exists()


def test_a_meeting_by_a_limit_is_called_while_the_limit_holds(officer: Client) -> None:
    """One that ended is not offered; one that begins later is refused with the reason."""
    later, over = making.limit(100), making.limit(5)
    DelegatedLimit.objects.filter(pk=later.pk).update(since=timezone.localdate() + timedelta(60))
    DelegatedLimit.objects.filter(pk=over.pk).update(until=date(2021, 1, 1))
    assert f'value="{over.pk}"' not in text(officer, at("call"))
    page = said(sent(officer, at("call"), **{**CALL, "delegated": str(later.pk)}, **day("on", 30)))
    assert "may not decide for" in page
    assert "Name who sits there" in said(sent(officer, at("call"), **{**CALL, "delegated": str(later.pk)}, **day("on", 90)))
    assert Meeting.objects.get().delegated == later


def test_whoever_works_for_two_organisations_says_for_which(officer: Client) -> None:
    """Limits then say whose they are."""
    making.limit(100)
    Membership.objects.create(
        person=person(email="gov@exampleshire.example"), organisation=organisation(OTHER), role=Role.GOVERNANCE
    )
    Membership.objects.update(accepted=timezone.now())
    page = text(officer, at("call"))
    assert "Choose" in said(sent(officer, at("call"), **CALL, **day("on", 30)))
    assert "a year (Exampleshire" in page
    sent(officer, at("call"), **CALL, organisation=OTHER, **day("on", 30))
    assert Meeting.objects.get().organisation.code == OTHER


def test_limits_are_set_and_ended(officer: Client, manager: Client) -> None:
    """Whoever may not set them reads them."""
    assert "the board itself decides everything. Set one below" in text(officer, at("limits"))
    form = {"holder": "The clinical policy group", "pounds": "a lot", "source": "Scheme of delegation"}
    assert "Enter an amount in whole pounds" in said(sent(officer, at("limits"), **form, **day("since")))
    page = said(sent(officer, at("limits"), **{**form, "pounds": "£1,000,000"}, **day("since")))
    assert "£1,000,000 a year" in page
    assert "End it" in page
    assert "End it" not in text(manager, at("limits"))
    limit = DelegatedLimit.objects.get()
    assert "so it cannot end before that" in said(sent(officer, at("limit", number=limit.pk), **day("until", -1)))
    sent(officer, at("limit", number=limit.pk), **day("until", 10))
    assert "End it" not in text(officer, at("limits"))
    assert "It ends on" in said(sent(officer, at("limit", number=limit.pk), **day("until", 11)))
    assert officer.get(at("limit", number=0)).status_code == 404


def test_what_cannot_be_kept_of_a_limit_is_said_and_typed_text_stays(officer: Client) -> None:
    """A holder of blanks names nobody."""
    form = {"holder": "The group", "pounds": "1", "source": "", **day("since")}
    page = said(sent(officer, at("limits"), **form))
    assert "Say where that is laid down." in page
    assert 'value="The group"' in page


def test_seats_are_named_once(officer: Client, manager: Client) -> None:
    """There is one chair, and whoever does not run meetings reads who sits there."""
    meeting = making.meeting(CALLED, seats=0)
    assert "Nobody has a seat yet. Name the first below." in text(officer, at("seats", meeting))
    assert "Name the first below" not in text(manager, at("seats", meeting))
    form = {"name": "Ada", "post": "nurse", "votes": "on", "chairs": "on"}
    assert "nurse, chair" in said(sent(officer, at("seats", meeting), **form))
    assert "has a seat already" in said(sent(officer, at("seats", meeting), **form))
    assert "A meeting has one chair" in said(sent(officer, at("seats", meeting), **{**form, "name": "Bo"}))
    sent(officer, at("seats", meeting), name="Cy", post="clerk")
    assert Attendance.objects.get(name="Cy").votes is False
    assert officer.get(at("seats", reference="G-2222-2222")).status_code == 404


def test_who_is_there_makes_the_quorum_of_each_motion(officer: Client, manager: Client) -> None:
    """Whoever has an interest does not count for that motion; who is there is said in one form."""
    meeting = making.meeting(quorum=3)
    assert "so there is no quorum to count" in text(officer, at("there", meeting))
    motion = making.motion(fertility(), meeting)
    seats = [str(one.pk) for one in meeting.attendances.all()]
    assert "3 members can vote on it, and 3 have to" in text(officer, at("there", meeting))
    page = said(sent(officer, at("there", meeting), there=seats[:2]))
    assert "no quorum" in page
    assert "2 members can vote on it" in page
    page = text(manager, at("there", meeting))
    assert "Member 3, member: not said to be there" in page
    assert "Save who is there" not in page
    assert "no quorum" in text(officer, at("motion", motion))
    assert "Somebody has no seat" in said(sent(officer, at("there", meeting), there=["0"]))
    assert "Nobody has a seat yet" in text(officer, at("there", making.meeting(seats=0)))


def test_what_somebody_else_said_meanwhile_is_told(officer: Client) -> None:
    """Nothing is kept then; what was ticked is still ticked, and can be sent again."""
    meeting = making.meeting()
    first, second, _third = meeting.attendances.all()
    sent(officer, at("there", meeting), there=[str(first.pk)])
    page = officer.get(at("there", meeting)).content.decode()
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    Attendance.objects.filter(pk=second.pk).update(there=True)
    answer = officer.post(at("there", meeting), {"seen": seen, "there": [str(second.pk)]})
    assert "Somebody else changed something meanwhile" in said(answer)
    assert Attendance.objects.get(pk=first.pk).there
    again = {"seen": answer.content.decode().partition('name="seen" value="')[2].partition('"')[0], "there": [str(second.pk)]}
    officer.post(at("there", meeting), again)
    assert not Attendance.objects.get(pk=first.pk).there


def test_what_is_in_the_way_of_beginning_leads_to_where_it_is_put_right(officer: Client) -> None:
    """A day that has not come, papers that are late; short notice is offered to whoever may allow it."""
    future = making.meeting(CALLED, days_ago=-3)
    page = text(officer, at("begin", future))
    assert "It cannot begin before that day" in page
    assert at("papers", future) not in page
    meeting = making.meeting(CALLED)
    BoardPaper.objects.filter(meeting=meeting).update(published=timezone.now())
    page = text(officer, at("begin", meeting))
    assert f'<a href="{at("papers", meeting)}">“What is proposed” came out 0 clear days before' in page
    assert at("short-notice", meeting) in page
    assert "Say in a sentence" not in page
    assert "Everybody can read" in said(sent(officer, at("short-notice", meeting), why=""))
    page = said(sent(officer, at("short-notice", meeting), why="The old policy ends."))
    assert "Short notice was allowed." in page
    assert "“What is proposed” came out 0 clear days before" in page
    assert "Who is there" in said(sent(officer, at("begin", meeting)))
    meeting.refresh_from_db()
    assert meeting.state == SITTING
    assert "Say who is there" in text(officer, at("meeting", meeting))
    assert "It has begun already" in said(officer.post(at("begin", meeting), {}))
    assert "Short notice is allowed before it begins" in said(sent(officer, at("short-notice", meeting), why="Late."))


def test_a_meeting_closes_once_something_became_of_each_motion(officer: Client) -> None:
    """What is left leads to the motion."""
    meeting = making.meeting()
    motion = making.motion(fertility(), meeting)
    page = text(officer, at("close", meeting))
    assert at("motion", motion) in page
    assert "neither decided nor deferred" in said(officer.post(at("close", meeting), {}))
    making.decided(motion)
    page = text(officer, at("meeting", meeting))
    assert "The decision, J-" in page
    sent(officer, at("close", meeting))
    meeting.refresh_from_db()
    assert meeting.state == CLOSED
    assert "What is to do" not in text(officer, at("meeting", meeting))


def test_a_meeting_that_is_called_off_says_why(officer: Client) -> None:
    """To everybody; one that has begun cannot be."""
    meeting = making.meeting(CALLED)
    assert "Call it off" in text(officer, at("meeting", meeting))
    assert "say it in a sentence" in said(sent(officer, at("call-off", meeting), why=""))
    assert "It was called off." in said(sent(officer, at("call-off", meeting), why="Too few can come."))
    meeting.refresh_from_db()
    assert meeting.state == CALLED_OFF
    assert "Too few can come." in text(Client(), at("public-meeting", meeting))
    assert "cannot be called off any more" in said(sent(officer, at("call-off", making.meeting()), why="No."))


def test_what_is_still_missing_stands_on_the_page_of_the_meeting(officer: Client) -> None:
    """Seats, a chair, motions, papers."""
    meeting = making.meeting(CALLED, seats=0)
    meeting.papers.all().delete()
    page = text(officer, at("meeting", meeting))
    for words in (
        "0 seats with a vote, and 2 members have to be there.",
        "Nobody is named to chair it.",
        "Nothing is on the agenda yet.",
        "The meeting has no papers.",
        "Nobody but staff can read of it",
    ):
        assert words in page


def test_what_waits_stands_on_the_start_page(officer: Client) -> None:
    """Decisions that somebody else took down, and meetings that are near, with papers that are not out."""
    making.meeting(CALLED, days_ago=-3, title="The near board")
    making.meeting(CALLED, days_ago=-90, title="The far board")
    late = making.meeting(CALLED, days_ago=-4, title="The late board")
    late.papers.update(published=None)
    mine = making.decision(fertility(), by=person(email="gov@exampleshire.example"))
    page = text(officer, "/staff")
    assert "The near board is on" in page
    assert "and its papers are not out" in page
    assert "The far board" not in page
    assert mine.reference not in page
    other = signed_in(Role.GOVERNANCE, email="second@exampleshire.example")
    assert mine.reference in other.get("/staff").content.decode()


def test_a_long_agenda_asks_the_database_no_more_often(officer: Client, django_assert_max_num_queries: Any) -> None:
    """Who can vote on each motion is worked out from what was read once."""
    meeting = making.meeting(seats=9)
    making.motion(fertility(), meeting)
    with CaptureQueriesContext(connection) as one:
        text(officer, at("there", meeting))
    for _ in range(4):
        making.motion(fertility(), meeting)
    with django_assert_max_num_queries(len(one)):
        text(officer, at("there", meeting))
