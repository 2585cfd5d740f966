"""What a couple who starts treatment can expect: fresh cycles, frozen transfers and births, by the number of the cycle.

A course is a number of funded fresh cycles and a most of embryo transfers in all. It ends with a birth, so no couple counts
for more than one. A fresh cycle counts as one transfer; after it, while no birth has come, an embryo that is left is thawed.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from coequal.comparison.options.parameters import EMBRYO, FRESH_BIRTHS, FROZEN_BIRTHS, GOING_ON, LATER, Numbers, Values

MOST_FROZEN: Final = 3  # frozen transfers after one fresh cycle, however many are funded
MOST_CYCLES: Final = 9
ALL: Final = MOST_CYCLES * (1 + MOST_FROZEN)  # as many transfers as there can be


class Course(NamedTuple):
    """Fresh cycles, and embryo transfers in all; `ALL` where every embryo may be transferred."""

    cycles: int
    transfers: int


@dataclass(frozen=True, slots=True)
class Expected:
    """Per couple who starts: arrays of draws, bands of ages and cycles (the first cycle at place 0)."""

    fresh: Numbers
    frozen: Numbers
    births: Numbers


def expected(course: Course, values: Values, cycles: int) -> Expected:
    """The expectations of a course, with noughts after its last cycle up to so many cycles.

    The state is the share of couples who begin a cycle, by the transfers they have left.
    """
    births_fresh, births_frozen = values[FRESH_BIRTHS], values[FROZEN_BIRTHS]
    shape = (*births_fresh.shape, cycles)
    fresh, frozen, births = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    embryo, going_on, later = (values[name][:, None] for name in (EMBRYO, GOING_ON, LATER))
    here: dict[int, Numbers] = {course.transfers: np.ones(births_fresh.shape)}
    for cycle in range(course.cycles):
        less = later**cycle
        after: dict[int, Numbers] = {}
        for left, begin in here.items():
            if left == 0:
                continue
            fresh[..., cycle] += begin
            births[..., cycle] += begin * births_fresh * less
            without = begin * (1 - births_fresh * less)
            for thawed in range(1, min(MOST_FROZEN, left - 1) + 1):
                again = without * embryo
                _add(after, left - thawed, without - again)
                frozen[..., cycle] += again
                births[..., cycle] += again * births_frozen * less
                without = again * (1 - births_frozen * less)
            _add(after, left - 1 - min(MOST_FROZEN, left - 1), without)
        here = {left: share * going_on for left, share in after.items()}
    return Expected(fresh, frozen, births)


def _add(into: dict[int, Numbers], left: int, share: Numbers) -> None:
    into[left] = into[left] + share if left in into else share
