"""A survey that is not open: what is said, and what stays possible."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coequal.involvement.models import Pause, Response
from coequal.involvement.models.involvements import ANNOUNCED, CLOSED, ON_HOLD, REPORTED
from coequal.involvement.models.responses import LATE, PARTIAL
from tests.involvement import making
from tests.web.answering.answerer import Answerer, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "says", "not_said"),
    [
        (ANNOUNCED, "It opens on", "withdraw"),
        (ON_HOLD, "A pandemic.", "What happens next"),
        (CLOSED, "This survey closed on", "on hold"),
        (REPORTED, "What happens next", "withdraw"),
    ],
)
def test_it_says_why_nobody_can_answer(state: str, says: str, not_said: str) -> None:
    """Nobody can begin, whatever is sent."""
    who = Answerer(making.survey(making.involvement(state, questions="01632 960123")))
    said = text(who.get())
    assert says in said
    assert not_said not in said
    assert "01632 960123" in said
    refused = who.begin()
    assert refused.status_code == 409
    assert says in text(refused)
    assert not Response.objects.exists()


def test_without_days_it_says_that_none_are_set() -> None:
    """Neither on which it opens nor until when it is open."""
    involvement = making.involvement(ANNOUNCED)
    involvement.opens = involvement.closes = None
    involvement.save()
    assert "the day is not set yet" in text(Answerer(making.survey(involvement)).get())


def begun() -> Answerer:
    who = Answerer(making.survey())
    who.begin()
    who.about()
    return who


def ended(who: Answerer, hours: float) -> None:
    involvement, now = who.survey.involvement, timezone.now()
    Response.objects.update(began=now - timedelta(days=3))
    involvement.ended = now - timedelta(hours=hours)
    involvement.save()


def test_on_hold_answers_are_kept_until_it_goes_on() -> None:
    """A page that is sent meanwhile is refused with the reason; afterwards it is taken."""
    who = begun()
    pause = Pause.objects.create(involvement=who.survey.involvement, since=timezone.localdate(), reason="A pandemic.")
    assert "on hold" in text(who.get("page/1"))
    assert "A pandemic." in text(who.about(capacity="staff"))
    other = Answerer(who.survey)
    assert other.post("return", {"code": who.code})["Location"].endswith("page/1")
    assert "A pandemic." in text(other.post("return", {"code": who.code, "page": "about-you", "capacity": "staff"}))
    assert who.kept.answers["capacity"] == "public"
    pause.until = timezone.localdate()
    pause.save()
    assert who.about(capacity="staff").status_code == 303


def test_whoever_had_begun_sends_late_and_is_told_so() -> None:
    """On every page, until when; and on the thanks."""
    who = begun()
    ended(who, 2)
    assert "This survey has closed. You began before it did" in text(who.get("page/1"))
    assert "has closed" in text(who.get("code"))
    assert "Go on with it" in text(who.get())
    assert who.about().status_code == 303
    who.post("check")
    assert who.kept.status == LATE
    assert "counted as late" in text(who.get("sent"))


def test_a_day_later_nobody_sends_any_more() -> None:
    """What was kept stays, unfinished."""
    who = begun()
    ended(who, 25)
    for page in (who.get("page/1"), who.about(), who.post("check"), who.get()):
        assert "This survey closed on" in text(page)
        assert "come back with your code" not in text(page)
    assert who.kept.status == PARTIAL


def test_the_moment_of_the_end_is_said_in_words() -> None:
    """By the hour where it was closed by somebody; at midnight by the day that ends."""
    who = begun()
    ended(who, 2)
    assert "come back with your code until" in text(Answerer(who.survey).get())
    assert "midnight at the end of" not in text(Answerer(who.survey).get())
    involvement = who.survey.involvement
    involvement.ended, involvement.closes = None, timezone.localdate() - timedelta(days=1)
    involvement.opens = involvement.closes - timedelta(days=9)
    involvement.save()
    assert "until midnight at the end of" in text(Answerer(who.survey).get())
