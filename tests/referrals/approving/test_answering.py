"""An officer answers what they read, by the day on which it is due, and nothing that people must talk about first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.facts.case import Known
from coequal.referrals.approving import answering, asking, submitting
from coequal.referrals.approving.answering import AsRead, Granting
from coequal.referrals.approving.sent import SentAgain, changed, mark_of_sent
from coequal.referrals.clock.limits import WORKING_DAYS, Limit
from coequal.referrals.clock.working import add_working_days
from coequal.referrals.deciding.due import clock_of, due_of
from coequal.referrals.models import ClinicalCase, Request, RulesVersion, Step
from coequal.referrals.moves import states as at
from coequal.referrals.pack.welfare import WelfareStop
from coequal.referrals.rules.reading import EXAMPLES, shipped
from tests.referrals.approving import building
from tests.referrals.approving.building import begun, bound
from tests.referrals.making import acting
from tests.web.signing import OTHER, organisation

pytestmark = pytest.mark.django_db
SAID = Granting("It is met.", {"full cycles": 1}, timezone.localdate() + timedelta(9))
ANSWERS: dict[str, Callable[[Request, AsRead], object]] = {
    "grant": lambda request, read: answering.grant(acting(Role.IFR_OFFICER), request, read, SAID),
    "decline": lambda request, read: answering.refuse(acting(Role.IFR_OFFICER), request, read, "It is not met."),
    "return": lambda request, read: answering.ask_back(acting(Role.IFR_OFFICER), request, read, "Something is missing."),
    "elsewhere": lambda request, read: answering.send_elsewhere(acting(Role.IFR_OFFICER), request, read, "NHS England decides."),
}


def sent() -> Request:
    """A request that waits for an officer."""
    made = begun()
    assert submitting.submit(acting(Role.CLINICIAN), made, bound()) is None
    return Request.objects.get(pk=made.pk)


def as_read(request: Request) -> AsRead:
    """What an officer has before them who reads it now."""
    return AsRead(bound(), mark_of_sent(request))


def sent_again(request: Request, **changes: bool) -> Request:
    """The same, returned by another officer and sent again with some facts changed."""
    other, clinician = acting(Role.IFR_OFFICER, email="second@exa1.example"), acting(Role.CLINICIAN)
    answering.ask_back(other, request, as_read(request), "Look at it once more.")
    known = {name.replace("_", " "): Known(value) for name, value in changes.items()}
    if known:
        asking.keep_facts(clinician, request, bound(), known, asking.mark_of_facts(request.clinical.facts, known))
    submitting.submit(clinician, request, bound())
    return Request.objects.get(pk=request.pk)


@pytest.mark.parametrize("how", ANSWERS)
def test_what_was_sent_again_since_it_was_read_is_not_answered(how: str) -> None:
    """Whatever the answer; it says which facts changed and not what they say, and the request waits on."""
    request = sent()
    read = as_read(request)
    again = sent_again(request, patient_smokes=True)
    with pytest.raises(SentAgain) as told:
        ANSWERS[how](again, read)
    assert told.value.changes == ("whether she smokes",)
    assert "What changed: whether she smokes." in told.value.message
    assert Request.objects.get(pk=request.pk).state == at.WITH_OFFICER
    ANSWERS[how](again, as_read(again))


def test_what_was_sent_again_unchanged_is_read_anew_too() -> None:
    """Nothing of what was sent once is said to have changed."""
    request = sent()
    read, dictionary = as_read(request), bound().policy.vocabulary.dictionary
    assert changed(request.clinical, dictionary) == ()
    again = sent_again(request)
    with pytest.raises(SentAgain, match="the same as before"):
        ANSWERS["grant"](again, read)
    assert changed(again.clinical, dictionary) == ()


@pytest.mark.parametrize("how", ANSWERS)
def test_a_concern_stops_every_answer_but_the_return(how: str) -> None:
    """As if somebody had written it into what was sent; returned it can be, so that people can talk."""
    request = sent()
    kept = ClinicalCase.objects.get(request=request)
    kept.sent_facts = {**kept.sent_facts, "welfare concern": "true"}
    kept.save()
    if how == "return":
        ANSWERS[how](request, as_read(request))
        assert Request.objects.get(pk=request.pk).state == at.RETURNED
        return
    with pytest.raises(WelfareStop, match="safeguarding"):
        ANSWERS[how](request, as_read(request))
    assert Request.objects.get(pk=request.pk).state == at.WITH_OFFICER


def test_an_answer_is_due_within_the_time_that_the_rules_set() -> None:
    """Counted from the day on which it came; once it is answered nothing is due."""
    rules = shipped()["EXA1"]
    assert rules.answer_approval == Limit(10, WORKING_DAYS)
    request = sent()
    assert request.due == add_working_days(timezone.localdate(), 10)
    ANSWERS["decline"](request, as_read(request))
    assert Request.objects.get(pk=request.pk).due is None


def test_the_clock_stands_while_the_clinic_has_it() -> None:
    """The days between its return and its coming back are not counted."""
    request = sent()
    ANSWERS["return"](request, as_read(request))
    assert Request.objects.get(pk=request.pk).due is None
    submitting.submit(acting(Role.CLINICIAN), request, bound())
    days = {"begun": 30, "submitted for approval": 30, "asked back": 20}
    for step in request.steps.order_by("pk")[:3]:
        _on(step, timezone.localdate() - timedelta(days[step.kind]))
    back = Request.objects.get(pk=request.pk)
    clock = clock_of(back)
    assert clock is not None
    assert [(one.since, one.until) for one in clock.merged] == [(timezone.localdate() - timedelta(20), timezone.localdate())]
    used = clock.used(timezone.localdate() - timedelta(20))
    assert due_of(back) == add_working_days(timezone.localdate(), 10 - used)


def _on(step: Step, day: date) -> None:
    """Put a step back to a day, as if it had been taken then."""
    QuerySet(Step).filter(pk=step.pk).update(at=step.at - (timezone.localdate() - day))


def test_where_no_time_is_set_nothing_is_due() -> None:
    """Neither by rules of a time when there was none of this, nor where a commissioner has no rules at all."""
    text = (EXAMPLES / "exampleshire.yaml").read_text(encoding="utf-8")
    older = text[: text.index("  answer approval:")]
    RulesVersion(organisation=organisation(), since="2026-01-01", text=older, why="A test").save()
    request = sent()
    assert request.rules is not None
    assert (request.due, clock_of(request)) == (None, None)
    Request.objects.filter(pk=request.pk).update(organisation=organisation(OTHER), rules=None)
    assert due_of(Request.objects.get(pk=request.pk)) is None


@pytest.mark.parametrize(
    ("current", "says"),
    [
        (False, "Version 2026-11 counts, because the patient was referred on 2 November 2026. Today another text is in force."),
        (None, "It is not known whether version 2026-11 is still in force today."),
    ],
)
def test_under_a_text_that_is_not_in_force_today_an_officer_answers(current: bool | None, says: str) -> None:
    """Also where that is not known; else such a request is approved at once."""
    building.authorised()
    made = begun()
    assert submitting.submit(acting(Role.CLINICIAN), made, bound(current=current)) is None
    assert made.steps.last().says == says


@pytest.mark.parametrize(("days", "at_once"), [(300, True), (400, False)])
def test_of_a_referral_long_ago_an_officer_answers(days: int, at_once: bool) -> None:
    """Longer ago than the commissioner's rules say, or than a year where they say nothing."""
    building.authorised()
    made = begun()
    Request.objects.filter(pk=made.pk).update(referred_on=timezone.localdate() - timedelta(days))
    given = submitting.submit(acting(Role.CLINICIAN), made, bound())
    assert (given is not None) == at_once
    assert at_once == ("longer than 12 months ago" not in made.steps.last().says)


