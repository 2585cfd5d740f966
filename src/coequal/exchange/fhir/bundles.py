"""An assessment as one FHIR R4 Bundle to send on: the answers, and what software computed from them. No decision is in it."""

from typing import Final
from uuid import UUID, uuid5

from coequal.eligibility.assessment import Assessment
from coequal.exchange.fhir.guidance import guidance
from coequal.exchange.fhir.response import response
from coequal.exchange.fhir.terms import Resource
from coequal.exchange.fhir.written import written

_SPACE: Final = UUID("0d1f7c52-2a1e-5f0b-8a68-4f5c9f0f7b11")  # of our own; what is in it depends on content alone


def assessment_bundle(assessment: Assessment, subject: str | None = None) -> Resource:
    """The bundle; what is still missing and the digest of the policy's text stand in the guidance.

    Whom it is about stands in it only as the reference that the caller gives, such as `Patient/17`. The same assessment of the
    same person gives the same bundle, with the same addresses in it.
    """
    whom = {"subject": {"reference": subject}} if subject else {}
    answers = {**response(assessment.case, assessment.policy), **whom}
    told = guidance(assessment)
    seed = uuid5(_SPACE, written([answers, told]))
    parts = {"answers": answers, "guidance": {**told, **whom, "requestIdentifier": {"value": seed.urn}}}
    entries = [{"fullUrl": uuid5(seed, name).urn, "resource": part} for name, part in parts.items()]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}
