"""From screening to a decision: who may judge, what a quorum is, and what is kept with a decision."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coequal.accounts.models import Membership
from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.errors import CoequalError
from coequal.referrals.deciding import again, panels, screening, views
from coequal.referrals.deciding.decide import decide
from coequal.referrals.deciding.due import clock_of, due_of, owed, round_of
from coequal.referrals.deciding.judges import decided_before, why_not_judge
from coequal.referrals.deciding.quorum import counting, why_not_quorate
from coequal.referrals.models import Approval, Item, PanelDecision, Request, Seat
from coequal.referrals.models.deciding import APPROVED, CALLED_OFF, CLINICIAN, DECLINED, DEFERRED, LEAVES, PATIENT, STAYS
from coequal.referrals.moves import states as at
from coequal.referrals.moves.moving import move
from coequal.referrals.moves.table import ANSWER, WITHDRAW
from coequal.referrals.requesting import consent
from coequal.referrals.seeing.looking import look
from coequal.referrals.seeing.table import WHO
from tests.referrals import making
from tests.referrals.deciding.after import send_all
from tests.referrals.deciding.sitting import ANSWERS, RULES, decided, member, officer, panel, sitting
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db


def now(request: Request) -> Request:
    """The request as it is kept."""
    return Request.objects.get(pk=request.pk)


def test_a_request_goes_from_its_arrival_to_an_approval() -> None:
    """Each step is somebody's, and with the decision both letters and the approval are made."""
    made = making.request()
    screening.take_on(officer(), made)
    screening.acknowledge(officer(), made)
    screening.screen_in(officer(), made, "The panel should see it.")
    item = sitting(now(made))
    decision = decided(item, APPROVED)
    found = now(made)
    assert (found.state, found.officer, decision.deciders.count()) == (at.APPROVED, officer().person, 4)
    assert Approval.objects.get(request=made).amounts == {"cycles": 2}
    assert {one.to for one in decision.letters.all()} == {CLINICIAN, PATIENT}
    assert [one.came_to for one in found.steps.all()] == [at.SUBMITTED, at.SCREENING, at.FOR_PANEL, at.WITH_PANEL, at.APPROVED]
    panels.close(officer(), item.panel)


@pytest.mark.parametrize("outcome", [DECLINED, DEFERRED])
def test_a_panel_may_decide_otherwise(outcome: str) -> None:
    """What is declined is not funded; what is deferred waits for the clinician once they were told, and the clock stands."""
    item = sitting()
    decided(item, outcome)
    assert now(item.request).due is not None  # the letters are owed
    send_all(item.request)
    found = now(item.request)
    assert found.state == {DECLINED: at.DECLINED, DEFERRED: at.DEFERRED}[outcome]
    assert found.due is None
    assert not Approval.objects.exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"reasons": " "}, "Say why"),
        ({"outcome": "perhaps"}, "one of these"),
        ({"amounts": None}, "what is funded"),
        ({"amounts": {"cycles": 0}}, "Name each amount"),
        ({"expires": None}, "by which day"),
        ({"expires": timezone.localdate() - timedelta(2)}, "by which day"),
        ({"outcome": DEFERRED}, "know first"),
        ({"answers": dict(list(ANSWERS.items())[1:])}, "is open"),
        ({"answers": {**ANSWERS, "luck": {"answer": "yes", "why": "No."}}}, "no such question"),
        ({"answers": {**ANSWERS, "different": {"answer": "perhaps", "why": "No."}}}, "is open"),
    ],
)
def test_a_decision_says_all_that_it_has_to(change: dict[str, object], says: str) -> None:
    """Otherwise nothing of it is kept."""
    item = sitting()
    given = {"outcome": APPROVED, "answers": ANSWERS, "reasons": "It helps.", "amounts": {"cycles": 1}}
    given |= {"expires": timezone.localdate(), **change}
    with pytest.raises(CoequalError, match=says):
        decide(officer(), item, **given)  # type: ignore[arg-type]
    assert now(item.request).state == at.WITH_PANEL
    assert not PanelDecision.objects.exists()


