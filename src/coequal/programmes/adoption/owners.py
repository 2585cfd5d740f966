"""Whose a version would be: somebody has to own it on its first day, and nobody makes rules in the place of others."""

from collections.abc import Iterator
from datetime import date

from coequal.facts.dates import say_date
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.programmes.models import ServiceArea


def nobodys(policy: Policy, starts: date, area: ServiceArea, library: Library) -> Iterator[str]:
    """Why nobody would own a version on its first day, as far as the register knows."""
    bodies = library.organisations.bodies
    owners = [one for one in policy.owners if one.since <= starts and (one.until is None or starts <= one.until)]
    if policy.owners and not owners:
        yield f"The text names nobody who owns it on {say_date(starts)}. Put its commissioners right, and hand it over anew."
    for one in owners:
        body = bodies.get(one.code)
        if body is None and not area.organisation.invented:
            yield f"The register of organisations does not know {one.code}, who is to own it. Put the commissioners right."
        if body is not None and not body.existed(starts):
            heirs = ", ".join(f"{heir.name} ({heir.code})" for heir in library.organisations.in_charge(one.code, starts))
            follows = f" Who followed it: {heirs}." if heirs else ""
            yield f"{body.name} ({body.code}) is not there on {say_date(starts)}, so it cannot own a policy.{follows}"


def others(policy: Policy, on: date, area: ServiceArea, library: Library) -> Iterator[str]:
    """Which owners of a version, or those who follow them by a day, neither decide here nor are commissioners of the programme."""
    ours = {area.organisation.code, *(one.code for one in area.programme.commissioners_on(on))}
    for one in policy.owners:
        if one.until is not None and one.until < on:
            continue
        heirs = {body.code for body in library.organisations.in_charge(one.code, on)} or {one.code}
        if not heirs & ours:
            yield (
                f"{policy.id}@{policy.version} is a policy of {' and '.join(sorted(heirs))}, no commissioner of this programme on "
                f"{say_date(on)}. Only those whose policy it is can put another in its place."
            )
