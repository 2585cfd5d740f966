"""What no page of ours sends to the pages of prior approval: it is refused or kept as text alone, and nothing fails."""

import pytest
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.referrals.models import Approval, Request
from tests.web.governing.asking import hidden, said
from tests.web.hostile import LETTERS, NO_NUMBERS, SCRIPT, is_harmless
from tests.web.referring.asking import (
    NAME,
    UNDER,
    at,
    authorised,
    begun,
    clinician,
    day,
    referred,
    sent,
    staff,
    submitted,
    sure,
)
from tests.web.signing import OTHER, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", [*NO_NUMBERS, SCRIPT, LETTERS])
def test_nothing_that_is_typed_as_a_fact_breaks_a_page(typed: str) -> None:
    """It comes back as text, and nothing of it is kept."""
    client = clinician()
    made = begun(client)
    for name in ("patient_bmi", "patient_bmi-why", "partner", "amh-unit", "seen", "patient_area"):
        page = client.post(at("facts", made, section="patient"), {name: typed})
        assert page.status_code in (200, 303)
        assert is_harmless(page.content.decode())


@pytest.mark.parametrize("typed", [*NO_NUMBERS, SCRIPT, LETTERS])
def test_nothing_that_is_typed_of_a_person_breaks_a_page(typed: str) -> None:
    """Also where it is kept, as a name."""
    client = clinician()
    made = begun(client)
    for name in ("name", "nhs_number", "other_number", "address", "born[day]"):
        page = sent(client, at("who", made), **{name: typed})
        assert page.status_code == 200
        assert is_harmless(page.content.decode())


@pytest.mark.parametrize("typed", [*(one for one in NO_NUMBERS if one.strip() != "1"), "-1", "1001", SCRIPT])
def test_no_use_is_recorded_that_is_none(typed: str) -> None:
    """Neither of a number that is none, nor of what the approval is not for."""
    authorised()
    client = clinician()
    submitted(client)
    given = Approval.objects.get()
    for fields in ({"count": typed, "of": "fresh cycles"}, {"count": "1", "of": typed}):
        page = sent(client, at("use", given), **fields, **day("on", timezone.localdate()))
        assert page.status_code == 200
        assert is_harmless(page.content.decode())
    assert not given.uses.exists()


def test_reasons_are_shown_as_text_alone() -> None:
    """Whatever an officer types."""
    client, officer = clinician(), staff(Role.IFR_OFFICER)
    made = submitted(client, {"other medical grounds": True})
    sure(officer, at("return", made), why=SCRIPT)
    assert is_harmless(client.get(at("request", made)).content.decode())
    assert is_harmless(officer.get(at("case", made)).content.decode())


@pytest.mark.parametrize("state", ["", "x", SCRIPT, LETTERS])
def test_a_check_that_this_site_did_not_seal_begins_nothing(state: str) -> None:
    """The page says so."""
    client = clinician()
    assert client.post(at("from-check", **UNDER), {"state": state}).status_code == 400
    client.post(at("begin", **UNDER), {"state": state, **day("referred", referred())})
    assert not Request.objects.exclude(clinical__isnull=False).exists()


def test_another_clinic_finds_nothing_of_a_request() -> None:
    """Neither its pages, nor its pack, nor its approval."""
    authorised()
    made = submitted(clinician())
    given = Approval.objects.get()
    other = signed_in(Role.CLINICIAN, at=OTHER, email="clinician@sampleton.example")
    pages = [at(view, made) for view in ("request", "who", "pack-pdf", "pack-fhir", "submit", "withdraw")]
    pages += [at("facts", made, section="patient"), at("approval", given), at("use", given), at("renew", given)]
    assert {other.get(page).status_code for page in pages} == {404}


def test_no_page_before_it_is_sent_is_the_commissioners() -> None:
    """An officer finds nothing while it is being written."""
    made = begun(clinician())
    assert staff(Role.IFR_OFFICER).get(at("case", made)).status_code == 404


def test_no_address_names_anybody() -> None:
    """References, numbers of approvals, and sections: nothing else."""
    authorised()
    made = submitted(clinician())
    given = Approval.objects.get()
    addresses = [at("request", made), at("case", made), at("approval", given), reverse("referring:start")]
    assert not [one for one in addresses if NAME.split()[0].lower() in one.lower() or "999" in one]


def test_what_is_typed_twice_is_kept_once() -> None:
    """The second time of each form finds what the first one made."""
    authorised()
    client = clinician()
    submitted(client)
    given = Approval.objects.get()
    form = {**hidden(client.get(at("use", given))), "of": "fresh cycles", "count": "1", **day("on", timezone.localdate())}
    for _ in range(2):
        page = client.post(at("use", given), form, follow=True)
        assert "Fresh cycles: 1" in said(page)
    assert given.uses.count() == 1
    page = client.post(at("use", given), {**form, "seen": "U-2222-2222"})
    assert "This page was not made here." in said(page)
    assert given.uses.count() == 1
    for _ in range(2):
        client.post(at("renew", given), {"sure": "yes"})
    assert Request.objects.filter(follows=given.request).count() == 1
