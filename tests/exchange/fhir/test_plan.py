"""A policy as a PlanDefinition comes to the same when somebody else's engine executes it."""

import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import ceil

import pytest

from coequal.criteria.closures import Values
from coequal.criteria.kleene import NOT_STATED
from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.assess import SOUGHT
from coequal.eligibility.examples import examples
from coequal.eligibility.outcome import ELIGIBLE
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.exchange.fhir import plan as plans
from coequal.exchange.fhir.plan import plan
from coequal.exchange.loaded import load
from coequal.facts.case import Case, Known
from coequal.facts.fields import Located
from coequal.policies.library import Library
from tests.exchange.dmn.test_decisions import policy as small
from tests.exchange.fhir import executing
from tests.exchange.fhir.holding import norfolk, valid
from tests.populations.generated import cases, policies

SAMPLE = (
    "luton/assisted-conception@2016-06",
    "coastal-west-mid-and-east-sussex/assisted-conception@2020",
)


def agree(rules: Rules, people: Iterable[Case]) -> int:
    """Hold a plan against the reference: every status, outcome and amount, and which treatment may be proposed."""
    made, seen = valid(plan(rules)), 0
    for case in people:
        values = rules.values(case)
        statuses, outcomes, amounts = rules.run(values)
        over = executing.answers(rules, made, case)
        assert executing.statuses(made, over) == statuses, (rules.policy, case)
        assert executing.outcomes(made, over) == outcomes, (rules.policy, case)
        said = [{name: "not stated" if one is NOT_STATED else one for name, one in found.items()} for found in amounts]
        assert executing.amounts(made, over) == said, (rules.policy, case)
        chosen = next((place for place, own in enumerate(rules.governing) if own.treatment.is_sought(case.value(SOUGHT))), 0)
        assert executing.sought(made, over) == [place == chosen for place in range(len(rules.governing))]
        may_be = [place == chosen and _is_eligible(rules, place, outcomes[place], values) for place in range(len(rules.governing))]
        assert executing.proposed(made, over) == may_be, (rules.policy, case)
        seen += 1
    return seen


def _is_eligible(rules: Rules, place: int, outcome: str, values: Values) -> bool:
    """Whether somebody is eligible for a treatment, however the policy is read."""
    governing = rules.governing[place]
    readings = [(own, other) for own in governing.places for other in range(len(rules.criteria[own].readings))]
    read = [governing.outcome(rules.statuses_read_otherwise(own, other, values)) for own, other in readings]
    return {outcome, *read} == {ELIGIBLE}


def generated(vocabulary: Vocabulary, count: int, seed: int) -> Iterator[Case]:
    """Made-up cases over a vocabulary."""
    facts, slots = vocabulary.dictionary.facts, vocabulary.slots
    given = [name for name, fact in facts.items() if fact.formula is None]
    for values in cases(count, seed, vocabulary).given:
        dated = {name: values[slots.on[name]] for name in given if name in slots.on}
        known = {name: values[slots.value[name]] for name in given if values[slots.value[name]] is not None}
        yield Case({name: Known(value, dated.get(name)) for name, value in known.items()})


@pytest.mark.no_cover
@pytest.mark.parametrize("policy", SAMPLE)
def test_example_people_come_to_the_same(policy: str) -> None:
    """Every status, outcome and amount, and those of somebody of whom nothing is known."""
    rules = load(policy).rules
    people = [person.case for person in examples(rules.policy)]
    assert agree(rules, [Case({}), *people[::3]]) > 3


@pytest.mark.no_cover
def test_generated_cases_come_to_the_same() -> None:
    """One under every so manieth policy: near the values that policies ask for, and much of it not known."""
    for seed, policy in enumerate([*Library().policies()][::6]):
        agree(Rules(policy), generated(policy.vocabulary, 1, seed))


@pytest.mark.no_cover
def test_policies_made_up_come_to_the_same() -> None:
    """Policies that nobody wrote, in which every kind of criterion, override and amount occurs; or they are refused by name."""
    said = 0
    for seed, made_up in enumerate(policies(60)):
        rules = Rules(replace(made_up.policy, digest="sha256:made-up"))
        try:
            said += bool(agree(rules, generated(rules.policy.vocabulary, 2, seed)))
        except CoequalError as error:
            assert re.search("FHIRPath of R4 cannot say|hidden character", error.message)  # noqa: PT017  # as above
    assert said > 5


