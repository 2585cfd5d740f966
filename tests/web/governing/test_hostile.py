"""What no page of meetings sends, and who has no business there: nothing of it is kept, and nobody finds a fault of ours."""

from typing import Any

import pytest
from django.test import Client

from coequal.accounts.models import Membership
from coequal.accounts.roles import Role
from coequal.programmes.models import BoardPaper, Decision, DelegatedLimit, Interest, Meeting, Motion, Ratification, Vote
from coequal.programmes.models.governing import ADOPT, CALLED, LEAVES, REJECT, TIE_IS_LOST, VOTES_ALL_THE_SAME
from coequal.programmes.stages import kinds
from tests.involvement.making import involvement
from tests.programmes import making
from tests.web.governing.asking import at, day, fertility, hidden, said, sent, text
from tests.web.hostile import LETTERS, NO_NUMBERS, SCRIPT, is_harmless
from tests.web.signing import OTHER, organisation, person, signed_in
from tests.web.studio.drafting import TEXT

pytestmark = pytest.mark.django_db
MEETING = {"title": "The board", "at": "10am", "place": "", "delegated": "board", "quorum": "2", "tie": TIE_IS_LOST}
CONTRADICTS = {"severity": "warning", "message": "Two criteria contradict each other."}


@pytest.fixture
def officer() -> Client:
    """Somebody of governance, signed in."""
    return signed_in(Role.GOVERNANCE, email="gov@exampleshire.example")


def for_good(client: Client, address: str, **fields: Any) -> str:
    """What comes back when a form is sent for good by somebody who never looked at it once more."""
    return said(client.post(address, {**hidden(client.get(address)), **fields, "sure": "yes"}, follow=True))


def elsewhere() -> Meeting:
    """A meeting of another organisation that sits, with its members."""
    made = making.meeting()
    Meeting.objects.filter(pk=made.pk).update(organisation=organisation(OTHER))
    made.refresh_from_db()
    return made


def test_whoever_lost_the_role_takes_nothing_down(officer: Client) -> None:
    """Although they are signed in, and the page was before them."""
    motion = making.motion(fertility(), making.meeting())
    seat = motion.meeting.attendances.first()
    assert seat is not None
    look = sent(officer, at("votes", motion), **{f"vote-{seat.pk}": "for"})
    Membership.objects.filter(person__email="gov@exampleshire.example").delete()
    answer = officer.post(at("votes", motion), {**hidden(look), "sure": "yes"})
    assert answer.status_code in (403, 404)
    assert not Vote.objects.exists()


def test_what_belongs_to_another_meeting_is_not_found(officer: Client) -> None:
    """A motion, a paper, a service area, a seat and a vote of another one."""
    here, there = making.meeting(), making.meeting(title="Another board")
    motion, other = (making.motion(fertility(title=name), one) for name, one in (("Here", here), ("There", there)))
    paper = there.papers.get()
    for address in (
        at("motion", here, motion=other.reference),
        at("votes", here, motion=other.reference),
        at("decide", here, motion=other.reference),
        at("interest", here, motion=other.reference),
        at("paper", here, number=paper.pk),
        at("paper-pdf", here, number=paper.pk),
        at("paper-out", here, number=paper.pk),
        at("public-paper", here, number=paper.pk),
        at("put", elsewhere(), area=motion.area.reference),
    ):
        assert officer.get(address).status_code == 404, address
    seat = there.attendances.first()
    assert seat is not None
    for_good(officer, at("votes", motion), **{f"vote-{seat.pk}": "for"})
    for_good(officer, at("interest", motion), attendance=str(seat.pk), says="I own it.", follows=LEAVES)
    page = for_good(officer, at("there", here), there=[str(seat.pk)])
    assert "Somebody has no seat at this meeting." in page
    assert not Vote.objects.exists()
    assert not Interest.objects.exists()


def test_whoever_has_an_interest_casts_no_vote_by_a_forged_form(officer: Client) -> None:
    """Whoever leaves and whoever has no vote; of the others what they gave is taken down."""
    motion = making.motion(fertility(), making.meeting())
    conflicted, free, _third = motion.meeting.attendances.all()
    Interest(attendance=conflicted, motion=motion, says="I own it.", follows=LEAVES).save()
    assert "Say how at least one of them voted." in for_good(officer, at("votes", motion), **{f"vote-{conflicted.pk}": "for"})
    for_good(officer, at("votes", motion), **{f"vote-{conflicted.pk}": "for", f"vote-{free.pk}": "against"})
    assert [(one.attendance, one.vote) for one in Vote.objects.all()] == [(free, "against")]


def test_an_interest_that_is_told_later_takes_a_vote_out_of_the_count(officer: Client) -> None:
    """What was voted stays on record; whoever may vote all the same counts."""
    motion = making.motion(fertility(), making.meeting())
    making.votes(motion, "for", "for", "against")
    one, two, _three = motion.meeting.attendances.all()
    Interest(attendance=one, motion=motion, says="I own it.", follows=LEAVES).save()
    Interest(attendance=two, motion=motion, says="A friend.", follows=VOTES_ALL_THE_SAME).save()
    assert "For: 1. Against: 1." in text(officer, at("motion", motion))


