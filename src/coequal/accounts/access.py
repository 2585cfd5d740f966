"""Access to an account: an administrator gives it by a link that works once, and is passed on by hand."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Invitation, Membership, Organisation, Person
from coequal.accounts.roles import Role
from coequal.accounts.sessions import end_sessions
from coequal.accounts.trail import record
from coequal.errors import CoequalError

VALID: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the trail names it: by its address, and for whom it is where it is for one organisation alone."""

    reference: str
    organisation: Organisation | None = None


def account_of(person: Person) -> Account:
    """The account of a person."""
    bodies = list(Organisation.objects.filter(memberships__person=person).distinct()[:2])
    return Account(person.email, bodies[0] if len(bodies) == 1 else None)


def invite(acting: Acting, email: str, role: Role, organisation: Organisation) -> tuple[Person, str | None]:
    """Give somebody a role. The second is what the link ends with; None where they have access already, or get it elsewhere.

    Raises `CoequalError` where they have the role.
    """
    with transaction.atomic():
        person = Person.objects.filter(email=email.casefold()).first() or Person.objects.create_user(email)
        _made, new = Membership.objects.get_or_create(person=person, organisation=organisation, role=role)
        if not new:
            raise CoequalError(f"{person} is {role} of {organisation} already.")
        token = None
        if not person.has_usable_password() and belongs_only_to(person, {organisation.code}):
            token = _new_link(acting, person, organisation)
        record(acting, "invited somebody", Account(person.email, organisation), detail={"role": role})
    return person, token


def renew(acting: Acting, person: Person, organisation: Organisation) -> str:
    """What a new link ends with, for somebody who lost password or second factor. What they had works until it is used."""
    with transaction.atomic():
        token = _new_link(acting, person, organisation)
        record(acting, "renewed access", Account(person.email, organisation))
    return token


def belongs_only_to(person: Person, codes: set[str] | frozenset[str]) -> bool:
    """Whether somebody works for these organisations alone. Else whoever renews access would reach another one's things."""
    return not person.memberships.exclude(organisation__code__in=codes).exists()


def _new_link(acting: Acting, person: Person, organisation: Organisation) -> str:
    """A link; those before it that were not used open nothing any more."""
    Invitation.objects.filter(person=person, used=None).delete()
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        person=person,
        organisation=organisation,
        digest=_digest(token),
        made_by=acting.person,
        expires=timezone.now() + VALID,
    )
    return token


def invitation_by(token: str) -> Invitation | None:
    """The invitation that a link opens; None where it opens nothing, or no longer."""
    found = Invitation.objects.select_related("person", "organisation").filter(digest=_digest(token), used=None)
    return found.filter(expires__gt=timezone.now(), person__is_active=True).first()


def choose_password(invitation: Invitation, password: str) -> None:
    """Keep the password of somebody who was invited, and end whatever was opened with another one."""
    person = invitation.person
    with transaction.atomic():
        person.set_password(password)
        person.save()
        end_sessions(person)
        record(Acting(person.email, ()), "chose a password", account_of(person))


def use_up(invitation: Invitation) -> bool:
    """Take the link as used; whether it was not yet."""
    open_still = Invitation.objects.filter(pk=invitation.pk, used=None, expires__gt=timezone.now())
    return bool(open_still.update(used=timezone.now()))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
