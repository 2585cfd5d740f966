"""A question is left out only where its answer can no longer change anything."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coequal.criteria.closures import closure
from coequal.criteria.vocabulary import Vocabulary, read_expression
from coequal.eligibility.rules import Rules
from coequal.errors import Place
from coequal.exchange.fhir.enabling import enabling
from coequal.exchange.fhir.questionnaire import VALUE, questionnaire
from coequal.facts.case import Case, Known
from coequal.facts.fields import Located
from coequal.policies.library import Library
from tests.criteria.strategies import VOCABULARY
from tests.exchange.fhir import holding
from tests.exchange.fhir.holding import Resource, valid
from tests.populations.generated import cases as made_up_cases
from tests.populations.generated import policies as made_up_policies


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
    changes_nothing(rules, said, data.draw(holding.cases(rules.policy.vocabulary.dictionary)))


def changes_nothing(rules: Rules, said: dict[str, Resource], case: Case) -> bool:
    """Whether a question is left out of a form, and then the case without its answer comes to the same."""
    shut = [name for name in said if not is_open(said[name], rules, case)]
    left = Case({name: found for name, found in case.facts.items() if name not in shut})
    if shut:
        assert everything(rules, left) == everything(rules, case), (rules.policy, shut)
    return bool(shut)


def everything(rules: Rules, case: Case) -> list[Any]:
    """Each status, outcome and amount, each status in every other reading, and whether another body commissions."""
    values, vocabulary = rules.values(case), rules.policy.vocabulary
    readings = [(place, n) for place, criterion in enumerate(rules.criteria) for n in range(len(criterion.readings))]
    read = [rules.statuses_read_otherwise(place, number, values) for place, number in readings]
    return [rules.run(values), read, [closure(condition, vocabulary.slots)(values) for condition, _ in vocabulary.exempt]]


def nearly_whole(count: int, vocabulary: Vocabulary) -> Iterator[Case]:
    """Made-up cases in which most facts are known, near the values that policies ask for."""
    facts, slots, random = vocabulary.dictionary.facts, vocabulary.slots, Random(0)
    rows = [list(made_up_cases(3, seed, vocabulary).given) for seed in range(count)]
    for several in rows:  # a fact that one of three does not know, another does
        values = [next((one for one in column if one is not None), None) for column in zip(*several, strict=True)]
        yield Case(
            {
                name: Known(value, values[slots.on[name]] if name in slots.on else None)
                for name, place in slots.value.items()
                if facts[name].formula is None and (value := values[place]) is not None and random.random() < 0.9
            }
        )


@pytest.mark.no_cover
def test_what_is_left_out_changes_nothing_where_most_is_known() -> None:
    """There a question is often left out, whatever else was answered."""
    cases = {id(rules.policy.vocabulary): [] for rules, _ in with_conditions()}
    seen = 0
    for rules, said in with_conditions():
        vocabulary = rules.policy.vocabulary
        own = cases[id(vocabulary)] = cases[id(vocabulary)] or [*nearly_whole(60, vocabulary)]
        seen += sum(changes_nothing(rules, said, case) for case in own)
    assert seen > 100


SIMPLE = ("smokes", "not(partner smokes)", 'partner = "man"', 'partner != "woman"', 'sought in ("IVF", "IUI")')


def small_policies(count: int) -> Iterator[Rules]:
    """Made-up policies of few criteria, each of which applies by one answer, or by a reading of its own; some override another."""
    random = Random(0)
    for rules in made_up_policies(count):
        chosen = [one for one in rules.policy.criteria if one.kind != "not seen"][: random.randint(2, 4)]
        scopes = [read_expression(Located(random.choice(SIMPLE), Place("here")), VOCABULARY.types, {}) for _ in chosen]
        criteria = [replace(one, applies_when=scope, overrides=()) for one, scope in zip(chosen, scopes, strict=True)]
        if len(criteria) > 1 and random.random() < 0.5:
            criteria[0] = replace(criteria[0], overrides=(criteria[1].id,))
        kept = random.random() < 0.5
        treatments = tuple(replace(one, amounts=one.amounts if kept else {}) for one in rules.policy.treatments)
        yield Rules(replace(rules.policy, criteria=tuple(criteria), treatments=treatments))


@pytest.mark.no_cover
def test_what_is_left_out_of_policies_made_up_changes_nothing() -> None:
    """With criteria that override one another, and readings under which one applies to others."""
    cases, seen = [*nearly_whole(40, VOCABULARY)], 0
    for rules in small_policies(150):
        said = dict(enabling(rules, VALUE))
        seen += sum(changes_nothing(rules, said, case) for case in cases) if said else 0
    assert seen > 100
