"""Criteria beside one another: which of two policies are about the same thing, and which of them is stricter."""

from dataclasses import replace

import pytest

from coequal.comparison.proof.alignment import DIFFERENT, LOOSER, NOT_SHOWN, ONLY_A, ONLY_B, OTHERWISE, SAME, STRICTER, Aligned
from coequal.comparison.proof.two import prove
from coequal.eligibility.rules import Rules
from tests.comparison.proof.building import ON, met, policy, proof
from tests.eligibility.building import criterion

AGE = "years old in [23 .. 40)"


def _aligned(a: list[str], b: list[str]) -> list[tuple[str, list[str], list[str]]]:
    found = proof(policy(*a, area="east"), policy(*b, area="west")).criteria
    return [(one.relation, [own.id for own in one.a], [own.id for own in one.b]) for one in found]


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        pytest.param("BMI <= 30", "BMI <= 35", STRICTER, id="stricter"),
        pytest.param("BMI <= 35", "BMI <= 30", LOOSER, id="looser"),
        pytest.param("BMI <= 30", "not(BMI > 30)", SAME, id="the same in other words"),
        pytest.param("BMI <= 30", "BMI in [19 .. 35]", DIFFERENT, id="each refuses some"),
        pytest.param("years old < 40", "born > start - 40 years", SAME, id="an age and a date of birth"),
    ],
)
def test_criteria_about_the_same_fact_are_beside_one_another(a: str, b: str, relation: str) -> None:
    """Whatever they are called; the relation is that of a to b."""
    assert _aligned([met("one", a)], [met("other", b)]) == [(relation, ["one"], ["other"])]


def test_what_only_one_policy_asks_for_stands_alone() -> None:
    """First all of a in its order, then what only b has."""
    found = _aligned([met("age", AGE), met("weight", "BMI <= 30")], [met("children", "children = 0"), met("years", AGE)])
    assert found == [(SAME, ["age"], ["years"]), (ONLY_A, ["weight"], []), (ONLY_B, [], ["children"])]


def test_several_criteria_can_be_about_one_thing() -> None:
    """Two limits in one policy and a range in the other are compared together."""
    two = [met("least", "BMI >= 19"), met("most", "BMI <= 30")]
    assert _aligned(two, [met("weight", "BMI in [19 .. 30]")]) == [(SAME, ["least", "most"], ["weight"])]
    assert _aligned([met("weight", "BMI in [19 .. 30]")], two) == [(SAME, ["weight"], ["least", "most"])]


def test_days_that_everything_is_counted_from_make_no_two_alike() -> None:
    """An age at the start and the time since somebody smoked share only the start."""
    found = _aligned([met("age", "years old < 40")], [met("smoking", "smoke free since <= start - 28 days")])
    assert [one[0] for one in found] == [ONLY_A, ONLY_B]


def test_the_same_heading_is_enough_where_a_fact_is_shared() -> None:
    """Criteria that test many things are one if they are called the same."""
    many = "smokes or children > 3 or BMI > 40 or months trying > 6 or AMH > 2"
    assert _aligned([met("weight", many)], [met("weight", "BMI <= 40")]) == [(DIFFERENT, ["weight"], ["weight"])]
    assert [one[0] for one in _aligned([met("weight", many)], [met("mass", "BMI <= 40")])] == [ONLY_A, ONLY_B]


def test_duties_and_readiness_are_not_criteria_that_decide() -> None:
    """They touch no outcome."""
    more = [criterion("duty", "kind: duty"), criterion("test", "kind: readiness", "met when: children = 0")]
    assert _aligned([met("age", AGE), *more], [met("age", AGE)]) == [(SAME, ["age"], ["age"])]


def test_where_the_solver_gives_up_nothing_is_shown() -> None:
    """Nor is it called the same."""
    tests = [f"BMI <= {n} and years old < 40 or children > 3 and months trying > 4" for n in (30, 31)]
    a, b = (policy(met("k", test), area=area) for test, area in zip(tests, ("east", "west"), strict=True))
    found: tuple[Aligned, ...] = prove(a, b, ON, effort=1).criteria
    assert [one.relation for one in found] == [NOT_SHOWN]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(met("k", "BMI <= 30"), criterion("k", "kind: judgement", "judged when: BMI > 30"), id="refused or judged"),
        pytest.param(met("k", "BMI <= 30", "for: [ivf]"), met("k", "BMI <= 30", "for: [iui]"), id="for other treatments"),
        pytest.param(met("k", "smokes or not(smokes)"), met("k", "smokes = smokes or true"), id="what must be known"),
    ],
)
def test_criteria_that_pass_and_refuse_the_same_may_differ(a: str, b: str) -> None:
    """In what follows, for whom, or in what has to be known."""
    both = "ivf: {name: IVF}\niui: {name: IUI}"
    found = proof(policy(a, area="east", treatments=both), policy(b, area="west", treatments=both)).criteria
    assert [one.relation for one in found] == [OTHERWISE]


def test_windows_of_evidence_are_no_sameness() -> None:
    """A result that is too old for one is not known to it."""
    a, b = (
        policy(met("k", "AMH > 5", f"evidence: {{AMH: within {n} months before referral}}"), area=area)
        for n, area in ((12, "east"), (6, "west"))
    )
    assert [one.relation for one in proof(a, b).criteria] == [OTHERWISE]


def test_what_an_unseen_criterion_would_decide_instead_of_is_not_shown() -> None:
    """It is not taken as passing everybody."""
    later = met("later", "not(smokes)", "applies when: years old >= 40", "overrides: [age]")
    whole = policy(met("age", "years old < 40"), later, area="east").policy
    unseen = Rules(replace(whole, criteria=tuple(replace(one, found=one.id != "later") for one in whole.criteria)))
    found = proof(unseen, policy(met("age", "years old < 40"), area="west")).criteria
    assert [one.relation for one in found] == [NOT_SHOWN, ONLY_A]
