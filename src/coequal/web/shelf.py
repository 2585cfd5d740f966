"""The open library of this process: every policy in every version, ready to be read, checked and found."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from types import MappingProxyType

from django.conf import settings

from coequal.eligibility.assessor import Assessor
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError, did_you_mean
from coequal.policies.binding import Chosen, bound
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.policies.which import Finder


class NotOnTheShelf(CoequalError):
    """A policy, a version or a service that the library does not hold."""


class Shelf:
    """A library that is read once and does not change."""

    def __init__(self, library: Library) -> None:
        """Read every policy. Raises `CoequalError` at the first mistake in any of them."""
        self.library = library
        self._finders: dict[tuple[str, date], Finder] = {}
        self._assessors: dict[tuple[str, str], Assessor] = {}

    @staticmethod
    def today() -> date:
        """The day on which people ask."""
        return date.today()  # noqa: DTZ011  # the site's own day, in the time zone of its settings

    @cached_property
    def services(self) -> Mapping[str, str]:
        """The title of each service, under its id."""
        names = sorted(path.stem for path in (self.library.folder / "services").glob("*.yaml"))
        return MappingProxyType({name: self.library.vocabulary(name).dictionary.title for name in names})

    @cached_property
    def policies(self) -> Mapping[str, tuple[Policy, ...]]:
        """The versions of each policy, the oldest first as far as their days are known, under its id."""
        found: dict[str, list[Policy]] = {}
        for service in self.services:
            for policy in self.library.of_service(service):
                found.setdefault(policy.id, []).append(policy)
        return MappingProxyType({name: tuple(sorted(found[name], key=_in_time)) for name in sorted(found)})

    @cached_property
    def shelved(self) -> Library:
        """The library with its policies as they stand here, for whatever looks for a version in a library."""
        return _Shelved(self)

    def versions(self, policy_id: str) -> tuple[Policy, ...]:
        """Every version of a policy. Raises `NotOnTheShelf`."""
        if policy_id not in self.policies:
            raise NotOnTheShelf(f'The library holds no policy "{policy_id}".{did_you_mean(policy_id, self.policies)}')
        return self.policies[policy_id]

    def policy(self, policy_id: str, version: str | None = None) -> Policy:
        """One version; where none is named, the one that binds today, or else the latest. Raises `NotOnTheShelf`."""
        versions = self.versions(policy_id)
        if version is None:
            found = bound(versions, lambda _policy: self.today())
            return found.sure or (found.perhaps[-1] if found.perhaps else versions[-1])
        named = next((policy for policy in versions if policy.version == version), None)
        if named is None:
            known = ", ".join(policy.version for policy in versions)
            raise NotOnTheShelf(f'{policy_id} has no version "{version}". Its versions are: {known}.')
        return named

    def assessor(self, policy: Policy) -> Assessor:
        """A version compiled, to assess cases; compiled once."""
        key = (policy.id, policy.version)
        if key not in self._assessors:
            self._assessors[key] = Assessor(Chosen(policy, ()), self.library)
        return self._assessors[key]

    def rules(self, policy: Policy) -> Rules:
        """The compiled rules of a version."""
        return self.assessor(policy).rules

    def finder(self, service: str) -> Finder:
        """What finds the policy that binds, as of today. Raises `NotOnTheShelf`."""
        if service not in self.services:
            raise NotOnTheShelf(f'The library knows no service "{service}".{did_you_mean(service, self.services)}')
        key = (service, self.today())
        if key not in self._finders:
            every = (policy for versions in self.policies.values() for policy in versions if policy.service == service)
            self._finders = {kept: finder for kept, finder in self._finders.items() if kept[1] == key[1]}
            self._finders[key] = Finder(every, self.library.organisations, key[1])
        return self._finders[key]


class _Shelved(Library):
    """A library whose policies are those of a shelf, read once."""

    def __init__(self, held: Shelf) -> None:
        super().__init__(held.library.folder)
        self.held, self.organisations = held, held.library.organisations

    def versions(self, name: str) -> list[Policy]:
        """Every version, as the shelf holds it. Raises `NotOnTheShelf`."""
        return list(self.held.versions(name))


def _in_time(policy: Policy) -> tuple[date, bool, str]:
    """Versions in order of time: by their first day or, where that is not known, the date in their name; drafts before others."""
    named = re.search(r"(\d{4})(?:-(\d{2}))?", policy.version)
    by_name = date(int(named[1]), int(named[2] or 1), 1) if named else date.min
    return policy.starts.read_as or by_name, policy.status != "draft", policy.version


@lru_cache(maxsize=1)
def shelf() -> Shelf:
    """The shelf of this process."""
    return Shelf(Library(settings.LIBRARY_DIR))