def overridden(times: int) -> Rules:
    """A policy of one criterion, and so many that override it."""
    others = {f"o{n}": {"applies when": f"cycles > {n}", "met when": f"BMI < {n}"} for n in range(times)}
    whole = small({"a": {"met when": "BMI < 30"}} | others)
    first, *rest = whole.criteria
    return Rules(replace(whole, criteria=(first, *(replace(one, overrides=("a",)) for one in rest))))


@pytest.mark.no_cover
def test_a_criterion_that_many_override_is_said_in_few_words() -> None:
    """Each of twelve leaves it open whether the criterion counts; what they have in common is worked out once."""
    rules = overridden(12)
    assert sum(map(len, executing.expressions(plan(rules)))) < 50_000
    agree(rules, generated(rules.policy.vocabulary, 6, 3))


def test_calls_do_not_nest_with_those_that_override() -> None:
    """Eighty that override one are said under a limit of Python that stood in the way of so many before."""
    rules, most = overridden(80), sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 120)
    try:
        assert plan(rules)
    finally:
        sys.setrecursionlimit(most)


@pytest.mark.hunt
@pytest.mark.no_cover
def test_ten_thousand_cases() -> None:
    """Whole cases, spread over every policy of the library: each with every status, outcome and amount."""
    every = [*Library().policies()]
    each = ceil(10_000 / len(every))
    assert sum(agree(Rules(one), generated(one.vocabulary, each, 2_000 + seed)) for seed, one in enumerate(every)) >= 10_000


@pytest.mark.hunt
@pytest.mark.no_cover
def test_example_people_of_every_policy_come_to_the_same() -> None:
    """All of the library; people whom an area shares with another are tried under each."""
    seen = 0
    for policy in Library().policies():
        seen += agree(Rules(policy), (person.case for person in examples(policy)))
    assert seen > 500


def test_a_criterion_is_told_with_its_clause_and_its_own_words() -> None:
    """The expression is described by what stands in the policy, and a person reads the clause beside it."""
    (bmi,) = [one for one in plan(norfolk().rules)["action"][0]["action"] if one["id"] == "body-mass-index"]
    met = bmi["extension"][0]["valueExpression"]
    assert (bmi["prefix"], bmi["title"], bmi["documentation"][0]["label"]) == ("4", "Body mass index", "4")
    assert (met["description"], met["expression"]) == ("patient BMI in [19 .. 30]", "%bodyMassIndexMet")
    assert bmi["code"][0]["coding"][0]["code"] == "requirement"


def test_what_several_expressions_need_is_a_variable() -> None:
    """Each fact by its name, each criterion, whatever else stands in two places; and each before whatever uses it."""
    made = plan(norfolk().rules)
    variables = [
        one["valueExpression"] for one in made["extension"] if one["url"] == "http://hl7.org/fhir/StructureDefinition/variable"
    ]
    by_name = {one["name"]: one for one in variables}
    answer = (
        "%answers.where(linkId='patient_bmi').where(item.where(linkId!='patient_bmi.date').answer.count() = 1)"
        ".item.where(linkId='patient_bmi.value').answer.value"
        ".where($this is decimal or $this is integer).where($this >= 10 and $this <= 80)"
    )
    assert (by_name["patientBmi"]["description"], by_name["patientBmi"]["expression"]) == ("patient BMI", answer)
    assert by_name["bodyMassIndexMet"]["expression"] == "(%patientBmi >= 19 and %patientBmi <= 30)"
    before: set[str] = set()
    for one in variables:
        assert set(re.findall("%([A-Za-z0-9]+)", one["expression"])) <= before
        before.add(one["name"])
    assert len(by_name) == len(variables)


def test_no_expression_of_the_library_is_long() -> None:
    """A supplier's engine reads each at once, and the text of a whole plan."""
    longest = {policy.id: max(map(len, executing.expressions(plan(Rules(policy))))) for policy in Library().policies()}
    assert max(longest.values()) < 1000, longest


@pytest.mark.no_cover
def test_an_engine_that_proposes_what_applies_proposes_only_what_the_policy_gives() -> None:
    """Of nobody of whom nothing is known, of somebody eligible just what was sought; and not where that hangs on a reading."""
    rules = norfolk().rules
    made, seen = plan(rules), set[tuple[bool, ...]]()
    assert not any(executing.proposed(made, executing.answers(rules, made, Case({}))))
    for person in [*examples(rules.policy)][::12]:
        found = executing.proposed(made, executing.answers(rules, made, person.case))
        assert sum(found) <= 1
        seen.add(tuple(found))
    assert len(seen) > 1


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