@pytest.mark.parametrize("mark", ["", "x", "\0", "0" * 20, LETTERS])
def test_a_forged_mark_is_as_good_as_an_old_one(officer: Client, mark: str) -> None:
    """It says that somebody looked at something else; nothing is kept."""
    motion = making.motion(fertility(), making.meeting())
    making.votes(motion, "for", "for")
    last = motion.meeting.attendances.last()
    assert last is not None
    told = {"manner": "vote", "reasons": "It is fair.", "conditions": "", **day("on"), "sure": "yes", "seen": mark}
    for address, fields in (
        (at("decide", motion), told),
        (at("votes", motion), {f"vote-{last.pk}": "for", "sure": "yes", "seen": mark}),
        (at("there", motion.meeting), {"there": [], "seen": mark}),
    ):
        assert "Somebody else changed something meanwhile" in said(officer.post(address, fields)), address
    assert Vote.objects.count() == 2
    assert not Decision.objects.exists()
    assert motion.meeting.attendances.filter(there=True).count() == 3


def test_nothing_is_decided_before_people_were_heard(officer: Client) -> None:
    """Whatever is sent; the last look refuses it too."""
    motion = making.motion(fertility(), making.meeting())
    making.votes(motion, "for", "for", "for")
    motion.area.involvements.add(involvement("open"))
    told = {"manner": "vote", "reasons": "It is fair.", "conditions": "", **day("on")}
    assert "Nothing may be decided before people were heard" in for_good(officer, at("decide", motion), **told)
    assert "Nothing may be decided before people were heard" in said(sent(officer, at("decide", motion), **told))
    assert not Decision.objects.exists()


@pytest.mark.parametrize("ahead", [-40, 40])
def test_no_decision_is_of_a_day_on_which_nobody_met(officer: Client, ahead: int) -> None:
    """Not before the meeting, and not in the future."""
    motion = making.motion(fertility(), making.meeting())
    making.votes(motion, "for", "for", "for")
    told = {"manner": "vote", "reasons": "It is fair.", "conditions": "", **day("on", ahead)}
    assert "must be between" in for_good(officer, at("decide", motion), **told)
    assert not Decision.objects.exists()


def test_a_text_with_contradictions_is_put_knowingly_or_not_at_all(officer: Client) -> None:
    """Blanks are no reason; a reason is shown to everybody with the decision."""
    area, meeting = fertility(kinds.GOVERNANCE), making.meeting(CALLED)
    making.proposed(area, TEXT, findings=[CONTRADICTS])
    address = at("put", meeting, area=area.reference)
    told = {"asks": ADOPT, "says": "We adopt it.", "effect": "not known", "pounds": "", **day("wanted_from", 60)}
    assert "Two criteria contradict each other." in for_good(officer, address, **told, knowingly="   ")
    assert not Motion.objects.exists()
    for_good(officer, address, **told, knowingly="They meet in no case that there is.")
    made = making.decided(Motion.objects.get())
    assert "knowingly: They meet in no case that there is." in text(Client(), at("decision", made))


def test_nothing_comes_into_force_that_nobody_owns_on_that_day(officer: Client) -> None:
    """A body that no longer exists is named with who followed it; nothing is kept, and what was typed stays."""
    area, ended = fertility(), TEXT.replace("{code: BBB, from: 2024-04-01}", "{code: AAA, from: 2020-01-01}")
    made = making.decided(making.motion(area, making.meeting(), making.proposed(area, ended)))
    page = for_good(officer, at("ratify", made), **day("starts", 30), **day("review_due", 500))
    assert "so it cannot own a policy. Who followed it:" in page
    assert not Ratification.objects.exists()


@pytest.mark.parametrize("view", ["decision", "public-meeting", "public-paper", "motion", "after", "paper"])
def test_what_is_typed_never_runs(officer: Client, view: str) -> None:
    """Words of a motion, reasons, conditions, dissent, interests, a call-in and a paper, for staff and for everybody."""
    meeting = making.meeting(title=SCRIPT[:200], place=SCRIPT[:200])
    motion = making.motion(fertility(title=SCRIPT[:200]), meeting, says=SCRIPT, transitional=SCRIPT, knowingly=SCRIPT)
    seat = meeting.attendances.first()
    assert seat is not None
    Vote(motion=motion, attendance=seat, vote="against", dissent=SCRIPT).save()
    Interest(attendance=seat, motion=motion, says=SCRIPT, follows=VOTES_ALL_THE_SAME).save()
    made = making.decided(motion, reasons=SCRIPT, conditions=[SCRIPT])
    made.call_ins.create(who=SCRIPT[:200], why=SCRIPT, since=made.on)
    paper = BoardPaper.objects.create(meeting=meeting, title=SCRIPT[:200], text=SCRIPT, published=meeting.papers.get().published)
    address = {
        "decision": at("decision", made),
        "after": at("after", made),
        "motion": at("motion", motion),
        "public-meeting": at("public-meeting", meeting),
        "public-paper": at("public-paper", meeting, number=paper.pk),
        "paper": at("paper", meeting, number=paper.pk),
    }[view]
    page = officer.get(address)
    assert page.status_code == 200
    assert is_harmless(page.content.decode())
    assert "alert(1)" in page.content.decode()


