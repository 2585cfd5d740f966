"""What changed in a policy because of what people said: its clause, its version, and how that differs from the one before."""

from dataclasses import dataclass

from django.urls import reverse

from coequal.web.shelf import NotOnTheShelf, shelf


@dataclass(frozen=True, slots=True)
class Change:
    """A clause of a version. The addresses are empty where the library does not hold that version, or none before it."""

    policy: str
    clause: str
    title: str = ""
    address: str = ""
    difference: str = ""


def change(policy: str, clause: str) -> Change:
    """A clause of a version, `area/service@version`, with the ways to it in the library."""
    name, _, version = policy.partition("@")
    try:
        found, versions = shelf().policy(name, version), shelf().versions(name)
    except NotOnTheShelf:
        return Change(policy, clause)
    area, service = name.split("/")
    parts = {"area": area, "service": service}
    anchor = next((f"#clause-{one.id}" for one in found.criteria if one.clause == clause), "")
    place = versions.index(found)
    before = f"?from={versions[place - 1].version}&to={version}" if place else ""
    return Change(
        policy,
        clause,
        f"{found.title}, {version}",
        reverse("library:version", kwargs={**parts, "version": version}) + anchor,
        reverse("library:changes", kwargs=parts) + before if before else "",
    )
