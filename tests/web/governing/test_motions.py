"""Motions: on what they are put, how, and what stands in the way of deciding on them."""

from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.errors import CoequalError
from coequal.programmes.models import CallIn, Motion, Vote
from coequal.programmes.models.governing import (
    ADOPT,
    CALLED,
    CLOSED,
    DOES_NOT_VOTE,
    LEAVES,
    OTHER,
    RECONSIDERED,
    REJECT,
    VOTES_ALL_THE_SAME,
)
from coequal.programmes.stages import kinds
from tests.involvement.making import involvement
from tests.lint.building import POLICY
from tests.programmes import making
from tests.web.governing.asking import at, day, fertility, hidden, said, sent, sure, text
from tests.web.signing import signed_in

pytestmark = pytest.mark.django_db
REJECTING = {"asks": REJECT, "says": "Things stay as they are.", "effect": "not known", "pounds": ""}
FAULT = {"severity": "warning", "message": "Two criteria contradict each other."}


@pytest.fixture
def officer() -> Client:
    """Somebody of governance, signed in."""
    return signed_in(Role.GOVERNANCE, email="gov@exampleshire.example")


def test_a_motion_is_put_where_the_service_area_stands_for_it(officer: Client) -> None:
    """Of every other one it is said why not, with the way to where it is put right."""
    meeting = making.meeting(CALLED)
    assert "There is no service area yet." in text(officer, at("choose", meeting))
    ready = fertility(kinds.GOVERNANCE, title="Ready")
    fertility(kinds.PROPOSAL, title="Early")
    making.step(fertility(kinds.GOVERNANCE, title="Held"), kinds.HOLD)
    making.area(making.programme("on hold"), kinds.GOVERNANCE, title="Waiting")
    making.area(making.programme(history_only=True), kinds.GOVERNANCE, title="Of the past")
    page = text(officer, at("choose", meeting))
    assert at("put", meeting, area=ready.reference) in page
    for words in (
        "The service area is on hold.",
        "The programme is on hold.",
        "The stage “Governance” or “Decision” has to be open.",
    ):
        assert words in page
    assert "Of the past" not in page
    over = text(officer, at("choose", making.meeting(CLOSED)))
    assert "so nothing can be put to it" in over
    assert officer.get(at("put", meeting, area="T-2222-2222")).status_code == 404


def test_a_motion_without_a_text_is_put(officer: Client) -> None:
    """What it costs may not be known; typed text stays when it is changed once more."""
    meeting, area = making.meeting(CALLED), fertility(kinds.GOVERNANCE)
    address = at("put", meeting, area=area.reference)
    page = text(officer, address)
    assert "This service area proposes no text" in page
    assert "Choose the draft that is to be adopted" in said(_for_good(officer, address, **{**REJECTING, "asks": ADOPT}))
    look = sent(officer, address, **REJECTING)
    assert "Nobody is told now." in said(look)
    assert "Things stay as they are." in said(officer.post(address, {**hidden(look), "sure": "change"}))
    page = sure(officer, address, **REJECTING)
    assert "not known" in page
    motion = Motion.objects.get()
    assert (motion.handover, motion.pounds_a_year) == (None, None)


def _for_good(client: Client, address: str, **fields: str) -> object:
    look = sent(client, address, **fields)
    return client.post(address, {**hidden(look), "sure": "yes"}, follow=True)


def test_what_it_costs_is_an_amount_or_not_known(officer: Client) -> None:
    """Nothing is read as nought."""
    meeting, area = making.meeting(CALLED), fertility(kinds.GOVERNANCE)
    address = at("put", meeting, area=area.reference)
    for effect, pounds, says in (
        ("costs", "", "Enter an amount in whole pounds"),
        ("saves", "much", "Enter an amount in whole pounds"),
        ("not known", "5", "Leave this empty where it is not known"),
        ("", "5", "Choose one. If nobody knows, say that."),
    ):
        page = said(sent(officer, address, **{**REJECTING, "effect": effect, "pounds": pounds}))
        assert says in page
        assert "Things stay as they are." in page
    sure(officer, address, **{**REJECTING, "asks": OTHER, "effect": "saves", "pounds": "1 000"})
    assert Motion.objects.get().pounds_a_year == -1000


def test_a_text_in_which_faults_were_found_is_put_knowingly(officer: Client) -> None:
    """Each fault is shown, and why it is put all the same; without that it is refused."""
    meeting, area = making.meeting(CALLED), fertility(kinds.GOVERNANCE)
    text_of = making.proposed(area, findings=[FAULT])
    address = at("put", meeting, area=area.reference)
    assert "Two criteria contradict each other." in text(officer, address)
    form = {**REJECTING, "asks": ADOPT, **day("wanted_from", 30)}
    page = said(_for_good(officer, address, **form))
    assert "or say why it is put to the meeting all the same" in page
    page = sure(officer, address, **form, knowingly="The board knows it.")
    assert "Why it is put all the same" in page
    assert Motion.objects.get().handover == text_of


def test_a_text_that_changed_meanwhile_is_not_put_unseen(officer: Client) -> None:
    """Whoever looked at another one is told."""
    meeting, area = making.meeting(CALLED), fertility(kinds.GOVERNANCE)
    making.proposed(area)
    address = at("put", meeting, area=area.reference)
    look = sent(officer, address, **REJECTING)
    area.proposal = None
    area.save()
    page = said(officer.post(address, {**hidden(look), "sure": "yes"}))
    assert "Somebody else changed something meanwhile" in page
    assert not Motion.objects.exists()


