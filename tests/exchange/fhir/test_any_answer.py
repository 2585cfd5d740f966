"""Whatever a form sends to a question: where the reader of responses refuses it, it is nothing to FHIRPath; else it is the same."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coequal.criteria.syntax import Fact as Named
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError
from coequal.exchange.fhir import terms
from coequal.exchange.fhir.fhirpath import FhirPath
from coequal.exchange.fhir.questionnaire import DATE, NOT_KNOWN, VALUE, value_type
from coequal.exchange.fhir.response import answers as written_out
from coequal.exchange.fhir.response import read_response
from coequal.exchange.fhir.units import CODES, names
from coequal.exchange.fhir.written import written
from coequal.facts.case import Case, Known
from coequal.facts.dictionary import Fact
from coequal.facts.strict_json import read_json
from coequal.policies.library import Library
from tests.exchange.fhir import executing
from tests.exchange.fhir.holding import Resource, cases

VOCABULARIES = {policy.vocabulary.dictionary.service: policy.vocabulary for policy in Library().policies()}
FOREIGN = "http://example.org"
NOT_THERE = {"extension": [{"url": terms.DATA_ABSENT, "valueCode": "unknown"}]}
ASKED = [(own, fact) for own in VOCABULARIES.values() for fact in own.dictionary.facts.values() if fact.formula is None]
BY_TYPE = [[pair for pair in ASKED if value_type(pair[1]) == kind] for kind in sorted({value_type(fact) for _, fact in ASKED})]
DATED = [(own, fact) for own, fact in ASKED if fact.dated]
days = st.dates(date(1850, 1, 1), date(2150, 1, 1)).map(date.isoformat)
texts = st.sampled_from(["26A", "Norfolk", "26a", "2023-05-02", "true", "24", "", "none"])


def numbers(fact: Fact) -> st.SearchStrategy[Decimal]:
    """Numbers with as many places as a fact keeps, at the ends of what can occur and beyond them."""
    step = Decimal(1).scaleb(-fact.decimals)
    low, high = (end if isinstance(end, Decimal) else Decimal(0) for end in fact.plausible)
    return st.sampled_from([low - step, low, low + step, Decimal(0), (low + high) // 2, high, high + step, high * 1000])


def answers(fact: Fact, service: str) -> st.SearchStrategy[Resource]:
    """Answers of every type, as a form should send them and otherwise."""
    units = [unit for unit in (fact.unit, *fact.other_units) if unit]
    quantity: dict[Any, st.SearchStrategy[Any]] = {
        "unit": st.sampled_from([*(name for unit in units for name in names(unit)), "g", "nmol/L", "grams in a litre"]),
        "system": st.sampled_from([terms.UCUM, terms.UCUM, FOREIGN]),
        "code": st.sampled_from([*(name for unit in units if unit in CODES for name in names(unit)), "g"]),
        "comparator": st.sampled_from(["<", "<=", ">=", ">"]),
    }
    coding: dict[Any, st.SearchStrategy[Any]] = {"system": st.sampled_from([terms.choices_of(service, fact.column), FOREIGN])}
    values: dict[str, st.SearchStrategy[Any]] = {
        "Boolean": st.booleans(),
        "Integer": numbers(fact).map(int),
        "Decimal": numbers(fact),
        "Date": st.builds(lambda day, length: day[:length], days, st.sampled_from([4, 7, 10])),
        "DateTime": days,
        "String": texts,
        "Quantity": st.fixed_dictionaries({"value": numbers(fact)}, optional=quantity),
        "Coding": st.fixed_dictionaries({"code": st.sampled_from([*fact.values, "robot", "IVF"])}, optional=coding),
    }
    right = value_type(fact).replace("choice", "coding").capitalize()
    return st.sampled_from([*[right] * len(values), *sorted(values)]).flatmap(
        lambda kind: values[kind].map(lambda value: {f"value{kind}": value})
    )


def form_of(case: Case, vocabulary: Vocabulary) -> Resource:
    """A response with the answers of a case."""
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "item": written_out(case, vocabulary.dictionary)}


def over(fact: Fact, *given: tuple[str, Resource]) -> Resource:
    """A response with answers to parts of one question."""
    parts = [{"linkId": f"{fact.column}.{part}", "answer": [answer]} for part, answer in given]
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "item": [{"linkId": fact.column, "item": parts}]}


def found_in(response: Resource, name: str, vocabulary: Vocabulary, part: str = VALUE) -> object:
    """What another engine finds of a fact."""
    paths = FhirPath(vocabulary)
    variables, path = paths.settle(paths.of(Named(name)) if part == VALUE else paths.answer(name, part))
    named = [{"name": one.name, "expression": one.expression} for one in variables]
    return executing.Answers(response, named).one({"expression": path})


def read(response: Resource, vocabulary: Vocabulary) -> Case | None:
    """The case in a response; None of one that is refused."""
    try:
        return read_response(read_json(written(response).encode(), "response"), vocabulary.dictionary)
    except CoequalError:
        return None


def plainly(value: object) -> object:
    """A value as FHIRPath has it: a day is a text."""
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.no_cover
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_the_reader_refuses_is_nothing_to_fhirpath(data: st.DataObject) -> None:
    """A part of a date, a limit, another system's word, a name instead of a code, a number that cannot be: none becomes a value."""
    vocabulary, fact = data.draw(st.sampled_from(data.draw(st.sampled_from(BY_TYPE))))
    response = over(fact, (VALUE, data.draw(answers(fact, vocabulary.dictionary.service))))
    found, case = found_in(response, fact.name, vocabulary), read(response, vocabulary)
    assert found is None or (case is not None and found == plainly(case.value(fact.name))), response


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_only_a_whole_day_dates_a_result(data: st.DataObject) -> None:
    """A year, a month, a moment or a text is no date of a result to either."""
    vocabulary, fact = data.draw(st.sampled_from(DATED))
    value = {"value": fact.plausible[0], "unit": fact.unit, "system": terms.UCUM, "code": CODES[str(fact.unit)]}
    response = over(fact, (VALUE, {"valueQuantity": value}), (DATE, data.draw(answers(fact, vocabulary.dictionary.service))))
    found, case = found_in(response, fact.name, vocabulary, DATE), read(response, vocabulary)
    known = case.get(fact.name) if case else None
    assert found == (plainly(known.on) if isinstance(known, Known) else None), response


