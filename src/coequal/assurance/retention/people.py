"""Accounts of people who left: they are due once they could not be used for long enough."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from django.utils import timezone
from django_otp import devices_for_user

from coequal.accounts.acting import Acting
from coequal.accounts.models import Entry, Invitation, Membership, Organisation, Person
from coequal.accounts.posts import Member
from coequal.accounts.sessions import end_sessions
from coequal.assurance.retention.keepers import Record, last_day
from coequal.assurance.retention.schedule import Line

LEFT: Final = ("deactivated an account", "took every role away", "took a role away")
NAME: Final = "Somebody who left"
_NOWHERE: Final = "left.invalid"  # an address at which nobody can ever be reached


class People:
    """Keeps accounts. What somebody did stays theirs, as somebody's who left; the audit trail stays as it is."""

    kind = "accounts"
    page = ""

    def due(self, organisation: Organisation, line: Line, on: date) -> Iterable[Record]:
        """Those who left the organisation within the period before, and can use their account nowhere."""
        last = last_day(line, on)
        if last is None:
            return
        for person, since in self._left(organisation):
            if since <= last:
                yield Record(Member(person, organisation).reference, since)

    def dispose(self, _acting: Acting, organisation: Organisation, references: Sequence[str]) -> Mapping[str, int]:
        """Take away who they are: address, name, roles, second factors, links and sessions."""
        counts = dict.fromkeys(("account", "role", "link", "second factor"), 0)
        for person, _since in list(self._left(organisation)):
            reference = Member(person, organisation).reference
            if reference not in references:
                continue
            kept = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
            end_sessions(kept)
            for device in list(devices_for_user(kept, confirmed=None)):
                counts["second factor"] += bool(device.delete()[0])
            counts["role"] += Membership.objects.filter(person=kept).delete()[0]
            counts["link"] += Invitation.objects.filter(person=kept).delete()[0]
            kept.email, kept.name, kept.is_active, kept.last_login = f"{reference}@{_NOWHERE}", NAME, False, None
            kept.set_unusable_password()
            kept.save()
            counts["account"] += 1
        return {name: count for name, count in counts.items() if count}

    def _left(self, organisation: Organisation) -> Iterable[tuple[Person, date]]:
        """Who left an organisation and belongs to no other, with the day, which the trail tells."""
        told = Entry.objects.filter(organisation=organisation.code, kind="account", action__in=LEFT).order_by("number")
        days = {one.reference: timezone.localdate(one.moment) for one in told}  # the latest stands
        for person in Person.objects.filter(email__in=days).order_by("pk"):
            others = person.memberships.exclude(organisation=organisation).exists()
            own = person.memberships.filter(organisation=organisation).exists()
            if not others and not (own and person.is_active):
                yield person, days[person.email]
