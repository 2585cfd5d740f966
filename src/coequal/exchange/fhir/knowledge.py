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
from coequal.policies.markdown import put_together
from coequal.policies.model import Policy

MARKDOWN: Final = "text/markdown"
_LOGIC: Final = {"system": "http://terminology.hl7.org/CodeSystem/library-type", "code": "logic-library"}
_PUT_TOGETHER: Final = "The text is that of the family {family}, with the values of this area put in."


def knowledge(rules: Rules, attachments: Mapping[str, bytes] | None = None, lacking: str = "") -> Resource:
    """The bundle of a policy: PlanDefinition, Questionnaire, Library and ValueSets.

    `attachments` are further forms of the policy for the Library, by media type; its text is there by itself. `lacking` says
    in the Library which form is not there, and why. Raises `CoequalError` where FHIRPath cannot say a part of the policy.
    """
    policy = rules.policy
    dictionary = policy.vocabulary.dictionary
    sets = value_sets(dictionary, asked_of(rules))
    contents = {MARKDOWN: _text(policy), **(attachments or {})}
    resources = [plan(rules), questionnaire(rules), library(policy, contents, lacking), *sets]
    entries = [{"fullUrl": _address(resource), "resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def library(policy: Policy, contents: Mapping[str, bytes], lacking: str = "") -> Resource:
    """The forms of a policy as a Library, each as it is, by media type; `lacking` says which is not there, and why."""
    said = (_PUT_TOGETHER.format(family=policy.family) if policy.family else "", lacking, terms.PEOPLE_DECIDE)
    forms = [
        {
            "contentType": kind,
            "data": b64encode(data).decode(),
            "title": policy.title if kind == MARKDOWN else f"{policy.title}, as {kind}",
        }
        for kind, data in contents.items()
    ]
    return {
        "resourceType": "Library",
        "id": terms.identity(policy),
        "url": f"{terms.LIBRARY}{policy.id}",
        **standing(policy, "library"),
        "type": {"coding": [_LOGIC]},
        "description": " ".join(filter(None, said)),
        "content": forms,
    }


def _text(policy: Policy) -> bytes:
    """The whole text of a policy: its file, if that still is what the policy was read from, or else put together from its parts.

    The latter is all that there is of a family's member: what its family says for all, with the values of its area.
    """
    path = Path(policy.file.file)
    if not policy.family and path.is_file():
        text = path.read_bytes()
        if digest(text.decode()) == policy.digest:
            return text
    return put_together(policy.file).encode()


def _address(resource: Resource) -> str:
    """An address that no other resource of the bundle has; of versions each its own, behind a bar as a URI writes it."""
    return f"{resource['url']}%7C{resource['version']}" if "version" in resource else str(resource["url"])
