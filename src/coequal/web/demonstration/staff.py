"""Invented people, one of each role, with whom anybody can try what staff do; made only where the demonstration is asked for."""

import os
from base64 import b32encode
from collections.abc import Iterator
from functools import partial
from typing import Final, NamedTuple

from django.conf import settings
from django.utils.crypto import salted_hmac

from coequal.accounts.access import invitation_by, invite, use_up
from coequal.accounts.acting import THE_SYSTEM
from coequal.accounts.models import Organisation, Person
from coequal.accounts.roles import OF_PEOPLE, Role
from coequal.accounts.second_factor import new_app
from coequal.errors import CoequalError
from coequal.web.demonstration.once import Example, make_once
from coequal.web.environment import secret_keys


class Invented(NamedTuple):
    """Somebody who does not exist: a role for an invented organisation."""

    name: str
    email: str
    role: Role
    code: str


EXAMPLESHIRE: Final = "EXA1"
SAMPLETON: Final = "SAM1"
CLINIC: Final = "EXF1"
ORGANISATIONS: Final = {EXAMPLESHIRE: "Exampleshire", CLINIC: "Exampleshire Fertility Clinic", SAMPLETON: "Sampleton"}
_NAMES: Final = {
    Role.CLINICIAN: "Clara Instance",
    Role.POLICY_MANAGER: "Pat Pattern",
    Role.INVOLVEMENT_OFFICER: "Ines Sketch",
    Role.ANALYST: "Ana Figures",
    Role.IFR_OFFICER: "Ilse Model",
    Role.PANEL_MEMBER: "Percy Sample",
    Role.GOVERNANCE: "Gwen Mock",
    Role.INFORMATION_GOVERNANCE: "Iggy Template",
    Role.ADMINISTRATOR: "Ada Dummy",
}


_PANEL: Final = {  # so many that people are left who did not decide before
    "second": "Priya Mockford",
    "third": "Tom Example",
    "second-lay": "Farah Dummett",
    "fourth": "Devi Imitation",
    "fifth": "Olu Trialson",
    "sixth": "Mei Prototype",
}


def address(role: Role, area: str, which: str = "") -> str:
    """The e-mail address of an invented person; no letter can ever reach it."""
    return f"{which}{role.casefold().replace(' ', '-')}@{area}.example"


STAFF: Final = (
    *(Invented(_NAMES[role], address(role, "exampleshire"), role, EXAMPLESHIRE) for role in OF_PEOPLE),
    Invented("Paula Draft", address(Role.POLICY_MANAGER, "exampleshire", "second-"), Role.POLICY_MANAGER, EXAMPLESHIRE),
    Invented("Glen Replica", address(Role.GOVERNANCE, "exampleshire", "second-"), Role.GOVERNANCE, EXAMPLESHIRE),
    Invented(
        "Ivo Template",
        address(Role.INFORMATION_GOVERNANCE, "exampleshire", "second-"),
        Role.INFORMATION_GOVERNANCE,
        EXAMPLESHIRE,
    ),
    Invented("Iona Replica", address(Role.IFR_OFFICER, "exampleshire", "second-"), Role.IFR_OFFICER, EXAMPLESHIRE),
    Invented("Leila Specimen", address(Role.PANEL_MEMBER, "exampleshire", "lay-"), Role.PANEL_MEMBER, EXAMPLESHIRE),
    *(
        Invented(name, address(Role.PANEL_MEMBER, "exampleshire", f"{which}-"), Role.PANEL_MEMBER, EXAMPLESHIRE)
        for which, name in _PANEL.items()
    ),
    Invented("Colin Trial", address(Role.CLINICIAN, "exampleshire-clinic"), Role.CLINICIAN, CLINIC),
    Invented("Cora Sampler", address(Role.CLINICIAN, "exampleshire-clinic", "second-"), Role.CLINICIAN, CLINIC),
    Invented("Sam Pelham", address(Role.POLICY_MANAGER, "sampleton"), Role.POLICY_MANAGER, SAMPLETON),
    Invented("Gus Sketchley", address(Role.GOVERNANCE, "sampleton"), Role.GOVERNANCE, SAMPLETON),
    Invented("Addy Sample", address(Role.ADMINISTRATOR, "sampleton"), Role.ADMINISTRATOR, SAMPLETON),
)


def organisation(code: str) -> Organisation:
    """An invented organisation."""
    return Organisation.objects.get_or_create(code=code, defaults={"name": ORGANISATIONS[code], "invented": True})[0]


def staff() -> str:
    """The invented people who can sign in. Those whom people changed stay as they are.

    Raises `CoequalError` where somebody who is not invented has the address of one of them.
    """
    if taken := Person.objects.filter(email__in=[one.email for one in STAFF], demonstration=False).first():
        raise CoequalError(f"{taken} has an account already, which is not the demonstration's. Prepare it elsewhere.")
    made = sum(make_once(Example(one.email, organisation(one.code)), partial(_make, one)) for one in STAFF)
    return f"Invented staff: {made} made, {len(STAFF) - made} kept."


def _make(one: Invented) -> None:
    person, token = invite(THE_SYSTEM, one.email, one.role, organisation(one.code))
    invitation = invitation_by(token or "")
    assert invitation is not None, one.email
    use_up(invitation)
    person.name, person.demonstration = one.name, True
    person.set_password(password_of(one.email, keys()[0]))
    person.save()
    app = new_app(person)
    app.confirmed = True
    app.save()


def keys() -> tuple[str, ...]:
    """The secret keys of this installation, read anew: its first preparing has only just made them."""
    return secret_keys(os.environ, settings.DATA_DIR)


def password_of(email: str, key: str) -> str:
    """The password of an invented person: another one for each installation, which only its secret key gives away."""
    letters = b32encode(salted_hmac("coequal.web.demonstration", email, secret=key, algorithm="sha256").digest()).decode()
    return "-".join(letters[place : place + 4] for place in range(0, 16, 4)).casefold()


def logins() -> str:
    """Everybody invented who can sign in, with address, password and roles, to be printed."""
    lines = ["", "To try what staff do, sign in as one of these people. All are invented; the site shows their one-time codes."]
    for code in ORGANISATIONS:
        lines += ["", str(organisation(code)), *_lines(code)]
    return "\n".join(lines)


def _lines(code: str) -> Iterator[str]:
    for one in STAFF:
        if one.code == code:
            person = Person.objects.get(email=one.email)
            yield f"  {one.email:<46} {_password(person):<20} {_roles(person)}"


def _password(person: Person) -> str:
    if not person.is_active:
        return "(deactivated)"
    known = (password_of(person.email, key) for key in keys())
    return next((one for one in known if person.check_password(one)), "(changed since)")


def _roles(person: Person) -> str:
    return ", ".join(person.memberships.order_by("pk").values_list("role", flat=True)) or "no role any more"
