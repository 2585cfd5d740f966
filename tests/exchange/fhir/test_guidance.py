"""An assessment as a GuidanceResponse."""

import json
from decimal import Decimal
from typing import Any

import pytest

from coequal.eligibility.examples import examples
from coequal.exchange.fhir.guidance import assessed, guidance
from coequal.exchange.fhir.response import read_response
from coequal.exchange.fhir.written import written
from coequal.exchange.loaded import load
from coequal.policies.library import Library
from tests.cli.running import COUPLE, POLICY
from tests.exchange.fhir.holding import Resource, by_path, norfolk, valid

KNOWN = {
    **COUPLE,
    "AMH": {"value": "12.0", "unit": "pmol/L", "date": "2023-02-01"},
}


def told(changes: dict[str, Any] | None = None, policy: str = POLICY) -> Resource:
    facts = {name: value for name, value in {**KNOWN, **(changes or {})}.items() if value is not None}
    return valid(guidance(load(f"{policy}").assess(facts)))


def code(found: Resource) -> str:
    (outcome,) = [one for one in found["contained"][0]["parameter"] if one["name"] == "outcome"]
    return str(outcome["valueCoding"]["code"])


def parts(found: Resource, name: str) -> list[Resource]:
    return [one for one in found["contained"][0]["parameter"] if one["name"] == name]


def test_no_code_says_that_somebody_is_eligible() -> None:
    """Of a couple who meets every rule, software says that the criteria are met; that people decide stands first."""
    found = told()
    assert code(found) == "criteria-met"
    assert "eligible" not in json.dumps(found, default=str)
    assert found["note"][0]["text"].startswith("Software assesses, people decide")
    assert (found["status"], "dataRequirement" in found) == ("success", False)


@pytest.mark.parametrize(
    ("changes", "outcome", "status"),
    [
        ({"patient BMI": "31.2"}, "criteria-not-met", "success"),
        ({"patient BMI": None}, "not-known", "data-required"),
        ({"welfare concern": "true"}, "for-judgement", "success"),
        ({"welfare concern": "true", "patient BMI": None}, "for-judgement", "data-requested"),
    ],
)
def test_the_status_says_whether_more_must_be_known(changes: dict[str, str | None], outcome: str, status: str) -> None:
    """More is required where the outcome is not known, and asked for where it could still change."""
    found = told(changes)
    assert (code(found), found["status"]) == (outcome, status)
    wanted = [one["extension"][0]["valueString"] for one in found.get("dataRequirement", [])]
    assert wanted == (["patient_bmi.value"] if "patient BMI" in changes and changes["patient BMI"] is None else [])


def test_it_names_the_text_that_was_applied() -> None:
    """The policy with its version, and beside it the digest."""
    found = told()
    assert found["moduleCanonical"] == "tag:coequal,2026:fhir/Policy/norfolk-and-waveney/assisted-conception|2022-07"
    assert found["_moduleCanonical"]["extension"][0]["valueString"] == norfolk().policy.digest


def test_a_criterion_is_told_with_its_clause_its_reason_and_its_facts() -> None:
    """What happens next too."""
    found = told({"patient BMI": "31.2"})
    (bmi,) = [one for one in parts(found, "criterion") if {"name": "id", "valueString": "body-mass-index"} in one["part"]]
    about = {one["name"]: one for one in bmi["part"]}
    assert about["clause"]["valueString"] == "4"
    assert about["status"]["valueCoding"]["code"] == "not-met"
    assert "31.2" in about["reason"]["valueString"]
    assert about["fact"]["part"] == [
        {"name": "name", "valueString": "patient BMI"},
        {"name": "value", "valueDecimal": Decimal("31.20")},
    ]
    assert parts(found, "single-blocker") == [{"name": "single-blocker", "valueString": "body-mass-index"}]


def test_amounts_are_numbers_or_say_why_there_is_none() -> None:
    """Not known, and not stated, are texts; 0 is a number."""
    first = "GuidanceResponse.contained[0].parameter.where(name = 'treatment').first().part.where(name = 'amount').part.where(name = 'value').value"
    assert by_path(told(), first) == [2, 4]
    assert by_path(told({"previous fresh cycles": None, "NHS fresh cycles": None}), first)[0] == "not known"
    old = {"patient date of birth": "1982-01-01", "AMH": {"value": "12.0", "unit": "pmol/L", "date": "2023-02-01"}}
    assert "not stated" in by_path(told(old), first)
    assert by_path(told({"patient BMI": "31.2"}), first) == [0, 0]


def test_what_comes_before_any_outcome_comes_first() -> None:
    """A concern for a child's welfare, another body, another reading."""
    stop = told({"welfare concern": "true"})
    assert stop["note"][1]["text"].startswith("Stop. ")
    other = told({"embryo testing needed": "true"})
    assert other["note"][1]["text"].endswith("decides on this, not the owner of this policy.")
    assert [one["name"] for one in parts(other, "elsewhere")[0]["part"]] == ["commissioner", "reason"]


def test_another_reading_leads() -> None:
    """With its label and its outcome, and it is said in a note."""
    assessments = (norfolk().assess(person.case) for person in examples(norfolk().policy))
    found = valid(guidance(next(one for one in assessments if one.readings)))
    assert "It depends on how the policy is read." in [note["text"] for note in found["note"]]
    assert [one["name"] for one in parts(found, "reading")[0]["part"]] == ["criterion", "label", "outcome"]


def test_every_example_person_of_the_library_is_told_in_valid_fhir() -> None:
    """The answers come back with it as they were understood, and the same case comes back from these."""
    seen = 0
    for policy in Library().policies():
        for person in examples(policy)[::7]:
            assessment = load(f"{policy.id}@{policy.version}").assess(person.case) if not seen % 40 else None
            seen += 1
            if assessment is None:
                continue
            found = valid(assessed(assessment))
            back = {one["name"]: one["resource"] for one in found["parameter"]}
            assert read_response(back["assessed"], policy.vocabulary.dictionary) == assessment.case
            assert back["return"]["resourceType"] == "GuidanceResponse"
    assert seen > 100


def test_decimals_are_written_as_they_are() -> None:
    """With the digits that they have, and without an exponent; nothing else is changed."""
    found = {"a": Decimal("31.20"), "b": [Decimal("1E+3"), Decimal("-0.5"), None, True, "é", "1.5"], "c": {}}
    assert written(found) == '{"a": 31.20, "b": [1000, -0.5, null, true, "é", "1.5"], "c": {}}'
    assert written({"a": Decimal("31.20")}, 2) == '{\n  "a": 31.20\n}'
