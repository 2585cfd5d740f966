"""People who have signed in, for tests: each with a second factor and in the roles that a test gives them."""

import time

from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from coequal.accounts.models import Membership, Organisation, Person
from coequal.accounts.roles import Role

PASSWORD = "a long enough pass phrase"  # noqa: S105  # of people who are there for a test alone
OWN, OTHER = "EXA1", "SAM1"


def organisation(code: str = OWN) -> Organisation:
    """An invented organisation, there once."""
    names = {OWN: "Exampleshire", OTHER: "Sampleton"}
    return Organisation.objects.get_or_create(code=code, defaults={"name": names.get(code, code), "invented": True})[0]


def person(*roles: Role, at: str = OWN, email: str = "pat@exampleshire.example") -> Person:
    """Somebody with roles for an organisation, there once; the password is not set, which takes long."""
    found, _made = Person.objects.get_or_create(
        email=email, defaults={"name": email.split("@", maxsplit=1)[0].title(), "password": "!"}
    )
    for role in roles:
        Membership.objects.get_or_create(person=found, organisation=organisation(at), role=role)
    TOTPDevice.objects.get_or_create(user=found, name="authenticator", confirmed=True)
    return found


def sign_in(client: Client, who: Person) -> Client:
    """The same client, in which somebody has signed in with both factors."""
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.get(user=who).persistent_id
    session["signed in"] = session["seen"] = int(time.time())
    session.save()
    return client


def signed_in(*roles: Role, at: str = OWN, email: str = "pat@exampleshire.example") -> Client:
    """A client of its own, in which somebody with roles has signed in."""
    return sign_in(Client(), person(*roles, at=at, email=email))
