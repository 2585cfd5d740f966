"""Access to an account: an administrator gives it by a link that works once, and is passed on by hand."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.account import Account, account_of
from coequal.accounts.acting import Acting
from coequal.accounts.models import Invitation, Organisation, Person
from coequal.accounts.offers import belongs_only_to, give_or_offer, withdraw_offers
from coequal.accounts.roles import Role
from coequal.accounts.sessions import end_sessions
from coequal.accounts.trail import record
from coequal.errors import CoequalError

VALID: Final = timedelta(days=7)


def invite(acting: Acting, email: str, role: Role, organisation: Organisation) -> tuple[Person, str | None]:
    """Give somebody a role. The second is what the link ends with; None where they have access already, or get it elsewhere.

    Whoever belongs elsewhere has to accept it first. Raises `CoequalError` where they have the role, and for oneself.
    """
    with transaction.atomic():
        person = Person.objects.filter(email=email.casefold()).first() or Person.objects.create_user(email)
        if person == acting.person:
            raise CoequalError("You cannot give yourself a role. Ask another administrator.")
        given = give_or_offer(person, organisation, role)
        if given is None:
            raise CoequalError(f"{person} is {role} of {organisation} already, or has been offered that.")
        token = None
        if given.accepted and not person.has_usable_password():
            token = _new_link(acting, person, organisation)
        did = "invited somebody" if given.accepted else "offered a role"
        record(acting, did, Account(person.email, organisation), detail={"role": role})
    return person, token


def renew(acting: Acting, person: Person, organisation: Organisation) -> str:
    """What a new link ends with, for somebody who lost password or second factor. What they had works until it is used."""
    with transaction.atomic():
        token = _new_link(acting, person, organisation)
        record(acting, "renewed access", Account(person.email, organisation))
    return token


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
    open_still = found.filter(expires__gt=timezone.now(), person__is_active=True).first()
    return open_still if open_still and _is_theirs(open_still) else None


def _is_theirs(invitation: Invitation) -> bool:
    """Whether a link opens nothing but what belongs to its organisation; one of whoever runs the site may open more."""
    return invitation.made_by_id is None or belongs_only_to(invitation.person, {invitation.organisation.code})


def choose_password(invitation: Invitation, password: str, name: str = "") -> bool:
    """Keep password and name of somebody who was invited, and end whatever was opened with another; no where the link died."""
    with transaction.atomic():
        if not _holds(invitation):
            return False
        person = invitation.person
        person.name = name or person.name
        person.set_password(password)
        person.save()
        end_sessions(person)
        record(Acting(person.email, ()), "chose a password", account_of(person))
    return True


def use_up(invitation: Invitation) -> bool:
    """Take the link as used; whether it was not yet. What others offered to whoever held the account before is withdrawn."""
    with transaction.atomic():
        if not _holds(invitation):
            return False
        Invitation.objects.filter(pk=invitation.pk).update(used=timezone.now())
        withdraw_offers(invitation.person)
    return True


def _holds(invitation: Invitation) -> bool:
    """Whether a link still opens the account, whose roles nobody else changes until the transaction ends."""
    Person.objects.select_for_update().get(pk=invitation.person.pk)
    open_still = Invitation.objects.filter(pk=invitation.pk, used=None, expires__gt=timezone.now())
    return open_still.exists() and _is_theirs(invitation)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
