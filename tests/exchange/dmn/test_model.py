"""Policies as models of DMN: valid, and run by another engine to the same statuses, outcomes and amounts."""

import os
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from coequal.eligibility.assess import assess
from coequal.eligibility.examples import examples
from coequal.eligibility.rules import Rules
from coequal.exchange.dmn.decisions import POLICY_OUTCOME
from coequal.exchange.dmn.model import dmn
from coequal.exchange.dmn.xml import NEWEST, VERSIONS, local
from coequal.policies.library import Library
from coequal.policies.model import Policy
from tests.exchange.dmn.engine import MISSING, Engine
from tests.exchange.dmn.models import SCHEMAS, decisions_of, differences, faults, functions_of, given_of, inputs_of
from tests.populations.generated import Cases, cases, policies, told

needs_engine = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))
needs_schema = pytest.mark.skipif(
    not SCHEMAS.exists() and "CI" not in os.environ, reason="needs the schemas of DMN (make frontend)"
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One engine for all tests of the module."""
    found = Engine()
    yield found
    found.close()


@pytest.fixture(scope="module")
def library() -> list[Policy]:
    """Every version of every policy of the library."""
    return list(Library().policies())


@needs_schema
@pytest.mark.parametrize("version", VERSIONS)
def test_every_policy_of_the_library_is_a_valid_model(library: list[Policy], version: str) -> None:
    """Against the schema of each version of DMN that is written, and of its diagrams, and against no other's."""
    assert len(library) >= 74
    for policy in library:
        assert not faults(dmn(policy, version), version), policy.id
    assert all(faults(dmn(library[0], other), version) for other in VERSIONS if other != version)


def test_the_versions_differ_in_their_namespaces_alone(library: list[Policy]) -> None:
    """So what was run in one was run in the other."""
    newest, older = ([*ET.fromstring(dmn(library[0], version)).iter()] for version in (NEWEST, "1.3"))  # noqa: S314  # our own
    assert [(local(one), one.text, one.attrib) for one in newest[1:]] == [(local(one), one.text, one.attrib) for one in older[1:]]
    assert all(VERSIONS["1.3"] in one.tag for one in older if local(one) in ("definitions", "decision", "DMNShape"))
    assert VERSIONS[NEWEST].encode() not in dmn(library[0], "1.3")


def agree(engine: Engine, rules: Rules, people: Cases) -> None:
    """Fail where the engine and the reference differ for any case."""
    model = dmn(rules.policy)
    wanted = inputs_of(model)
    given = [given_of(rules, values, wanted) for values in people.given]
    answers = engine.run(decisions_of(model), given, functions_of(model))
    for place, (run, answer) in enumerate(zip(people.run(rules), answers, strict=True)):
        found = list(differences(rules, run, answer))
        assert not found, f"{found}\n{given[place]}\n{told(rules)}"


def agree_on_people(engine: Engine, policy: Policy, every: int) -> int:
    """Fail where the engine and the reference differ for an example person, of whom each so manieth is asked about."""
    rules, model, people = Rules(policy), dmn(policy), examples(policy)[::every]
    wanted = inputs_of(model)
    given = [given_of(rules, rules.given(one.case), wanted) for one in people]
    for one, answer in zip(people, engine.run(decisions_of(model), given, functions_of(model)), strict=True):
        assert not list(differences(rules, rules.run(rules.values(one.case)), answer)), (policy.id, one.name)
        assert answer[POLICY_OUTCOME] == assess(rules, one.case).outcome, (policy.id, one.name)
    return len(people)


@needs_engine
@pytest.mark.no_cover
def test_example_people_of_the_library_come_to_the_same(library: list[Policy], engine: Engine) -> None:
    """Every status, outcome and amount, and the outcome of the treatment sought, under every policy."""
    assert all(agree_on_people(engine, policy, every=12) for policy in library)


@needs_engine
@pytest.mark.parametrize("required", ["Input", "Decision", "Knowledge"])
def test_a_requirement_that_is_missing_is_found_out(engine: Engine, required: str) -> None:
    """Because a decision sees only what its model says it needs."""
    policy = Library().versions("norfolk-and-waveney/assisted-conception")[-1]
    model, rules = dmn(policy), Rules(policy)
    given = [given_of(rules, values, inputs_of(model)) for values in cases(20, 1, policy.vocabulary).given]
    without = re.sub(f"<dmn:required{required} [^>]*>".encode(), b"", model)
    assert without != model
    decisions, functions = ({one[0]: one[2] for one in found(without)} for found in (decisions_of, functions_of))
    whole = engine.run(decisions_of(model), given, functions_of(model))
    lacking = engine.run(
        [(name, logic, decisions[name]) for name, logic, _ in decisions_of(model)],
        given,
        [(name, text, functions[name]) for name, text, _ in functions_of(model)],
    )
    assert lacking != whole


@needs_engine
@pytest.mark.hunt
@pytest.mark.no_cover
def test_all_example_people_of_the_library_come_to_the_same(library: list[Policy], engine: Engine) -> None:
    """None of them left out."""
    assert sum(agree_on_people(engine, policy, every=1) for policy in library) > 500


@needs_engine
@pytest.mark.no_cover
def test_generated_cases_come_to_the_same_under_the_library(library: list[Policy], engine: Engine) -> None:
    """Not known included."""
    for seed, policy in enumerate(library):
        agree(engine, Rules(policy), cases(2, seed, policy.vocabulary))


@needs_engine
@pytest.mark.no_cover
def test_generated_policies_come_to_the_same(engine: Engine) -> None:
    """Every kind of criterion, overrides, windows of evidence, and amounts that are not stated."""
    for seed, rules in enumerate(policies(40)):
        agree(engine, rules, cases(3, seed))


@needs_engine
@pytest.mark.hunt
@pytest.mark.no_cover
def test_ten_thousand_cases(library: list[Policy], engine: Engine) -> None:
    """Spread over every policy of the library and over as many generated ones."""
    every = [Rules(policy) for policy in library] + policies(126, seed=26)
    for seed, rules in enumerate(every):
        agree(engine, rules, cases(50, 1_000 + seed, rules.policy.vocabulary))
