"""A survey that is not open: what is said, and what stays possible."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from coequal.assurance.models import LetPass
from coequal.facts.dates import say_date
from coequal.involvement.answering.keeping import WHY_LATE
from coequal.involvement.models import Pause, Response
from coequal.involvement.models.involvements import ANNOUNCED, CLOSED, ON_HOLD, REPORTED
from coequal.involvement.models.responses import COMPLETE, PARTIAL, VOID
from coequal.web.answering import steps
from tests.assurance.making import needing
from tests.involvement import making
from tests.web.answering.answerer import RULES, Answerer, text

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


def test_whoever_had_begun_is_told_until_when_they_can_send() -> None:
    """On every page; what they send counts as any other response."""
    who = begun()
    ended(who, 2)
    assert "This survey has closed. You began before it did" in text(who.get("page/1"))
    assert "has closed" in text(who.get("code"))
    assert "Go on with it" in text(who.get())
    assert who.about().status_code == 303
    who.post("check")
    assert (who.kept.status, who.kept.why) == (COMPLETE, WHY_LATE)
    assert "Your answers were sent" in text(who.get("sent"))


def test_what_was_typed_when_it_was_put_on_hold_can_be_copied() -> None:
    """By the words of the questions and of the answers; what was left empty is not in it."""
    who = begun()
    Pause.objects.create(involvement=who.survey.involvement, since=timezone.localdate(), reason="A pandemic.")
    wrote = {
        "effect": "Long\nthoughts",
        "services": ["ivf", "other"],
        "services:other": "Herbs",
        "ways:gp": "good",
        "importance": "",
    }
    said = text(who.post("page/2", {**RULES, **wrote}))
    for one in ("What you have just typed was not kept", "Why do you say that? Long thoughts", "IVF Something else Herbs"):
        assert one in said
    assert "Your GP: Good" in said
    assert "How important is this to you?" not in said
    assert "the-rules" not in said
    assert "What you have just typed" not in text(who.post("check", {"go": "send"}))


def test_what_was_typed_while_the_database_does_not_answer_can_be_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page holds it; a page without answers says what any other page says then."""

    def broken(*_given: object) -> None:
        raise OperationalError

    who = begun()
    monkeypatch.setattr(steps, "survey_named", broken)
    page = who.post("page/2", {**RULES, "effect": "Long thoughts"})
    assert (page.status_code, page["Cache-Control"]) == (503, "no-store")
    html = page.content.decode()
    assert 'name="effect" value="Long thoughts"' in html
    assert f'action="{who.home}/page/2"' in html
    other = who.get("page/2")
    assert other.status_code == 503
    assert "Send it again" not in text(other)


def test_nobody_is_thanked_for_answers_that_were_set_aside() -> None:
    """Where they were never sent; after the day of grace, for until then nobody sets them aside."""
    who = begun()
    ended(who, 25)
    Response.objects.update(status=VOID)
    page = who.get("sent")
    assert page.status_code == 409
    assert "Your answers were not sent" in text(page)
    assert "Thank you" not in text(page)


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


def test_while_the_register_allows_no_data_nobody_answers_and_everybody_reads_why() -> None:
    """Whoever had begun is told so too, and nothing that they sent is lost; once it is cleared they go on."""
    use, who = needing(), begun()
    involvement = who.survey.involvement
    cleared, involvement.data_use = involvement.data_use, use
    involvement.save()
    assert "It does not allow it yet." in text(Answerer(who.survey).get())
    yesterday = timezone.localdate() - timedelta(1)
    LetPass.objects.create(use=use, named="Ada, director", reason="An outbreak.", since=yesterday, until=yesterday)
    why = f"Ada, director let it pass until {say_date(yesterday)}, and that day is over."
    assert why in text(Answerer(who.survey).get())
    assert why in text(Answerer(who.survey).begin())
    refused = who.about(capacity="staff")
    assert refused.status_code == 409
    assert why in text(refused)
    assert who.kept.answers["capacity"] == "public"
    involvement.data_use = cleared
    involvement.save()
    assert who.about(capacity="staff").status_code == 303
