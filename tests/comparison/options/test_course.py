"""Tests of what a couple who starts can expect, against couples simulated one by one."""

import random
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coequal.comparison.options.course import ALL, MOST_FROZEN, Course, expected
from tests.comparison.options.building import values

shares = st.floats(0, 1)


@dataclass
class Lived:
    """What happened to one couple, by the number of the cycle."""

    fresh: list[int] = field(default_factory=lambda: [0] * 4)
    frozen: list[int] = field(default_factory=lambda: [0] * 4)
    births: list[int] = field(default_factory=lambda: [0] * 4)


def live(
    course: Course, chance: random.Random, *, fresh: float, frozen: float, embryo: float, going_on: float, later: float
) -> Lived:
    """One couple, step by step."""
    found, left = Lived(), course.transfers
    for cycle in range(course.cycles):
        if cycle and chance.random() >= going_on:
            return found
        if left == 0:
            return found
        left -= 1
        found.fresh[cycle] += 1
        if chance.random() < fresh * later**cycle:
            found.births[cycle] += 1
            return found
        thawed = 0
        while left and thawed < MOST_FROZEN and chance.random() < embryo:
            left, thawed = left - 1, thawed + 1
            found.frozen[cycle] += 1
            if chance.random() < frozen * later**cycle:
                found.births[cycle] += 1
                return found
    return found


@pytest.mark.parametrize(
    "course", [Course(1, 1), Course(1, ALL), Course(2, 2), Course(3, 4), Course(4, ALL), Course(2, 5), Course(3, 2)]
)
def test_expectations_are_those_of_couples_lived_one_by_one(course: Course) -> None:
    """The arithmetic agrees with the average of many couples who are followed step by step."""
    chance, couples = random.Random(5), 20_000
    lived = [live(course, chance, fresh=0.3, frozen=0.35, embryo=0.6, going_on=0.7, later=0.9) for _ in range(couples)]
    found = expected(course, values(embryo=0.6, going_on=0.7, later=0.9), 4)
    for name in ("fresh", "frozen", "births"):
        simulated = np.mean([getattr(one, name) for one in lived], axis=0)
        assert getattr(found, name)[0, 0] == pytest.approx(simulated, abs=0.016), name


def test_one_transfer_leaves_nothing_to_thaw() -> None:
    """With one cycle and one transfer there is one fresh cycle, no frozen transfer, and the births of the cycle."""
    found = expected(Course(1, 1), values(), 1)
    assert (found.fresh[0, :, 0].tolist(), found.frozen.sum(), found.births[0, :, 0].tolist()) == ([1, 1], 0, [0.3, 0.1])


def test_a_cycle_with_every_embryo_by_hand() -> None:
    """One cycle, half of the couples with one more embryo each time, up to three: worked out by hand."""
    found = expected(Course(1, ALL), values(fresh=(0.2,), frozen=(0.5,), embryo=0.5), 1)
    assert found.frozen[0, 0, 0] == pytest.approx(0.8 * 0.5 * (1 + 0.25 + 0.0625))
    assert found.births[0, 0, 0] == pytest.approx(0.2 + 0.8 * 0.25 * (1 + 0.25 + 0.0625))


def test_no_cycles_bring_nothing() -> None:
    """A course without a cycle, or without a transfer, expects nothing."""
    for course in (Course(0, ALL), Course(2, 0)):
        found = expected(course, values(), 2)
        assert found.fresh.sum() + found.frozen.sum() + found.births.sum() == 0


@settings(max_examples=60)
@given(st.builds(Course, st.integers(0, 6), st.integers(0, 12)), shares, shares, st.tuples(shares, shares, shares))
def test_another_transfer_never_brings_fewer_births_and_nobody_has_two(
    course: Course, fresh: float, frozen: float, others: tuple[float, float, float]
) -> None:
    """Births lie between none and one a couple, never fall with another cycle or transfer, and fresh cycles keep to their number."""
    embryo, going_on, later = others
    assumed = values(fresh=(fresh,), frozen=(frozen,), embryo=embryo, going_on=going_on, later=later)

    def births(course: Course) -> float:
        found = expected(course, assumed, 8)
        assert -1e-12 <= found.births.sum() <= 1 + 1e-9
        assert found.fresh.sum() <= course.cycles + 1e-9
        assert found.fresh.sum() + found.frozen.sum() <= course.transfers + 1e-9
        return float(found.births.sum())

    assert births(Course(course.cycles, course.transfers + 1)) >= births(course) - 1e-9


@settings(max_examples=60)
@given(st.integers(0, 6), shares, shares, shares, shares)
def test_another_full_cycle_never_brings_fewer_births(
    cycles: int, fresh: float, frozen: float, embryo: float, going_on: float
) -> None:
    """With every embryo transferred, one more cycle adds births or nothing."""
    assumed = values(fresh=(fresh,), frozen=(frozen,), embryo=embryo, going_on=going_on)
    fewer, more = (expected(Course(number, ALL), assumed, 8).births.sum() for number in (cycles, cycles + 1))
    assert more >= fewer - 1e-9
