"""The measures are what comes out when every pair of areas is looked at for every couple."""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.comparison.lottery.measures import DEPENDS, FUNDED, OUTCOME, Pairs, Sums, measures, nobody_yet, of_one, pairs
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE, NOT_KNOWN, OUTCOMES

Amount = tuple[str, int] | None


@dataclass(frozen=True)
class Answer:
    """What an area answers one couple."""

    outcome: str
    amount: Amount


ANSWERS = st.builds(
    Answer, st.sampled_from(OUTCOMES), st.none() | st.tuples(st.sampled_from(["cycles", "transfers"]), st.integers(0, 2))
)
COUPLES = st.integers(0, 6).flatmap(lambda areas: st.lists(st.lists(ANSWERS, min_size=areas, max_size=areas), max_size=5))


def counted(answers: list[Answer]) -> tuple[int, int, int, list[list[int]]]:
    """How many areas have each outcome, and each number of each amount."""
    outcomes = Counter(answer.outcome for answer in answers)
    numbers: dict[str, Counter[int]] = {}
    for answer in answers:
        if answer.outcome == ELIGIBLE and answer.amount:
            numbers.setdefault(answer.amount[0], Counter())[answer.amount[1]] += 1
    amounts = [list(counts.values()) for counts in numbers.values()]
    return outcomes[ELIGIBLE], outcomes[FOR_JUDGEMENT], outcomes[NOT_ELIGIBLE], amounts


def sums_of(couples: list[list[Answer]], areas: int) -> Sums:
    """The sums by the formulas."""
    total = nobody_yet(areas)
    for answers in couples:
        eligible, judged, refused, amounts = counted(answers)
        total += of_one(areas, pairs(areas, eligible, judged, refused, amounts), eligible)
    return total


def looked_at(one: Answer, other: Answer) -> tuple[bool | None, bool | None]:
    """Whether two areas differ in the outcome, and in the outcome or the amount; None where that cannot be told."""
    if NOT_KNOWN in (one.outcome, other.outcome):
        return None, None
    if one.outcome != other.outcome:
        return True, True
    if one.outcome != ELIGIBLE:
        return False, False
    if one.amount is None or other.amount is None or one.amount[0] != other.amount[0]:
        return False, None
    return False, one.amount != other.amount


@given(COUPLES)
def test_measures_are_those_of_all_pairs_looked_at_one_by_one(couples: list[list[Answer]]) -> None:
    """The least counts the pairs that differ, the most also those that cannot be told."""
    areas = len(couples[0]) if couples else 3
    found = measures(sums_of(couples, areas))
    assert found["areas"] == areas
    if areas < 2 or not couples:
        assert found[OUTCOME] is found[FUNDED] is found[DEPENDS] is None
        assert found["because"]
        return
    told = [looked_at(*pair) for answers in couples for pair in combinations(answers, 2)]
    for place, name in enumerate((OUTCOME, FUNDED)):
        differ, unknown = (sum(one[place] is value for one in told) for value in (True, None))
        assert found[name] == {"least": differ / len(told), "most": (differ + unknown) / len(told)}
    depends = [{answer.outcome for answer in answers} for answers in couples]
    least = sum(len(outcomes - {NOT_KNOWN}) > 1 for outcomes in depends)
    most = sum(len(outcomes) > 1 or NOT_KNOWN in outcomes for outcomes in depends)
    assert found[DEPENDS] == {"least": least / len(couples), "most": most / len(couples)}
    assert "because" not in found


@given(COUPLES, st.randoms())
def test_it_does_not_matter_which_area_is_which(couples: list[list[Answer]], random: Random) -> None:
    """Areas put in another order have the same measures."""
    areas = len(couples[0]) if couples else 0
    order = random.sample(range(areas), areas)
    moved = [[answers[place] for place in order] for answers in couples]
    assert sums_of(couples, areas) == sums_of(moved, areas)


@given(st.lists(st.builds(Answer, st.sampled_from([ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE]), st.just(("cycles", 2))), min_size=1))
def test_where_all_areas_are_alike_there_is_no_lottery(answers: list[Answer]) -> None:
    """Every measure is nought, and known."""
    found = measures(sums_of([[answer] * 4 for answer in answers], 4))
    assert all(found[name] == {"least": 0, "most": 0} for name in (OUTCOME, FUNDED, DEPENDS))


@given(st.lists(st.lists(ANSWERS, min_size=4, max_size=4), min_size=1, max_size=5))
def test_many_couples_at_once_are_the_same_couples_one_by_one(couples: list[list[Answer]]) -> None:
    """The formulas take arrays as they take numbers."""
    one_by_one = []
    for answers in couples:
        eligible, judged, refused, _ = counted(answers)
        numbers = [sum(answer.outcome == ELIGIBLE and answer.amount == ("cycles", n) for answer in answers) for n in range(3)]
        one_by_one.append((eligible, judged, refused, *numbers))
    columns = [np.array(column, np.int32) for column in zip(*one_by_one, strict=True)]
    found = pairs(4, *columns[:3], [columns[3:]])
    for n, (eligible, judged, refused, *numbers) in enumerate(one_by_one):
        alone = pairs(4, eligible, judged, refused, [numbers])
        assert alone == Pairs(found.apart[n], found.open[n], found.funded_apart[n], found.funded_open[n])


def test_a_couple_is_counted_by_the_number_of_areas_where_it_is_eligible() -> None:
    """Nobody in none, one in one of three, one in all."""
    yes, no = Answer(ELIGIBLE, None), Answer(NOT_ELIGIBLE, None)
    assert sums_of([[yes, no, no], [yes] * 3], 3).eligible_in == (0, 1, 0, 1)


@pytest.mark.parametrize(
    ("areas", "says"), [(0, "there is no area to count"), (1, "there is only one area to count"), (2, "Nobody is in the lottery.")]
)
def test_a_measure_that_is_lacking_says_why(areas: int, says: str) -> None:
    """A lottery takes two areas, and somebody."""
    assert says in measures(nobody_yet(areas))["because"]


def test_the_example_of_the_manual() -> None:
    """Three areas and two couples, with the figures that the page prints."""
    yes, other, no, unknown = (
        Answer(ELIGIBLE, ("cycles", 3)),
        Answer(ELIGIBLE, ("cycles", 2)),
        Answer(NOT_ELIGIBLE, None),
        Answer(NOT_KNOWN, None),
    )
    found = measures(sums_of([[yes, other, no], [yes, unknown, yes]], 3))
    assert found[OUTCOME] == {"least": 2 / 6, "most": 4 / 6}
    assert found[FUNDED] == {"least": 3 / 6, "most": 5 / 6}
    assert found[DEPENDS] == {"least": 1 / 2, "most": 2 / 2}
    page = (Path(__file__).parents[3] / "docs" / "manual" / "lottery.md").read_text(encoding="utf-8")
    assert "2/6 to 4/6, in outcome or amount of 3/6 to 5/6, and the outcome depends on the area for 1/2 to 2/2" in page
