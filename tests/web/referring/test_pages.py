"""The pages from an answer to an approval, as clinicians, officers and governance go through them."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from coequal.accounts.roles import Role
from coequal.referrals.models import Approval, ClinicalCase, Request, StandingAuthorisation
from coequal.referrals.moves import states as at_
from tests.web.governing.asking import hidden, said
from tests.web.referring.asking import (
    IDENTIFIERS,
    NAME,
    TODAY,
    UNDER,
    at,
    authorised,
    begun,
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
from tests.web.signing import OTHER, signed_in

pytestmark = pytest.mark.django_db


def test_a_referral_that_is_complete_is_approved_at_once() -> None:
    """From the list of policies to the approval number, page by page."""
    authorised()
    client = clinician()
    assert "Fertility treatment (an invented area)" in said(client.get(at("start")))
    made = written(client)
    page = said(client.get(at("request", made)))
    assert "Nothing is missing" in page
    look = client.get(at("submit", made))
    assert "You get an approval number now" in said(look), said(look)
    page = said(client.post(at("submit", made), {**hidden(look), "sure": "yes"}, follow=True))
    given = Approval.objects.get()
    assert given.number in page
    assert "Embryo transfers" in page
    assert "Glen Replica, Director" in page
    assert Request.objects.get().state == at_.APPROVED


def test_a_referral_that_is_not_complete_says_what_is_missing_and_who_can_supply_it() -> None:
    """Sending it all the same keeps nothing and says so."""
    client = clinician()
    made = begun(client)
    page = said(client.get(at("request", made)))
    assert "The patient or a clinician" in page
    assert "Her body mass index" in page
    assert "This cannot be sent yet" in said(client.get(at("submit", made)))
    page = said(client.post(at("submit", made), {"sure": "yes"}))
    assert "There is a problem" in page
    assert Request.objects.get().state == at_.WRITING
    answer = client.get(at("pack-pdf", made))
    assert (answer.status_code, "There is no pack yet" in said(answer)) == (409, True)


def test_the_pack_is_given_as_three_kinds_of_file_and_kept_nowhere() -> None:
    """Only to those who asked, and not to be kept by a browser."""
    client = clinician()
    made = written(client)
    pdf, doc, bundle = (client.get(at(f"pack-{kind}", made)) for kind in ("pdf", "word", "fhir"))
    assert pdf.content.startswith(b"%PDF")
    assert doc.content.startswith(b"PK")
    assert NAME.split()[1] in json.dumps(json.loads(bundle.content))
    for answer in (pdf, doc, bundle):
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Cache-Control"] == "no-store"
        assert NAME.split()[0] not in answer["Content-Disposition"]


def test_a_welfare_disclosure_shows_whom_to_contact_and_nothing_else() -> None:
    """Every way out answers 409 with that page, and nothing is sent."""
    authorised()
    client = clinician()
    made = written(client, {"welfare concern": True})
    page = said(client.get(at("request", made)))
    assert "Stop: people talk first" in page
    assert "designated nurse or doctor" in page
    assert NAME not in page
    assert "body mass index" not in page
    for view in ("pack-pdf", "pack-word", "pack-fhir"):
        answer = client.get(at(view, made))
        assert (answer.status_code, "Stop: people talk first" in said(answer)) == (409, True)
    answer = client.post(at("submit", made), {"sure": "yes"})
    assert answer.status_code == 409
    assert Request.objects.get().state == at_.WRITING


def test_a_fact_that_is_not_known_says_why_and_comes_back_as_it_was_kept() -> None:
    """So does one with a unit and a date."""
    client = clinician()
    made = begun(client)
    facts = couple({"patient BMI": {"not known": "pending"}})
    for section in ("treatment", "patient"):
        sent(client, at("facts", made, section=section), **typed(section, facts))
    kept = ClinicalCase.objects.get().facts
    assert kept["patient BMI"] == {"not known": "pending"}
    assert kept["AMH"]["unit"] == "pmol/L"
    page = client.get(at("facts", made, section="patient")).content.decode()
    assert '<option value="pending" selected>' in page
    assert 'value="12"' in page


def test_a_fact_that_cannot_be_comes_back_as_it_was_typed() -> None:
    """With one message that says which fact it is about; nothing of the section is kept."""
    client = clinician()
    made = begun(client)
    page = sent(client, at("facts", made, section="patient"), **{**typed("patient", couple()), "patient_bmi": "twelve"})
    assert "There is a problem" in said(page)
    assert 'value="twelve"' in page.content.decode()
    assert "AMH" not in ClinicalCase.objects.get().facts


def test_an_nhs_number_that_is_none_is_not_kept() -> None:
    """The form comes back with it."""
    client = clinician()
    made = begun(client)
    page = sent(client, at("who", made), name=NAME, nhs_number="999 000 0019")
    assert "last digit does not fit" in said(page)
    assert Request.objects.get(pk=made.pk).identity.name == ""


def test_an_officer_answers_without_knowing_who_it_is() -> None:
    """No page of theirs names the person, and the approval is a decision of theirs."""
    made = submitted(clinician(), {"other medical grounds": True})
    officer = staff(Role.IFR_OFFICER)
    pages = [officer.get(at(view, made)) for view in ("case", "grant", "refuse", "return", "elsewhere")]
    for page in pages:
        assert page.status_code == 200
        assert not [one for one in IDENTIFIERS if one in page.content.decode()]
    assert "Why it was not approved at once" in said(pages[0])
    assert "A person has to judge" in said(pages[0])
    fields = {"amount0": "2", "reasons": "The grounds do not rule it out.", **day("expires", TODAY + timedelta(100))}
    page = sure(officer, at("grant", made), **fields)
    assert "The approval, V-" in page
    given = Approval.objects.get()
    assert given.amounts == {"fresh cycles": 2}
    assert "The grounds do not rule it out." in said(clinician().get(at("approval", given)))


def test_what_an_officer_declines_returns_or_sends_elsewhere_is_told_to_whoever_asked() -> None:
    """With the reasons, in the steps of the request."""
    client, officer = clinician(), staff(Role.IFR_OFFICER)
    made = submitted(client)
    sure(officer, at("return", made), why="Send the result of the test.")
    page = said(client.get(at("request", made)))
    assert "Send the result of the test." in page
    client.post(at("submit", made), {"sure": "yes"}, follow=True)
    sure(officer, at("refuse", made), why="The rule on age is not met.")
    page = said(client.get(at("request", made)))
    assert "Declined by an officer" in page
    assert "The rule on age is not met." in page
    assert officer.get(at("refuse", made)).status_code == 403


def test_uses_are_recorded_taken_back_and_never_more_than_approved() -> None:
    """The page says how much is left."""
    authorised()
    client = clinician()
    submitted(client)
    given = Approval.objects.get()
    page = sent(client, at("use", given), of="fresh cycles", count="1", **day("on", TODAY))
    assert "Fresh cycles: 1" in said(page)
    page = sent(client, at("use", given), of="fresh cycles", count="2", **day("on", TODAY))
    assert "1 is left" in said(page)
    address = at("take-back", given, row=given.uses.get().pk)
    page = said(client.post(address, {"sure": "yes"}, follow=True))
    assert "Taken back on" in page


def test_an_approval_is_renewed_under_the_same_version() -> None:
    """The renewal has the same facts, and an officer answers it."""
    authorised()
    client = clinician()
    made = submitted(client)
    given = Approval.objects.get()
    assert "The same version of the policy counts" in said(client.get(at("renew", given)))
    page = said(client.post(at("renew", given), {"sure": "yes"}, follow=True))
    assert f"It renews {made.reference}" in page.replace("</a>", "").replace(">", " ") or made.reference in page
    renewal = Request.objects.get(follows=made)
    client.post(at("submit", renewal), {"sure": "yes"}, follow=True)
    assert Request.objects.get(pk=renewal.pk).state == at_.WITH_OFFICER


def test_an_approval_is_withdrawn_with_a_reason() -> None:
    """Whoever asked reads it, and can use no more."""
    authorised()
    client = clinician()
    submitted(client)
    given = Approval.objects.get()
    sure(staff(Role.IFR_OFFICER), at("withdraw-approval", given), why="It was given for another treatment.")
    page = said(client.get(at("approval", given)))
    assert "It was given for another treatment." in page
    assert "Record what was used" not in page


def test_a_request_is_withdrawn_with_a_reason() -> None:
    """After a last look."""
    client = clinician()
    made = begun(client)
    assert "Withdrawn" in sure(client, at("withdraw", made), why="She moved away.")
    assert Request.objects.get().state == at_.WITHDRAWN


def test_governance_gives_an_authorisation_and_withdraws_it() -> None:
    """The list says which holds, and why one does not any more."""
    governance = staff(Role.GOVERNANCE)
    assert "There are none" in said(governance.get(at("authorisations")))
    authorised(governance)
    one = StandingAuthorisation.objects.get()
    assert "Glen Replica, Director" in said(governance.get(at("authorisations")))
    page = sure(governance, at("withdraw-authorisation", one), why="The policy is under review.")
    assert "The policy is under review." in page


def test_governance_of_another_commissioner_authorises_nothing_here() -> None:
    """The page says whose policy it is not."""
    page = signed_in(Role.GOVERNANCE, at=OTHER).get(at("authorise", **UNDER, version="2022-07"))
    assert (page.status_code, "not a policy of your organisation" in said(page)) == (400, True)


def test_a_clinician_goes_on_from_the_checker() -> None:
    """The facts of the check are carried over, and nothing is kept before the form is sent."""
    client = clinician()
    from django.urls import reverse

    check = reverse("checker:clinician", kwargs=UNDER)
    facts = couple()
    fields = {
        key: value for section in ("treatment", "patient", "clinician", "welfare") for key, value in typed(section, facts).items()
    }
    state = hidden(client.get(check))["state"][0]
    page = client.post(check, {"state": state, "fill": "1", **fields, **day("referral_date", TODAY - timedelta(10))})
    assert "Refer this patient" in said(page), said(page)[:4000]
    state = hidden(page)["state"][0]
    page = client.post(at("from-check", **UNDER), {"state": state})
    assert "will be carried over" in said(page)
    assert not Request.objects.exists()
    client.post(at("begin", **UNDER), {"state": hidden(page)["state"][0], **day("referred", TODAY - timedelta(10))}, follow=True)
    kept = ClinicalCase.objects.get().facts
    assert kept["patient BMI"] == "24" or kept["patient BMI"]


def test_somebody_who_is_not_signed_in_is_sent_to_sign_in() -> None:
    """Nothing of the check is kept."""
    answer = Client().post(at("from-check", **UNDER), {"state": "x"})
    assert answer.status_code == 403
    assert not Request.objects.exists()
