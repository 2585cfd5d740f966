"""Tests of the years: cohorts laid over one another, and the list under a budget."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coequal.comparison.options.years import Starter, over_years, referred, under_budget
from tests.comparison.options.building import values

FRESH, FROZEN, BIRTHS = [1.0, 0.5], [0.4, 0.2], [0.3, 0.1]


def starter(eligible: float = 0.5) -> Starter:
    return Starter(np.array([eligible]), np.array([FRESH]), np.array([FROZEN]), np.array([BIRTHS]))


def test_cohorts_follow_one_another() -> None:
    """Of couples referred in each year, first cycles fall into it and second ones into the next; all by hand."""
    found = over_years(starter(), values(growth=0.1, take_up=0.9), 3)
    assert found.eligible[0] == pytest.approx([50, 55, 60.5])
    assert found.starting[0] == pytest.approx([45, 49.5, 54.45])
    assert found.fresh[0] == pytest.approx([45, 49.5 + 22.5, 54.45 + 24.75])
    assert found.births[0] == pytest.approx([13.5, 14.85 + 4.5, 16.335 + 4.95])
    assert found.cost[0] == pytest.approx(4000 * found.fresh[0] + 1000 * found.frozen[0])
    assert found.frozen[0] == pytest.approx([18, 19.8 + 9, 21.78 + 9.9])


def test_one_year_holds_first_cycles_only() -> None:
    """In a single year nobody comes to a second cycle."""
    assert over_years(starter(), values(), 1).fresh[0] == pytest.approx([45])
    assert referred(values(), 1)[0] == pytest.approx([100])


def test_without_take_up_nothing_is_spent() -> None:
    """Where nobody takes treatment up there are no births and no cost."""
    found = over_years(starter(), values(take_up=0.0), 4)
    assert found.cost.sum() == found.births.sum() == 0
    assert found.eligible.sum() > 0


def test_the_list_by_hand() -> None:
    """Two years of a list: who is committed goes on, the rest of the money starts couples, and a share of those left leave."""
    found = under_budget(starter(), values(listed=10.0, leaving=0.2), 2, 110_000.0)
    # A first cycle costs 4,400, a second 2,200. Year 1: 10 + 45 want to, 25 start, 30 wait, 6 leave, 24 stay.
    assert (found.started[0, 0], found.left[0, 0], found.waiting[0, 0]) == pytest.approx((25, 6, 24))
    # Year 2: 25 second cycles cost 55,000, so 12.5 start of 24 + 45.
    assert (found.started[0, 1], found.left[0, 1], found.waiting[0, 1]) == pytest.approx((12.5, 11.3, 45.2))
    assert found.cost[0] == pytest.approx([110_000, 110_000])
    assert found.births[0] == pytest.approx([7.5, 12.5 * 0.3 + 2.5])
    assert found.months[0] == pytest.approx([12 * 24 / 25, 12 * 45.2 / 12.5])


def test_a_budget_of_nothing_has_no_end() -> None:
    """Where nobody can start, the wait has no end and nothing is spent."""
    found = under_budget(starter(), values(), 3, 0.0)
    assert np.isinf(found.months).all()
    assert found.cost.sum() == found.started.sum() == 0


def test_who_costs_nothing_does_not_wait() -> None:
    """Where treatment is free, or funds nothing, everybody starts at once."""
    assert under_budget(starter(), values(fresh_price=0.0, frozen_price=0.0), 2, 0.0).waiting.sum() == 0


@settings(max_examples=80)
@given(st.floats(0, 5e5), st.floats(0, 200), st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(-0.4, 0.5)), st.integers(1, 8))
def test_nobody_is_lost_or_made_up(budget: float, listed: float, shares: tuple[float, float, float], years: int) -> None:
    """Everyone who joins, or stood on the list, has started, left or waits; and no year spends more than its budget."""
    leaving, share, growth = shares
    assumed = values(leaving=leaving, listed=listed, growth=growth)
    found = under_budget(starter(share), assumed, years, budget)
    there = listed + np.cumsum(found.joined[0])
    assert np.cumsum(found.started[0]) + np.cumsum(found.left[0]) + found.waiting[0] == pytest.approx(there)
    assert (found.cost <= budget * (1 + 1e-9) + 1e-6).all()
    assert (found.started >= 0).all()
    assert (found.waiting >= -1e-9).all()


@given(st.floats(0, 100), st.integers(1, 6))
def test_money_without_end_leaves_no_list(listed: float, years: int) -> None:
    """With money for all, nobody waits, and after the list at the start the years are those without a budget."""
    assumed = values(listed=listed)
    found, free = under_budget(starter(), assumed, years, 1e15), over_years(starter(), assumed, years)
    assert found.waiting.sum() == found.left.sum() == 0
    assert found.births.sum() == pytest.approx(free.births.sum() + listed * sum(BIRTHS[:years]))