def test_how_long_ago_a_referral_may_lie_is_the_commissioners_rule() -> None:
    """Here three months."""
    text = (EXAMPLES / "exampleshire.yaml").read_text(encoding="utf-8")
    assert text.count("value: 12 months") == 1
    RulesVersion(
        organisation=organisation(), since="2026-01-01", text=text.replace("value: 12 months", "value: 3 months"), why="A test"
    ).save()
    building.authorised()
    made = begun()
    Request.objects.filter(pk=made.pk).update(referred_on=timezone.localdate() - timedelta(100))
    assert submitting.submit(acting(Role.CLINICIAN), made, bound()) is None
    assert "longer than 3 months ago" in made.steps.last().says


def test_a_pack_names_who_sent_a_referral_and_who_began_it() -> None:
    """Where it is one person, once."""
    made = begun()
    assert (submitting.referrer(made).name, submitting.referrer(made).began) == (made.made_by.name or made.made_by.email, "")
    second = acting(Role.CLINICIAN, email="second@exf1.example")
    submitting.submit(second, made, bound())
    found = submitting.referrer(Request.objects.get(pk=made.pk))
    assert second.person is not None
    assert found.email == second.person.email
    assert found.began == (made.made_by.name or made.made_by.email)
    assert ("Begun by", found.began) in found.details
    assert "Begun by" not in dict(replace(found, began="").details)
