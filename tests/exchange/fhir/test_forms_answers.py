"""A plan over answers that its form does not ask for: each counts as not given, as the reader of responses refuses it."""

from copy import deepcopy
from functools import cache

import pytest

from coequal.exchange.fhir import terms
from coequal.exchange.fhir.plan import plan
from coequal.exchange.fhir.response import read_response, response
from coequal.exchange.fhir.written import written
from coequal.facts.case import Case, read_case
from coequal.facts.strict_json import read_json
from tests.exchange.fhir import executing
from tests.exchange.fhir.holding import Resource, items, norfolk, refused, valid

DICTIONARY = norfolk().policy.vocabulary.dictionary
FACTS = {
    "referral date": "2023-05-17",
    "treatment start date": "2023-06-20",
    "patient date of birth": "1983-06-21",
    "trying since": "2019-02-03",
    "AMH": {"value": "6", "unit": "pmol/L", "date": "2023-02-01"},
    "AMH offered locally": "true",
    "patient BMI": "25",
    "patient smokes": "false",
    "partner": "man",
    "treatment sought": "IVF",
}
AMH = {"value": 6, "unit": "pmol/L", "system": terms.UCUM, "code": "pmol/L"}


@cache
def made() -> Resource:
    """The plan of Norfolk and Waveney."""
    return plan(norfolk().rules)


def statuses(over: Resource) -> list[str]:
    """What another engine makes of the plan over some answers."""
    declared = [one["valueExpression"] for one in made()["extension"] if one["url"] == terms.VARIABLE]
    return executing.statuses(made(), executing.Answers(over, declared))


def answered(link: str, answer: Resource) -> Resource:
    """The answers of the case with one of them given otherwise."""
    over = deepcopy(valid(response(read_case(FACTS, DICTIONARY), norfolk().policy)))
    items(over)[link]["answer"] = [answer]
    return over


def without(name: str) -> list[str]:
    """The statuses where a fact is not given."""
    return statuses(response(read_case({key: one for key, one in FACTS.items() if key != name}, DICTIONARY), norfolk().policy))


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("name", "link", "answer"),
    [
        ("patient date of birth", "patient_date_of_birth.value", {"valueDate": "1983-06"}),
        ("patient date of birth", "patient_date_of_birth.value", {"valueDate": "1983"}),
        ("patient date of birth", "patient_date_of_birth.value", {"valueDate": "1883-06-21"}),
        ("treatment start date", "treatment_start_date.value", {"valueDate": "2023"}),
        ("trying since", "trying_since.value", {"valueDate": "2019-02"}),
        ("trying since", "trying_since.value", {"valueString": "2019-02-03"}),
        ("AMH", "amh.date", {"valueDate": "2023"}),
        ("AMH", "amh.date", {"valueDate": "2023-02"}),
        ("AMH", "amh.value", {"valueQuantity": {**AMH, "comparator": "<"}}),
        ("AMH", "amh.value", {"valueQuantity": {**AMH, "value": 0.2, "comparator": ">"}}),
        ("AMH", "amh.value", {"valueQuantity": {**AMH, "system": "http://example.org"}}),
        ("AMH", "amh.value", {"valueQuantity": {**AMH, "value": 6000}}),
        ("AMH", "amh.value", {"valueString": "6"}),
        ("patient BMI", "patient_bmi.value", {"valueDecimal": 2500}),
        ("patient BMI", "patient_bmi.value", {"valueString": "25"}),
        ("patient BMI", "patient_bmi.value", {"valueQuantity": {"value": 25, "comparator": "<", "unit": "kg/m²"}}),
        ("partner", "partner.value", {"valueCoding": {"code": "man", "system": "http://example.org"}}),
        ("partner", "partner.value", {"valueCoding": {"code": "robot"}}),
        ("patient smokes", "patient_smokes.value", {"valueString": "false"}),
    ],
)
def test_an_answer_that_a_case_cannot_hold_counts_as_none(name: str, link: str, answer: Resource) -> None:
    """A day of which only the month is known, a result below a limit, another system's word: none makes anything definite."""
    over = answered(link, answer)
    assert statuses(over) == without(name)
    assert refused(lambda: read_response(read_json(written(over).encode(), "response"), DICTIONARY))


@pytest.mark.no_cover
def test_an_answer_as_the_form_asks_for_it_counts() -> None:
    """A coding may leave out its system, and a number be a whole one."""
    case = read_case(FACTS, DICTIONARY)
    same = statuses(response(case, norfolk().policy))
    assert same != statuses(response(Case({}), norfolk().policy))
    assert statuses(answered("partner.value", {"valueCoding": {"code": "man"}})) == same
    assert statuses(answered("patient_bmi.value", {"valueInteger": 25})) == same
