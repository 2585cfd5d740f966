"""From the call of a meeting to a version in force, by the pages that officers have."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.programmes.models import Decision, Meeting, Motion, Ratification
from coequal.programmes.models.governing import ADOPT, DOES_NOT_VOTE, TIE_IS_LOST
from coequal.programmes.stages import kinds
from coequal.programmes.stages.moves import move
from tests.programmes import making
from tests.web.governing.asking import at, day, fertility, said, sent, sure, text
from tests.web.signing import signed_in

pytestmark = pytest.mark.django_db


def test_a_meeting_decides_and_a_version_comes_into_force() -> None:
    """Each page leads to the next, and everybody reads what was decided, why, and what is in force by it."""
    officer = signed_in(Role.GOVERNANCE)
    area = fertility(kinds.GOVERNANCE)
    area.programme.commissioners.create(code="BBB", since=date(2020, 1, 1))  # who owns the text
    text_of = making.proposed(area)
    meeting = called(officer)
    for number in range(4):
        sent(
            officer,
            at("seats", meeting),
            name=f"Member {number}",
            post="member",
            votes="on",
            **({"chairs": "on"} if not number else {}),
        )
    put = {
        "asks": ADOPT,
        "says": "We adopt the policy.",
        "effect": "costs",
        "pounds": "£250,000",
        "transitional": "Those referred before.",
    }
    page = sure(officer, at("put", meeting, area=area.reference), **put, **day("wanted_from"))
    motion = Motion.objects.get()
    assert "£250,000 more" in page
    assert (motion.handover, motion.pounds_a_year, motion.wanted_from) == (text_of, 250_000, timezone.localdate())
    sent(officer, at("papers", meeting), title="The proposal", area=area.reference, text="Read **this**.")
    assert "The proposal" in text(officer, at("publish", meeting))
    assert "written here, on Fertility, since" in said(sent(officer, at("publish", meeting)))
    assert "Done" in said(sent(officer, at("short-notice", meeting), why="The old policy ends."))
    move(making.governance(), area, kinds.COMPLETE, kinds.GOVERNANCE)
    move(making.governance(), area, kinds.OPEN, kinds.DECISION)
    assert "Who is there" in said(sent(officer, at("begin", meeting)))
    page = said(sent(officer, at("there", meeting), there=[str(one.pk) for one in meeting.attendances.all()]))
    assert "4 members can vote on it, and 2 have to" in page
    seats = list(meeting.attendances.all())
    page = sure(officer, at("interest", motion), attendance=str(seats[3].pk), says="I own a clinic.", follows=DOES_NOT_VOTE)
    assert "Member 3, member declared an interest and does not vote" in page
    votes = {f"vote-{one.pk}": how for one, how in zip(seats, ("for", "for", "against"), strict=False)}
    page = sure(officer, at("votes", motion), **votes, **{f"why-{seats[2].pk}": "It costs too much."})
    assert "For: 2. Against: 1." in page
    decide = {"manner": "vote", "reasons": "It treats people alike.", "conditions": "It is reviewed.\n\nIt is funded."}
    page = sure(officer, at("decide", motion), **decide, **day("on"))
    assert "You took this decision down, so somebody else of governance has to ratify it." in page
    decision = Decision.objects.get()
    assert decision.conditions == ["It is reviewed.", "It is funded."]
    everybody = text(Client(), at("decision", decision))
    for words in (
        "It treats people alike.",
        "It is funded.",
        "Member 2, member, against",
        "It costs too much.",
        "has not been ratified yet",
    ):
        assert words in everybody
    assert "I own a clinic." in everybody
    assert text_of.digest in everybody
    assert "closed" in said(sent(officer, at("close", meeting)))
    other = signed_in(Role.GOVERNANCE, email="second@exampleshire.example")
    assert "waits to be ratified" in text(other, "/staff")
    form = {**day("starts"), **day("review_due", 700), "supersedes": ["here/fertility@2024"]}
    look = said(sent(other, at("ratify", decision), **form))
    for words in (
        "here/fertility@2027",
        "Fertility treatment (here/fertility@2024): last day",
        "Who is told",
        "What changes in here/fertility",
    ):
        assert words in look
    page = sure(other, at("ratify", decision), **form)
    assert "It takes the place of here/fertility@2024" in page
    assert Ratification.objects.get().digest == text_of.digest
    assert 'href="/policies/here/fertility/2027">here/fertility@2027</a> is in force since' in text(
        Client(), at("decision", decision)
    )


def called(officer: Client) -> Meeting:
    """A meeting of today, called by its page."""
    form = {"title": "The board", "quorum": "2", "delegated": "board", "tie": TIE_IS_LOST, "at": "10am", "place": "The town hall"}
    page = said(sent(officer, at("call"), **form, **day("on")))
    assert "Name who sits there" in page
    return Meeting.objects.get()
