"""Small numbers of synthetic people, made once for all tests."""

from functools import cache
from typing import Any

from coequal.policies.library import Library
from coequal.populations.synthetic.assumptions import assumed
from coequal.populations.synthetic.calibration import comparisons, steps
from coequal.populations.synthetic.comparison import Comparison
from coequal.populations.synthetic.recipe import Recipe
from coequal.populations.synthetic.sample import Sample

CALIBRATED = 60_000  # enough for chance to move no figure of the calibration beyond its tolerance


@cache
def library() -> Library:
    """The shipped library."""
    return Library()


@cache
def sample(count: int = 3_000, seed: int = 7, *assumptions: str, complete: bool = False) -> Sample:
    """Some people."""
    return Sample(Recipe(count, seed, assumed(assumptions), complete=complete))


def table(count: int = 3_000, seed: int = 7) -> Any:
    """Some people as records would have them, as an Arrow table."""
    return sample(count, seed).table


@cache
def calibrated() -> dict[str, Comparison]:
    """Every comparison of the calibration, by its name."""
    return {one.name: one for one in comparisons(steps(Recipe(CALIBRATED, 1), library()))}
