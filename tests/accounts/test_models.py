"""People who sign in."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.test import RequestFactory

from coequal.accounts.acting import Post, key_acting, person_acting
from coequal.accounts.models import ApiKey, Invitation, Membership, Organisation, Person
from coequal.accounts.models.keys import digest_of, new_key, prefix_of
from coequal.accounts.permissions import ASSESS, COMPARE
from coequal.accounts.roles import Role

PASSWORD = "a long sentence about bees"  # noqa: S105  # nobody has it


@pytest.fixture
def person() -> Person:
    """Somebody invented."""
    return Person.objects.create_user("Ada.Example@example.org", PASSWORD)


def _asks() -> HttpRequest:
    return RequestFactory().post("/", REMOTE_ADDR="192.0.2.7")


@pytest.mark.django_db
def test_an_address_is_kept_in_small_letters(person: Person) -> None:
    """So nobody can have a second account that looks the same."""
    assert str(person) == "ada.example@example.org"


@pytest.mark.django_db
def test_a_password_is_kept_as_an_argon2_digest(person: Person) -> None:
    """The password itself stands nowhere."""
    assert person.password.startswith("argon2$argon2id$")
    assert authenticate(_asks(), username="ada.example@example.org", password=PASSWORD) == person


@pytest.mark.django_db
def test_nobody_signs_in_without_a_password() -> None:
    """Somebody who has been invited and has set none is not let in by an empty one."""
    Person.objects.create_user("new@example.org")
    assert authenticate(_asks(), username="new@example.org", password="") is None


@pytest.mark.django_db
def test_after_five_wrong_passwords_the_right_one_is_refused_too(person: Person) -> None:
    """Whoever guesses is locked out, from whatever computer, for an hour."""
    for place in range(5):
        asks = RequestFactory().post("/", REMOTE_ADDR=f"192.0.2.{place}")
        assert authenticate(asks, username=person.email, password=PASSWORD[1:]) is None
    assert authenticate(_asks(), username=person.email, password=PASSWORD) is None


@pytest.mark.django_db
def test_names_say_that_an_organisation_is_invented(person: Person) -> None:
    """Wherever it is shown; a body of the register says nothing more than its name."""
    made_up = Organisation.objects.create(code="EXA1", name="Exampleshire", invented=True)
    assert str(made_up) == "Exampleshire (an invented organisation)"
    assert (
        str(Organisation(code="QNC", name="NHS Staffordshire and Stoke-on-Trent ICB")) == "NHS Staffordshire and Stoke-on-Trent ICB"
    )
    held = Membership.objects.create(person=person, organisation=made_up, role=Role.ANALYST)
    assert str(held) == "ada.example@example.org, analyst for Exampleshire (an invented organisation)"
    assert person_acting(person).posts == (Post(Role.ANALYST, "EXA1"),)
    assert str(Invitation(person=person)) == "access for ada.example@example.org"


@pytest.mark.django_db
def test_a_key_works_until_it_expires_or_is_withdrawn(person: Person) -> None:
    """Its prefix finds it, its digest is all that is kept, and its scopes are what it opens."""
    key = new_key()
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    body = Organisation.objects.create(code="EXA1", name="Exampleshire", invented=True)
    kept = ApiKey.objects.create(
        organisation=body,
        prefix=prefix_of(key),
        digest=digest_of(key),
        software="a clinic's system",
        purpose="referrals",
        scopes=["assess"],
        made_by=person,
        expires=now + timedelta(days=1),
    )
    assert (kept.works(now), kept.works(now + timedelta(days=1))) == (True, False)
    assert (str(kept), kept.state) == (f"a clinic's system ({prefix_of(key)})", "made")
    acting = key_acting(kept)
    assert (acting.may(ASSESS), acting.may(COMPARE)) == (True, False)
    kept.withdrawn = now
    assert (kept.works(now), kept.state) == (False, "withdrawn")


@pytest.mark.parametrize("text", ["", "cq_", "cq_abc", "qc_abc_def", "Bearer x"])
def test_what_is_no_key_has_no_prefix(text: str) -> None:
    """So nothing is looked for."""
    assert prefix_of(text) == ""
