"""A case as a QuestionnaireResponse, and back."""

from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.exchange.fhir.outcome import expression, refused
from coequal.exchange.fhir.response import read_response, response
from coequal.facts.case import Case, Known, NotKnown
from coequal.facts.strict_json import read_json
from coequal.policies.library import Library
from coequal.policies.model import Policy
from tests.exchange.fhir import holding
from tests.exchange.fhir.holding import DAY, answered, by_path, cases, norfolk, valid

DICTIONARY = norfolk().policy.vocabulary.dictionary
UCUM = "http://unitsofmeasure.org"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


@given(st.data())
def test_a_case_comes_back_as_it_was(data: st.DataObject) -> None:
    """Whatever is known of whichever facts, with every decimal, date and reason; and the response is valid FHIR."""
    case = data.draw(cases(DICTIONARY))
    assert read_response(valid(response(case, norfolk().policy)), DICTIONARY) == case


@cache
def _first_of(service: str) -> Policy:
    """The first policy of a service, read once for all examples."""
    return next(Library().of_service(service))


@pytest.mark.parametrize("service", ["breast-surgery", "excess-skin-removal", "hearing-aids-adults", "sterilisation"])
@given(data=st.data())
def test_so_it_does_for_every_service(service: str, data: st.DataObject) -> None:
    """Each has facts of its own."""
    policy = _first_of(service)
    case = data.draw(cases(policy.vocabulary.dictionary))
    assert read_response(valid(response(case, policy)), policy.vocabulary.dictionary) == case


def test_a_case_of_nothing_has_no_items() -> None:
    """FHIR has no empty lists."""
    assert "item" not in valid(response(Case({}), norfolk().policy))


def read(*pairs: tuple[str, dict[str, Any]]) -> Case:
    return read_response(read_json(_bytes(answered(*pairs)), "response"), DICTIONARY)


def _bytes(resource: dict[str, Any]) -> bytes:
    from coequal.exchange.fhir.written import written

    return written(resource).encode()


def test_a_unit_is_turned_into_the_facts_own() -> None:
    """By UCUM's code, or by our word for it where there is no code."""
    ng = {"value": Decimal("2.0"), "unit": "nanograms", "system": UCUM, "code": "ng/mL"}
    assert read(("amh.value", {"valueQuantity": ng})).value("AMH") == Decimal("14.28")
    assert read(("amh.value", {"valueQuantity": {"value": Decimal(2), "unit": "pmol/L"}})).value("AMH") == Decimal(2)
    bmi = {"value": Decimal("24.1"), "system": UCUM, "code": "kg/m2"}
    assert read(("patient_bmi.value", {"valueQuantity": bmi})).value("patient BMI") == Decimal("24.1")


def test_a_number_may_be_given_as_a_whole_one() -> None:
    """24 is 24.0."""
    assert read(("patient_bmi.value", {"valueInteger": 24})).value("patient BMI") == Decimal(24)


def test_answers_may_be_nested_in_other_ways() -> None:
    """A date under the answer whose date it is, groups of groups, and groups or questions that stand empty."""
    dated = {
        "valueQuantity": {"value": Decimal(12), "unit": "pmol/L"},
        "item": [{"linkId": "amh.date", "answer": [{"valueDate": "2023-05-02"}]}],
    }
    found = answered(("amh.value", dated))
    found["item"] = [{"linkId": "fsh", "item": [*found["item"], {"linkId": "fsh.value"}, {"linkId": "fsh.help"}]}]
    assert read_response(found, DICTIONARY).get("AMH") == Known(Decimal(12), DAY)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("not-asked", "not asked"),
        ("unknown", "not recorded"),
        ("asked-unknown", "not recorded"),
        ("temp-unknown", "pending"),
        ("asked-declined", "declined"),
    ],
)
def test_fhirs_own_reasons_for_what_is_absent_are_understood(code: str, why: str) -> None:
    """On the answer, or on the value that is not there."""
    reason = {"extension": [{"url": "other"}, {"url": ABSENT, "valueCode": code}]}
    assert read(("patient_smokes.value", reason)).get("patient smokes") == NotKnown(why)
    assert read(("patient_smokes.value", {"_valueBoolean": reason})).get("patient smokes") == NotKnown(why)


BMI = "patient_bmi.value"
AMH = "amh.value"
UNKNOWN = {"url": ABSENT, "valueCode": "unknown"}
NEGATED = [{"url": "http://example.org/negated", "valueBoolean": True}]
CONTRADICTION = "This has a value, and a reason why it has none. Take one of them out."


