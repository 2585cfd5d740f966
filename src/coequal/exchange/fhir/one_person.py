"""Whether a record is of one person: what its resources call the person they are about, held against the Patient and each other."""

from collections.abc import Iterable, Mapping
from typing import Final

from coequal.errors import CoequalError, Place
from coequal.exchange.fhir.terms import Resource, member

_REFERENCE: Final = ""  # beside the systems of identifiers, none of which is called so
_PATIENT: Final = "Patient"

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
    reference = member(subject.get("reference", ""), f"{here}.reference", str, "a reference as text").partition("/_history/")[0]
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
