"""Scores weighed: totals out of 100, the order that they make, and how far apart members were. Arrays in, arrays out."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int64]
PLACES: Final = 9  # decimals to which totals are told apart: what differs by less is a rounding of the machine, and a tie


def totals(scores: Numbers, weights: Numbers, highest: Numbers) -> Numbers:
    """What each topic comes to out of 100, from its scores in each domain, which are the last axis."""
    found: Numbers = 100 * (scores * weights).sum(axis=-1) / (weights * highest).sum()
    return found


def ranks(found: Numbers) -> Ranks:
    """The place of each topic by its total, the highest first; those that tie share one: 1, 2, 2, 4. Topics are the last axis."""
    rounded = np.round(found, PLACES)
    above = [(rounded > rounded[..., [topic]]).sum(axis=-1) for topic in range(rounded.shape[-1])]
    made: Ranks = 1 + np.stack(above, axis=-1).astype(np.int64)
    return made


@dataclass(frozen=True, slots=True)
class Spread:
    """How far apart the members were: the lowest, the quarters and the highest of what they gave, each an array."""

    lowest: Numbers
    lower_quarter: Numbers
    middle: Numbers
    upper_quarter: Numbers
    highest: Numbers


def spread(given: Numbers) -> Spread:
    """How far apart members were, who are the first axis."""
    found: list[Any] = list(np.quantile(given, [0, 0.25, 0.5, 0.75, 1], axis=0))
    return Spread(*found)
