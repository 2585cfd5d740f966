"""The parts of a proof by themselves: round values, days, cases that cannot be, and what stands over a criterion."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from coequal.comparison.naming import labels, where
from coequal.comparison.proof.compare import NOT_CONFIRMED, TOO_HARD
from coequal.comparison.proof.nearest import days, numbers
from coequal.comparison.proof.places import for_policies
from coequal.comparison.proof.sides import Side
from coequal.comparison.proof.solver import Solver
from coequal.comparison.proof.two import prove
from coequal.comparison.proof.typical import typical_values
from coequal.comparison.proof.verdict import A_WIDER, NOT_SHOWN, SAME
from coequal.comparison.proof.witness import of_amount, of_outcome
from coequal.comparison.wording import wording
from coequal.criteria.consistency import check_case
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case, Known, read_case
from coequal.policies.library import Library
from coequal.populations.graph import Graph
from coequal.populations.terms import EPOCH
from tests.comparison.proof.building import DAY, ON, PEOPLE, met, policy, proof
from tests.eligibility.building import criterion, words


def _side(of: Rules) -> Side:
    return Side(of, Solver(Graph(for_policies(of.policy.vocabulary, [of.policy]))))


@pytest.mark.parametrize(
    ("scale", "edge", "direction", "expected"),
    [(1, 301, 1, [310, 305, 301]), (1, 189, -1, [180, 185, 189]), (0, 31, 1, [31]), (2, 3001, 1, [3100, 3050, 3010])],
)
def test_round_numbers_lie_behind_the_edge(scale: int, edge: int, direction: int, expected: list[int]) -> None:
    """Whole numbers first, then halves and tenths, as far as there are such places."""
    assert list(numbers(scale)(edge, direction)) == expected


@pytest.mark.parametrize(
    ("edge", "direction", "expected"),
    [
        (date(1986, 6, 1), -1, [date(1985, 12, 1), date(1986, 6, 1), date(1986, 6, 1)]),
        (date(2003, 5, 20), 1, [date(2003, 12, 1), date(2003, 6, 1), date(2003, 6, 1)]),
        (date(2026, 8, 12), 1, [date(2026, 9, 1)]),
    ],
)
def test_round_days_are_halves_of_years_from_the_referral(edge: date, direction: int, expected: list[date]) -> None:
    """Half a year and whole years first, then half years, then months; of near days only months."""
    found = days(ON)(edge.toordinal() - EPOCH, direction)
    assert [date.fromordinal(day + EPOCH) for day in found] == expected


def test_a_case_that_cannot_be_has_no_outcome() -> None:
    """Whoever was born after the referral is not confirmed; nor is an amount for those who are not eligible."""
    side = _side(policy(met("k", "not(smokes)"), treatments="ivf: {name: IVF, cycles: 2}"))
    impossible = read_case({"born": "2026-07-01", "referral": "2026-06-01", "smokes": False}, PEOPLE.dictionary)
    assert of_outcome(side, impossible, None) is None
    smoker, other = (read_case({"smokes": smokes}, PEOPLE.dictionary) for smokes in (True, False))
    assert of_amount(side, smoker, "ivf", "cycles") is None
    assert of_amount(side, other, "ivf", "cycles") == Decimal(2)


def test_what_is_typical_hangs_on_the_referral() -> None:
    """Days are counted from it; a fact of which nothing is typical has no value."""
    found = typical_values(PEOPLE, "referral", date(2024, 2, 29))
    assert (found["start"], found["born"], found["BMI"]) == (date(2024, 5, 29), date(1990, 8, 29), Decimal(24))
    assert "smoke free since" not in found


CALENDAR = words(DAY + "  long ago: {type: date, says: a day, plausible: 0001-01-01 .. 9999-12-31}\n")

EXACT = [
    pytest.param(PEOPLE, "born <= start - (if smokes then 480 months else 240 months)", id="a duration that hangs on a fact"),
    pytest.param(PEOPLE, "born <= start - 12 months and trying since <= referral - 12 months", id="two days moved alike"),
    pytest.param(PEOPLE, "years and months duration(referral, born) < 12 months", id="months backwards"),
    pytest.param(PEOPLE, "born < start - 14600 days", id="days"),
    pytest.param(CALENDAR, "long ago + 12 months > referral", id="out of the calendar"),
]


@pytest.mark.parametrize(("vocabulary", "condition"), EXACT)
def test_days_of_every_kind_are_understood(vocabulary: Any, condition: str) -> None:
    """A policy is the same as itself in other words, and wider than one that refuses everybody."""
    a, b, none = (policy(met("k", test), vocabulary=vocabulary) for test in (condition, f"not(not({condition}))", "false"))
    assert proof(a, b).result.outcome.relation == SAME
    assert proof(a, none).result.outcome.relation == A_WIDER


def test_dates_of_facts_that_no_policy_names_fix_nothing() -> None:
    """There is no formula for them."""
    solver = Solver(Graph(PEOPLE))
    assert solver.exactly({"nothing of the kind": ON}) == []


HARD = "if BMI < 25 and years old < 30 then {} else 1"


def test_amounts_that_take_too_long_are_not_shown() -> None:
    """Nor are they called the same."""
    one, other = (policy(met("k", "BMI < 30"), treatments=f'ivf: {{name: IVF, cycles: "{HARD.format(n)}"}}') for n in (2, 3))
    found = prove(one, other, ON, effort=1).result.amounts["ivf", "cycles"]
    assert (found.relation, found.a.because) == (NOT_SHOWN, TOO_HARD)


def test_amounts_that_hang_on_a_concern_are_shown_and_not_told() -> None:
    """No couple is made up with a concern for a child."""
    one, other = (
        policy(met("k", "BMI < 30"), treatments=f'ivf: {{name: IVF, cycles: "if concern then {n} else 1"}}') for n in (2, 1)
    )
    found = proof(one, other).result.amounts["ivf", "cycles"]
    assert found.relation == A_WIDER
    assert found.a.witness is not None
    assert not found.a.witness.told


def test_amounts_of_people_who_have_no_days_are_not_shown() -> None:
    """Ages are bounds to the solver; where no days go with what they allow, nothing is shown."""
    odd = "if years old + 0 = 34 and born = start - 12412 days then {} else 1"
    one, other = (policy(met("k", "BMI < 30"), treatments=f'ivf: {{name: IVF, cycles: "{odd.format(n)}"}}') for n in (2, 1))
    found = proof(one, other).result.amounts["ivf", "cycles"]
    assert (found.relation, found.a.because) == (NOT_SHOWN, NOT_CONFIRMED)


def test_what_was_not_found_is_beside_its_name_and_not_shown() -> None:
    """Of a criterion that was not found only what it is called is known."""
    a, b = policy(met("age", "years old < 40"), area="east"), policy(met("age", "true"), met("weight", "true"), area="west")
    unseen = Rules(replace(b.policy, criteria=tuple(replace(one, found=False) for one in b.policy.criteria)))
    found = proof(a, unseen).criteria
    assert [(one.relation, len(one.a), len(one.b)) for one in found] == [(NOT_SHOWN, 1, 1), ("only in b", 0, 1)]


def test_criteria_that_test_nothing_are_alike_to_none() -> None:
    """What a person always judges stands alone, unless it is called the same."""
    a, b = (policy(criterion(name, "kind: judgement"), area=name) for name in ("east", "west"))
    assert [one.relation for one in proof(a, b).criteria] == ["only in a", "only in b"]


@pytest.mark.parametrize(
    ("area", "name", "in_a_sentence"),
    [
        ("norfolk-and-waveney", "Norfolk and Waveney", "in Norfolk and Waveney"),
        ("norfolk-and-suffolk-ccgs", "Norfolk and Suffolk CCGs", "in Norfolk and Suffolk CCGs"),
        ("nice", "the NICE guideline", "under the NICE guideline"),
        ("staffordshire-and-stoke-on-trent", "Staffordshire and Stoke-on-Trent", "in Staffordshire and Stoke-on-Trent"),
        ("the-wrekin", "The Wrekin", "in The Wrekin"),
    ],
)
def test_an_area_is_named_as_people_name_it(area: str, name: str, in_a_sentence: str) -> None:
    """From the id of its policy."""
    found = policy(area=area).policy
    assert (found.area, where(found, name)) == (name, in_a_sentence)


def test_versions_of_one_area_are_told_apart() -> None:
    """By what they are called."""
    one = policy(area="east").policy
    other, elsewhere = replace(one, version="v2"), policy(area="west").policy
    assert labels([one, other, elsewhere]) == ["East, version v1", "East, version v2", "West"]
    assert labels([one, other]) == ["version v1", "version v2"]
    assert [where(one, label) for label in labels([one, other])] == ["under version v1", "under version v2"]


def test_one_version_that_is_there_twice_is_told_apart_by_its_status_or_else_by_its_file() -> None:
    """By the name of the file or, where that is the same, by the path; what nothing tells apart is called the same."""
    one, elsewhere = policy(area="east").policy, policy(area="west").policy
    draft, copy = (replace(one, status=status, file=replace(one.file, file="drafts/new.md")) for status in ("draft", one.status))
    moved = replace(copy, file=replace(one.file, file="drafts/policy.md"))
    assert labels([one, draft]) == ["version v1 (in force)", "version v1 (draft)"]
    assert labels([one, draft, elsewhere]) == ["East, version v1 (in force)", "East, version v1 (draft)", "West"]
    assert labels([one, copy]) == ["policy.md", "new.md"]
    assert labels([one, copy, elsewhere]) == ["East, version v1 (policy.md)", "East, version v1 (new.md)", "West"]
    assert labels([one, moved]) == ["policy.md", "drafts/policy.md"]
    assert labels([one, draft, moved]) == ["policy.md", "drafts/new.md", "drafts/policy.md"]
    assert labels([one, one]) == ["version v1", "version v1"]


def test_a_file_that_is_called_after_an_area_is_no_area() -> None:
    """People fare in an area, and under a file."""
    found = policy(area="east").policy
    assert [where(found, label) for label in ("East", "East, version v1", "East.md")] == [
        "in East",
        "in East, version v1",
        "under East.md",
    ]


def test_wording_is_that_under_the_nearest_heading() -> None:
    """Under its own or, where several share one text, that above."""
    found = Library().versions("norfolk-and-waveney/assisted-conception")[-1]
    said = {one.id: wording(found, one) for one in found.criteria}
    assert said["body-mass-index"].startswith("Her body mass index must be at least 19")
    assert all(said.values())
    assert wording(policy(met("k", "BMI < 30")).policy, policy(met("k", "true")).policy.criteria[0]) == "Some prose."


@pytest.mark.parametrize("service", sorted(path.stem for path in (Library().folder / "services").glob("*.yaml")))
def test_the_typical_case_of_each_shipped_dictionary_can_be(service: str) -> None:
    """What is typical can be true together, and nothing that bears on the safety of a child is typical."""
    vocabulary = Library().vocabulary(service)
    found = typical_values(vocabulary, "referral date", ON)
    facts = vocabulary.dictionary.facts
    given = {name: Known(value, ON if facts[name].dated else None) for name, value in found.items()}
    check_case(Case(given), vocabulary)
    assert not [name for name, value in found.items() if facts[name].sensitivity == "safeguarding" and value is not False]
