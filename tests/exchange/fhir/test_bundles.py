"""An assessment as a bundle."""

import json

from coequal.exchange.fhir.bundles import assessment_bundle
from coequal.exchange.fhir.response import read_response
from tests.cli.running import COUPLE
from tests.exchange.fhir.holding import norfolk, valid

FACTS = {**COUPLE, "AMH": {"not known": "pending"}}


def test_the_answers_and_the_guidance_stand_side_by_side() -> None:
    """With what is missing, the digest of the text that was applied, and the same case again."""
    assessment = norfolk().assess(FACTS)
    answers, guidance = (valid(one["resource"]) for one in valid(assessment_bundle(assessment))["entry"])
    assert read_response(answers, norfolk().policy.vocabulary.dictionary) == assessment.case
    assert [one["extension"][0]["valueString"] for one in guidance["dataRequirement"]] == ["amh.value"]
    assert guidance["_moduleCanonical"]["extension"][0]["valueString"] == norfolk().policy.digest
    assert "eligible" not in json.dumps(guidance, default=str)


def test_it_says_whom_it_is_about_only_as_it_is_told() -> None:
    """By a reference, in both resources; without one nobody is named. What is the same has the same addresses."""
    assessment = norfolk().assess(FACTS)
    named = valid(assessment_bundle(assessment, "Patient/17"))
    assert [one["resource"]["subject"] for one in named["entry"]] == [{"reference": "Patient/17"}] * 2
    assert not any("subject" in one["resource"] for one in assessment_bundle(assessment)["entry"])
    assert assessment_bundle(assessment, "Patient/17") == assessment_bundle(norfolk().assess(FACTS), "Patient/17")
    other = assessment_bundle(norfolk().assess(FACTS), "Patient/18")
    assert {one["fullUrl"] for one in other["entry"]}.isdisjoint(one["fullUrl"] for one in named["entry"])
