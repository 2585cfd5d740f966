"""`$next-question`: only what still matters is asked."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from coequal.eligibility.examples import examples
from coequal.eligibility.interview import Interview, interviewed
from coequal.eligibility.rules import Rules
from coequal.exchange.fhir.next_question import next_question, policy_of, sent
from coequal.exchange.fhir.response import answers, read_response
from coequal.facts.case import Case, NotKnown
from tests.exchange.fhir import holding
from tests.exchange.fhir.holding import ADDRESS, DAY, POLICY, Resource, answered, norfolk, valid

DICTIONARY = norfolk().policy.vocabulary.dictionary


def rules(name: str) -> Rules:
    assert name == f"{POLICY}@2022-07"
    return norfolk().rules


def after(response: Resource, *asks: str) -> Resource:
    return valid(next_question(response, rules, DAY, asks or ("anyone", "clinician")))


def test_the_first_question_comes_where_nothing_is_answered() -> None:
    """The treatment, with its questionnaire contained and derived from the whole one."""
    found = after(answered(item=[]))
    assert (found["status"], found["questionnaire"]) == ("in-progress", "#asked")
    (contained,) = found["contained"]
    assert contained["derivedFrom"] == [ADDRESS]
    assert [item["linkId"] for item in contained["item"]] == ["treatment_sought"]
    assert "url" not in contained
    assert "item" not in found


@pytest.mark.parametrize("person", examples(norfolk().policy)[::31], ids=lambda person: person.name)
def test_it_asks_what_the_interview_asks_until_nothing_matters(person: Any) -> None:
    """One question at a time, the same ones in the same order; and what it got in the end is what was answered."""
    interview = interviewed(Interview(norfolk().rules, DAY), person.case)
    response, asked = after(answered(item=[])), []
    while response["status"] == "in-progress":
        known = {item["linkId"] for item in response.get("item", [])}
        (link,) = {item["linkId"] for item in response["contained"][0]["item"]} - known
        fact = next(fact for fact in DICTIONARY.facts.values() if fact.column == link)
        found = person.case.get(fact.name)
        answer = Case({fact.name: NotKnown("not recorded") if isinstance(found, NotKnown) else found})
        response["item"] = [*response.get("item", []), *answers(answer, DICTIONARY)]
        response = after(response)
        asked.append(fact.name)
    assert asked == [name for answer in interview.answers for name in answer.facts]
    assert response["status"] == "completed"
    assert read_response(response, DICTIONARY) == interview.answered


def test_only_those_are_asked_who_can_answer() -> None:
    """A patient is not asked what a clinician knows; who is asked makes another interview."""
    response = answered(("treatment_sought.value", {"valueCoding": {"code": "IVF"}}))
    case, asked = read_response(response, DICTIONARY), set()
    interview = Interview(norfolk().rules, DAY, ("anyone",), case)
    while question := interview.question():
        interview = interview.answer(question.fact, None)
        asked.add(question.fact.column)
        response = {**answered(), "item": answers(interview.answered, DICTIONARY)}
    found = after(response, "anyone")
    assert found["status"] == "completed"
    assert all(fact.answered_by == "anyone" for fact in DICTIONARY.facts.values() if fact.column in asked)
    assert after(response, "clinician")["status"] == "in-progress"


def test_whose_response_it_is_stays_with_it() -> None:
    """Nothing else that was sent is sent back."""
    found = after(answered(item=[], id="r1", subject={"display": "P"}, text={"status": "generated", "div": "…"}))
    assert (found["id"], found["subject"]) == ("r1", {"display": "P"})
    assert "text" not in found


def test_answers_that_cannot_be_true_together_are_refused() -> None:
    """Nobody is treated before being born."""
    response = answered(
        ("patient_date_of_birth.value", {"valueDate": "2024-01-01"}), ("referral_date.value", {"valueDate": "2023-01-01"})
    )
    assert holding.refused(lambda: after(response)).message.startswith("These facts cannot both be true")


def test_a_response_goes_alone_or_as_a_parameter() -> None:
    """And comes back in the same way."""
    response = answered(item=[])
    alone = sent(response)
    assert (alone.response, alone.answer({"a": 1})) == (response, {"a": 1})
    parameters = {
        "resourceType": "Parameters",
        "parameter": [{"name": "x"}, {"name": "questionnaire-response", "resource": response}],
    }
    found = sent(parameters)
    assert found.response == response
    assert found.answer(response) == {"resourceType": "Parameters", "parameter": [{"name": "return", "resource": response}]}


@pytest.mark.parametrize(
    ("parameters", "place", "words"),
    [
        ({"parameter": 3}, "Parameters.parameter", "This must be a list of parameters."),
        ({}, "Parameters.parameter", 'There is no parameter "questionnaire-response".'),
        (
            {"parameter": [{"name": "questionnaire-response", "resource": {"resourceType": "Patient"}}]},
            "Parameters.parameter[0].resource",
            "This is a Patient. A QuestionnaireResponse is needed.",
        ),
    ],
)
def test_parameters_without_a_response_are_refused(parameters: Resource, place: str, words: str) -> None:
    """At the place where one should be."""
    error = holding.refused(lambda: sent({"resourceType": "Parameters", **parameters}))
    assert str(error) == f"{place}: {words}"


def contained(questionnaire: Resource) -> Resource:
    return answered(
        questionnaire="#q",
        contained=["x", {"resourceType": "Patient", "id": "q"}, {"resourceType": "Questionnaire", "id": "q", **questionnaire}],
    )


def test_the_policy_is_that_of_the_questionnaire() -> None:
    """Named by its canonical address, with or without a version, or contained."""
    assert policy_of(answered()) == f"{POLICY}@2022-07"
    url = ADDRESS.partition("|")[0]
    assert policy_of(answered(questionnaire=url)) == POLICY
    assert policy_of(contained({"derivedFrom": [ADDRESS]})) == f"{POLICY}@2022-07"
    assert policy_of(contained({"url": url, "version": "2022-07"})) == f"{POLICY}@2022-07"
    assert policy_of(contained({"url": url})) == POLICY


@pytest.mark.parametrize(
    ("response", "place", "words"),
    [
        (answered(questionnaire=3), "QuestionnaireResponse.questionnaire", "This must be the canonical address"),
        (
            answered(questionnaire="urn:x"),
            "QuestionnaireResponse.questionnaire",
            '"urn:x" is no questionnaire of ours. One is written tag:',
        ),
        (
            answered(questionnaire=f"{ADDRESS}|"),
            "QuestionnaireResponse.questionnaire",
            '"norfolk-and-waveney/assisted-conception@2022-07|" is neither',
        ),
        (answered(questionnaire="#q"), "QuestionnaireResponse.contained", 'No questionnaire with the id "q" is contained.'),
        (contained({"derivedFrom": []}), "QuestionnaireResponse.contained[2].derivedFrom[0]", "This must be a canonical address."),
        (contained({}), "QuestionnaireResponse.contained[2].url", "This must be the canonical address of the questionnaire."),
    ],
)
def test_a_questionnaire_that_is_not_ours_is_refused(response: Resource, place: str, words: str) -> None:
    """At the place where it is named."""
    error = holding.refused(lambda: policy_of(response))
    assert error.place is not None
    assert error.place.file == place
    assert error.message.startswith(words)


def test_a_day_and_a_number_go_through() -> None:
    """What is answered is in what comes back, exactly."""
    found = after(answered(("patient_bmi.value", {"valueDecimal": Decimal("31.20")})))
    assert read_response(found, DICTIONARY).value("patient BMI") == Decimal("31.20")
    assert date(2023, 5, 2) == DAY