@pytest.mark.parametrize("text_of", [LETTERS, "A\0B"])
def test_what_is_too_long_or_no_text_is_said_at_its_field(officer: Client, text_of: str) -> None:
    """And nothing is kept."""
    meeting = making.meeting(CALLED)
    area = fertility(kinds.GOVERNANCE)
    for address, fields in (
        (at("call"), {**MEETING, "title": text_of, **day("on", 30)}),
        (at("papers", meeting), {"title": "Why", "area": "all", "text": text_of}),
        (at("seats", meeting), {"name": text_of, "post": "chair"}),
        (at("limits"), {"holder": text_of, "pounds": "5", "source": "S", **day("since")}),
        (at("call-off", meeting), {"why": text_of}),
        (at("put", meeting, area=area.reference), {"asks": REJECT, "says": text_of, "effect": "not known", "pounds": ""}),
    ):
        page = for_good(officer, address, **fields)
        assert "There is a problem" in page, address
    assert Meeting.objects.count() == 1
    assert meeting.papers.count() == 1
    assert not Motion.objects.exists()


@pytest.mark.parametrize("number", sorted({one.strip() for one in NO_NUMBERS} - {"1"}))
def test_an_amount_that_is_none_is_refused(officer: Client, number: str) -> None:
    """Of a limit, and of what a motion costs."""
    page = for_good(officer, at("limits"), holder="The group", pounds=number, source="S", **day("since"))
    assert "There is a problem" in page


def test_a_meeting_is_called_once(officer: Client) -> None:
    """Whoever presses the button twice makes one; at another time of the same day there can be another."""
    told = {**MEETING, **day("on", 30)}
    first = officer.post(at("call"), told)
    assert first.status_code == 303, said(first)
    assert "is there already, so it was not made a second time" in said(officer.post(at("call"), told))
    assert officer.post(at("call"), {**told, "at": "2pm"}).status_code == 303
    assert Meeting.objects.count() == 2


def test_a_paper_is_added_once(officer: Client) -> None:
    """Whoever sends the form twice adds one; another text under the same title is another paper."""
    meeting = making.meeting(CALLED)
    told = {"title": "Why", "area": "all", "text": "Read this."}
    for _ in range(2):
        officer.post(at("papers", meeting), told)
    assert meeting.papers.filter(title="Why").count() == 1
    officer.post(at("papers", meeting), {**told, "text": "Read that."})
    assert meeting.papers.filter(title="Why").count() == 2
    for _ in range(2):
        officer.post(at("keep-pack", meeting))
    assert meeting.papers.exclude(kept="").count() == 1


def test_a_limit_a_motion_and_an_interest_are_kept_once(officer: Client) -> None:
    """Whoever sends a form twice; after a deferral the same motion can be put again."""
    again = "is there already, so it was not made a second time"
    limit = {"holder": "The group", "pounds": "5", "source": "Scheme", **day("since", -9)}
    for_good(officer, at("limits"), **limit)
    assert again in for_good(officer, at("limits"), **limit)
    assert DelegatedLimit.objects.count() == 1
    area, meeting = fertility(), making.meeting()
    put = {"asks": REJECT, "says": "No change.", "effect": "not known", "pounds": ""}
    for_good(officer, at("put", meeting, area=area.reference), **put)
    assert again in for_good(officer, at("put", meeting, area=area.reference), **put)
    motion = Motion.objects.get()
    seat = meeting.attendances.first()
    assert seat is not None
    interest = {"attendance": str(seat.pk), "says": "A friend.", "follows": VOTES_ALL_THE_SAME}
    for_good(officer, at("interest", motion), **interest)
    assert again in for_good(officer, at("interest", motion), **interest)
    assert Interest.objects.count() == 1
    Decision(motion=motion, outcome="deferred", manner="deferral", reasons="Not yet.", on=meeting.on).save()
    for_good(officer, at("put", meeting, area=area.reference), **put)
    assert Motion.objects.count() == 2


def test_whoever_works_for_several_sets_a_limit_for_one_of_them() -> None:
    """What is not filled in is said, and nothing is kept."""
    who = signed_in(Role.GOVERNANCE)
    person(Role.GOVERNANCE, at=OTHER)
    told = {"holder": "The group", "pounds": "5", "source": "Scheme", **day("since", -9)}
    assert "Choose the organisation." in for_good(who, at("limits"), **told)
    for_good(who, at("limits"), **told, organisation=OTHER)
    assert DelegatedLimit.objects.get().organisation.code == OTHER
