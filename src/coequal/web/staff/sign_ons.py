"""The providers of single sign-on as pages meet them: which there are, and who may sign in by them alone."""

from django.conf import settings
from django.http import Http404

from coequal.accounts.models import Identity, Person
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


def linked(person: Person) -> list[tuple[Identity, str]]:
    """By whom somebody comes in, each as people call it; as its address where the settings name it no more."""
    called = {one.issuer: one.called for one in offered()}
    return [(one, called.get(one.issuer, one.issuer)) for one in person.identities.order_by("linked")]
