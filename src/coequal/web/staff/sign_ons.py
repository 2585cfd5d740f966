"""The providers of single sign-on as pages meet them: which there are, and who may sign in by them alone."""

from django.conf import settings
from django.http import Http404
from django_otp import user_has_device

from coequal.accounts.models import Identity, Membership, Person
from coequal.accounts.offers import belongs_only_to
from coequal.web.providers import Provider


def offered() -> tuple[Provider, ...]:
    """Every provider that the settings name."""
    found: tuple[Provider, ...] = settings.PROVIDERS
    return found


def provider_named(name: str) -> Provider:
    """The provider that an address names. Raises `Http404`."""
    for one in offered():
        if one.name == name:
            return one
    raise Http404


def asked_by(person: Person) -> Provider | None:
    """The provider by which alone somebody may sign in; None where a password is as good."""
    return next((one for one in offered() if not one.passwords and belongs_only_to(person, one.organisations)), None)


def only_way_lost_by(person: Person, offer: Membership) -> str:
    """What the provider is called by which alone somebody can sign in, and could not any more with a role that is offered.

    Nothing where another way stays: a password of theirs, or a provider that speaks for the other organisation too.
    """
    if person.has_usable_password() and user_has_device(person):
        return ""
    codes = set(person.memberships.filter(accepted__isnull=False).values_list("organisation__code", flat=True))
    now = [one for one in offered() if codes and codes <= one.organisations]
    then = [one for one in now if offer.organisation.code in one.organisations]
    return now[0].called if now and not then else ""


def linked(person: Person) -> list[tuple[Identity, str]]:
    """By whom somebody comes in, each as people call it; as its address where the settings name it no more."""
    called = {one.issuer: one.called for one in offered()}
    return [(one, called.get(one.issuer, one.issuer)) for one in person.identities.order_by("linked")]
