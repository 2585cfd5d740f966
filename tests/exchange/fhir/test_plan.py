"""A policy as a PlanDefinition comes to the same when somebody else's engine executes it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from coequal.criteria.kleene import NOT_STATED
from coequal.eligibility.examples import examples
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.exchange.fhir import plan as plans
from coequal.exchange.fhir.plan import plan
from coequal.exchange.loaded import load
from coequal.facts.case import Case
from coequal.facts.fields import Located
from coequal.policies.library import Library
from tests.exchange.fhir import executing
from tests.exchange.fhir.holding import norfolk, valid

SAMPLE = (
    "luton/assisted-conception@2016-06",
    "coastal-west-mid-and-east-sussex/assisted-conception@2020",
)


def agree(rules: Rules, cases: Iterator[Case], *, whole: bool) -> int:
    """Hold a plan against the reference; `whole` holds outcomes and amounts too, whose expressions are long."""
    made, seen = valid(plan(rules)), 0
    for case in cases:
        statuses, outcomes, amounts = rules.run(rules.values(case))
        assert executing.statuses(rules, made, case) == statuses, (rules.policy, case)
        if whole:
            assert executing.outcomes(rules, made, case) == outcomes, (rules.policy, case)
            said = [{name: "not stated" if one is NOT_STATED else one for name, one in found.items()} for found in amounts]
            assert executing.amounts(rules, made, case) == said, (rules.policy, case)
        seen += 1
    return seen


@pytest.mark.no_cover
@pytest.mark.parametrize("policy", SAMPLE)
def test_example_people_come_to_the_same(policy: str) -> None:
    """Every status, outcome and amount, and those of somebody of whom nothing is known."""
    rules = load(policy).rules
    people = [person.case for person in examples(rules.policy)]
    assert agree(rules, iter([Case({}), *people[::3]]), whole=True) > 3


@pytest.mark.hunt
@pytest.mark.no_cover
def test_example_people_of_every_policy_come_to_the_same() -> None:
    """All of the library; people whom an area shares with another are tried under each."""
    seen = 0
    for policy in Library().policies():
        rules = Rules(policy)
        longest = max(map(len, executing.expressions(plan(rules))))  # the engine takes minutes to read the longest
        seen += agree(rules, (person.case for person in examples(policy)), whole=longest < 20_000)
    assert seen > 500


def test_a_criterion_is_told_with_its_clause_and_its_own_words() -> None:
    """The expression is described by what stands in the policy, and a person reads the clause beside it."""
    (bmi,) = [one for one in plan(norfolk().rules)["action"][0]["action"] if one["id"] == "body-mass-index"]
    met = bmi["extension"][0]["valueExpression"]
    answer = "QuestionnaireResponse.item.where(linkId='patient_bmi').item.where(linkId='patient_bmi.value').answer.value"
    assert (bmi["prefix"], bmi["title"], bmi["documentation"][0]["label"]) == ("4", "Body mass index", "4")
    assert (met["description"], met["expression"]) == ("patient BMI in [19 .. 30]", f"({answer} >= 19 and {answer} <= 30)")
    assert bmi["code"][0]["coding"][0]["code"] == "requirement"


def test_another_reading_stands_beside_the_main_one() -> None:
    """With its label and with expressions of its own."""
    actions = plan(norfolk().rules)["action"][0]["action"]
    read_as = [one for action in actions for one in action["extension"] if one["url"] == plans.READ_AS]
    assert read_as
    for one in read_as:
        assert [part["url"] for part in one["extension"]] == ["label", "applies", "met"]


def test_what_fhirpath_cannot_say_is_refused_by_name() -> None:
    """Days between two dates are no number in FHIRPath of R4; the message names the criterion and the words."""
    policy = norfolk().policy
    facts = policy.vocabulary
    days = facts.condition(Located("referral date - patient date of birth > 28 days", policy.criteria[0].place))
    changed = replace(policy, criteria=(replace(policy.criteria[0], condition=days), *policy.criteria[1:]))
    with pytest.raises(CoequalError, match="cannot say “referral date - patient date of birth”") as raised:
        plan(Rules(changed))
    assert raised.value.message.startswith(policy.criteria[0].title)
