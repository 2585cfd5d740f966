"""Which version of a policy binds on a day, and what has to be said about the choice."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from coequal.errors import CoequalError, did_you_mean
from coequal.facts.dates import say_date
from coequal.organisations.register import Organisations
from coequal.policies.library import Library, split_id
from coequal.policies.model import Policy, PrintedDate

BINDING = ("decided", "in force", "superseded")
ONLY_A_DRAFT: Final = "This is only a draft. It binds nobody."
DayOf = Callable[[Policy], date | None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A version of a policy, and sentences on how it came to be chosen; where it does not bind (`binds`), the first says so."""

    policy: Policy
    assumptions: tuple[str, ...]
    binds: bool = True


@dataclass(frozen=True, slots=True)
class Bound:
    """Of some versions the one that binds, if any, and those that may bind instead because their start is not known."""

    sure: Policy | None
    perhaps: tuple[Policy, ...]


def governs_from(policy: Policy) -> PrintedDate:
    """The day of a case from which a version governs it: that of coming into force, unless a transitional rule says otherwise."""
    return policy.cases_from or policy.starts


def binds(policy: Policy, on: date) -> bool | None:
    """Whether a version governs a case of a day; None where that is not known.

    One that is decided governs from its start on, as long as nothing else is decided; a draft never does.
    One of whose last day nothing is known goes on, a superseded one until the day on which that was seen;
    one that may have ended may bind.
    """
    over, begun = _is_over(policy, on), governs_from(policy).had_come(on)
    if policy.status not in BINDING or over:
        return False
    return None if begun and over is None else begun


def _is_over(policy: Policy, on: date) -> bool | None:
    """Whether the last day of a version lay before another day; None where it may have."""
    ends = policy.ends
    last = None if ends is None else ends.read_as or ends.not_after
    if last is not None and last < on:
        return True
    if last is None and policy.status == "superseded" and policy.source.seen is not None and policy.source.seen <= on:
        return True  # it had ended by the day on which we saw that another one had taken its place
    may_be = ends is not None and ends.read_as is None and ends.not_before is not None and ends.not_before < on
    return None if may_be else False


def bound(versions: Iterable[Policy], on: Callable[[Policy], date]) -> Bound:
    """The version of one policy that binds on a case's day: the latest that does, and later ones that may."""
    found = [(policy, binds(policy, on(policy))) for policy in sorted(versions, key=_in_order)]
    last = next((policy for policy, does in reversed(found) if does), None)
    perhaps = [policy for policy, does in found if does is not False and policy is not last and _may_follow(policy, last)]
    return Bound(last, tuple(perhaps))


def _in_order(policy: Policy) -> tuple[date, str]:
    """Versions one after the other: by the first day on which they may have come into force, then by name."""
    return _came_between(policy)[0], policy.version


def _may_follow(policy: Policy, last: Policy | None) -> bool:
    """Whether a version may have come into force later than another, as far as their days are known.

    One that is superseded did not, where the other is not: what superseded it would have superseded both.
    """
    if last is None:
        return True
    outlived = policy.status == "superseded" != last.status
    return not outlived and _came_between(policy)[1] > _came_between(last)[0]


def _came_between(policy: Policy) -> tuple[date, date]:
    """The days between which a version came into force; where nothing tells, those between which it began to govern cases."""
    known = policy.starts if policy.starts.says_when else governs_from(policy)
    return known.read_as or known.not_before or date.min, known.read_as or known.not_after or date.max


def why_not_sure(policy: Policy, on: date) -> str:
    """Why it is not known whether a version binds on a day: its start is not known or, where that had come, its end."""
    start = governs_from(policy)
    what, day = ("end", policy.ends) if start.had_come(on) and policy.ends else ("start", start)
    printed = f"no {what} is printed" if day.printed == "none" else f"its {what} is printed as “{day.printed}”"
    return f"{printed}, and which day that was is not known"