@pytest.mark.parametrize("answer", [NOT_THERE, {"valueDate": "2023-05-02", "_valueDate": NOT_THERE}])
def test_a_result_with_a_reason_why_it_has_no_date_is_nothing(answer: Resource) -> None:
    """To neither: such a reason may as well be why the result is not there."""
    for vocabulary, fact in DATED:
        found = Known(fact.plausible[0], date(2023, 5, 2))
        response = form_of(Case({fact.name: found}), vocabulary)
        assert found_in(response, fact.name, vocabulary) == found.value
        response["item"][0]["item"][1]["answer"] = [answer]
        assert read(response, vocabulary) is None
        assert found_in(response, fact.name, vocabulary) is None


@pytest.mark.parametrize("word", ["ng/mL", "ng/ml", "nmol/L", "µg/L"])
def test_a_result_in_two_units_is_nothing(word: str) -> None:
    """To neither: nobody knows in which of them it was measured. Any spelling of the unit itself, or free text, will do."""
    vocabulary, fact = next(one for one in DATED if one[1].name == "AMH")
    response = form_of(Case({"AMH": Known(Decimal(5), date(2023, 5, 2))}), vocabulary)
    quantity = response["item"][0]["item"][0]["answer"][0]["valueQuantity"]
    for will_do in ("pmol/L", "pmol/l", "picomoles in a litre"):
        quantity["unit"] = will_do
        case = read(response, vocabulary)
        assert case
        assert case.value("AMH") == found_in(response, fact.name, vocabulary) == Decimal(5)
    quantity["unit"] = word
    assert read(response, vocabulary) is None
    assert found_in(response, fact.name, vocabulary) is None


FORMS: dict[
    str, Callable[[Resource, Resource], object]
] = {  # what may be wrong with a response or with the group of a fact, whose value stands first
    "withdrawn": lambda form, _: form.update(status="entered-in-error"),
    "implicit rules": lambda form, _: form.update(implicitRules=FOREIGN),
    "a modifier of all": lambda form, _: form.update(modifierExtension=[{"url": FOREIGN, "valueBoolean": True}]),
    "a modifier of the answer": lambda _, one: one["answer"][0].update(modifierExtension=[{"url": FOREIGN, "valueBoolean": True}]),
    "two answers": lambda _, one: one["answer"].append(one["answer"][0]),
    "a value twice": lambda form, one: form["item"][0]["item"].append(one),
    "a group twice": lambda form, _: form["item"].append(form["item"][0]),
    "a value, and why there is none": lambda form, one: form["item"][0]["item"].append(
        {
            "linkId": one["linkId"].replace(VALUE, NOT_KNOWN),
            "answer": [{"valueCoding": {"system": terms.REASONS, "code": "declined"}}],
        }
    ),
    "a value with FHIR's own reason why it is not there": lambda _, one: one["answer"][0].update(NOT_THERE),
    "such a reason in the value": lambda _, one: give_a_reason(one["answer"][0]),
}


def give_a_reason(answer: Resource) -> None:
    """In the value of an answer, or beside it where that is no object and so has no room for it."""
    ((name, value),) = list(answer.items())
    answer.update({name: value | NOT_THERE} if isinstance(value, dict) else {f"_{name}": NOT_THERE})


@pytest.mark.no_cover
@pytest.mark.parametrize("wrong", FORMS)
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_response_that_does_not_count_or_contradicts_itself_says_nothing(wrong: str, data: st.DataObject) -> None:
    """Of any fact that was answered rightly until then."""
    vocabulary = data.draw(st.sampled_from(sorted(VOCABULARIES)).map(VOCABULARIES.__getitem__))
    case = data.draw(cases(vocabulary.dictionary).filter(lambda case: any(isinstance(one, Known) for one in case.facts.values())))
    name = next(name for name, one in case.facts.items() if isinstance(one, Known))
    response = form_of(Case({name: case.facts[name]}), vocabulary)
    assert found_in(response, name, vocabulary) is not None
    FORMS[wrong](response, response["item"][0]["item"][0])
    assert read(response, vocabulary) is None
    assert found_in(response, name, vocabulary) is None


@pytest.mark.no_cover
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_every_value_that_a_case_can_hold_is_found(data: st.DataObject) -> None:
    """Of every fact, as the answers of a case are written; and nothing where it is not known."""
    vocabulary = data.draw(st.sampled_from(sorted(VOCABULARIES)).map(VOCABULARIES.__getitem__))
    case = data.draw(cases(vocabulary.dictionary))
    for name in case.facts:
        response = form_of(Case({name: case.facts[name]}), vocabulary)
        assert found_in(response, name, vocabulary) == plainly(case.value(name)), name
