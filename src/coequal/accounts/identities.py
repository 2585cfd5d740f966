"""Whom a provider of single sign-on lets in: it says who somebody is, and never what they may do.

An account is there first, because an administrator invited somebody. It is linked when its holder first comes by the
provider, by the address that the provider has verified; from then on they are known by the provider's own name for them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from coequal.accounts.account import account_of
from coequal.accounts.acting import Acting
from coequal.accounts.models import Identity, Person
from coequal.accounts.models.identities import mark_of
from coequal.accounts.offers import belongs_only_to
from coequal.accounts.trail import record
from coequal.errors import CoequalError

WHY: Final = {
    "not verified": "The address was not verified there, so it says nothing about who you are.",
    "another address": "The address is not one for which this sign-in may speak.",
    "no account": "Nobody has been invited here under the address that is known there.",
    "deactivated": "The account here is deactivated.",
    "elsewhere": "The account here is not one of this organisation alone, so its sign-in may not open it.",
    "somebody else": "The account here is linked with somebody else of the same address.",
}


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a provider says of somebody, after it was found to be the provider's own word. The address may be empty."""

    issuer: str
    subject: str
    email: str = ""
    verified: bool = False


class NotLetIn(CoequalError):
    """A provider knows somebody for whom nothing opens here. `why` is a key of `WHY`; `person` is whose account it would be."""

    def __init__(self, why: str, person: Person | None = None) -> None:
        super().__init__(f"{WHY[why]} Ask an administrator of your organisation.")
        self.why, self.person = why, person


def person_vouched_for(told: Vouched, codes: frozenset[str], addresses: Collection[str]) -> Person:
    """Whoever a provider means, linked with their account from now on. Raises `NotLetIn`.

    The provider speaks for organisations by their codes, and for addresses that end in one of `addresses`.
    """
    with transaction.atomic():
        mark = mark_of(told.issuer, told.subject)
        known = Identity.objects.select_related("person").filter(mark=mark).first()
        meant = known.person if known else _by_address(told, addresses)
        person = Person.objects.select_for_update(of=("self",)).get(pk=meant.pk)
        if not person.is_active:
            raise NotLetIn("deactivated", person)
        if not belongs_only_to(person, codes):
            raise NotLetIn("elsewhere", person)
        linked = Identity.objects.filter(person=person, issuer=told.issuer).first()
        if linked and linked.mark != mark:
            raise NotLetIn("somebody else", person)
        if linked is None:
            Identity.objects.create(person=person, issuer=told.issuer, mark=mark)
            record(Acting(person.email, ()), "linked single sign-on", account_of(person), detail={"issuer": told.issuer})
    return person


def _by_address(told: Vouched, addresses: Collection[str]) -> Person:
    """The account with a verified address. Raises `NotLetIn`."""
    email = told.email.strip().casefold()
    if not told.verified:
        raise NotLetIn("not verified")
    if email.rpartition("@")[2] not in addresses:
        raise NotLetIn("another address")
    person = Person.objects.filter(email=email).first()
    if person is None:
        raise NotLetIn("no account")
    return person