def test_nothing_is_decided_without_a_quorum() -> None:
    """Members, chair, lay chair and posts are counted for each request, without whoever leaves."""
    item = sitting(there=False)
    assert "0 members" in why_not_quorate(item)
    with pytest.raises(CoequalError, match="cannot decide"):
        decided(item, DECLINED)
    for seat in item.panel.seats.all():
        panels.attend(officer(), seat, there=True)
    assert why_not_quorate(item) == ""
    views.declare(member("one-1"), item, "The clinician is my brother.", LEAVES)
    assert "3 members" in why_not_quorate(item)
    assert "doctor" in why_not_quorate(item)
    views.declare(member("one-1"), item, "He is not, after all.", STAYS)
    assert why_not_quorate(item) == ""
    panels.chair(officer(), item.panel.seats.get(post="doctor"))
    assert why_not_quorate(item) == "A lay member has to chair."


def test_a_member_whose_role_has_ended_judges_nothing() -> None:
    """Neither counts for the quorum nor is waited for, whether the role was taken away or the person works here no more."""
    item = sitting()
    Membership.objects.filter(person=member("one-1").person, role=Role.PANEL_MEMBER).delete()
    gone = item.panel.seats.get(post="pharmacist").person
    gone.is_active = False
    gone.save()
    assert [seat.post for seat in counting(item)] == ["lay member", "public health specialist"]
    assert "2 members" in why_not_quorate(item)
    assert len(views.missing_views(item)) == 2
    with pytest.raises(CoequalError, match="cannot decide"):
        decided(item, DECLINED)


def test_whoever_wrote_on_a_request_does_not_judge_it() -> None:
    """A colleague of who asked, who took down a consent, wrote a part or withdrew one: not at a panel, and not as an officer."""
    made = making.request(at.RETURNED)
    helper = making.acting(Role.CLINICIAN, email="helper@exf1.example")
    assert helper.person is not None
    consent.give(helper, made, consent.Told("the patient", timezone.localdate(), consent.IN_PERSON), points())
    for role in (Role.IFR_OFFICER, Role.PANEL_MEMBER):
        making.person(role, email=helper.person.email)
    both = making.person_acting(helper.person)
    assert "wrote on" in why_not_judge(helper.person, now(made))
    assert made.made_by not in made.writers.all()
    Request.objects.filter(pk=made.pk).update(state=at.SCREENING)
    for act in (screening.screen_in, screening.screen_out):
        with pytest.raises(CoequalError, match="wrote on"):
            act(both, now(made), "It may be exceptional.")
    with pytest.raises(CoequalError, match="Another officer"):
        screening.take_on(both, now(made))
    Request.objects.filter(pk=made.pk).update(state=at.FOR_PANEL)
    item = sitting(now(made))
    with pytest.raises(CoequalError, match="wrote on"):
        panels.seat(officer(), item.panel, helper.person, "nurse")
    with pytest.raises(CoequalError, match="Somebody else takes the decision down"):
        decide(both, item, DECLINED, ANSWERS, "The gain is small.")


def points() -> list[str]:
    """All that the patient agrees to."""
    return [one.id for one in consent.points(RULES)]


