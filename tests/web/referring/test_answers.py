"""What an officer answers is what they read; two equal uses are asked about; what is red cannot be undone."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.facts.dates import say_date
from coequal.referrals.clock.working import add_working_days
from coequal.referrals.models import Approval, ClinicalCase, Request, StandingAuthorisation
from coequal.referrals.moves import states as at_
from coequal.web.shelf import shelf
from tests.referrals.making import acting
from tests.web.governing.asking import hidden, said
from tests.web.referring.asking import (
    UNDER,
    at,
    authorised,
    clinician,
    couple,
    day,
    sent,
    staff,
    submitted,
    sure,
    typed,
    written,
)
from tests.web.signing import sign_in

pytestmark = pytest.mark.django_db
RED = "nhsuk-button--warning"


def sent_again(client: Client, made: Request, officer: Client) -> None:
    """The request, returned by an officer and sent again with another body mass index."""
    sure(officer, at("return", made), why="Is the body mass index of this week?")
    sent(client, at("facts", made, section="patient"), **typed("patient", couple({"patient BMI": 29})))
    client.post(at("submit", made), {"sure": "yes"}, follow=True)


@pytest.mark.parametrize("view", ["grant", "refuse", "return", "elsewhere"])
def test_what_was_sent_again_is_read_anew_before_it_is_answered(view: str) -> None:
    """The page says what changed, keeps what was typed in sight, and leads to the request; its link carries what was read."""
    client, officer = clinician(), staff(Role.IFR_OFFICER)
    made = submitted(client, {"other medical grounds": True})
    case = officer.get(at("case", made)).content.decode()
    old = case.partition(f"{at('refuse', made)}?seen=")[2].partition('"')[0]
    assert old
    form = hidden(officer.get(f"{at(view, made)}?seen={old}"))
    assert form["seen"] == [old]
    sent_again(client, made, staff(Role.IFR_OFFICER, "second@exampleshire.example"))
    typed_in = {
        "why": "The rule is not met.",
        "reasons": "It is met.",
        "amount0": "1",
        "amount1": "",
        **day("expires", timezone.localdate()),
    }
    for page in (officer.get(f"{at(view, made)}?seen={old}"), officer.post(at(view, made), {**form, **typed_in, "sure": "yes"})):
        assert page.status_code == 409
        assert "This request was sent again since you read it" in said(page)
        assert "<li>Her body mass index</li>" in page.content.decode()
    assert ("It is met." if view == "grant" else "The rule is not met.") in said(page)
    today = timezone.localdate()
    assert (f"{today.day} {today.month} {today.year}" in said(page)) == (view == "grant")
    assert Request.objects.get().state == at_.WITH_OFFICER
    assert "What changed since it was sent before" in said(officer.get(at("case", made)))


@pytest.mark.parametrize("view", ["grant", "refuse", "elsewhere"])
def test_a_concern_stops_an_answer_and_offers_the_return(view: str) -> None:
    """Neither the form nor the answer goes on; the officer can return it, so that people talk."""
    made, officer = submitted(clinician(), {"other medical grounds": True}), staff(Role.IFR_OFFICER)
    form = hidden(officer.get(at(view, made)))
    kept = ClinicalCase.objects.get()
    kept.sent_facts = {**kept.sent_facts, "welfare concern": "true"}
    kept.save()
    typed_in = {"why": "No.", "reasons": "It is met.", "amount0": "1", "amount1": "", **day("expires", timezone.localdate())}
    for page in (officer.get(at(view, made)), officer.post(at(view, made), {**form, **typed_in, "sure": "yes"})):
        assert "Stop: people talk first" in said(page)
        assert at("return", made) in page.content.decode()
    assert not Approval.objects.exists()
    assert Request.objects.get().state == at_.WITH_OFFICER
    sure(officer, at("return", made), why="Please telephone us.")
    assert Request.objects.get().state == at_.RETURNED


def test_when_an_answer_is_due_is_said_to_both_sides() -> None:
    """Ten working days by the rules of the invented commissioner; the queue has the day too."""
    client, officer = clinician(), staff(Role.IFR_OFFICER)
    made = written(client, {"other medical grounds": True})
    assert "The answer is due within 10 working days" in said(client.get(at("submit", made)))
    client.post(at("submit", made), {"sure": "yes"})
    until = say_date(add_working_days(timezone.localdate(), 10))
    assert f"The answer is due by {until}." in said(client.get(at("request", made)))
    assert f"due on {until}" in said(officer.get(at("case", made)))
    assert until in said(officer.get(reverse("requests:queue")))
    Request.objects.update(due=None)
    assert "No time is set for the answer." in said(client.get(at("request", made)))


def test_equal_uses_of_one_day_are_asked_about() -> None:
    """The page asks whether it is another one; said so, it is recorded once, however often it is pressed."""
    authorised()
    client = clinician()
    submitted(client)
    given = Approval.objects.get()
    sent(client, at("use", given), of="fresh cycles", count="1", **day("on", timezone.localdate()))
    look = sent(client, at("use", given), of="fresh cycles", count="1", **day("on", timezone.localdate()))
    assert "The same is recorded for that day already" in said(look)
    assert given.uses.count() == 1
    back = client.post(at("use", given), {**hidden(look), "sure": "change"})
    assert "Record what was used" in said(back)
    for _ in range(2):
        assert client.post(at("use", given), {**hidden(look), "sure": "yes"}).status_code == 303
    assert given.uses.count() == 2


def test_of_a_referral_of_another_time_the_clinician_is_told_that_an_officer_answers() -> None:
    """On the request, and before it is sent."""
    authorised()
    client = clinician()
    made = written(client)
    Request.objects.update(referred_on=date(2022, 9, 1))
    for view in ("request", "submit"):
        assert "The patient was referred on 1 September 2022, longer than 12 months ago." in said(client.get(at(view, made)))
    client.post(at("submit", made), {"sure": "yes"})
    assert Request.objects.get().state == at_.WITH_OFFICER


def test_authorisations_name_policies_and_treatments_by_their_titles() -> None:
    """Also on the start page; a text that is not here any more is named by its id."""
    governance = staff(Role.GOVERNANCE)
    authorised(governance)
    StandingAuthorisation.objects.update(until=timezone.localdate() + timedelta(9))
    one = StandingAuthorisation.objects.get()
    policy = shelf().policy("exampleshire/assisted-conception", "2022-07")
    name = next(treatment.name for treatment in policy.treatments if treatment.id == "ivf")
    page = said(governance.get(at("authorisations")))
    assert "Fertility treatment (an invented area): Exampleshire, version 2022-07" in page
    assert f"for {name}." in page
    for address in (reverse("staff:home"), at("withdraw-authorisation", one)):
        page = said(governance.get(address))
        assert "Fertility treatment (an invented area)" in page
        assert "exampleshire/assisted-conception" not in page.replace(at("authorise", **UNDER, version="2022-07"), "")
    StandingAuthorisation.objects.update(version="1999")
    assert "exampleshire/assisted-conception, version 1999" in said(governance.get(at("authorisations")))


def test_red_is_for_what_cannot_be_undone() -> None:
    """Sending, approving and returning are not; declining and withdrawing are."""
    client, officer = clinician(), staff(Role.IFR_OFFICER)
    made = written(client, {"other medical grounds": True})
    assert RED not in client.get(at("submit", made)).content.decode()
    assert RED in sent(client, at("withdraw", made), why="She moved away.").content.decode()
    client.post(at("submit", made), {"sure": "yes"})
    approves = {"amount0": "1", "amount1": "", "reasons": "It is met.", **day("expires", timezone.localdate())}
    looks = {
        "grant": sent(officer, at("grant", made), **approves),
        **{view: sent(officer, at(view, made), why="So it is.") for view in ("return", "refuse", "elsewhere")},
    }
    assert {view: RED in page.content.decode() for view, page in looks.items()} == {
        "grant": False,
        "return": False,
        "refuse": True,
        "elsewhere": True,
    }


def test_who_sent_a_request_is_said_beside_who_began_it() -> None:
    """Nobody has before it is sent; in the bundle for other software it is a note."""
    client = clinician()
    made = written(client)
    assert "Nobody yet" in said(client.get(at("request", made)))
    who = acting(Role.CLINICIAN, email="second@exf1.example").person
    assert who is not None
    second = sign_in(Client(), who)
    second.post(at("submit", made), {"sure": "yes"})
    assert "Nobody yet" not in said(client.get(at("request", made)))
    bundle = second.get(at("pack-fhir", made)).content.decode()
    assert "The referral was begun by " in bundle
    assert who.email in bundle
