"""Accounts as the trail names them."""

from dataclasses import dataclass

from coequal.accounts.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the trail names it: by its address, and for whom it is where it is for one organisation alone."""

    reference: str
    organisation: Organisation | None = None


def account_of(person: Person) -> Account:
    """The account of a person."""
    held = Organisation.objects.filter(memberships__person=person, memberships__accepted__isnull=False)
    bodies = list(held.distinct()[:2])
    return Account(person.email, bodies[0] if len(bodies) == 1 else None)
