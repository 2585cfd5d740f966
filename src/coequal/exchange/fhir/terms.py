"""The names that our FHIR resources use: canonical addresses, code systems, extensions. Ours are names, not places on the web."""

from decimal import Decimal
from typing import Any, Final

from coequal.errors import CoequalError, Place, did_you_mean
from coequal.policies.library import split_id
from coequal.policies.model import Policy

Resource = dict[str, Any]

OURS: Final = "tag:coequal,2026:fhir"
QUESTIONNAIRE: Final = f"{OURS}/Questionnaire/"
POLICY: Final = f"{OURS}/Policy/"
PLAN: Final = f"{OURS}/PlanDefinition/"
LIBRARY: Final = f"{OURS}/Library/"
VALUE_SET: Final = f"{OURS}/ValueSet/"
DIGEST: Final = f"{OURS}/policy-digest"
NOT_VERIFIED: Final = f"{OURS}/code-not-verified"
QUESTION: Final = f"{OURS}/question"
REASONS: Final = f"{OURS}/why-not-known"
ASSESSED: Final = f"{OURS}/assessed"
STATUS: Final = f"{OURS}/status-of-criterion"
KIND: Final = f"{OURS}/kind-of-criterion"

_HL7: Final = "http://hl7.org/fhir/StructureDefinition"
UNIT: Final = f"{_HL7}/questionnaire-unit"
UNIT_OPTION: Final = f"{_HL7}/questionnaire-unitOption"
ITEM_CONTROL: Final = f"{_HL7}/questionnaire-itemControl"
ITEM_CONTROLS: Final = "http://hl7.org/fhir/questionnaire-item-control"
MIN, MAX, PLACES = f"{_HL7}/minValue", f"{_HL7}/maxValue", f"{_HL7}/maxDecimalPlaces"
DATA_ABSENT: Final = f"{_HL7}/data-absent-reason"
VARIABLE: Final = f"{_HL7}/variable"
ADAPTIVE: Final = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-questionnaireAdaptive"
UCUM: Final = "http://unitsofmeasure.org"
_CHANGING: Final = ("modifierExtension", "implicitRules", "focus")  # may turn round what they stand in
SYSTEMS: Final = {"SNOMED CT": "http://snomed.info/sct", "LOINC": "http://loinc.org"}

PEOPLE_DECIDE: Final = (
    "Software assesses, people decide: this is what software computes from the facts that were given. "
    "It is neither a decision nor an approval, and the commissioner's own document stands."
)


def facts_of(service: str) -> str:
    """The code system in which the facts of a service are codes."""
    return f"{OURS}/facts/{service}"


def choices_of(service: str, column: str) -> str:
    """The code system in which the values of a choice are codes."""
    return f"{OURS}/choices/{service}/{column}"


def canonical(policy: Policy) -> str:
    """The canonical address of a version's questionnaire, with the version."""
    return f"{QUESTIONNAIRE}{policy.id}|{policy.version}"


def policy_named(address: str, path: str) -> str:
    """The policy that a questionnaire's canonical address means, as `area/service` or `area/service@version`.

    Raises `CoequalError` at `path` where it is no address of ours.
    """
    url, bar, version = address.partition("|")
    name = url.removeprefix(QUESTIONNAIRE)
    if name == url:
        example = f"{QUESTIONNAIRE}norfolk-and-waveney/assisted-conception|2022-07"
        raise CoequalError(f'"{address}" is no questionnaire of ours. One is written {example}.', Place(path))
    wanted = f"{name}@{version}" if bar else name
    try:
        split_id(wanted)
    except CoequalError as error:
        raise CoequalError(error.message, Place(path)) from None
    return wanted


def identity(policy: Policy) -> str:
    """The logical id of a version's questionnaire: the digest of the policy's text."""
    return policy.digest.removeprefix("sha256:")


def extension(url: str, kind: str, value: object) -> Resource:
    """An extension with one value."""
    return {"url": url, f"value{kind}": value}


def coding(system: str, word: str) -> Resource:
    """One of our own words as a code, which has no spaces."""
    return {"system": system, "code": word.replace(" ", "-"), "display": word}


def member(found: object, path: str, kind: type, what: str) -> Any:
    """A part of a resource that must be of a kind. Raises `CoequalError` at `path` where it is not."""
    if kind is Decimal and isinstance(found, float | int) and not isinstance(found, bool):
        raise CoequalError("This was read by a reader that rounds. Read it with coequal.facts.strict_json.parse_json.", Place(path))
    if not isinstance(found, kind):
        raise CoequalError(f"This must be {what}.", Place(path))
    return found


def changed_in_meaning(part: Resource) -> str | None:
    """Why a resource or a part of it may mean something else than it seems to, and must not be used; None where it may not."""
    changed = [name for name in _CHANGING if name in part]
    return f"{' and '.join(changed)} may change what it means, in a way that is not known here." if changed else None


def require_plain(part: Resource, path: str) -> None:
    """Nothing, of a part that means what it seems to. Raises `CoequalError` at what may change that."""
    if otherwise := changed_in_meaning(part):
        changed = next(name for name in _CHANGING if name in part)
        raise CoequalError(f"{otherwise} Send it without that.", Place(f"{path}.{changed}"))


def is_whole(found: object) -> bool:
    """Whether something that was read from JSON is a whole number."""
    return isinstance(found, Decimal) and found == found.to_integral_value()


def resource_of(found: object, wanted: str) -> Resource:
    """A resource of a type. Raises `CoequalError` where it is another one, or none."""
    name = found.get("resourceType") if isinstance(found, dict) else None
    if name != wanted:
        given = f"a {name}" if isinstance(name, str) else "no FHIR resource: it has no resourceType"
        raise CoequalError(f"This is {given}. A {wanted} is needed.{did_you_mean(str(name), [wanted])}", Place(wanted))
    assert isinstance(found, dict)
    return found
