"""People who sign in."""

import pytest
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.test import RequestFactory

from coequal.accounts.models import Person

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
