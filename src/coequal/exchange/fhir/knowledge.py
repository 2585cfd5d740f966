"""All that other people's systems need of a version of a policy, in one FHIR R4 Bundle: rules, questions, values, the text."""

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from coequal.eligibility.rules import Rules
from coequal.exchange.fhir import terms
from coequal.exchange.fhir.plan import plan
from coequal.exchange.fhir.questionnaire import asked_of, questionnaire, standing
from coequal.exchange.fhir.terms import Resource
from coequal.exchange.fhir.value_sets import value_sets
from coequal.policies.load import digest
from coequal.policies.model import Policy

MARKDOWN: Final = "text/markdown"
_LOGIC: Final = {"system": "http://terminology.hl7.org/CodeSystem/library-type", "code": "logic-library"}
_NO_TEXT: Final = "The text is that of its family with the values of its area, and does not stand in this library by itself."


def knowledge(rules: Rules, attachments: Mapping[str, bytes] | None = None, lacking: str = "") -> Resource:
    """The bundle of a policy: PlanDefinition, Questionnaire, Library and ValueSets.

    `attachments` are further forms of the policy for the Library, by media type; the policy file is there by itself where the
    policy has one of its own. `lacking` says in the Library which form is not there, and why. Raises `CoequalError` where
    FHIRPath cannot say a part of the policy.
    """
    policy = rules.policy
    dictionary = policy.vocabulary.dictionary
    sets = value_sets(dictionary, asked_of(rules))
    contents = {**_own_text(policy), **(attachments or {})}
    resources = [plan(rules), questionnaire(rules), library(policy, contents, lacking), *sets]
    entries = [{"fullUrl": _address(resource), "resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def library(policy: Policy, contents: Mapping[str, bytes], lacking: str = "") -> Resource:
    """The forms of a policy as a Library, each as it is, by media type; `lacking` says which is not there, and why."""
    said = ("" if MARKDOWN in contents else _NO_TEXT, lacking, terms.PEOPLE_DECIDE)
    forms = [{"contentType": kind, "data": b64encode(data).decode(), "title": policy.title} for kind, data in contents.items()]
    return {
        "resourceType": "Library",
        "id": terms.identity(policy),
        "url": f"{terms.LIBRARY}{policy.id}",
        **standing(policy, "library"),
        "type": {"coding": [_LOGIC]},
        "description": " ".join(filter(None, said)),
        **({"content": forms} if forms else {}),
    }


def _own_text(policy: Policy) -> dict[str, bytes]:
    """The policy's file, if that is still the very text from which the policy was read."""
    path = Path(policy.file.file)
    if policy.family or not path.is_file():
        return {}
    text = path.read_bytes()
    return {MARKDOWN: text} if digest(text.decode()) == policy.digest else {}


def _address(resource: Resource) -> str:
    """An address that no other resource of the bundle has; of versions each its own."""
    return f"{resource['url']}|{resource['version']}" if "version" in resource else str(resource["url"])