def test_whoever_asked_or_knows_who_it_is_cannot_sit() -> None:
    """Neither before the request is listed nor after, nor by opening it later."""
    made = making.request(at.FOR_PANEL)
    asker, knowing = made.made_by, member("knowing")
    making.person(Role.PANEL_MEMBER, email=asker.email)
    making.person(Role.IFR_OFFICER, email=knowing.name)
    look(making.person_acting(knowing.person), made, WHO, "to deal with the request")
    first = panel()
    panels.list_item(officer(), first, made)
    for person in (asker, knowing.person):
        with pytest.raises(CoequalError, match=r"asked for|opened who"):
            panels.seat(officer(), first, person, "nurse")
    panels.take_off(officer(), Item.objects.get(), "It waits.")
    panels.seat(officer(), first, asker, "nurse")
    with pytest.raises(CoequalError, match="asked for"):
        panels.list_item(officer(), first, now(made))
    other = member("one-2")
    making.person(Role.IFR_OFFICER, email=other.name)
    item = panels.list_item(officer(), panel("two"), now(made))
    late = member("two-2")
    making.person(Role.IFR_OFFICER, email=late.name)
    look(making.person_acting(late.person), now(made), WHO, "to deal with the request")
    assert late.person not in [one.person for one in counting(item)]


def test_other_people_decide_in_the_next_round() -> None:
    """On new evidence, and after an appeal that was upheld; after a deferral the same may."""
    item = sitting()
    decided(item, DEFERRED)
    asker = making.acting(Role.CLINICIAN)
    send_all(item.request)
    move(asker, now(item.request), ANSWER, "Here is the scan.")
    with pytest.raises(CoequalError, match="already"):
        panels.list_item(officer(), item.panel, now(item.request))
    panels.close(officer(), item.panel)
    again_item = panels.list_item(officer(), panel_of_the_same(item), now(item.request))
    assert again_item.round == 1
    panels.begin(officer(), again_item.panel)
    decided(again_item, DECLINED)
    send_all(item.request)
    again.ask_reconsideration(asker, now(item.request), "A new trial.")
    again.take_up(officer("another"), now(item.request), "The trial is new.")
    assert round_of(now(item.request)) == 2
    with pytest.raises(CoequalError, match="decided on"):
        panels.list_item(officer(), panel_of_the_same(item, "later"), now(item.request))
    other = sitting(now(item.request), "two")
    assert other.round == 2
    decided(other, DECLINED)
    assert len(decided_before(now(item.request))) == 8


def panel_of_the_same(item: Item, at_: str = "after") -> "panels.Panel":
    """Another panel of the same people."""
    made = panels.call(officer(), organisation(), panels.Call(on=timezone.localdate(), at=at_))
    for seat in item.panel.seats.all():
        kept = panels.seat(officer(), made, seat.person, seat.post, lay=seat.lay, chairs=seat.chairs)
        panels.attend(officer(), kept, there=True)
    return made


def test_views_are_blind_until_all_are_there() -> None:
    """Each is given once; the chair or an officer may close the giving of them."""
    item = sitting()
    views.give_view(member("one-0"), item, ANSWERS, DECLINED)
    with pytest.raises(CoequalError, match="already"):
        views.give_view(member("one-0"), item, ANSWERS, APPROVED)
    for who in (member("one-0"), officer()):
        with pytest.raises(CoequalError, match="once all"):
            views.views_of(who, item)
    with pytest.raises(NotAllowed):
        views.close_views(member("one-1"), item)
    views.close_views(member("one-0"), item)
    assert [one.leans for one in views.views_of(member("one-1"), item)] == [DECLINED]
    with pytest.raises(CoequalError, match="closed"):
        views.give_view(member("one-1"), item, ANSWERS, APPROVED)
    with pytest.raises(CoequalError, match="no seat"):
        views.give_view(member("nobody"), item, ANSWERS, APPROVED)


def test_views_open_when_the_last_one_is_given() -> None:
    """Whoever leaves is not waited for."""
    item = sitting()
    views.declare(member("one-3"), item, "I work there.", LEAVES)
    with pytest.raises(CoequalError, match="you give no view"):
        views.give_view(member("one-3"), item, ANSWERS, APPROVED)
    for number in range(3):
        assert not views.are_open(item)
        views.give_view(member(f"one-{number}"), item, ANSWERS, APPROVED)
    assert len(views.views_of(officer(), item)) == 3


