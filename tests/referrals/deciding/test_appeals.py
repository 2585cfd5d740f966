"""Appeals: in time, counted from the later letter; heard by people who neither decided nor dealt with it; answered by letters."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from coequal.accounts.models import Person
from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.errors import CoequalError
from coequal.referrals.clock.clock import Clock
from coequal.referrals.deciding import again, appealing, hearing, letters, panels
from coequal.referrals.deciding.due import round_of
from coequal.referrals.models import Appeal, Letter, Panel, PanelDecision, Request, Step
from coequal.referrals.models.deciding import APPROVED, CLINICIAN, PATIENT
from coequal.referrals.moves import states as at
from coequal.referrals.moves.moving import move
from coequal.referrals.moves.sides import Asked
from coequal.referrals.moves.table import WITHDRAW
from tests.referrals.deciding.after import asker, declined, governance, now, send_all
from tests.referrals.deciding.sitting import RULES, decided, member, officer, sitting
from tests.web.signing import organisation, person

pytestmark = pytest.mark.django_db
FOUND = {"procedure": {"upheld": False, "why": "It was followed."}}
UPHELD = {"procedure": {"upheld": True, "why": "It was not."}}


def lodged(request: Request | None = None) -> Appeal:
    """An appeal against a declined request."""
    return appealing.lodge_appeal(asker(), request or declined(), ["procedure"], "Nobody asked us.")


def somebody(name: str) -> Person:
    """A panel member who had nothing to do with the request."""
    person = member(name).person
    assert person is not None
    return person


def sent_ago(days: int, to: str = "") -> None:
    """Put back the day on which letters were sent: all, or those to somebody."""
    (Letter.objects.filter(to=to) if to else Letter.objects).update(sent_on=timezone.localdate() - timedelta(days))  # type: ignore[attr-defined]


@pytest.mark.parametrize(("grounds", "says"), [([], "Because."), (["luck"], "Because."), (["procedure"], " ")])
def test_an_appeal_stands_on_grounds_of_the_rules(grounds: list[str], says: str) -> None:
    """And says why."""
    with pytest.raises(CoequalError, match="grounds"):
        appealing.lodge_appeal(asker(), declined(), grounds, says)


def test_the_time_for_an_appeal_runs_from_the_later_letter() -> None:
    """While one of them was not sent no time runs; after the limit it says until when it was possible."""
    request = declined(sent=False)
    with pytest.raises(NotAllowed):
        lodged(request)
    decision = request.decisions.get()
    letters.send(officer(), decision.letters.get(to=CLINICIAN), "by post")
    sent_ago(90, CLINICIAN)
    assert appealing.appeal_until(decision, RULES) is None
    letters.send(officer(), decision.letters.get(to=PATIENT), "by post")
    sent_ago(29, PATIENT)
    with pytest.raises(CoequalError, match="was possible until"):
        lodged(request)
    sent_ago(28, PATIENT)
    assert appealing.appeal_until(request.decisions.get(), RULES) == timezone.localdate()
    appeal = appealing.lodge_appeal(asker(), request, ["procedure", "evidence"], "Nobody asked us.")
    assert (appeal.grounds, appeal.due, now(request).state) == (["evidence", "procedure"], now(request).due, at.APPEALING)


def test_that_nothing_is_new_begins_no_time_of_its_own() -> None:
    """What is left of the time is as much as before; an appeal is against the decision that stays."""
    request = declined()
    sent_ago(10)
    before = appealing.appeal_until(PanelDecision.objects.get(), RULES)
    again.ask_reconsideration(asker(), request, "A trial of this year.")
    made = again.nothing_new(officer("another"), now(request), "The panel had it.")
    assert "did not begin anew" in made.letters.get(to=PATIENT).text
    send_all(request)
    assert (
        appealing.appeal_until(PanelDecision.objects.get(by_way_of="panel"), RULES)
        == before
        == timezone.localdate() + timedelta(18)
    )
    sent_ago(29)
    Letter.objects.filter(decision=made).update(sent_on=timezone.localdate())
    with pytest.raises(CoequalError, match="was possible until"):
        lodged(now(request))
    sent_ago(10)
    assert lodged(now(request)).decision.by_way_of == "panel"


def test_the_time_stands_while_new_evidence_is_looked_at() -> None:
    """So nobody loses an appeal by asking for reconsideration first."""
    request = declined()
    sent_ago(20)
    again.ask_reconsideration(asker(), request, "A trial of this year.")
    again.nothing_new(officer("another"), now(request), "The panel had it.")
    for kind, days in (("asked again", 15), ("nothing new", 5)):
        QuerySet(Step).filter(request=request, kind=kind).update(at=timezone.now() - timedelta(days))
    assert appealing.appeal_until(PanelDecision.objects.get(by_way_of="panel"), RULES) == timezone.localdate() + timedelta(8 + 10)


def test_an_appeal_is_heard_by_others_and_dismissed_or_upheld() -> None:
    """Dismissed, it stays declined and no second appeal is possible; both are told by letter."""
    request = declined()
    decider = PanelDecision.objects.get().deciders.first()
    appeal = lodged(request)
    assert decider is not None
    for people, says in (([], "who heard"), ([decider], "decided on"), ([asker().person], "no role")):
        with pytest.raises(CoequalError, match=says):
            hearing.hear_appeal(governance(), appeal, FOUND, "It was right.", people)  # type: ignore[arg-type]
    with pytest.raises(CoequalError, match="each ground"):
        hearing.hear_appeal(governance(), appeal, {}, "It was right.", [somebody("hearer")])
    hearing.hear_appeal(governance(), appeal, FOUND, "It was right.", [somebody("hearer")])
    assert (now(request).state, Appeal.objects.get().state) == (at.DECLINED, "dismissed")
    told = {one.to: one.text for one in Appeal.objects.get().letters.all()}
    assert set(told) == {CLINICIAN, PATIENT}
    assert all("It was right." in text and "The decision stays" in text for text in told.values())
    assert Asked(now(request)).state == "decided"
    send_all(request)
    with pytest.raises(CoequalError, match="already"):
        lodged(now(request))


def test_after_an_appeal_was_upheld_other_people_decide() -> None:
    """Neither those who decided nor those who heard the appeal."""
    request = declined()
    appeal, hearer = lodged(request), somebody("hearer")
    hearing.hear_appeal(governance(), appeal, UPHELD, "It was wrong.", [hearer])
    assert (now(request).state, round_of(request)) == (at.FOR_PANEL, 2)
    assert all("Other people will now decide again" in one.text for one in appeal.letters.all())
    with pytest.raises((CoequalError, NotAllowed)):
        hearing.hear_appeal(governance(), appeal, FOUND, "Again.", [hearer])
    item = sitting(now(request), "two")
    with pytest.raises(CoequalError, match="decided on"):
        panels.seat(officer(), item.panel, hearer, "nurse")
    decided(item, APPROVED)
    assert now(request).state == at.APPROVED


def test_nobody_hears_an_appeal_about_what_they_did_themselves() -> None:
    """Neither the officer who listed it, took the decision down or sent the letters, nor the one with whom it stands."""
    request = declined()
    Request.objects.filter(pk=request.pk).update(officer=officer("with-whom").person)
    appeal = lodged(now(request))
    for name in ("officer", "with-whom"):
        assert officer(name).person not in hearing.hearers(appeal)
        with pytest.raises(CoequalError, match="dealt with"):
            hearing.hear_appeal(officer(name), appeal, FOUND, "It was right.", [somebody("hearer")])
        with pytest.raises(CoequalError, match="dealt with"):
            hearing.hear_appeal(governance(), appeal, FOUND, "It was right.", [officer(name).person])  # type: ignore[list-item]
    assert now(request).state == at.APPEALING
    hearing.hear_appeal(officer("another"), appeal, FOUND, "It was right.", [somebody("hearer")])


def appeals_panel(place: str, seats: int = 4, **said: bool) -> Panel:
    """A panel of today that hears appeals, with a lay chair."""
    made = panels.call(
        officer(), organisation(), panels.Call(timezone.localdate(), place, hears_appeals=said.get("hears_appeals", True))
    )
    for number in range(seats):
        panels.seat(officer(), made, somebody(f"{place}-{number}"), "member", lay=number == 0, chairs=number == 0)
    return made


def test_a_panel_that_hears_appeals_hears_one_once_it_is_quorate() -> None:
    """Whoever is there heard it; nobody is named beside them."""
    appeal = lodged()
    with pytest.raises(CoequalError, match="hears no appeals"):
        hearing.put_before(governance(), appeal, appeals_panel("another", hears_appeals=False))
    panel = appeals_panel("appeals")
    hearing.put_before(governance(), appeal, panel)
    appeal = Appeal.objects.get()
    assert "has not begun" in hearing.why_not_heard(appeal)
    panels.begin(officer(), panel)
    appeal.refresh_from_db()
    assert "Nobody of them chairs" in hearing.why_not_heard(appeal)
    for seat in panel.seats.all()[:3]:
        panels.attend(officer(), seat, there=True)
    with pytest.raises(CoequalError, match="3 members who may hear it are there of 4"):
        hearing.hear_appeal(governance(), appeal, FOUND, "It was right.")
    for seat in panel.seats.all():
        panels.attend(officer(), seat, there=True)
    hearing.hear_appeal(governance(), appeal, FOUND, "It was right.")
    assert set(Appeal.objects.get().heard_by.all()) == {one.person for one in panel.seats.all()}


def test_nobody_who_decided_sits_where_the_appeal_is_heard() -> None:
    """Whoever decided has no seat when it is put there; one that is called off hears nothing, and another one may."""
    appeal, panel = lodged(), appeals_panel("appeals", 0)
    decider = PanelDecision.objects.get().deciders.first()
    assert decider is not None
    panels.seat(officer(), panel, decider, "doctor")
    with pytest.raises(CoequalError, match="decided on"):
        hearing.put_before(governance(), appeal, panel)
    second = appeals_panel("second", 0)
    hearing.put_before(governance(), appeal, second)
    for who, says in ((decider, "decided on"), (officer().person, "dealt with")):
        assert who is not None
        person(Role.PANEL_MEMBER, email=who.email)
        with pytest.raises(CoequalError, match=f"{says}.*another panel"):
            panels.seat(officer(), second, who, "nurse")
    panels.seat(officer(), second, somebody("hearer"), "nurse")
    panels.call_off(officer(), second, "Nobody can come.")
    appeal = Appeal.objects.get()
    assert (hearing.panel_of(appeal), hearing.why_not_heard(appeal)) == (None, "")
    with pytest.raises(CoequalError, match="called off"):
        hearing.put_before(governance(), appeal, second)
    hearing.hear_appeal(governance(), appeal, FOUND, "It was right.", [somebody("hearer")])


def test_an_appeal_of_a_withdrawn_request_waits_for_nobody() -> None:
    """It is withdrawn with it."""
    request = declined()
    lodged(request)
    move(asker(), now(request), WITHDRAW, "The patient moved away.")
    assert Appeal.objects.get().state == "withdrawn"
    with pytest.raises((CoequalError, NotAllowed)):
        hearing.hear_appeal(governance(), Appeal.objects.get(), FOUND, "It was right.", [somebody("hearer")])


def test_an_appeal_that_comes_by_post_is_taken_down_by_an_officer() -> None:
    """It counts from the day on which it came, in time or not; whoever took it down does not hear it."""
    request = declined()
    sent_ago(40)
    for days, says in ((-1, "still to come"), (41, "No appeal can have come before"), (11, "was possible until")):
        with pytest.raises(CoequalError, match=says):
            appealing.take_down_appeal(
                officer("post"), request, ["procedure"], "They did not read it.", timezone.localdate() - timedelta(days)
            )
    made = appealing.take_down_appeal(
        officer("post"), request, ["procedure"], "They did not read it.", timezone.localdate() - timedelta(12)
    )
    assert (made.came_from, made.lodged_on, now(request).state) == (PATIENT, timezone.localdate() - timedelta(12), at.APPEALING)
    assert RULES.answer_appeal is not None
    assert made.due == now(request).due == Clock(timezone.localdate() - timedelta(12), RULES.answer_appeal).due
    assert officer("post").person not in hearing.hearers(made)
    with pytest.raises(NotAllowed):
        appealing.take_down_appeal(officer("post"), now(request), ["procedure"], "Again.", timezone.localdate())


def test_an_appeal_by_post_waits_for_the_first_letter() -> None:
    """Before it there is nothing to appeal against; and a clinician cannot take one down."""
    request = declined(sent=False)
    with pytest.raises(CoequalError, match="not sent yet"):
        appealing.take_down_appeal(officer(), request, ["procedure"], "They did not read it.", timezone.localdate())
    with pytest.raises(Http404):
        appealing.take_down_appeal(asker(), request, ["procedure"], "They did not read it.", timezone.localdate())
    assert not Appeal.objects.exists()
