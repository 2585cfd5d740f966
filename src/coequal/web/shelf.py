"""The open library of this process: every policy in every version, ready to be read, checked and found.

What was ratified here stands in it too: at once in the process that ratified it, within a minute in every other one. A request sees
one shelf until it ends, and none waits for a database that cannot be reached more than once a minute.

Whatever is made of the shelf and kept is kept with it (`of_the_shelf`). So no page, index or file outlives the shelf that it shows.
"""

import math
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property, lru_cache, partial, wraps
from types import MappingProxyType
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import DatabaseError

from coequal.eligibility.assessor import Assessor
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError, did_you_mean
from coequal.policies.binding import Chosen, bound
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.policies.which import Finder
from coequal.programmes.adoption.shelf import NOTHING, Stamp, Versions, adopted, changed, stamp

P = ParamSpec("P")
T = TypeVar("T")
ASKED_EVERY: Final = 60  # seconds after which the database is asked again whether anything was ratified


class NotOnTheShelf(CoequalError):
    """A policy, a version or a service that the library does not hold."""


class NotOpen(Exception):
    """The library of this site cannot be read, which is no fault of whoever asks; it says why, for whoever runs the site."""


class Shelf:
    """A library that is read once and does not change."""

    def __init__(self, library: Library, versions: Versions | None = None) -> None:
        """Take the versions of each policy, or else read every one. Raises `CoequalError` at the first mistake in any of them."""
        self.library, self._given = library, versions
        self._finders: dict[tuple[str, date], Finder] = {}
        self._assessors: dict[tuple[str, str], Assessor] = {}
        self._made: dict[Callable[..., Any], Callable[..., Any]] = {}

    @staticmethod
    def today() -> date:
        """The day on which people ask."""
        return date.today()  # noqa: DTZ011  # the site's own day, in the time zone of its settings

    @cached_property
    def services(self) -> Mapping[str, str]:
        """The title of each service, under its id."""
        return MappingProxyType({name: self.library.vocabulary(name).dictionary.title for name in self.library.services()})

    @cached_property
    def policies(self) -> Mapping[str, tuple[Policy, ...]]:
        """The versions of each policy, the oldest first as far as their days are known, under its id."""
        found: Versions | None = self._given
        if found is None:
            found = self._read()
        return MappingProxyType({name: tuple(sorted(found[name], key=_in_time)) for name in sorted(found)})

    def _read(self) -> Versions:
        found: dict[str, tuple[Policy, ...]] = {}
        for service in self.services:
            for policy in self.library.of_service(service):
                found[policy.id] = (*found.get(policy.id, ()), policy)
        return found

    def with_versions(self, versions: Versions) -> "Shelf":
        """A shelf of the same library with other versions; of those that are the same nothing is compiled again."""
        made = Shelf(self.library, versions)
        same = {(policy.id, policy.version): policy for found in made.policies.values() for policy in found}
        made._assessors |= {key: one for key, one in list(self._assessors.items()) if same.get(key) is one.rules.policy}
        return made

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

    def keeping(self, make: Callable[Concatenate["Shelf", P], T], most: int) -> Callable[P, T]:
        """What a function makes of this shelf, the `most` that were asked for last kept as long as the shelf is."""
        if make not in self._made:
            self._made[make] = lru_cache(most)(partial(make, self))
        return self._made[make]


class _Shelved(Library):
    """A library whose policies are those of a shelf, read once."""

    def __init__(self, held: Shelf) -> None:
        super().__init__(parts=held.library.parts)
        self.held, self.organisations = held, held.library.organisations

    def versions(self, name: str) -> list[Policy]:
        """Every version, as the shelf holds it. Raises `NotOnTheShelf`."""
        return list(self.held.versions(name))

    def of_service(self, service: str) -> Iterator[Policy]:
        """Every version of every policy for a service, as the shelf holds it."""
        return (policy for found in self.held.policies.values() for policy in found if policy.service == service)


def as_it_stands(policy: Policy) -> str:
    """What tells a version from another, and from itself with another standing: its text, and all that a ratification sets."""
    days = (policy.starts, policy.ends, policy.cases_from, policy.ratified, policy.review_due)
    return f"{policy.digest} {policy.status} {policy.under_review} {days}"


def _in_time(policy: Policy) -> tuple[date, bool, str]:
    """Versions in order of time: by their first day or, where that is not known, the date in their name; drafts before others."""
    named = re.search(r"(\d{4})(?:-(\d{2}))?", policy.version)
    by_name = date(int(named[1]), int(named[2] or 1), 1) if named else date.min
    return policy.starts.read_as or by_name, policy.status != "draft", policy.version


class _OfThisRequest(threading.local):
    """The shelf of the request that a thread answers; none outside of requests, where it is looked for whenever it is asked for."""

    inside = False
    shelf: Shelf | None = None


class OpenShelf:
    """What gives the shelf of this process as it is now: `shelf()`."""

    def __init__(self) -> None:
        """Nothing is read before it is asked for."""
        self._now = _OfThisRequest()
        self._known, self._ask_from = NOTHING, -math.inf
        changed.connect(self._ask_at_once)
        request_started.connect(self._begin)
        request_finished.connect(self._end)

    def __call__(self) -> Shelf:
        """The shelf, the same from the beginning of a request to its end. Raises `NotOpen` where the library cannot be read."""
        if self._now.shelf is not None:
            return self._now.shelf
        found = _standing(self._stamp(), Shelf.today())
        if self._now.inside:
            self._now.shelf = found
        return found

    def cache_clear(self) -> None:
        """Begin anew, as a site in which nothing was ratified that is known of."""
        as_shipped.cache_clear()
        _standing.cache_clear()
        self._known, self._now.shelf = NOTHING, None
        self._ask_from = time.monotonic() + ASKED_EVERY

    def _stamp(self) -> Stamp:
        """What tells what was ratified so far; while the database cannot be asked, as it was known before."""
        if time.monotonic() >= self._ask_from:
            self._ask_from = time.monotonic() + ASKED_EVERY
            with suppress(DatabaseError):
                self._known = stamp()
        return self._known

    def _ask_at_once(self, **_sent: object) -> None:
        self._ask_from = -math.inf

    def _begin(self, **_sent: object) -> None:
        self._now.inside, self._now.shelf = True, None

    def _end(self, **_sent: object) -> None:
        self._now.inside, self._now.shelf = False, None


@lru_cache(maxsize=1)
def as_shipped() -> Shelf:
    """The shelf without anything that was ratified, wholly read. Raises `NotOpen` where the library has a mistake."""
    try:
        found = Shelf(Library(settings.LIBRARY_DIR))
        found.policies  # noqa: B018  # read here, so that a mistake in any of them is found here
    except CoequalError as error:
        raise NotOpen(str(error)) from error
    return found


@lru_cache(maxsize=1)
def _standing(known: Stamp, today: date) -> Shelf:
    """The shelf with what was ratified, on a day."""
    held = as_shipped()
    return held if known == NOTHING else held.with_versions(adopted(held.policies, held.library, today))


shelf: Final = OpenShelf()


def of_the_shelf(most: int = 1) -> Callable[[Callable[Concatenate[Shelf, P], T]], Callable[P, T]]:
    """Has a function asked of the shelf as it is now; the `most` that were asked for last are kept as long as that shelf is."""

    def kept(make: Callable[Concatenate[Shelf, P], T]) -> Callable[P, T]:
        @wraps(make)
        def asked(*given: P.args, **named: P.kwargs) -> T:
            return shelf().keeping(make, most)(*given, **named)

        return asked

    return kept
