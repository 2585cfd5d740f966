"""A question is left out only where its answer can no longer change anything."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coequal.eligibility.rules import Rules
from coequal.exchange.fhir.enabling import enabling
from coequal.exchange.fhir.questionnaire import VALUE, questionnaire
from coequal.facts.case import Case
from coequal.policies.library import Library
from tests.exchange.fhir import holding
from tests.exchange.fhir.holding import Resource, valid


@cache
def with_conditions() -> list[tuple[Rules, dict[str, Resource]]]:
    """Every policy of the library in whose form a question may be left out."""
    found = [(rules, dict(enabling(rules, VALUE))) for rules in map(Rules, Library().policies())]
    return [pair for pair in found if pair[1]]


def is_open(said: Resource, rules: Rules, case: Case) -> bool:
    """Whether a question is open, as FHIR says that `enableWhen` is to be taken."""
    columns = {fact.column: name for name, fact in rules.policy.vocabulary.dictionary.facts.items()}
    return any(_holds(test, case.value(columns[test["question"].partition(".")[0]])) for test in said["enableWhen"])


def _holds(test: Resource, answer: object) -> bool:
    if test["operator"] == "exists":
        return (answer is not None) is test["answerBoolean"]
    wanted = test["answerCoding"]["code"] if "answerCoding" in test else test["answerBoolean"]
    return answer is not None and (answer == wanted) is (test["operator"] == "=")


def test_policies_of_the_library_have_such_questions() -> None:
    """More than one policy, and each form is valid with them."""
    assert len(with_conditions()) > 1
    for rules, said in with_conditions():
        made = valid(questionnaire(rules))
        facts = rules.policy.vocabulary.dictionary.facts
        assert {item["linkId"] for item in made["item"] if "enableWhen" in item} == {facts[name].column for name in said}
        assert {one["question"] for about in said.values() for one in about["enableWhen"]} <= holding.items(made).keys()


@pytest.mark.no_cover
@settings(max_examples=100, deadline=None)
@given(st.data())
def test_what_is_left_out_changes_nothing(data: st.DataObject) -> None:
    """Every status, outcome and amount is as it is with the answer; in any order of leaving out."""
    rules, said = data.draw(st.sampled_from(with_conditions()))
    case = data.draw(holding.cases(rules.policy.vocabulary.dictionary))
    shut = [name for name in said if not is_open(said[name], rules, case)]
    left = Case({name: found for name, found in case.facts.items() if name not in shut})
    assert rules.run(rules.values(left)) == rules.run(rules.values(case))
