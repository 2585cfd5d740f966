"""Whether a record is of one person: what its resources call the person they are about, held against the Patient and each other."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from coequal.errors import CoequalError, Place
from coequal.exchange.fhir.terms import Resource, member

_REFERENCE: Final = ""  # beside the systems of identifiers, none of which is called so
_PATIENT: Final = "Patient"
_REFERRED: Final = re.compile(r"(^|/)(?P<type>[A-Z][A-Za-z]+)/[^/]+$")

Names = Mapping[str, frozenset[str]]


def require_one_person(resources: Iterable[tuple[str, Resource, str]]) -> None:
    """Nothing, where all is about one person; `resources` are paths, resources and the addresses at which they stand.

    Raises `CoequalError` at the path of a resource that is about another person, or of which it cannot be told that it is
    about the same, and of a subject that is damaged. A resource that names nobody is of the person whose record it is in.
    """
    named = [(path, resource["resourceType"] == _PATIENT, _names(path, resource, address)) for path, resource, address in resources]
    if len(patients := [path for path, is_patient, _ in named if is_patient]) > 1:
        raise _another(patients[1])
    known: dict[str, frozenset[str]] = {}
    named.sort(key=lambda one: (not one[1], -len(one[2])))  # those that tie names together come first
    for path, is_patient, names in named:
        if names and not is_patient and (known or patients) and not _same(known, names):
            raise _another(path)
        known |= {kind: known.get(kind, frozenset()) | found for kind, found in names.items()}


def of_something_else(resources: Iterable[tuple[str, Resource, str]]) -> Mapping[str, str]:
    """Why each resource whose subject is no patient is not about the person, by path. Raises `CoequalError` where it is damaged."""
    listed = list(resources)
    kinds = {address: resource["resourceType"] for _, resource, address in listed if address}
    found = {path: _kinds_of_subject(path, resource, kinds) - {_PATIENT} for path, resource, _ in listed}
    return {path: f"it is about a {' and '.join(sorted(told))}, not about a patient." for path, told in found.items() if told}


def whom(resource: Resource) -> str | None:
    """What to check where a resource says whom it is about in words only; None where it names them, or nobody."""
    subject = resource.get("subject", {})
    if not subject or "reference" in subject or "identifier" in subject:
        return None
    return "whom it is about is said in words only. Check that it is the same person."


def _kinds_of_subject(path: str, resource: Resource, kinds: Mapping[str, str]) -> set[str]:
    """The type of resource that a subject is told to be: by itself, by the reference, and by where that leads."""
    if resource["resourceType"] == _PATIENT or "subject" not in resource:
        return set()
    subject = member(resource["subject"], f"{path}.subject", dict, "a reference")
    reference = _reference(subject, f"{path}.subject")
    named = _REFERRED.search(reference)
    if reference.startswith("#"):
        inside = member(resource.get("contained", []), f"{path}.contained", list, "a list of resources")
        kinds = {f"#{one.get('id')}": str(one.get("resourceType")) for one in inside if isinstance(one, dict)}
    told = {named["type"]} if named else set()
    told |= {kinds[reference]} if reference in kinds else set()
    return told | ({member(subject["type"], f"{path}.subject.type", str, "the type of a resource")} if "type" in subject else set())


def _reference(subject: Resource, path: str) -> str:
    """What a subject refers to, of whatever version; nothing where it only has an identifier or a name."""
    return str(member(subject.get("reference", ""), f"{path}.reference", str, "a reference as text")).partition("/_history/")[0]


def _same(known: Names, names: Names) -> bool:
    """Whether two sets of names have a name in common, and nothing of one kind that differs."""
    shared = known.keys() & names.keys()
    return bool(shared) and not any(known[kind].isdisjoint(names[kind]) for kind in shared)


def _another(path: str) -> CoequalError:
    says = "This is about another person than what comes before, or cannot be told to be about the same."
    return CoequalError(f"{says} Send the record of one person.", Place(path))


def _names(path: str, resource: Resource, address: str) -> Names:
    """What a resource calls the person it is about: references under one key, identifiers under their systems."""
    if resource["resourceType"] == _PATIENT:
        own = [address, *([f"{_PATIENT}/{resource['id']}"] if "id" in resource else [])]
        listed = member(resource.get("identifier", []), f"{path}.identifier", list, "a list of identifiers")
        return _kinds(own, [(f"{path}.identifier[{place}]", one) for place, one in enumerate(listed)])
    if "subject" not in resource:
        return {}
    here = f"{path}.subject"
    subject = member(resource["subject"], here, dict, "a reference")
    reference = _reference(subject, here)
    whom = f"{path}{reference}" if reference.startswith("#") else reference  # what stands inside a resource is that one's own
    return _kinds([whom], [(f"{here}.identifier", subject["identifier"])] if "identifier" in subject else [])


def _kinds(references: list[str], identifiers: list[tuple[str, object]]) -> Names:
    found: dict[str, frozenset[str]] = {}
    if said := frozenset(filter(None, references)):
        found[_REFERENCE] = said
    for path, one in identifiers:
        given = member(one, path, dict, "an identifier")
        kind = f"system {member(given.get('system', ''), f'{path}.system', str, 'a system')}"
        value = member(given.get("value", ""), f"{path}.value", str, "an identifier as text")
        if value:
            found[kind] = found.get(kind, frozenset()) | {value}
    return found
