"""Tests of sensitivity: ranks, correlations and the order of swings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.comparison.options.sensitivity import Swing, rank_correlation, ranks, ratio


def test_equal_numbers_share_the_mean_of_their_ranks() -> None:
    """Ranks begin at one, and ties have their mean."""
    assert ranks(np.array([30.0, 10.0, 20.0, 20.0])).tolist() == [4, 1, 2.5, 2.5]


@given(st.lists(st.floats(-100, 100), min_size=3, max_size=20, unique=True))
def test_any_rising_change_keeps_the_correlation_at_one(found: list[float]) -> None:
    """Only the order counts: a rising function has correlation 1, and a falling one -1."""
    given_, order = np.array(found), ranks(np.array(found))
    assert rank_correlation(given_, order**3) == pytest.approx(1)
    assert rank_correlation(given_, -order) == pytest.approx(-1)


def test_a_correlation_by_hand() -> None:
    """Spearman's formula for four pairs without ties: 1 - 6 * sum of squares / (n (n² - 1))."""
    one, other = np.array([1.0, 2, 3, 4]), np.array([2.0, 1, 4, 3])
    assert rank_correlation(one, other) == pytest.approx(1 - 6 * 4 / (4 * 15))


@pytest.mark.parametrize(("one", "other"), [([1, 1, 1], [1, 2, 3]), ([1, 2, 3], [5, 5, 5]), ([1, 2], [np.nan, 3])])
def test_what_never_changes_has_no_correlation(one: list[float], other: list[float]) -> None:
    """A number that is the same in all draws, or is there in one only, goes with nothing."""
    assert rank_correlation(np.array(one, float), np.array(other, float)) is None


def test_draws_without_a_number_are_left_out() -> None:
    """Cost for one birth has no number where there is no birth, and the rest still counts."""
    assert np.isnan(ratio(np.array([5.0]), np.array([0.0]))[0])
    assert rank_correlation(np.array([1.0, 2, 3]), np.array([1.0, np.nan, 3])) == pytest.approx(1)


def test_a_swing_is_as_wide_as_its_ends_are_apart() -> None:
    """Which end is the higher does not matter, and no number is no width."""
    assert Swing("p", 5.0, 2.0, None).width == 3
    assert Swing("p", None, 2.0, None).width == 0