@pytest.mark.parametrize(
    ("link", "answer", "path", "words"),
    [
        (
            "pateint_bmi.value",
            {"valueDecimal": 1},
            "linkId",
            'There is no question "pateint_bmi.value". Did you mean "patient_bmi"?',
        ),
        (
            "patient_bmi.valu",
            {"valueDecimal": 1},
            "linkId",
            'There is no question "patient_bmi.valu". These there are: patient_bmi.value, patient_bmi.date, patient_bmi.not-known.',
        ),
        ("amh", {"valueDecimal": 1}, "linkId", '"amh" takes no answer. These there are: amh.value, amh.date, amh.not-known.'),
        ("patient_smokes.value", {"valueString": "yes"}, "answer[0]", "The answer must be given as valueBoolean."),
        ("patient_smokes.value", {"valueBoolean": "yes"}, "answer[0].value", "This must be true or false."),
        (BMI, {"valueInteger": Decimal("24.5")}, "answer[0].value", "This must be a whole number."),
        (BMI, {"valueDecimal": "24"}, "answer[0].value", "This must be a number."),
        (BMI, {"valueDecimal": 500}, None, "patient BMI is 500; it must be from 10 to 80 kg/m²."),
        (
            BMI,
            {"valueQuantity": {"value": 24, "system": UCUM, "code": "g"}},
            "answer[0].value.code",
            'patient BMI is not measured in "g". Its code may be kg/m2 (kg/m²).',
        ),
        (
            BMI,
            {"valueQuantity": {"value": 24, "code": "kg/m2"}},
            "answer[0].value.system",
            "The code of a unit is UCUM's, so its system is http://unitsofmeasure.org.",
        ),
        (
            "patient_living_children.value",
            {"valueQuantity": {"value": 1, "system": UCUM, "code": "1"}},
            "answer[0].value.code",
            'patient living children is not measured in "1". It has no unit that UCUM knows.',
        ),
        (
            AMH,
            {"valueQuantity": {"value": 24}},
            None,
            "AMH needs its unit, pmol/L or ng/mL: 24 pmol/L, or with its date {value: 24, unit: pmol/L, date: …}.",
        ),
        (AMH, {"valueQuantity": {"unit": "pmol/L"}}, "answer[0].value.value", "This must be a number."),
        (AMH, {"valueQuantity": {"value": 5, "unit": 7}}, "answer[0].value.unit", "This must be a text."),
        (
            AMH,
            {"valueQuantity": {"value": 5, "unit": "pmol/L", "comparator": "<"}},
            "answer[0].value.comparator",
            'AMH must be one number; "<" makes it a range.',
        ),
        (AMH, {"valueDecimal": 24}, "answer[0]", "The answer must be given as valueQuantity."),
        (
            "amh.date",
            {"valueDate": "2023-05"},
            None,
            "AMH needs a value, or {not known: not asked}.",
        ),
        ("amh.date", {"valueDate": "2023-05-02"}, None, "AMH needs a value, or {not known: not asked}."),
        ("partner.value", {"valueCoding": {"code": "men"}}, None, 'partner cannot be "men". Did you mean "man"?'),
        (
            "partner.value",
            {"valueCoding": {"system": "x", "code": "man"}},
            "answer[0].value.system",
            "The system of this coding must be tag:coequal,2026:fhir/choices/assisted-conception/partner.",
        ),
        ("partner.value", {"valueCoding": {}}, "answer[0].value.code", "This must be a code, a text."),
        (
            "partner.not-known",
            {"valueCoding": {"code": "lost"}},
            None,
            'partner: not known because "lost"? The reasons are: not asked, not recorded, pending, out of date, declined.',
        ),
        ("partner.value", {}, "answer[0]", "This answer has no value. Leave it out, or say why the fact is not known."),
        (
            "partner.value",
            {"extension": [{"url": ABSENT, "valueCode": "masked"}]},
            "answer[0]",
            'The reason "masked" cannot be used here. These can: not-asked, unknown, asked-unknown, temp-unknown, asked-declined.',
        ),
        (
            "partner.value",
            {"extension": [{"url": ABSENT, "valueCode": ["unknown"]}]},
            "answer[0]",
            (
                "The reason \"['unknown']\" cannot be used here. These can: not-asked, unknown, asked-unknown, temp-unknown, "
                "asked-declined."
            ),
        ),
        (
            BMI,
            {"valueDecimal": 24, "valueInteger": 35},
            "answer[0]",
            "This has valueDecimal and valueInteger. Only one value may be there.",
        ),
        (BMI, {"valueDecimal": 24, "extension": [UNKNOWN]}, "answer[0]", CONTRADICTION),
        (BMI, {"valueDecimal": 24, "_valueDecimal": {"extension": [UNKNOWN]}}, "answer[0]", CONTRADICTION),
        (
            AMH,
            {"valueQuantity": {"value": 24, "unit": "pmol/L", "extension": [UNKNOWN]}},
            "answer[0]",
            CONTRADICTION,
        ),
        (
            BMI,
            {"valueDecimal": 24, "modifierExtension": NEGATED},
            "answer[0].modifierExtension",
            "modifierExtension may change what it means, in a way that is not known here. Send it without that.",
        ),
        ("partner.value", {"extension": 3}, "answer[0].extension", "This must be a list of extensions."),
        ("partner.value", {"_valueCoding": 3}, "answer[0]", "This must be an element."),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_at_its_place(
    link: str, answer: dict[str, Any], path: str | None, words: str
) -> None:
    """The message says why; the place is one that FHIRPath finds, unless it is of what is not there."""
    sent = read_json(_bytes(answered(("patient_vapes.value", {"valueBoolean": True}), (link, answer))), "response")
    assert isinstance(sent, dict)
    error = holding.refused(lambda: read_response(sent, DICTIONARY))
    assert error.message == words
    place = ".".join(["QuestionnaireResponse.item[1]", *([path] if path else [])])
    assert expression(error) == place
    assert refused(error)["issue"][0]["expression"] == [place]
    is_there = any(name.startswith("value") for name in answer) and not words.startswith(("This must be", "The code of a unit"))
    if is_there:
        assert len(by_path(sent, place)) == 1


@pytest.mark.parametrize(
    ("resource", "place", "words"),
    [
        (
            answered(item=[{"linkId": "amh", "modifierExtension": [{"url": "urn:x"}]}]),
            "QuestionnaireResponse.item[0].modifierExtension",
            "modifierExtension may change what it means",
        ),
        ([], "QuestionnaireResponse", "This is no FHIR resource: it has no resourceType. A QuestionnaireResponse is needed."),
        (
            {"resourceType": "QuestionaireResponse"},
            "QuestionnaireResponse",
            "This is a QuestionaireResponse. A QuestionnaireResponse is needed. Did you mean",
        ),
        ({"resourceType": "Patient"}, "QuestionnaireResponse", "This is a Patient. A QuestionnaireResponse is needed."),
        *(
            (
                answered((BMI, {"valueDecimal": Decimal(24)}), status=status),
                "QuestionnaireResponse.status",
                f'The answers of a response of status "{status}" do not count. Its status may be in-progress, completed',
            )
            for status in ("entered-in-error", "nonsense", ["completed"])
        ),
        (answered(implicitRules="x"), "QuestionnaireResponse.implicitRules", "implicitRules may change what it means"),
        (answered(modifierExtension=NEGATED), "QuestionnaireResponse.modifierExtension", "modifierExtension may change what"),
        (
            answered(item=[{"linkId": "amh", "item": [{"linkId": AMH, "modifierExtension": NEGATED}]}]),
            "QuestionnaireResponse.item[0].item[0].modifierExtension",
            "modifierExtension may change what it means",
        ),
        (answered(item={}), "QuestionnaireResponse.item", "This must be a list of items."),
        (answered(item=["x"]), "QuestionnaireResponse.item[0]", "This must be an item."),
        (answered(item=[{}]), "QuestionnaireResponse.item[0].linkId", "This must be the linkId of a question, a text."),
        (
            answered(item=[{"linkId": "amh", "answer": {}}]),
            "QuestionnaireResponse.item[0].answer",
            "This must be a list with one answer.",
        ),
        (answered(item=[{"linkId": "amh", "answer": [3]}]), "QuestionnaireResponse.item[0].answer[0]", "This must be an answer."),
        (
            answered(item=[{"linkId": "amh", "answer": [{}, {}]}]),
            "QuestionnaireResponse.item[0].answer",
            '"amh" takes one answer, not 2.',
        ),
        (
            answered(item=[{"linkId": "ahm"}]),
            "QuestionnaireResponse.item[0].linkId",
            'There is no question "ahm". Did you mean "AMH"?'.replace("AMH", "amh"),
        ),
    ],
)
def test_a_resource_that_is_no_response_is_refused(resource: Any, place: str, words: str) -> None:
    """At the place of the first part that is not what it must be."""
    error = holding.refused(lambda: read_response(resource, DICTIONARY))
    assert error.message.startswith(words)
    assert expression(error) == place


def test_an_answer_is_given_once() -> None:
    """Twice would leave it open which counts."""
    twice = answered((BMI, {"valueDecimal": Decimal(24)}), (BMI, {"valueDecimal": Decimal(25)}))
    error = holding.refused(lambda: read_response(twice, DICTIONARY))
    assert str(error) == 'QuestionnaireResponse.item[1]: "patient_bmi.value" is answered twice; once is enough.'


def test_items_that_are_nested_without_end_are_refused() -> None:
    """Long before the software would be at its wits' end."""
    item: dict[str, Any] = {"linkId": "amh"}
    for _ in range(500):
        item = {"linkId": "amh", "item": [item]}
    error = holding.refused(lambda: read_response(answered(item=[item]), DICTIONARY))
    assert error.message == "Items are nested more than 20 levels deep."
