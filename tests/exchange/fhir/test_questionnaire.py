"""A policy as a Questionnaire."""

from decimal import Decimal

import pytest

from coequal.criteria.vocabulary import vocabulary
from coequal.eligibility.rules import Rules
from coequal.exchange.fhir.questionnaire import asked_of, items, questionnaire, value_type
from coequal.exchange.fhir.terms import identity
from coequal.facts.dictionary import read_dictionary
from coequal.policies.library import Library
from tests.eligibility.building import LEAP
from tests.exchange.fhir import holding
from tests.exchange.fhir.holding import norfolk, valid


def test_every_policy_of_the_library_is_a_valid_questionnaire() -> None:
    """Each asks for the facts on which it rests, every one of them under a linkId of its own."""
    seen = 0
    for policy in Library().policies():
        rules = Rules(policy)
        made = valid(questionnaire(rules))
        found = holding.items(made)
        wanted = {policy.vocabulary.dictionary.facts[name].column for name in asked_of(rules)}
        assert {item["linkId"] for item in made["item"]} == wanted
        assert len(found) == sum(1 + len(holding.items(item)) for item in made["item"])
        assert not any(item.get("required") for item in found.values())
        assert all(one["question"] in found for item in found.values() for one in item.get("enableWhen", []))
        seen += 1
    assert seen > 50


def test_it_says_which_policy_it_is_of() -> None:
    """Its address and version, where it stands, when it is in force, the digest of the policy's text, and that people decide."""
    made = questionnaire(norfolk().rules)
    assert f"{made['url']}|{made['version']}" == holding.ADDRESS
    assert made["identifier"] == [{"system": "tag:coequal,2026:fhir/policy-digest", "value": norfolk().policy.digest}]
    assert made["id"] == identity(norfolk().policy)
    assert len(made["id"]) == 64  # the longest id that FHIR has
    assert (made["status"], made["experimental"], made["effectivePeriod"]) == ("active", False, {"start": "2022-07-01"})
    assert "people decide" in made["description"]
    assert made["extension"][0]["valueBoolean"] is True


@pytest.mark.parametrize(
    ("policy", "status", "experimental", "period"),
    [
        ("luton/assisted-conception@2016-06", "retired", True, {"start": "2016-06-02"}),
        ("nice/assisted-conception@2025-09-draft", "draft", True, None),
        ("nice/assisted-conception", "active", True, {"start": "2013-02-20"}),
    ],
)
def test_where_a_policy_stands_is_where_its_questionnaire_stands(
    policy: str, status: str, experimental: bool, period: dict[str, str] | None
) -> None:
    """One that was superseded is retired; one that we have seen in part is experimental, and says so."""
    from coequal.exchange.loaded import load

    made = questionnaire(load(policy).rules)
    found = made["status"], made["experimental"], "it may ask for more" in made["description"]
    assert found == (status, experimental, experimental)
    assert made.get("effectivePeriod") == period


def test_a_fact_is_asked_for_in_its_own_words() -> None:
    """A result has its value with its units, its date only where there is a value, and a reason only where there is none."""
    found = holding.items(questionnaire(norfolk().rules))
    assert found["amh.value"]["type"] == "quantity"
    assert found["amh.value"]["text"] == "What was your AMH result, and when was the blood taken?"
    assert [one["valueCoding"]["code"] for one in found["amh.value"]["extension"]] == ["pmol/L", "ng/mL"]
    assert found["amh.date"]["enableWhen"] == [{"question": "amh.value", "operator": "exists", "answerBoolean": True}]
    assert found["amh.not-known"]["enableWhen"] == [{"question": "amh.value", "operator": "exists", "answerBoolean": False}]
    reasons = [one["valueCoding"]["code"] for one in found["amh.not-known"]["answerOption"]]
    assert reasons == ["not asked", "not recorded", "pending", "out of date", "declined"]


def test_a_number_has_its_unit_its_places_and_its_bounds() -> None:
    """The unit is UCUM's where UCUM has it; children are counted, so theirs is only a word."""
    found = holding.items(questionnaire(norfolk().rules))
    told = {one["url"].rpartition("/")[2]: list(one.values())[1] for one in found["patient_bmi.value"]["extension"]}
    assert told["questionnaire-unit"] == {"system": "http://unitsofmeasure.org", "code": "kg/m2", "display": "kg/m²"}
    assert (told["maxDecimalPlaces"], told["minValue"]) == (2, Decimal(10))
    told = {one["url"].rpartition("/")[2]: list(one.values())[1] for one in found["patient_living_children.value"]["extension"]}
    assert told["questionnaire-unit"] == {"display": "children"}
    assert type(told["maxValue"]) is int


def test_a_code_that_nobody_has_verified_says_so() -> None:
    """A fact is a code by its own name too, which needs no doubt."""
    found = holding.items(questionnaire(norfolk().rules))
    own, snomed = found["patient_bmi"]["code"]
    assert own == {"system": "tag:coequal,2026:fhir/facts/assisted-conception", "code": "patient BMI"}
    assert (snomed["system"], snomed["code"]) == ("http://snomed.info/sct", "60621009")
    assert snomed["extension"] == [{"url": "tag:coequal,2026:fhir/code-not-verified", "valueBoolean": True}]


def test_facts_of_every_kind_can_be_asked_for() -> None:
    """A number too large for FHIR's whole numbers is a decimal; a verified code has no mark; words do for a question."""
    facts = """
  large: {type: number, says: a large number, plausible: 0 .. 99999999999}
  area: {type: area, says: her area, answered by: anyone, question: Which area?}
  smokes: {type: boolean, says: whether she smokes, if true: she does, if false: she does not, codes: [{system: Own, code: x, term: Smokes, verified: true}]}
"""
    dictionary = vocabulary(
        read_dictionary(f"service: test\ntitle: Test\n{LEAP}facts:{facts.replace('99999999999', '999999999')}", "t.yaml")
    ).dictionary
    assert [value_type(fact) for fact in dictionary.facts.values()] == ["integer", "string", "boolean"]
    made = holding.items({"item": items(dictionary, dictionary.facts)})
    assert made["smokes"]["code"][1] == {"system": "Own", "code": "x", "display": "Smokes"}
    assert made["smokes.value"]["text"] == "Whether she smokes"
    assert "extension" not in made["smokes.value"]