def test_what_is_called_off_or_withdrawn_is_decided_by_nobody() -> None:
    """The requests of a panel that is called off wait for another; one that was withdrawn keeps no panel open."""
    first = panel()
    item = panels.list_item(officer(), first, making.request(at.FOR_PANEL))
    panels.call_off(officer(), first, "The room is flooded.")
    assert (now(item.request).state, panels.Panel.objects.get(pk=first.pk).state) == (at.FOR_PANEL, CALLED_OFF)
    other = sitting(now(item.request), "two")
    with pytest.raises(CoequalError, match="not decided"):
        panels.close(officer(), other.panel)
    move(making.acting(Role.CLINICIAN), now(item.request), WITHDRAW, "The patient moved away.")
    with pytest.raises(CoequalError, match="faster"):
        decided(other, DECLINED)
    panels.close(officer(), other.panel)


def test_an_urgent_panel_is_called_for_one_request() -> None:
    """It has no place for another."""
    made = panels.call_urgent(officer(), making.request(at.FOR_PANEL, urgent=True), panels.Call(on=timezone.localdate()))
    assert made.urgent
    with pytest.raises(CoequalError, match="one urgent request"):
        panels.list_item(officer(), made, making.request(at.FOR_PANEL))
    with pytest.raises(CoequalError, match="second time"):
        panel(), panel()


def test_screening_declines_by_a_person_who_does_not_know_who_it_is() -> None:
    """With reasons, a decision, and letters."""
    made = making.request(at.SCREENING)
    knowing = officer("knowing")
    look(knowing, made, WHO, "to deal with the request")
    with pytest.raises(CoequalError, match="opened who"):
        screening.screen_out(knowing, made, "There is no difference.")
    with pytest.raises(CoequalError, match="Say why"):
        screening.screen_out(officer(), made, " ")
    assert not PanelDecision.objects.exists()
    decision = screening.screen_out(officer(), made, "There is no difference.")
    assert (now(made).state, list(decision.deciders.all()), decision.letters.count()) == (at.DECLINED, [officer().person], 2)
    found = owed(now(made))
    assert found is not None
    assert found.what == "send the letters"
    assert why_not_judge(officer().person, now(made)).endswith("other people have to look at it now.")


def test_days_that_are_due_follow_the_rules_and_the_clock() -> None:
    """The day is written with each step; none stands while the clinician has to act."""
    made = making.request()
    found = owed(made)
    assert found is not None
    assert str(found.clock.limit) == "5 working days" if found.clock else False
    screening.acknowledge(officer(), made)
    assert now(made).due == due_of(now(made))
    clock = clock_of(now(made))
    assert clock is not None
    assert "of 40 working days" in clock.says(timezone.localdate())
    screening.return_(officer(), made, "The letter is missing.")
    assert now(made).due is None
    urgent = making.request(at.SCREENING, urgent=True)
    assert str(owed(urgent).clock.limit) == "2 working days"  # type: ignore[union-attr]


def test_a_seat_is_for_panel_members_alone() -> None:
    """Once each, with one chair, and taken away only while nothing was said from it."""
    made = panel()
    with pytest.raises(CoequalError, match="no panel member"):
        panels.seat(officer(), made, officer().person, "doctor")
    with pytest.raises(CoequalError, match="already"):
        panels.seat(officer(), made, member("one-0").person, "doctor")
    with pytest.raises(CoequalError, match="one chair"):
        panels.seat(officer(), made, member("new").person, "doctor", chairs=True)
    item = panels.list_item(officer(), made, making.request(at.FOR_PANEL))
    views.give_view(member("one-0"), item, ANSWERS, DECLINED)
    with pytest.raises(CoequalError, match="on record"):
        panels.unseat(officer(), made.seats.get(person=member("one-0").person))
    panels.unseat(officer(), made.seats.get(person=member("one-1").person))
    assert Seat.objects.count() == 3
