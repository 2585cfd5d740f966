"""Tests of assumptions: their shapes, their ends, and how they are drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.comparison.options.parameters import (
    KINDS,
    SHAPES,
    Parameter,
    Range,
    at_their_values,
    drawn,
    one_at_a_time,
)

SHARE, BY_AGE = KINDS[4], KINDS[-1]
shares = st.floats(0, 1)
sorted_shares = st.tuples(shares, shares, shares).map(sorted)


def parameter(shape: str = "triangular", source: str = "a book") -> Parameter:
    return Parameter(SHARE, (Range(0.5, 0.2, 0.6),), (), shape, source, None)


def banded() -> Parameter:
    return Parameter(BY_AGE, (Range(0.3, 0.2, 0.4), Range(0.1, 0.1, 0.1)), (18, 40), "triangular", "a register", None)


@given(sorted_shares, shares, st.sampled_from(SHAPES))
def test_every_quantile_lies_in_the_range(ends: list[float], quantile: float, shape: str) -> None:
    """No draw lies outside the ends of its range, whatever the shape."""
    low, value, high = ends
    found = Range(value, low, high).at(np.array([quantile]), shape)[0]
    assert low - 1e-9 <= found <= high + 1e-9


@given(sorted_shares, shares, shares, st.sampled_from(SHAPES))
def test_a_higher_quantile_is_no_lower_number(ends: list[float], one: float, other: float, shape: str) -> None:
    """Quantiles rise."""
    low, value, high = ends
    first, second = Range(value, low, high).at(np.array(sorted([one, other])), shape)
    assert first <= second + 1e-9


def test_a_triangle_has_the_share_below_its_peak_that_geometry_says() -> None:
    """Below the peak of a triangle lies its left part; below other points what their area says."""
    triangle = Range(0.5, 0.2, 0.6)
    assert triangle.at(np.array([0.0, 0.75, 1.0]), "triangular") == pytest.approx([0.2, 0.5, 0.6])
    assert triangle.at(np.array([0.75 / 4]), "triangular") == pytest.approx([0.35])  # half way up: a quarter of the left part
    assert triangle.at(np.array([1 - 0.25 / 4]), "triangular") == pytest.approx([0.55])


def test_a_level_range_is_level() -> None:
    """A quarter of a uniform range lies below its first quarter."""
    assert Range(0.5, 0.2, 0.6).at(np.array([0.25, 0.5]), "uniform") == pytest.approx([0.3, 0.4])


def test_a_mean_of_draws_is_that_of_the_triangle() -> None:
    """The mean of a triangle is the mean of its three points."""
    found = drawn([parameter()], 40_000, 7)[SHARE.name]
    assert found.mean() == pytest.approx((0.2 + 0.5 + 0.6) / 3, abs=0.002)


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    """Draws hang on the seed alone, and a longer run begins with a shorter one."""
    one, same, other = (drawn([parameter()], 50, seed)[SHARE.name] for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()
    assert (drawn([parameter()], 20, 1)[SHARE.name] == one[:20]).all()


def test_a_parameter_is_drawn_alike_whatever_stands_beside_it() -> None:
    """A parameter keeps its stream when others come or go, and two parameters have different ones."""
    alone, beside = drawn([banded()], 30, 1), drawn([parameter(), banded()], 30, 1)
    assert (alone[BY_AGE.name] == beside[BY_AGE.name]).all()
    level = [Parameter(kind, (Range(0.5, 0, 1),), (), "uniform", "assumed", None) for kind in KINDS[2:4]]
    first, second = drawn(level, 30, 1).values()
    assert (first != second).any()


def test_bands_of_one_parameter_move_together() -> None:
    """All bands of a draw stand at the same quantile; a band without a range does not move."""
    wide = Parameter(BY_AGE, (Range(0.3, 0.2, 0.4), Range(0.1, 0.0, 0.2)), (18, 40), "uniform", "a register", None)
    found = drawn([wide], 30, 1)[BY_AGE.name]
    assert found.shape == (30, 2)
    assert (found[:, 0] - 0.2) == pytest.approx(found[:, 1])
    assert (drawn([banded()], 30, 1)[BY_AGE.name][:, 1] == 0.1).all()


def test_one_at_a_time_moves_one_parameter_to_its_ends() -> None:
    """Each parameter has two rows, in which it alone stands at an end and the others at their values."""
    found = one_at_a_time([parameter(), banded()])
    assert found[SHARE.name].tolist() == [0.2, 0.6, 0.5, 0.5]
    assert found[BY_AGE.name].tolist() == [[0.3, 0.1], [0.3, 0.1], [0.2, 0.1], [0.4, 0.1]]
    assert at_their_values([parameter(), banded()])[BY_AGE.name].tolist() == [[0.3, 0.1]]


@pytest.mark.parametrize(
    ("source", "assumed"),
    [("assumed", True), ("assumed: none was found", True), ("assumed by many, a book", False), ("a book", False)],
)
def test_only_what_says_so_is_assumed(source: str, assumed: bool) -> None:
    """A source is missing where the text is the word "assumed", alone or before a colon."""
    assert parameter(source=source).is_assumed is assumed
