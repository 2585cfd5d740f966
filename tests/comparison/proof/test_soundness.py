"""Over generated policies of every kind: each witness is confirmed, and no case goes against what is said to hold nowhere."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from coequal.comparison.proof.compare import GENEROUS
from coequal.comparison.proof.verdict import NOT_SHOWN, NOWHERE, SOMEWHERE, Compared
from coequal.criteria.closures import Values
from coequal.criteria.vocabulary import work_out
from coequal.eligibility.assess import treatment_sought
from coequal.eligibility.outcome import NOT_ELIGIBLE
from coequal.eligibility.rules import Rules
from coequal.policies.library import Library
from coequal.policies.model import NOT_SEEN, Criterion, Policy
from tests.comparison.proof.building import comparison
from tests.populations.generated import case_told, cases, policies, told

ASSISTED = Library().vocabulary("assisted-conception")
WHOLE = ("norfolk-and-waveney", "exampleshire", "sampleton", "testbury")


def _outcomes(rules: Rules, found: Sequence[Values]) -> list[str]:
    """The outcome of the first treatment of each case that can be true."""
    extra: Values = [None] * len(rules.slots.worked)
    return [rules.run(work_out(values + extra, rules.formulas))[1][0] for values in found]


def _possible(rules: Rules, found: Sequence[Values]) -> list[Values]:
    return [values for values in found if rules.consistency.contradicted(values) is None]


def _mutated(policy: Policy, random: Random) -> Iterator[Policy]:
    """Policies that are nearly the same: without a criterion, with one read otherwise, or with one for nobody of some kind."""
    for criterion in policy.criteria:
        if not any(criterion.id in other.overrides for other in policy.criteria):
            yield replace(policy, criteria=tuple(one for one in policy.criteria if one is not criterion))
        for reading in criterion.readings if criterion.kind != NOT_SEEN else ():  # which can be read in no other way
            read = replace(criterion, condition=reading.condition, applies_when=reading.applies_when or criterion.applies_when)
            yield replace(policy, criteria=tuple(read if one is criterion else one for one in policy.criteria))
    yield replace(policy, criteria=tuple(random.sample(policy.criteria, len(policy.criteria))))


def _check(a: Rules, b: Rules, found: Compared, tried: Sequence[tuple[str, str]], told_of: Sequence[Values]) -> None:
    """Nothing that was tried goes against what is shown."""
    for one, pairs in ((found.a, set(GENEROUS)), (found.b, {(x, y) for y, x in GENEROUS})):
        if one.verdict == NOWHERE:
            against = next((n for n, pair in enumerate(tried) if pair in pairs), None)
            assert against is None, f"{told(a)}\n\n{told(b)}\n\n{case_told(told_of[against or 0], a.policy.vocabulary)}"
    if found.relation == "same":
        assert all(x == y for x, y in tried)


def _generated(count: int, each: int, seed: int | None = None) -> Counter[str]:
    """So many generated policies, each beside the next and beside policies that are nearly the same, on so many cases."""
    verdicts: Counter[str] = Counter()
    made = policies(count, seed)
    random = Random(seed or 0)
    for number, a in enumerate(made):
        given = _possible(a, cases(each, number).given)
        of_a = _outcomes(a, given)
        others = [made[number - 1], *map(Rules, _mutated(a.policy, random))]
        for b in others:
            if [one.id for one in a.policy.treatments] == [one.id for one in b.policy.treatments]:
                found = comparison(a, b).treatment(a.policy.treatments[0].id)
                _check(a, b, found, list(zip(of_a, _outcomes(b, given), strict=True)), given)
                verdicts.update(one.verdict for one in (found.a, found.b))
    return verdicts


@pytest.mark.no_cover  # it goes through what is covered elsewhere, many times
def test_nothing_that_is_tried_goes_against_what_is_shown() -> None:
    """8,000 generated cases under generated policies: nobody fares better where it is proved that nobody does."""
    verdicts = _generated(20, 400)
    assert verdicts[NOWHERE] > 20
    assert verdicts[SOMEWHERE] > 8
    assert verdicts[NOT_SHOWN] < verdicts[NOWHERE]


@pytest.mark.no_cover
def test_witnesses_are_what_they_are_said_to_be() -> None:
    """Each witness comes to the two outcomes that are told, by the reference; of a policy seen in part, a refusal is."""
    confirmed = 0
    made = policies(30)
    for a, b in pairwise(made):
        found = comparison(a, b)
        outcome = found.outcome()
        for one in (outcome.a, outcome.b):
            if one.witness is not None:
                for side, said in ((found.a, one.witness.a), (found.b, one.witness.b)):
                    if not side.whole and said != NOT_ELIGIBLE:
                        continue
                    own = side.case(one.witness.case)
                    governing, _ = treatment_sought(side.rules, own)
                    assert governing.outcome(side.rules.statuses(side.rules.values(own))) == said
                confirmed += 1
    assert confirmed > 10


@pytest.mark.no_cover
@pytest.mark.parametrize("area", WHOLE)
def test_a_real_policy_without_one_criterion_is_nowhere_less_generous(area: str) -> None:
    """Taking a criterion away refuses nobody; whoever gains is shown, and no generated case goes against it."""
    policy = Library().versions(f"{area}/assisted-conception")[-1]
    a = Rules(policy)
    given = _possible(a, cases(300, vocabulary=ASSISTED).given)
    of_a = _outcomes(a, given)
    for criterion in policy.criteria:
        if _may_go(criterion, policy):
            b = Rules(replace(policy, criteria=tuple(one for one in policy.criteria if one is not criterion)))
            found = comparison(a, b).outcome()
            assert found.a.verdict == NOWHERE, criterion.id
            _check(a, b, found, list(zip(of_a, _outcomes(b, given), strict=True)), given)


def _may_go(criterion: Criterion, policy: Policy) -> bool:
    """Whether a criterion can be taken away by itself: it decides instead of none, nor any instead of it."""
    overridden = {name for one in policy.criteria for name in one.overrides}
    return criterion.kind in ("requirement", "judgement") and not criterion.overrides and criterion.id not in overridden


@pytest.mark.hunt
def test_a_million_cases_go_against_nothing_that_is_shown() -> None:
    """1,000,000 generated cases and boundary values under 5,000 generated policies and their neighbours."""
    for seed in range(10):
        _generated(500, 200, seed)
