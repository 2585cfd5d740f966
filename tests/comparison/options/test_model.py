"""Tests of the model: shares of those undecided, moves, averages, and people drawn anew."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.comparison.options.cells import Cells
from coequal.comparison.options.course import ALL, Course, expected
from coequal.comparison.options.model import Brought, brought, fixed, joined, moves, resampled, setting, starter
from coequal.comparison.options.parameters import Values
from tests.comparison.options.building import values

# Two bands of ages and one that is not known; baseline and candidate: (age, (outcome, cycles, transfers) twice, people).
ROWS = (
    (0, (1, 1, ALL), (1, 2, ALL), 40),
    (0, (0, 0, 0), (2, 2, ALL), 20),
    (1, (2, 1, ALL), (2, 2, 3), 10),
    (1, (1, 1, ALL), (0, 0, 0), 15),
    (1, (3, 0, 0), (1, 1, 1), 5),
    (-1, (1, 1, ALL), (3, 2, ALL), 10),
)


def cells() -> Cells:
    """The rows as cells."""
    ages, *two, counts = zip(*ROWS, strict=True)
    outcomes, cycles, transfers = (
        np.array([[one[place] for one in pair] for pair in zip(*two, strict=True)]) for place in range(3)
    )
    return Cells(np.array(ages), outcomes, cycles, transfers, np.array(counts), {}, 0, 0, (0, 0), (0, 0), None)  # type: ignore[arg-type]


WITHIN = setting(cells(), 0, 4, 50_000.0)
COUNTS = cells().counts[None].astype(float)


def births_of(course: Course, age: int, assumed: Values) -> float:
    """The births of a couple who starts, from the arithmetic of courses; 60 of the 90 of known age are in the first band."""
    found = expected(course, assumed, 2).births[0].sum(axis=1)
    return float(found[age]) if age >= 0 else float(found[0] * 60 + found[1] * 30) / 90


def test_the_average_couple_is_that_of_the_people_one_by_one() -> None:
    """The share eligible and the births of who starts, worked out person by person from the rows."""
    assumed = values(judged=0.8, turn_out=0.4)
    chance = {0: 0.0, 1: 1.0, 2: 0.8, 3: 0.4}
    for place in range(2):
        found = starter(WITHIN.kinds[place], assumed, COUNTS, WITHIN.cells)
        people = [(chance[row[1 + place][0]] * row[3], Course(*row[1 + place][1:]), row[0]) for row in ROWS]
        eligible = sum(weight for weight, _, _ in people)
        born = sum(weight * births_of(course, age, assumed) for weight, course, age in people)
        assert found.eligible[0] == pytest.approx(eligible / 100)
        assert found.births[0].sum() == pytest.approx(born / eligible)


def test_a_brought_year_is_couples_times_the_average() -> None:
    """In the steady state a year has the couples who start times the births of a whole course."""
    assumed = values()
    average, flow = starter(WITHIN.kinds[1], assumed, COUNTS, WITHIN.cells), fixed(WITHIN, assumed)[1].flow
    assert flow.births[0, -1] == pytest.approx(100 * average.eligible[0] * 0.9 * average.births[0].sum())


def test_moves_by_hand() -> None:
    """Newly: 20 judged in favour of those refused before, and part of those not known. No longer: 15 refused, and part of ten."""
    newly, no_longer = moves(WITHIN, 1, values(judged=0.8, turn_out=0.4), COUNTS)
    assert newly[0] == pytest.approx((20 * 0.8 + 5 * 0.6) / 100)
    assert no_longer[0] == pytest.approx((15 + 10 * 0.6) / 100)
    found = fixed(WITHIN, values(judged=0.8, turn_out=0.4))[1]  # of 100 couples a year
    assert (found.newly[0], found.no_longer[0]) == pytest.approx((20 * 0.8 + 5 * 0.6, 15 + 10 * 0.6))
    nothing = moves(WITHIN, 0, values(), COUNTS)
    assert (nothing[0][0], nothing[1][0]) == (0, 0)


@given(st.floats(0, 1), st.floats(0, 1))
def test_moves_are_the_difference_in_eligible(judged: float, turn_out: float) -> None:
    """Who is newly eligible less who no longer is makes the difference between the shares, whatever is assumed."""
    assumed = values(judged=judged, turn_out=turn_out)
    newly, no_longer = moves(WITHIN, 1, assumed, COUNTS)
    before, after = (starter(kinds, assumed, COUNTS, WITHIN.cells).eligible for kinds in WITHIN.kinds)
    assert newly - no_longer == pytest.approx(after - before)


def many(rows: int) -> Values:
    """The same values in so many rows."""
    return {name: np.repeat(value, rows, axis=0) for name, value in values().items()}


def drawn(rows: int, seed: int = 1) -> tuple[Brought, ...]:
    return joined(list(resampled(WITHIN, many(rows), seed)))


def test_people_drawn_anew_vary_as_a_sample_does() -> None:
    """The share eligible varies about its own with the spread of a sample of 100, and the same seed draws the same people."""
    found, again, other = drawn(4000), drawn(4000), drawn(4000, seed=2)
    share = found[0].flow.eligible[:, 0] / 100
    each = np.array([1, 0, 0.8, 1, 0.4, 1])
    weights = cells().counts / 100
    mean = weights @ each
    assert share.mean() == pytest.approx(mean, abs=0.003)
    assert share.std() == pytest.approx(np.sqrt((weights @ each**2 - mean**2) / 100), rel=0.05)
    assert (again[0].flow.births == found[0].flow.births).all()
    assert (other[0].flow.births != found[0].flow.births).any()


def test_all_candidates_share_the_people_of_a_draw() -> None:
    """A candidate that is the baseline over again differs from it in no draw."""
    one = cells()
    twice = Cells(
        one.ages, *(array[:, [0, 0]] for array in (one.outcomes, one.cycles, one.transfers)), one.counts, {}, 0, 0, (0, 0), (0, 0), None,  # type: ignore[arg-type]
    )  # fmt: skip
    first, second = joined(list(resampled(setting(twice, 0, 3, None), many(200), 1)))
    assert (first.flow.cost == second.flow.cost).all()
    assert first.flow.cost[:, 0].std() > 0
    assert second.queue is None


def test_slices_are_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """However little is in memory at once, the draws are the same."""
    whole = drawn(50)
    monkeypatch.setattr("coequal.comparison.options.model.AT_ONCE", 700)
    slices = list(resampled(WITHIN, many(50), 1))
    assert len(slices) > 5
    parts = joined(slices)
    assert parts[1].flow.cost == pytest.approx(whole[1].flow.cost)
    assert parts[1].queue is not None
    assert parts[1].queue.waiting.shape == (50, 4)


def test_a_candidate_that_refuses_everybody_brings_nothing() -> None:
    """Where nobody is eligible there are no births, no cost and no division by nothing."""
    one = cells()
    refused = Cells(one.ages, one.outcomes * 0, one.cycles * 0, one.transfers * 0, one.counts, {}, 0, 0, (0, 0), (0, 0), None)  # type: ignore[arg-type]
    found = brought(setting(refused, 0, 3, 1000.0), values(), COUNTS)
    assert found[0].flow.births.sum() == found[0].flow.cost.sum() == found[0].flow.eligible.sum() == 0
