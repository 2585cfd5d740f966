"""A person's record as a case: the latest result of each fact that can be used, and a remark about everything else.

A Bundle, or a list of resources, as a record system gives them in the shape of UK Core: Observations with SNOMED CT codes and
UCUM units, and the Patient. Nothing is guessed: results that contradict one another leave the fact not known.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from coequal.errors import CoequalError, Place
from coequal.exchange.fhir.days import ANY
from coequal.exchange.fhir.latest import latest
from coequal.exchange.fhir.observed import Codes, Remark, Result, results
from coequal.exchange.fhir.one_person import of_something_else, require_one_person, whom
from coequal.exchange.fhir.terms import Resource, changed_in_meaning, member, require_plain, resource_of
from coequal.exchange.fhir.versions import superseded
from coequal.facts.case import Case, Known, NotKnown, read_case
from coequal.facts.dictionary import Dictionary

MOST: Final = 10_000  # resources
TYPES: Final = ("searchset", "collection", "document")  # of bundles that say how a record stands, not how it came to
BORN: Final = "patient date of birth"


def read_bundle(found: object, dictionary: Dictionary, on: date) -> tuple[Case, tuple[Remark, ...]]:
    """The case in a record as it stood on a day, and the remarks, in the order of the record.

    Numbers are decimals, and of one resource only the last version counts. Raises `CoequalError` at the path of what is
    damaged, and where the record is of several people, or of a bundle that is no record as it stands.
    """
    codes, told, remarks = Codes(dictionary), list[Result](), list[Remark]()
    resources = list(_resources(found))
    older = superseded(resources)
    remarks += [Remark(path, False, why) for path, why in older.items()]
    current = [one for one in resources if one[0] not in older]
    others = of_something_else(current)
    remarks += [Remark(path, False, why) for path, why in others.items()]
    own = [one for one in current if one[0] not in others]
    require_one_person(own)
    wrapped = dict(_changed_entries(found))
    for path, resource, _ in own:
        read = _read(resource, path, codes)
        for one in _unusable(path, wrapped[path], read) if path in wrapped else read:
            if isinstance(one, Remark):
                remarks.append(one)
            elif one.days.first <= on:
                told.append(one)
            elif one.found:
                remarks.append(Remark(one.path, False, f"it is of {one.days.whole or f'{one.days.first} or later'}, after {on}."))
    case: dict[str, Known | NotKnown] = {}
    for name in dictionary.facts:
        known, more = latest([one for one in told if one.name == name], on)
        case |= {name: known} if known else {}
        remarks += more
    places = {path: place for place, (path, *_) in enumerate(resources)}
    remarks.sort(key=lambda remark: places[remark.path.partition(".component")[0].partition(".birthDate")[0]])
    return Case(case), tuple(remarks)


def _resources(found: object) -> Iterator[tuple[str, Resource, str]]:
    """Every resource with its path and the address at which it stands, where the bundle says that."""
    if isinstance(found, list):
        listed = [(f"[{place}]", one, "") for place, one in enumerate(found)]
    else:
        path = "Bundle.entry"
        bundle = resource_of(found, "Bundle")
        if (kind := bundle.get("type")) not in TYPES:
            says = f"The type of a bundle must be {', '.join(TYPES[:-1])} or {TYPES[-1]}, not {kind}. Send the record as it stands."
            raise CoequalError(says, Place("Bundle.type"))
        require_plain(bundle, "Bundle")
        entries = member(bundle.get("entry", []), path, list, "a list of entries")
        wrapped = [(f"{path}[{place}]", member(one, f"{path}[{place}]", dict, "an entry")) for place, one in enumerate(entries)]
        listed = [(f"{here}.resource", one["resource"], one.get("fullUrl", "")) for here, one in wrapped if "resource" in one]
    if len(listed) > MOST:
        raise CoequalError(
            f"A record may hold at most {MOST} resources, not {len(listed)}. Send only what is needed.", Place("Bundle")
        )
    for path, one, address in listed:
        resource = member(one, path, dict, "a resource")
        member(resource.get("resourceType"), f"{path}.resourceType", str, "the type of the resource")
        yield path, resource, member(address, f"{path.removesuffix('.resource')}.fullUrl", str, "an address")


def _changed_entries(found: object) -> Iterator[tuple[str, str]]:
    """The resources that their own entry says must not be taken as they stand, and why."""
    for place, entry in enumerate(found.get("entry", []) if isinstance(found, dict) else []):
        if otherwise := changed_in_meaning(entry):
            yield f"Bundle.entry[{place}].resource", f"of its entry, {otherwise}"


def _unusable(path: str, why: str, found: Iterable[Result | Remark]) -> Iterator[Result | Remark]:
    """What was found, of which nothing can be used: what is older is not the latest any more."""
    yield Remark(path, False, why)
    yield from (replace(one, found=None) for one in found if isinstance(one, Result))


def _read(resource: Resource, path: str, codes: Codes) -> Iterator[Result | Remark]:
    match resource["resourceType"]:
        case "Observation":
            found = list(results(resource, path, codes))
            yield from found
            if (says := whom(resource)) and any(isinstance(one, Result) and one.found for one in found):
                yield Remark(path, True, says)
        case "Patient":
            yield from _born(resource, f"{path}.birthDate", codes.dictionary)
        case other:
            yield Remark(path, False, f"facts are not taken from a {other}.")


def _born(patient: Resource, path: str, dictionary: Dictionary) -> Iterator[Result | Remark]:
    """The date of birth; a year or a month is none."""
    if BORN not in dictionary.facts or "birthDate" not in patient:
        yield Remark(path, False, "no date of birth is needed." if "birthDate" in patient else "there is no date of birth.")
        return
    found, otherwise = None, changed_in_meaning(patient)
    try:
        found = None if otherwise else read_case({BORN: patient["birthDate"]}, dictionary).facts[BORN]
    except CoequalError as error:
        otherwise = error.message
    if otherwise:
        yield Remark(path, False, otherwise)
    yield Result(BORN, found, ANY, path)


def is_record(found: object) -> bool:
    """Whether JSON that was read is a record rather than a case: a Bundle, or a list."""
    return isinstance(found, list) or (isinstance(found, Mapping) and found.get("resourceType") == "Bundle")
