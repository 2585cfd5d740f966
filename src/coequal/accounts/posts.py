"""Giving and taking roles, and ending what somebody may do altogether."""

from django.db import transaction
from django.utils.crypto import salted_hmac

from coequal.accounts.account import Account
from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.guard import require
from coequal.accounts.models import Identity, Invitation, Membership, Organisation, Person
from coequal.accounts.offers import belongs_only_to, give_or_offer, is_anothers, set_up_under
from coequal.accounts.permissions import CHANGE_PEOPLE
from coequal.accounts.roles import Role
from coequal.accounts.sessions import end_sessions
from coequal.accounts.trail import record
from coequal.errors import CoequalError


class Member:
    """A person as somebody of an organisation."""

    def __init__(self, person: Person, organisation: Organisation) -> None:
        """Take both."""
        self.person, self.organisation = person, organisation

    @property
    def reference(self) -> str:
        """The person's name in addresses: it says nothing, and cannot be guessed."""
        return salted_hmac("coequal.accounts.member", str(self.person.pk), algorithm="sha256").hexdigest()[:16]

    @property
    def state(self) -> str:
        """Whether the account can be used."""
        if not self.person.is_active:
            return "deactivated"
        return "active" if self.person.has_usable_password() or self.linked else "invited"

    @property
    def linked(self) -> list[Identity]:
        """By which providers of single sign-on they have come in."""
        return list(self.person.identities.all())

    @property
    def roles(self) -> list[Role]:
        """The roles for this organisation, in the order of the table of roles."""
        return self._roles(accepted=True)

    @property
    def offered(self) -> list[Role]:
        """The roles that wait for the person to accept them."""
        return self._roles(accepted=False)

    @property
    def set_up_under(self) -> Organisation | None:
        """The other organisation whose link opened the account; None where it was this one's, or nobody's yet."""
        found = set_up_under(self.person)
        return None if found == self.organisation else found

    @property
    def is_anothers(self) -> bool:
        """Whether the account belongs to another organisation too, so that a role has to be accepted."""
        return is_anothers(self.person, self.organisation)

    def _roles(self, *, accepted: bool) -> list[Role]:
        own = [one for one in self.person.memberships.all() if one.organisation_id == self.organisation.pk]
        held = {one.role for one in own if bool(one.accepted) is accepted}
        return [role for role in Role if role in held]

    @property
    def account(self) -> Account:
        """The account as the trail names it."""
        return Account(self.person.email, self.organisation)


def members(organisation: Organisation) -> list[Member]:
    """Everybody with a role for an organisation, by their address."""
    people = Person.objects.filter(memberships__organisation=organisation).distinct()
    people = people.prefetch_related("memberships", "identities")
    return [Member(person, organisation) for person in people.order_by("email")]


def member(organisation: Organisation, reference: str) -> Member | None:
    """The one with a reference."""
    return next((one for one in members(organisation) if one.reference == reference), None)


def give(acting: Acting, to: Member, role: Role) -> None:
    """Give a role, or offer it to whoever belongs elsewhere. Nothing where it is held. Raises `CoequalError` for oneself."""
    with transaction.atomic():
        _lock(acting, to)
        _refuse_own(acting, to, "give yourself a role")
        given = give_or_offer(to.person, to.organisation, role)
        if given:
            record(acting, "gave a role" if given.accepted else "offered a role", to.account, detail={"role": role})


def take(acting: Acting, who: Member, role: Role) -> None:
    """Take a role away. Raises `CoequalError` for one's own as administrator, and for the last administrator's."""
    with transaction.atomic():
        _lock(acting, who)
        if role is Role.ADMINISTRATOR:
            _refuse_own(acting, who, "take away your own role as administrator")
            _check_another_administrates(who)
        gone, _kinds = Membership.objects.filter(person=who.person, organisation=who.organisation, role=role).delete()
        if gone:
            _end_links(who)
            record(acting, "took a role away", who.account, detail={"role": role})


def deactivate(acting: Acting, who: Member) -> None:
    """End what somebody may do, and every session; where others need them too, what they may do for this organisation.

    Raises `CoequalError` for oneself.
    """
    with transaction.atomic():
        _lock(acting, who)
        _refuse_own(acting, who, "deactivate your own account")
        end_sessions(who.person)
        if is_own_alone(acting, who):
            Person.objects.filter(pk=who.person.pk).update(is_active=False)
            record(acting, "deactivated an account", who.account)
        else:
            Membership.objects.filter(person=who.person, organisation=who.organisation).delete()
            _end_links(who)
            record(acting, "took every role away", who.account)


def reactivate(acting: Acting, who: Member) -> None:
    """Let somebody sign in again, in the roles that they had. Raises `CoequalError` where others decide on them too."""
    with transaction.atomic():
        _lock(acting, who)
        check_own_alone(acting, who)
        Person.objects.filter(pk=who.person.pk).update(is_active=True)
        record(acting, "reactivated an account", who.account)


def unlink(acting: Acting, who: Member) -> None:
    """Forget by which names providers know somebody, and end what is open; whoever comes next by the address is linked anew.

    Raises `CoequalError` for oneself, and where others decide on the account too.
    """
    with transaction.atomic():
        _lock(acting, who)
        _refuse_own(acting, who, "unlink your own account")
        check_own_alone(acting, who)
        gone, _kinds = Identity.objects.filter(person=who.person).delete()
        if gone:
            end_sessions(who.person)
            record(acting, "unlinked single sign-on", who.account)


def is_own_alone(acting: Acting, who: Member) -> bool:
    """Whether somebody works only for organisations that `acting` administers."""
    return belongs_only_to(who.person, acting.organisations_as(CHANGE_PEOPLE))


def check_own_alone(acting: Acting, who: Member) -> None:
    """Nothing, where somebody works only for organisations that `acting` administers. Raises `CoequalError` else."""
    if not is_own_alone(acting, who):
        raise CoequalError(
            f"{who.person} works for another organisation too, or has not accepted a role of yours, "
            "so their account is not yours alone to change. You can take away the roles that they have for yours."
        )


def _lock(acting: Acting, who: Member) -> None:
    """Let nobody else change roles of an organisation until this ends, and look again whether whoever acts still may."""
    Organisation.objects.select_for_update().get(pk=who.organisation.pk)
    if acting.person:
        require(person_acting(acting.person), CHANGE_PEOPLE, who)


def _end_links(who: Member) -> None:
    """Let a link open nothing any more once its organisation has no role for somebody."""
    if not Membership.objects.filter(person=who.person, organisation=who.organisation).exists():
        Invitation.objects.filter(person=who.person, organisation=who.organisation, used=None).delete()


def _refuse_own(acting: Acting, who: Member, what: str) -> None:
    if acting.person == who.person:
        raise CoequalError(f"You cannot {what}. Ask another administrator.")


def _check_another_administrates(who: Member) -> None:
    others = Membership.objects.filter(
        organisation=who.organisation, role=Role.ADMINISTRATOR, person__is_active=True, accepted__isnull=False
    )
    if not others.exclude(person=who.person).exists():
        raise CoequalError(f"{who.person} is the last administrator of {who.organisation}. Make somebody else one first.")
