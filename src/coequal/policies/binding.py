"""Which version of a policy binds on a day, and what has to be said about the choice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from coequal.errors import CoequalError, did_you_mean
from coequal.facts.dates import say_date
from coequal.organisations.bodies import Organisations
from coequal.policies.library import Library, split_id
from coequal.policies.model import Policy

BINDING = ("in force", "superseded")
DayOf = Callable[[Policy], date | None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A version of a policy, and sentences on how it came to be chosen."""

    policy: Policy
    assumptions: tuple[str, ...]


def binds(policy: Policy, on: date) -> bool:
    """Whether a version is the one that governs a case of a day."""
    begun = policy.starts.read_as is not None and policy.starts.read_as <= on
    over = policy.ends is not None and policy.ends.read_as is not None and policy.ends.read_as < on
    return policy.status in BINDING and begun and not over


def choose(library: Library, name: str, day_of: DayOf, today: date) -> Chosen:
    """The version of a policy that binds on a case's day, or on today where that day is not known.

    `name` is an id, with or without `@version`; `day_of` gives a case's day by which a version binds.
    Raises `CoequalError` where no version binds on that day.
    """
    policy_id, version = split_id(name)
    versions = library.versions(policy_id)
    if version is not None:
        return named(_named(versions, version), library, day_of, today)
    binding = [policy for policy in versions if binds(policy, day_of(policy) or today)]
    if not binding:
        spans = "; ".join(f"{policy.version} {_span(policy)}" for policy in versions)
        asked = day_of(versions[-1]) or today
        raise CoequalError(f"No version of {policy_id} was in force on {say_date(asked)}. The versions are: {spans}.")
    policy = max(binding, key=lambda found: found.starts.read_as or date.min)
    day = day_of(policy)
    said = [] if day else [f"The {policy.binds_by} is not known, so this is the version that binds today, {say_date(today)}."]
    return Chosen(policy, (*said, *_owner(policy, day or today, library.organisations)))


def named(policy: Policy, library: Library, day_of: DayOf, today: date) -> Chosen:
    """A version that was named, with a warning where it does not bind on a case's day."""
    day = day_of(policy) or today
    warning = f"Version {policy.version} was named, but it does not bind on {say_date(day)} {_span(policy)}."
    return Chosen(policy, (*([] if binds(policy, day) else [warning]), *_owner(policy, day, library.organisations)))


def _named(versions: Sequence[Policy], version: str) -> Policy:
    by_version = {policy.version: policy for policy in versions}
    if version not in by_version:
        raise CoequalError(
            f'There is no version "{version}". There are: {", ".join(by_version)}.{did_you_mean(version, by_version)}'
        )
    return by_version[version]


def _span(policy: Policy) -> str:
    start = say_date(policy.starts.read_as) if policy.starts.read_as else "a day that is not known"
    end = f" until {say_date(policy.ends.read_as)}" if policy.ends and policy.ends.read_as else ""
    return f"({policy.status}, from {start}{end})"


def _owner(policy: Policy, day: date, organisations: Organisations) -> list[str]:
    """What to say where the body that owned the policy had been followed by another."""
    last = policy.owners[-1] if policy.owners else None
    if last is None or last.until is None or day <= last.until:
        return []
    heirs = organisations.in_charge(last.code, day)
    if not heirs:
        return [f"The commissioner {last.code} ended on {say_date(last.until)}, and who followed it is not known."]
    names = " and ".join(f"{body.name} ({body.code})" for body in heirs)
    return [
        f"The commissioner {last.code} ended on {say_date(last.until)}. Until there is a new policy, this one stays with {names}."
    ]
