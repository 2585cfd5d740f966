"""The schema of an assessment takes what is printed, and nothing else."""

import json
from collections.abc import Iterator

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from coequal.eligibility.assess import assess
from coequal.eligibility.examples import STATUSES, examples
from coequal.eligibility.outcome import GRAVITY
from coequal.eligibility.report import report
from coequal.eligibility.rules import Rules
from coequal.exchange.schemas.assessment import assessment_schema
from coequal.policies.library import Library
from coequal.policies.model import Policy

LIBRARY = Library()
TAKEN = jsonschema_rs.Draft202012Validator(assessment_schema(), validate_formats=True)


def test_it_is_a_schema() -> None:
    """Of the 2020-12 dialect; the statuses are those that example people may expect."""
    Draft202012Validator.check_schema(assessment_schema())
    assert set(GRAVITY) == set(STATUSES)


def printed(policy: Policy) -> Iterator[str]:
    """What the schema says against the assessments of a policy's example people."""
    rules = Rules(policy)
    for example in examples(policy):
        data = json.loads(json.dumps(report(assess(rules, example.case, LIBRARY.area))))
        yield from (f"{example.name}: {error.message}" for error in TAKEN.iter_errors(data))


@pytest.mark.no_cover
def test_every_person_of_every_policy_is_taken() -> None:
    """Whatever is assessed of them."""
    assert [told for policy in LIBRARY.policies() for told in printed(policy)] == []


def test_a_part_more_or_less_is_refused() -> None:
    """So that neither the shape nor the schema changes alone."""
    policy = LIBRARY.versions("norfolk-and-waveney/assisted-conception")[-1]
    whole = report(assess(Rules(policy), examples(policy)[0].case, LIBRARY.area))
    assert TAKEN.is_valid(whole)
    assert not TAKEN.is_valid({**whole, "more": 1})
    for key in whole:
        assert not TAKEN.is_valid({name: part for name, part in whole.items() if name != key}), key
    for key in whole["criteria"][0].keys() - {"from"}:
        assert not TAKEN.is_valid({**whole, "criteria": [{n: p for n, p in whole["criteria"][0].items() if n != key}]}), key
