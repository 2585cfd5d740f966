"""A library with what was ratified here, for whatever looks versions up in a library: options and analyses."""

from collections.abc import Iterator

from django.utils import timezone

from coequal.errors import CoequalError
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.programmes.adoption.shelf import Versions, adopted


class WithAdopted(Library):
    """A library whose versions stand as they do today, with those that were ratified here. The database is asked each time."""

    def versions(self, name: str) -> list[Policy]:
        """Every version of a policy. Raises `CoequalError` where there is none, neither in the library nor ratified here."""
        try:
            found, lacks = super().versions(name), None
        except CoequalError as error:
            found, lacks = [], error
        standing = self._standing({name: tuple(found)}).get(name, ())
        if lacks and not standing:
            raise lacks
        return list(standing)

    def of_service(self, service: str) -> Iterator[Policy]:
        """Every version of every policy for one service."""
        found: dict[str, tuple[Policy, ...]] = {}
        for policy in super().of_service(service):
            found[policy.id] = (*found.get(policy.id, ()), policy)
        return (policy for versions in self._standing(found).values() for policy in versions if policy.service == service)

    def _standing(self, found: Versions) -> Versions:
        return adopted(found, self, timezone.localdate())
