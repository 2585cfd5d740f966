"""Totals, the order that they make, and how far apart members were."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coequal.programmes.prioritisation.weighing import ranks, spread, totals

SCORES = st.integers(2, 5).flatmap(
    lambda domains: st.tuples(
        st.lists(st.lists(st.integers(0, 10), min_size=domains, max_size=domains), min_size=2, max_size=6),
        st.lists(st.integers(1, 9), min_size=domains, max_size=domains),
    )
)


def test_a_total_is_out_of_a_hundred() -> None:
    """Ten of ten everywhere is 100, and half of it 50; a domain with three times the weight counts three times as much."""
    weights, highest = np.array([3.0, 1.0]), np.array([10.0, 10.0])
    scores = np.array([[10.0, 10.0], [5.0, 5.0], [10.0, 0.0], [0.0, 10.0]])
    assert totals(scores, weights, highest).tolist() == [100, 50, 75, 25]


def test_domains_may_have_other_highest_scores() -> None:
    """Five of five points at weight 2 are as much as ten of ten at weight 1."""
    weights, highest = np.array([2.0, 1.0]), np.array([5.0, 10.0])
    assert totals(np.array([[5.0, 0.0], [0.0, 10.0]]), weights, highest).tolist() == [50, 50]


def test_those_that_tie_share_a_place() -> None:
    """And the next place is left out; what only the machine's rounding keeps apart ties too."""
    assert ranks(np.array([40.0, 90.0, 70.0, 70.0])).tolist() == [4, 1, 2, 2]
    assert ranks(np.array([0.1 + 0.2, 0.3])).tolist() == [1, 1]
    assert ranks(np.array([[1.0, 2.0], [2.0, 1.0]])).tolist() == [[2, 1], [1, 2]]


def test_how_far_apart_members_were() -> None:
    """From the lowest to the highest, and the middle half of them."""
    found = spread(np.array([[2.0], [4.0], [6.0], [8.0], [10.0]]))
    assert (found.lowest[0], found.lower_quarter[0], found.middle[0], found.upper_quarter[0], found.highest[0]) == (2, 4, 6, 8, 10)


@given(SCORES)
def test_only_the_proportions_of_the_weights_count(drawn: tuple[list[list[int]], list[int]]) -> None:
    """All weights twice as large make the same totals; a topic that is nowhere worse than another is never placed after it."""
    scores, weights = np.array(drawn[0], dtype=float), np.array(drawn[1], dtype=float)
    highest = np.full(len(weights), 10.0)
    found = totals(scores, weights, highest)
    assert np.allclose(found, totals(scores, 2 * weights, highest))
    assert ((found >= 0) & (found <= 100 + 1e-9)).all()
    order = ranks(found)
    assert order.min() == 1
    for one, high in zip(scores, order, strict=True):
        for other, low in zip(scores, order, strict=True):
            if (one >= other).all():
                assert high <= low
