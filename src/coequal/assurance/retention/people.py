"""Accounts of people who left: they are due once they could not be used for long enough."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils import timezone
from django_otp import devices_for_user

from coequal.accounts.acting import Acting
from coequal.accounts.models import Entry, Identity, Invitation, Membership, Organisation, Person
from coequal.accounts.posts import Member
from coequal.accounts.sessions import end_sessions
from coequal.assurance.retention.holding import hold_on
from coequal.assurance.retention.keepers import Record, last_day
from coequal.assurance.retention.schedule import Line

LEFT: Final = ("deactivated an account", "took every role away", "took a role away")
NAME: Final = "Somebody who left"
_NOWHERE: Final = "left.invalid"  # an address at which nobody can ever be reached


@dataclass(frozen=True, slots=True, repr=False)
class Leaver:
    """Somebody who can use their account nowhere any more: the day of the latest leaving, and which organisations they left."""

    person: Person
    reference: str
    since: date
    left: frozenset[str]  # codes

    def is_held_elsewhere(self, organisation: Organisation, on: date) -> bool:
        """Whether another organisation that they left holds their account on a day."""
        others = Organisation.objects.filter(code__in=self.left).exclude(pk=organisation.pk)
        return any(hold_on(one, People.kind, self.reference, on) for one in others)


def leavers(organisation: Organisation) -> Iterable[Leaver]:
    """Who left an organisation and belongs to no other, as the trail tells. Their period runs from the latest leaving anywhere."""
    told = Entry.objects.filter(kind="account", action__in=LEFT).order_by("number")
    here = told.filter(organisation=organisation.code).values("reference")
    days: dict[str, date] = {}
    left: dict[str, set[str]] = {}
    for one in told.filter(reference__in=here):
        days[one.reference] = timezone.localdate(one.moment)  # the latest stands
        left.setdefault(one.reference, set()).add(one.organisation)
    for person in Person.objects.filter(email__in=days).prefetch_related("memberships").order_by("pk"):
        works_for = {one.organisation_id for one in person.memberships.all()}
        if works_for <= {organisation.pk} and not (works_for and person.is_active):
            reference = Member(person, organisation).reference
            yield Leaver(person, reference, days[person.email], frozenset(left[person.email]))


class People:
    """Keeps accounts. What somebody did stays theirs, as somebody's who left; the audit trail stays as it is."""

    kind = "accounts"
    page = ""

    def due(self, organisation: Organisation, line: Line, on: date) -> Iterable[Record]:
        """Those who left within the period before, can use their account nowhere, and are held by nobody else."""
        last = last_day(line, on)
        if last is None:
            return
        for one in leavers(organisation):
            if one.since <= last and not one.is_held_elsewhere(organisation, on):
                yield Record(one.reference, one.since)

    def known(self, organisation: Organisation, references: Sequence[str]) -> Mapping[str, str]:
        """Who works for an organisation, and who left it, by name and address."""
        sought = {one.casefold() for one in references}
        gone = [one.person.pk for one in leavers(organisation)]
        people = Person.objects.filter(Q(memberships__organisation=organisation) | Q(pk__in=gone)).distinct()
        named = {Member(one, organisation).reference: f"{one.name} ({one.email})" if one.name else one.email for one in people}
        return {reference: words for reference, words in named.items() if reference in sought}

    def lock(self, organisation: Organisation, references: Sequence[str]) -> None:
        """Whoever changes an account waits, and so does every organisation that they left, so that none puts a hold meanwhile."""
        found = [one for one in leavers(organisation) if one.reference in references]
        codes = {code for one in found for code in one.left}
        list(Organisation.objects.select_for_update(of=("self",)).filter(code__in=codes).order_by("pk"))
        people = [one.person.pk for one in found]
        list(Person.objects.select_for_update(of=("self",)).filter(pk__in=people).order_by("pk"))

    def dispose(self, _acting: Acting, organisation: Organisation, references: Sequence[str]) -> Mapping[str, int]:
        """Take away who they are: address, name, roles, second factors, links, sessions, and how providers know them."""
        counts = dict.fromkeys(("account", "role", "link", "second factor", "single sign-on"), 0)
        for one in [one for one in leavers(organisation) if one.reference in references]:
            kept = one.person
            end_sessions(kept)
            for device in list(devices_for_user(kept, confirmed=None)):
                counts["second factor"] += bool(device.delete()[0])
            counts["role"] += Membership.objects.filter(person=kept).delete()[0]
            counts["link"] += Invitation.objects.filter(person=kept).delete()[0]
            counts["single sign-on"] += Identity.objects.filter(person=kept).delete()[0]
            kept.email, kept.name, kept.is_active, kept.last_login = f"{one.reference}@{_NOWHERE}", NAME, False, None
            kept.set_unusable_password()
            kept.save()
            counts["account"] += 1
        return {name: count for name, count in counts.items() if count}
