"""Decisions: taken down, called in, reconsidered, ratified; and as everybody reads them."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.facts.dates import say_date
from coequal.programmes.adoption.ratifying import Dates, ratify
from coequal.programmes.adoption.shelf import changed
from coequal.programmes.models import CallIn, Decision, Interest, Motion, Option, Override, Ratification, Subscription
from coequal.programmes.models.governing import DEFERRED, LEAVES, LOST, RECONSIDERED, STANDS
from coequal.programmes.models.programmes import PREPARING
from coequal.programmes.stages import kinds
from coequal.programmes.telling.whom import whom
from coequal.web.governing.after_forms import RatifyForm
from coequal.web.shelf import shelf
from tests.programmes import making
from tests.programmes.assessed.test_subjects import assessed
from tests.programmes.governance.recorded import recorded
from tests.web.governing.asking import at, day, fertility, hidden, said, sent, sure, text
from tests.web.signing import signed_in
from tests.web.studio.drafting import TEXT

pytestmark = pytest.mark.django_db
OLD = "here/fertility@2024"
DECIDE = {"manner": "vote", "reasons": "It is fair.", "conditions": ""}


@pytest.fixture
def officer() -> Client:
    """Somebody of governance, signed in."""
    return signed_in(Role.GOVERNANCE, email="gov@exampleshire.example")


def voted(motion: Motion) -> Motion:
    """A motion on which all have voted for it."""
    making.votes(motion, "for", "for", "for")
    return motion


def ratified(made: Decision, starts: int = 30) -> Ratification:
    """A decision by which a version comes into force, in so many days."""
    dates = Dates(timezone.localdate() + timedelta(starts), timezone.localdate() + timedelta(900), supersedes=(OLD,))
    return ratify(making.governance("second@exampleshire.example"), made, dates, shelf().library)


def called(made: Decision, came_to: str = "") -> CallIn:
    """A decision that was called in; over where something came of it."""
    over = {"ended": timezone.localdate(), "came_to": came_to, "says": "It was looked at."} if came_to else {}
    return CallIn.objects.create(decision=made, who="The committee", why="Too few were heard.", since=timezone.localdate(), **over)


def test_what_is_in_the_way_is_said_before_and_after_a_decision_is_typed(officer: Client) -> None:
    """What was typed stays."""
    motion = making.motion(fertility(), making.meeting())
    assert "Nobody has voted yet." in text(officer, at("decide", motion))
    page = said(sent(officer, at("decide", motion), **DECIDE, **day("on")))
    assert "There is a problem" in page
    assert "It is fair." in page
    assert "Say why it was decided so." in said(sent(officer, at("decide", motion), **{**DECIDE, "reasons": ""}, **day("on")))


def test_a_decision_rests_on_what_was_seen(officer: Client) -> None:
    """A vote that came meanwhile is told, and nothing is kept."""
    motion = making.motion(fertility(), making.meeting())
    making.votes(motion, "for", "for")
    look = sent(officer, at("decide", motion), **DECIDE, **day("on"))
    assert "What it comes to" in said(look)
    Interest(attendance=motion.meeting.attendances.last(), motion=motion, says="I own it.", follows=LEAVES).save()
    page = said(officer.post(at("decide", motion), {**hidden(look), "sure": "yes"}))
    assert "Somebody else changed something meanwhile" in page
    assert not Decision.objects.exists()


def test_the_last_look_says_what_follows(officer: Client) -> None:
    """Other motions keep the stage open; a deferral decides nothing; the last one completes the stage."""
    area, meeting = recorded(), making.meeting()
    first, second = (voted(making.motion(area, meeting)) for _ in range(2))
    look = said(sent(officer, at("decide", first), **{**DECIDE, "manner": "deferral"}, **day("on")))
    assert "1 other motion on this service area is still to be decided" in look
    assert "can be put again" in look
    assert "First round" in look
    sure(officer, at("decide", first), **{**DECIDE, "manner": "deferral"}, **day("on"))
    look = said(sent(officer, at("decide", second), **{**DECIDE, "manner": "deferral"}, **day("on")))
    assert "so the stage of decision is then complete" not in look
    look = said(sent(officer, at("decide", second), **{**DECIDE, "manner": "consensus"}, **day("on")))
    assert "so the stage of decision is then complete" in look
    assert "deferred" in text(Client(), at("decision", Decision.objects.get()))


def test_a_decision_is_warned_of_what_nobody_assessed_and_not_stopped(officer: Client) -> None:
    """Of an option that is assessed to the end there is no word until it is changed; where the motion is deferred there is none."""
    area = recorded()
    one, other = area.options.all()
    assessed(one)
    address = at("decide", voted(making.motion(area, making.meeting())))
    look = said(sent(officer, address, **DECIDE, **day("on")))
    assert f"Equality and quality of “{one.title}”" not in look
    assert f"Equality and quality of “{other.title}”: not assessed. Nobody has begun to assess it" in look
    assert "Equality and quality of" not in said(sent(officer, address, **{**DECIDE, "manner": "deferral"}, **day("on")))
    Option.objects.filter(pk=one.pk).update(about="Everybody gets three.")
    assert f"Equality and quality of “{one.title}”: changed since." in said(sent(officer, address, **DECIDE, **day("on")))
    sure(officer, address, **DECIDE, **day("on"))
    assert Decision.objects.get().outcome == "carried"


def test_a_motion_is_deferred_while_its_service_area_is_on_hold(officer: Client) -> None:
    """Nothing else can be decided, and the page says so; no stage is said to be complete."""
    motion = voted(making.motion(fertility(), making.meeting()))
    making.step(motion.area, kinds.HOLD, why="A court.")
    assert "The motion can only be deferred." in text(officer, at("decide", motion))
    assert "The motion can only be deferred." in said(sent(officer, at("decide", motion), **DECIDE, **day("on")))
    deferred = {**DECIDE, "manner": "deferral"}
    assert "the stage of decision" not in said(sent(officer, at("decide", motion), **deferred, **day("on")))
    sure(officer, at("decide", motion), **deferred, **day("on"))
    assert Decision.objects.get().outcome == "deferred"


def test_a_decision_is_called_in_and_stands(officer: Client) -> None:
    """While it is called in nothing comes into force by it."""
    made = making.decision(fertility())
    ratified(made)
    address = at("call-in", made)
    assert "Say who called it in." in said(sent(officer, address, who="", why="", **day("since")))
    look = said(sent(officer, address, who="The committee", why="Too few.", **day("since")))
    assert "here/fertility@2027 does not come into force meanwhile" in look
    page = sure(officer, address, who="The committee", why="Too few.", **day("since"))
    assert "It does not come into force while the decision is called in." in page
    assert "does not come into force until that ends" in text(Client(), at("decision", made))
    assert "It is called in already" in said(officer.post(address, {"who": "X", "why": "Y", **day("since"), "sure": "yes"}))
    end = at("end-call-in", made)
    assert "Choose what came of it." in said(sent(officer, end, says="Yes.", **day("ended")))
    look = said(sent(officer, end, came_to=STANDS, says="It was fair.", **day("ended")))
    assert "here/fertility@2027 comes into force on" in look
    assert "The committee" in sure(officer, end, came_to=STANDS, says="It was fair.", **day("ended"))
    assert officer.get(end).status_code == 400
    page = text(Client(), at("decision", made))
    assert "the decision stands" in page
    assert "comes into force on" in page


def test_a_day_that_does_not_fit_is_refused_when_a_call_in_ends(officer: Client) -> None:
    """Of one that was called in later than somebody had before them, too; nothing is kept."""
    made = making.decision(fertility(), making.meeting(days_ago=5))
    CallIn.objects.filter(pk=called(made).pk).update(since=timezone.localdate() - timedelta(3))
    look = sent(officer, at("end-call-in", made), came_to=STANDS, says="Fair.", **day("ended", -2))
    assert "comes into force on" not in said(look)
    CallIn.objects.update(since=timezone.localdate())
    assert "must be between" in said(officer.post(at("end-call-in", made), {**hidden(look), "sure": "yes"}))
    assert made.call_ins.get().ended is None


def test_a_decision_is_reconsidered(officer: Client) -> None:
    """Nothing comes into force by it any more; it is said how it is decided again, and where it was."""
    made = making.decision(fertility())
    look = said(sent(officer, at("call-in", made), who="The committee", why="Too few.", **day("since")))
    assert "What was in force before goes on." not in look
    called(made)
    look = said(sent(officer, at("end-call-in", made), came_to=RECONSIDERED, says="Unfair.", **day("ended")))
    assert "Put another motion to a meeting, which reconsiders it." in look
    page = sure(officer, at("end-call-in", made), came_to=RECONSIDERED, says="Unfair.", **day("ended"))
    assert "It is to be decided again." in page
    assert "Put another motion to a meeting." in page
    again = making.motion(made.motion.area, making.meeting(), again_of=made)
    assert "Decided again" not in text(Client(), at("decision", made))
    later = making.decided(again)
    assert at("decision", later) in text(Client(), at("decision", made))
    assert at("decision", made) in text(Client(), at("decision", later))


def test_a_version_that_is_reconsidered_does_not_come_into_force(officer: Client) -> None:
    """Both pages say so."""
    made = making.decision(fertility())
    ratified(made)
    called(made, RECONSIDERED)
    assert "because the decision is reconsidered" in text(officer, at("after", made))
    assert "so the new version does not come into force" in text(Client(), at("decision", made))


def test_what_comes_into_force_is_looked_at_first(officer: Client) -> None:
    """What ends, what goes on, who is told; days that do not fit are said at the top, and what was typed stays."""
    made = making.decision(fertility())
    Subscription.objects.create(programme=made.motion.area.programme, address="a@b.example", confirmed=timezone.now())
    address = at("ratify", made)
    assert f'value="{OLD}" checked' in text(officer, address).replace('type="checkbox" ', "")
    page = said(sent(officer, address, **day("starts", -5), **day("review_due", 500)))
    assert "so it cannot be in force before that" in page
    assert "Enter the first day." in said(sent(officer, address, **day("review_due", 500)))
    form = {**day("starts", 30), **day("review_due", 500), **day("cases_from", 60)}
    look = said(sent(officer, address, **form))
    for words in (
        f"These go on beside it: {OLD}",
        "1 person who asked for that gets an e-mail",
        "Cases from",
        "once a mail server is set up",
    ):
        assert words in look
    assert ">nothing<" in look
    look = sent(officer, address, **form, supersedes=[OLD])
    assert "These go on beside it" not in said(look)
    assert date.fromordinal((timezone.localdate() + timedelta(59)).toordinal()).strftime("%B %Y") in said(look)
    ratified(made)
    assert "was ratified already" in said(officer.post(address, {**hidden(look), "sure": "yes"}))
    assert "It cannot be ratified now" in text(officer, address)


def test_nothing_ends_where_nothing_is_in_force(officer: Client) -> None:
    """A version that was superseded already is not offered; that nothing ends is said in place of a choice of nothing."""
    ratified(making.decision(fertility()), 0)
    changed.send(None)
    text_of = TEXT.replace('"2027"', '"2028"')
    area = fertility(policies=[])
    page = text(officer, at("ratify", making.decided(making.motion(area, making.meeting(), making.proposed(area, text_of)))))
    assert "here/fertility@2027" in page
    assert OLD not in page
    form = RatifyForm(shelf().policy("here/fertility"), [], None, {**day("starts"), **day("review_due", 500)})
    assert form.is_valid()
    assert form.dates == Dates(timezone.localdate(), timezone.localdate() + timedelta(500))
    assert form.goes_on == []


def test_whoever_took_it_down_is_told_to_ask_somebody_else(officer: Client) -> None:
    """On the page of the decision and on that of ratifying it."""
    made = making.decision(fertility(), by=making.governance().person)
    for view in ("after", "ratify"):
        assert "You took this decision down" in text(officer, at(view, made))
    assert "Ratify it" not in text(officer, at("after", made))
    assert officer.get(at("after", reference="J-2222-2222")).status_code == 404


@pytest.mark.parametrize(("outcome", "says"), [(LOST, "did not agree"), (DEFERRED, "neither agreed")])
def test_what_is_not_carried_changes_nothing(officer: Client, outcome: str, says: str) -> None:
    """And is not ratified."""
    made = making.decision(fertility(), outcome=outcome)
    assert says in text(Client(), at("decision", made))
    assert "No policy changes by this decision." in text(Client(), at("decision", made))
    page = text(officer, at("after", made))
    assert "Nothing comes into force by this decision." in page
    assert ("Record that it was called in" in page) is (outcome == LOST)
    assert "Only a carried motion" in text(officer, at("ratify", made))


def test_everybody_reads_what_was_before_the_meeting(officer: Client) -> None:
    """Each piece with its fingerprint and the way to it; what was let pass stands apart; the meeting leads to its decisions."""
    area, meeting = recorded(), making.meeting(short_notice="The old policy ends.")
    motion = voted(making.motion(area, meeting, making.proposed(area)))
    sure(officer, at("decide", motion), **DECIDE, **day("on"))
    made = Decision.objects.get()
    page = text(Client(), at("decision", made))
    asked = area.involvements.get()
    for words in (
        f'href="/involvement/{asked.reference}"',
        at("public-meeting", meeting),
        "Option 1",
        "An invented area.",
        motion.digest,
    ):
        assert words in page
    assert Override.objects.get().why in page
    assert "The papers were not out in time." in page
    page = text(Client(), at("public-meeting", meeting))
    assert at("decision", made) in page
    assert "Why the meeting may begin all the same" in page


def test_what_nobody_outside_knows_of_yet_is_not_shown() -> None:
    """A decision of a programme that is being prepared is for staff, and so is its motion."""
    area = making.area(making.programme(PREPARING), kinds.DECISION)
    meeting = making.meeting()
    made = making.decided(making.motion(area, meeting))
    assert Client().get(at("decision", made)).status_code == 404
    assert area.title not in text(Client(), at("public-meeting", meeting))
    assert "so nobody is told" in whom(area.programme, area)


def test_a_meeting_of_no_papers_says_so() -> None:
    """One that began can be read of all the same."""
    meeting = making.meeting()
    meeting.papers.all().delete()
    motion = making.motion(fertility(), meeting)
    page = text(Client(), at("public-meeting", meeting))
    assert "No paper is published." in page
    assert motion.says in page
    making.decided(making.motion(fertility(), later := making.meeting()))
    making.motion(fertility(), later)
    assert "Not decided yet." in text(Client(), at("public-meeting", later))


def test_a_version_that_is_over_by_now_is_not_said_to_be_in_force() -> None:
    """The decision by which it came says from when until when it was."""
    first = making.decision(at=making.meeting(days_ago=30))
    ratified(first, -20)
    text_of = making.proposed(first.motion.area, TEXT.replace('version: "2027"', 'version: "2028"'))
    second = making.decided(making.motion(first.motion.area, making.meeting(days_ago=10), text_of))
    dates = Dates(timezone.localdate() - timedelta(5), timezone.localdate() + timedelta(900), supersedes=("here/fertility@2027",))
    ratify(making.governance("second@exampleshire.example"), second, dates, shelf().library)
    changed.send(None)
    began, ended = (say_date(timezone.localdate() - timedelta(days)) for days in (20, 6))
    until = f"was in force from {began} until {ended}."
    assert until in text(Client(), f"/decisions/{first.reference}")
    assert "is in force since" in text(Client(), f"/decisions/{second.reference}")
