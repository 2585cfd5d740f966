"""The invented data register: an entry in every state, which everybody can read."""

import pytest
from django.test import Client

from coequal.accounts.models import Membership, Person
from coequal.assurance.models import DataUse
from coequal.assurance.models.register import STATES
from coequal.web.demonstration.registered import registered
from coequal.web.demonstration.staff import STAFF, organisation


@pytest.mark.django_db
def test_the_invented_register_has_every_state_and_can_be_read_by_everybody(client: Client) -> None:
    """It is made once; its pages, the rule and the blank forms open without signing in."""
    for one in STAFF:
        found, _made = Person.objects.get_or_create(email=one.email, defaults={"name": one.name, "password": "!"})
        Membership.objects.get_or_create(person=found, organisation=organisation(one.code), role=one.role)
    assert [registered(), registered()] == ["Invented data register: made.", "Invented data register: kept."]
    assert {one.state for one in DataUse.objects.all()} == set(STATES)
    pages = [f"/data-protection/EXA1/{one.reference}" for one in DataUse.objects.all()]
    for page in (
        "/data-protection",
        "/data-protection/EXA1",
        "/data-protection/screening",
        "/data-protection/blank/assessment.docx",
        *pages,
    ):
        assert client.get(page).status_code == 200, page
