"""Which policies are asked about a population: those that are named, or all of one service, in the version of a day."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.assessor import is_path
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.policies.binding import binds, choose
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.populations.measures import Asked


@dataclass(frozen=True, slots=True)
class Chosen:
    """The policies, the words of their service, and sentences on how versions came to be chosen."""

    asked: tuple[Asked, ...]
    vocabulary: Vocabulary
    said: tuple[str, ...]


def named_policies(library: Library, names: Sequence[str], on: date | None, today: date) -> Chosen:
    """The policies that somebody names, by id or file. Raises `CoequalError` where they are of several services."""
    found: dict[str, Policy] = {}
    said = []
    for name in dict.fromkeys(names):
        policy, sentences = _one(library, name, on or today)
        if policy.digest in [other.digest for other in found.values()]:  # named in two ways
            continue
        found[name] = policy
        said += [f"{policy.id}: {sentence}" for sentence in sentences]
    if on is None and any("@" not in name and not is_path(name) for name in names):
        said.insert(0, f"Where no version was named, it is the one that binds today, {say_date(today)}; --on takes another day.")
    services = sorted({policy.service for policy in found.values()})
    if len(services) > 1:
        raise CoequalError(f"These policies are for several services ({', '.join(services)}). Ask about one service at a time.")
    return Chosen(_as_asked(found), library.vocabulary(services[0]), tuple(said))


def all_policies(library: Library, service: str, on: date | None, today: date) -> Chosen:
    """Every policy of a service, each in the version that binds on a day, or in its latest where none does."""
    library.vocabulary(service)  # refuses a service that the library does not know
    ids = [name for name in library.ids() if name.partition("/")[2] == service]
    day = on or today
    found = {name: choose(library, name, lambda _policy: day, today, or_latest=True).policy for name in ids}
    if not found:
        raise CoequalError(f"The library holds no policy for {service}.")
    said = f"Each policy in the version that binds on {say_date(day)}, or in its latest where none does."
    idle = [f"{policy.id} ({policy.version})" for policy in found.values() if binds(policy, day) is False]
    not_binding = f"On {say_date(day)} none binds of: {', '.join(idle)}. These are counted as if they did."
    return Chosen(_as_asked(found), library.vocabulary(service), (said, not_binding) if idle else (said,))


def likely_service(library: Library, columns: Collection[str]) -> str:
    """The service whose facts most columns are named after. Raises `CoequalError` where that does not tell."""
    services = library.services()
    matches = Counter(
        {
            service: sum(fact.column in columns for fact in library.vocabulary(service).dictionary.facts.values())
            for service in services
        }
    )
    (first, most), *others = matches.most_common(2)
    if most == 0 or most in [number for _, number in others]:
        raise CoequalError(f"The columns do not tell which service this is. Name it with --service: {', '.join(services)}.")
    return first


def _one(library: Library, name: str, on: date) -> tuple[Policy, Sequence[str]]:
    if is_path(name):
        return library.read(Path(name)), ()
    found = choose(library, name, lambda _policy: on, on)
    return found.policy, found.assumptions


def _as_asked(policies: Mapping[str, Policy]) -> tuple[Asked, ...]:
    """Policies, which somebody named, under their ids; several of one id with the version, and several of that as named."""
    ids = Counter(policy.id for policy in policies.values())
    versions = Counter((policy.id, policy.version) for policy in policies.values())

    def known_as(name: str, policy: Policy) -> str:
        if ids[policy.id] == 1:
            return policy.id
        return f"{policy.id}@{policy.version}" if versions[policy.id, policy.version] == 1 else name

    return tuple(Asked(known_as(name, policy), Rules(policy)) for name, policy in policies.items())
