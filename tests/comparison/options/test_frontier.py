"""Tests of the frontier, by hand and against a plain search over mixes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.comparison.options.frontier import DOMINATED, EXTENDED, ON, on_frontier, standings

points = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("cost", "births", "on"),
    [
        ([1, 2], [1, 2], [True, True]),
        ([1, 2], [2, 1], [True, False]),
        ([1, 1], [2, 1], [True, False]),
        ([1, 2], [2, 2], [True, False]),
        ([1, 1], [1, 1], [True, False]),
        ([0, 3, 4], [0, 1, 2], [True, False, True]),
        ([0, 2, 4], [0, 1, 2], [True, True, True]),
        ([0, 1, 4], [0, 1, 2], [True, True, True]),
        ([4, 3, 0], [2, 1, 0], [True, False, True]),
    ],
)
def test_the_frontier_by_hand(cost: list[float], births: list[float], on: list[bool]) -> None:
    """Dominated, extendedly dominated and equal candidates are not on it; one on a straight line between two others is."""
    assert on_frontier(np.array([cost], float), np.array([births], float))[0].tolist() == on


@given(points)
def test_on_the_frontier_are_those_whom_no_other_and_no_mix_beats(found: list[tuple[int, int]]) -> None:
    """A search in whole numbers over all others and all mixes of two agrees; of equal candidates the first counts."""
    cost, births = (np.array([[one[place] for one in found]], float) for place in (0, 1))
    on = on_frontier(cost, births)[0]
    for place, one in enumerate(found):
        assert on[place] == (found.index(one) == place and not _is_beaten(found, place))


def _is_beaten(found: list[tuple[int, int]], place: int) -> bool:
    """Whether another, or a mix with just as many births, costs less, or as much with more births; exact in whole numbers."""
    spent, born = found[place]
    for a, b in found:
        if b >= born and a <= spent and (b > born or a < spent):
            return True
        for x, y in found:
            if b < born < y and a * (y - born) + x * (born - b) < spent * (y - b):
                return True
    return False


def test_standings_name_who_beats_whom_and_the_price_of_one_more_birth() -> None:
    """The order of the list is kept; extra cost is against the one before on the frontier."""
    found = standings([0, 30, 40, 45], [0, 1, 2, 1])
    assert [one.standing for one in found] == [ON, EXTENDED, ON, DOMINATED]
    assert [one.by for one in found] == [(), (0, 2), (), (2,)]
    assert [one.extra for one in found] == [None, None, 20.0, None]


def test_of_several_that_beat_it_the_one_with_most_births_is_named() -> None:
    """A candidate that two others beat names the better of them, and a mix the cheapest."""
    assert standings([1, 2, 9], [3, 4, 2])[2].by == (1,)
    assert standings([0, 10, 8, 6], [0, 4, 3, 2])[3].by == (0, 1)