def test_a_text_that_is_not_accepted_is_named_so(officer: Client) -> None:
    """Governance has to accept it first."""
    meeting, area = making.meeting(CALLED), fertility(kinds.GOVERNANCE)
    area.proposal = making.handed()
    area.save()
    assert "It is handed over." in text(officer, at("put", meeting, area=area.reference))
    assert "Governance has to accept it" in text(officer, at("put", meeting, area=area.reference))


def test_a_decision_that_is_reconsidered_is_named_in_the_new_motion(officer: Client) -> None:
    """And the new motion leads to it."""
    made = making.decided(making.motion(area := fertility(kinds.GOVERNANCE), making.meeting()))
    today = timezone.localdate()
    CallIn.objects.create(
        decision=made, who="The committee", why="Too few.", since=today, ended=today, came_to=RECONSIDERED, says="Yes."
    )
    address = at("put", making.meeting(CALLED), area=area.reference)
    assert "Choose one, or “None”." in said(sent(officer, address, **REJECTING))
    page = sure(officer, address, **REJECTING, again_of=made.reference)
    assert "It reconsiders" in page
    assert "put to The board" in text(officer, at("after", made))


def test_a_motion_shows_what_its_text_changes(officer: Client) -> None:
    """Where that cannot be worked out here, it is said."""
    area, meeting = fertility(), making.meeting()
    motion = making.motion(
        area, meeting, making.proposed(area, POLICY.replace('"2024"', '"2027"').replace("[19 .. 30]", "[19 .. 32]"))
    )
    assert "What changes in here/fertility@2024" in text(officer, at("motion", motion))
    with patch("coequal.web.governing.motions.differences", side_effect=CoequalError("There is no such service.")):
        page = text(officer, at("motion", motion))
    assert "could not be worked out here. There is no such service." in page
    assert officer.get(at("motion", meeting, motion="N-2222-2222")).status_code == 404


def test_what_is_in_the_way_of_deciding_leads_to_where_it_is_put_right(officer: Client) -> None:
    """People who can still be heard, no quorum, no votes, a stage that is not open, a cost over the limit."""
    meeting = making.meeting(seats=1, delegated=making.limit(100))
    motion = making.motion(area := fertility(kinds.GOVERNANCE), meeting, pounds_a_year=-1000)
    area.involvements.add(asked := involvement("open"))
    page = text(officer, at("motion", motion))
    assert "£1,000 less" in page
    for address in (
        f"/programmes/desk/{area.reference}",
        at("there", meeting),
        at("votes", motion),
        f"/involvement/desk/{asked.reference}",
    ):
        assert f'<a href="{address}">' in page
    assert "Put the motion to the board." in page


def test_an_interest_follows_whoever_declared_it(officer: Client) -> None:
    """Whoever leaves does not count and does not vote; whoever stays and votes does."""
    meeting = making.meeting()
    motion = making.motion(fertility(), meeting)
    one, two, _three = meeting.attendances.all()
    address = at("interest", motion)
    assert "Say what the interest is." in said(sent(officer, address, attendance=str(one.pk), says="", follows=LEAVES))
    look = said(sent(officer, address, attendance=str(one.pk), says="I own it.", follows=LEAVES))
    assert "does not count for the quorum" in look
    page = sure(officer, address, attendance=str(one.pk), says="I own it.", follows=LEAVES)
    assert "Member 1, member declared an interest and leaves" in page
    look = said(sent(officer, address, attendance=str(two.pk), says="A friend.", follows=VOTES_ALL_THE_SAME))
    assert "does not count for the quorum" not in look
    assert "Nobody has a seat at this meeting yet" in text(
        officer, at("interest", making.motion(fertility(), making.meeting(seats=0)))
    )
    look = sent(officer, address, attendance=str(two.pk), says="A friend.", follows=DOES_NOT_VOTE)
    making.decided(motion)
    assert "is decided already" in said(officer.post(address, {**hidden(look), "sure": "yes"}))


def test_votes_are_taken_down_in_one_form(officer: Client) -> None:
    """Whoever is left out can vote later; a reason needs a vote; nobody votes twice."""
    meeting = making.meeting()
    motion = making.motion(fertility(), meeting)
    one, two, three = meeting.attendances.all()
    address = at("votes", motion)
    assert "Say how at least one of them voted." in said(sent(officer, address))
    assert "There is a reason without a vote." in said(sent(officer, address, **{f"why-{one.pk}": "No."}))
    look = said(sent(officer, address, **{f"vote-{one.pk}": "for"}))
    assert "Not taken down yet: Member 2, Member 3." in look
    sure(officer, address, **{f"vote-{one.pk}": "for"})
    assert f"vote-{one.pk}" not in text(officer, address)
    look = sent(officer, address, **{f"vote-{two.pk}": "against", f"vote-{three.pk}": "abstains"})
    Vote(motion=motion, attendance=three, vote="for").save()
    page = said(officer.post(address, {**hidden(look), "sure": "yes"}))
    assert "Somebody else changed something meanwhile" in page
    assert Vote.objects.count() == 2
    sure(officer, address, **{f"vote-{two.pk}": "against"})
    assert "Nobody is left who may vote" in text(officer, address)
