"""What the FHIR side can do, as a CapabilityStatement."""

from typing import Final

from coequal import __version__
from coequal.exchange.fhir.terms import OURS, Resource

NEXT: Final = "http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire-next-question"
PACKAGE: Final = f"{OURS}/OperationDefinition/PlanDefinition-package"
ASSESS: Final = f"{OURS}/OperationDefinition/QuestionnaireResponse-assess"
REFER: Final = f"{OURS}/OperationDefinition/QuestionnaireResponse-refer"
_SINCE: Final = "2026-11-26"


def capability(base: str) -> Resource:
    """The statement of a server at an address."""
    searched = [
        {"name": "url", "type": "uri", "documentation": "The canonical address, with |version or without."},
        {"name": "version", "type": "token", "documentation": "The version of the policy."},
    ]
    asks = {"type": "Questionnaire", "interaction": [{"code": "read"}, {"code": "search-type"}], "searchParam": searched}
    asks["operation"] = [{"name": "next-question", "definition": NEXT}]
    whole = "Gives the rules, the questions, the values and the text of a version as a Bundle."
    packed = {"name": "package", "definition": PACKAGE, "documentation": whole}
    rules = {"type": "PlanDefinition", "interaction": [{"code": "read"}], "operation": [packed]}
    told = "Takes a QuestionnaireResponse, and gives Parameters: a GuidanceResponse, and the answers as they were understood."
    refers = "Takes a QuestionnaireResponse, and gives the referral as a Bundle; nothing where a concern for safety was disclosed."
    does = [
        {"name": "assess", "definition": ASSESS, "documentation": told},
        {"name": "refer", "definition": REFER, "documentation": refers},
    ]
    takes = {"type": "QuestionnaireResponse", "operation": does}
    security = {"description": "Operations need a key of an organisation, as “Authorization: Bearer cq_…”. Reading needs none."}
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": _SINCE,
        "publisher": "coequal",
        "kind": "instance",
        "software": {"name": "coequal", "version": __version__},
        "implementation": {"description": "Commissioning policies as adaptive questionnaires", "url": base},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [{"mode": "server", "security": security, "resource": [asks, rules, takes]}],
    }