def choose(library: Library, name: str, day_of: DayOf, today: date, or_latest: bool = False) -> Chosen:
    """The version of a policy that binds on a case's day, or on today where that day is not known.

    `name` is an id, with or without `@version`; `day_of` gives a case's day by which a version binds.
    Where no version binds on that day: the latest, and that is said, if that will do (`or_latest`). Else raises `CoequalError`.
    """
    policy_id, version = split_id(name)
    versions = library.versions(policy_id)
    if version is not None:
        return named(_named(versions, version), library, day_of, today)
    found = bound(versions, lambda policy: day_of(policy) or today)
    policy = found.sure or next(reversed(found.perhaps), None)
    if policy is None:
        asked = day_of(versions[-1]) or today
        if or_latest:
            return Chosen(versions[-1], (_no_binding(versions[-1], asked),), binds=False)
        spans = "; ".join(f"{policy.version} {span(policy)}" for policy in versions)
        raise CoequalError(f"No version of {policy_id} was in force on {say_date(asked)}. The versions are: {spans}.")
    day = day_of(policy)
    others = [other for other in found.perhaps if other is not policy]
    said = [_surely_or_not(policy, policy not in found.perhaps, day, today)]
    said += [f"Version {other.version} may bind instead: {why_not_sure(other, day or today)}." for other in others]
    return Chosen(policy, (*filter(None, said), *_owner(policy, day or today, library.organisations)))


def _no_binding(latest: Policy, on: date) -> str:
    """What the latest version is, where none binds on a day."""
    return ONLY_A_DRAFT if latest.status == "draft" else f"No version binds on {say_date(on)}; this is the latest {span(latest)}."


def _surely_or_not(policy: Policy, sure: bool, day: date | None, today: date) -> str:
    """Whether a version surely binds, and by which day that is told; nothing where both are plain."""
    if sure:
        return "" if day else f"The {policy.binds_by} is not known, so this is the version that binds today, {say_date(today)}."
    if day:
        return f"It is not known whether this version binds: {why_not_sure(policy, day)}."
    asked = f"The {policy.binds_by} is not known; nor is it known whether this version binds today, {say_date(today)}"
    return f"{asked}: {why_not_sure(policy, today)}."


def named(policy: Policy, library: Library, day_of: DayOf, today: date) -> Chosen:
    """A version that was named, with a warning where it does not bind on a case's day."""
    day = day_of(policy) or today
    plain = f"Version {policy.version} was named, but it does not bind on {say_date(day)} {span(policy)}."
    warning = ONLY_A_DRAFT if policy.status == "draft" else plain
    does, owner = binds(policy, day) is not False, _owner(policy, day, library.organisations)
    return Chosen(policy, (*([] if does else [warning]), *owner), binds=does)


def _named(versions: Sequence[Policy], version: str) -> Policy:
    by_version = {policy.version: policy for policy in versions}
    if version not in by_version:
        raise CoequalError(
            f'There is no version "{version}". There are: {", ".join(by_version)}.{did_you_mean(version, by_version)}'
        )
    return by_version[version]


def span(policy: Policy) -> str:
    """Where a version stands and from when until when: `(in force, from 1 July 2022)`."""
    day = governs_from(policy).read_as
    start = say_date(day) if day else "a day that is not known"
    end = f" until {say_date(policy.ends.read_as)}" if policy.ends and policy.ends.read_as else ""
    return f"({policy.status}, from {start}{end})"


def _owner(policy: Policy, day: date, organisations: Organisations) -> list[str]:
    """What to say where the body that owned the policy had been followed by another."""
    last = policy.owners[-1] if policy.owners else None
    if last is None:
        return []
    body = organisations.bodies.get(last.code)
    ended = last.until or (body.until if body else None)
    if ended is None or day <= ended:
        return []
    heirs = organisations.in_charge(last.code, day)
    ending = f"{body.name} ({last.code})" if body else f"The commissioner {last.code}"
    if not heirs:
        return [f"{ending} ended on {say_date(ended)}, and who followed it is not known."]
    names = " and ".join(f"{body.name} ({body.code})" for body in heirs)
    return [f"{ending} ended on {say_date(ended)}. Until there is a new policy, this one stays with {names}."]
