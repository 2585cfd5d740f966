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
from coequal.criteria.syntax import Node
from coequal.criteria.vocabulary import Vocabulary, read_expression
from coequal.eligibility.rules import Rules
from coequal.errors import Place
from coequal.exchange.fhir import terms
from coequal.exchange.fhir.enabling import enabling
from coequal.exchange.fhir.questionnaire import VALUE, questionnaire
from coequal.facts.case import Case, Known
from coequal.facts.fields import Located
from coequal.policies.library import Library
from coequal.policies.model import OtherReading
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


SMOKES = ("patient_smokes = True", "patient_smokes exists False")
FSH = {"met when": "FSH < 10"}
SCOPED = {"applies when": "patient smokes", "met when": "FSH < 10"}
FORMS: dict[str, tuple[list[dict[str, str]], dict[str, tuple[str, ...]]]] = {  # criteria, and what their form leaves out
    "yes": ([SCOPED], {"FSH": SMOKES}),
    "no": ([FSH | {"applies when": "not(patient smokes)"}], {"FSH": ("patient_smokes = False", SMOKES[1])}),
    "yes, in other words": ([FSH | {"applies when": "patient smokes = true"}], {"FSH": SMOKES}),
    "a word": ([FSH | {"applies when": 'partner = "man"'}], {"FSH": ("partner = man", "partner exists False")}),
    "not a word": ([FSH | {"applies when": 'partner != "man"'}], {"FSH": ("partner != man", "partner exists False")}),
    "one of several words": (
        [FSH | {"applies when": 'partner in ("man", "none", "man")'}],
        {"FSH": ("partner = man", "partner = none", "partner exists False")},
    ),
    "one of several, not all of them words": ([FSH | {"applies when": "patient smokes in (true, patient vapes)"}], {}),
    "an order": ([FSH | {"applies when": "patient BMI > 30"}], {}),
    "a number": ([FSH | {"applies when": "NHS fresh cycles = 1"}], {}),
    "an area": ([FSH | {"applies when": 'patient area = "26A"'}], {}),
    "several answers": ([FSH | {"applies when": "patient smokes and patient vapes"}], {}),
    "an answer that is worked out": ([FSH | {"applies when": "treated before"}], {}),
    "always": ([FSH], {}),
    "two that ask the same": ([SCOPED, SCOPED], {"FSH": SMOKES}),
    "two by different answers": (
        [SCOPED, FSH | {"applies when": 'partner = "man"'}],
        {"FSH": (SMOKES[0], "partner = man", SMOKES[1], "partner exists False")},
    ),
    "one more that always applies": ([SCOPED, FSH], {}),
    "one that always applies, first": ([FSH, SCOPED], {}),
    "where another applies": ([SCOPED, {"applies when": "FSH < 10", "met when": "patient smokes"}], {}),
    "where another applies by an answer": (
        [
            {"applies when": "patient smokes", "met when": "patient vapes"},
            {"applies when": "patient vapes", "met when": "FSH < 10"},
        ],
        {"FSH": ("patient_vapes = True", "patient_vapes exists False")},
    ),
    "what a fact is worked out from": (
        [{"applies when": "patient smokes", "met when": "previous fresh cycles < 3"}],
        {"NHS fresh cycles": SMOKES, "private fresh cycles": SMOKES},
    ),
    "what is worked out for where another applies": (
        [
            {"applies when": "patient smokes", "met when": "NHS fresh cycles < 3"},
            {"applies when": "previous fresh cycles < 3", "met when": "patient smokes"},
        ],
        {},
    ),
    "the day by which a policy binds": (
        [{"applies when": "patient smokes", "met when": "months trying > 24"}],
        {"trying since": SMOKES, "months trying": SMOKES},
    ),
    "the treatment sought": ([{"applies when": "patient smokes", "met when": 'treatment sought = "IVF"'}], {}),
    "when another body commissions": ([{"applies when": "patient smokes", "met when": "armed forces"}], {}),
    "an amount": ([{"applies when": "patient smokes", "met when": "insemination cycles < 3"}], {}),
    "another reading": ([SCOPED | {"or read as": "FSH < 12 and AMH > 5"}], {"FSH": SMOKES, "AMH": SMOKES}),
    "another reading of where it applies": ([SCOPED | {"or read as": "FSH < 12", "and applies when": "patient vapes"}], {}),
    "two more readings, one of where it applies": (
        [SCOPED | {"or read as": "FSH < 12", "and applies when": "patient vapes", "or even as": "FSH < 14"}],
        {},
    ),
    "one that overrides another": ([SCOPED | {"overrides": "1"}, {"met when": "patient vapes"}], {}),
    "one that another overrides": ([SCOPED, {"applies when": "patient vapes", "met when": "patient smokes", "overrides": "0"}], {}),
}


def of_norfolk(keys: list[dict[str, str]]) -> Rules:
    """Norfolk's policy with these criteria instead of its own, each called by its place."""
    policy = holding.norfolk().policy

    def read(text: str | None) -> Node | None:
        return policy.vocabulary.condition(Located(text, Place("here"))) if text else None

    plain = replace(policy.criteria[0], readings=(), overrides=())
    criteria = []
    for place, own in enumerate(keys):
        scopes = [read(own.get("and applies when")), None]
        conditions = [read(own.get("or read as")), read(own.get("or even as"))]
        readings = [OtherReading("so", scope, node) for scope, node in zip(scopes, conditions, strict=True) if node]
        named = replace(plain, id=str(place), readings=tuple(readings), overrides=tuple(own.get("overrides", "")))
        criteria.append(replace(named, applies_when=read(own.get("applies when")), condition=read(own["met when"])))
    amounts = {"cycles": policy.vocabulary.amount(Located("3 - insemination cycles", Place("here")))}
    treatments = (replace(policy.treatments[0], amounts={}), replace(policy.treatments[1], amounts=amounts))
    return Rules(replace(policy, criteria=tuple(criteria), treatments=treatments))


@pytest.mark.parametrize("name", FORMS)
def test_what_a_form_leaves_out_and_when_it_asks(name: str) -> None:
    """Of small policies just these facts; any of the tests opens a question, and so does an answer that is not there."""
    criteria, expected = FORMS[name]
    said = enabling(of_norfolk(criteria), VALUE)
    assert {fact: tuple(map(_plainly, one["enableWhen"])) for fact, one in said.items()} == expected
    assert all(one["enableBehavior"] == "any" for one in said.values())


def _plainly(test: Resource) -> str:
    """A test in few words; a code is one of the partner's, the only choice that is tested here."""
    column, _, part = test["question"].partition(".")
    assert part == VALUE
    if coded := test.get("answerCoding"):
        assert coded["system"] == terms.choices_of("assisted-conception", "partner")
    return f"{column} {test['operator']} {coded['code'] if coded else test['answerBoolean']}"


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
