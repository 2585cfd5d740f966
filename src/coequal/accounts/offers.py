"""Roles that wait for somebody's own word: an organisation offers one to whoever belongs, or was given access, elsewhere."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from coequal.accounts.account import Account
from coequal.accounts.acting import Acting
from coequal.accounts.models import Invitation, Membership, Organisation, Person
from coequal.accounts.roles import Role
from coequal.accounts.trail import record


def belongs_only_to(person: Person, codes: set[str] | frozenset[str]) -> bool:
    """Whether somebody works for some of these organisations, and for no other. A role that they have not accepted is none."""
    accepted = set(person.memberships.filter(accepted__isnull=False).values_list("organisation__code", flat=True))
    return bool(accepted) and accepted <= codes


def set_up_under(person: Person) -> Organisation | None:
    """The organisation whose link opened the account last; None where none did."""
    used = Invitation.objects.select_related("organisation").filter(person=person, used__isnull=False)
    last = used.order_by("-used", "-pk").first()
    return last.organisation if last else None


def is_anothers(person: Person, organisation: Organisation) -> bool:
    """Whether somebody works for another organisation, or came by the link of one: whoever made that may hold the account."""
    elsewhere = person.memberships.filter(accepted__isnull=False).exclude(organisation=organisation).exists()
    return elsewhere or set_up_under(person) not in (None, organisation)


def give_or_offer(person: Person, organisation: Organisation, role: Role) -> Membership | None:
    """A role, which counts at once or waits to be accepted; None where it is held or offered already."""
    Person.objects.select_for_update().get(pk=person.pk)
    accepted = None if is_anothers(person, organisation) else timezone.now()
    held, new = Membership.objects.get_or_create(
        person=person, organisation=organisation, role=role, defaults={"accepted": accepted}
    )
    if new and accepted:
        _end_links_of_others(person, organisation)
    return held if new else None


def offers_to(person: Person) -> QuerySet[Membership]:
    """What waits for somebody's word."""
    return Membership.objects.select_related("organisation").filter(person=person, accepted=None).order_by("pk")


def accept(offer: Membership) -> None:
    """Take up a role that was offered. From then on no link of another organisation opens the account."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=offer.person.pk)
        if Membership.objects.filter(pk=offer.pk, accepted=None).update(accepted=timezone.now()):
            Invitation.objects.filter(person=offer.person, used=None).delete()
            _note(offer, "accepted a role")


def decline(offer: Membership) -> None:
    """Refuse a role that was offered."""
    with transaction.atomic():
        gone, _kinds = Membership.objects.filter(pk=offer.pk, accepted=None).delete()
        if gone:
            _note(offer, "declined a role")


def withdraw_offers(person: Person) -> None:
    """Let no offer outlast a new way into an account: whoever made it thought of whoever held the account then."""
    for offer in offers_to(person):
        offer.delete()
        _note(offer, "lost an offer by a new link")


def _end_links_of_others(person: Person, organisation: Organisation) -> None:
    Invitation.objects.filter(person=person, used=None).exclude(organisation=organisation).delete()


def _note(offer: Membership, did: str) -> None:
    record(Acting(offer.person.email, ()), did, Account(offer.person.email, offer.organisation), detail={"role": offer.role})
