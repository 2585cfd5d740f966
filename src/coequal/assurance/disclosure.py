"""What may be published of counts of real people, so that nobody is singled out.

A count from 1 to 7 becomes `*`; 0 stays 0; every other one is rounded to 5; percentages come from the counts as published.
This is the rule by which NHS Digital publishes hospital statistics below the whole of England, chosen because no second
cell has to be hidden: what is left cannot be found by subtraction. One function serves page, API, CSV and report.
"""

from dataclasses import dataclass
from typing import Final

HIDDEN: Final = "*"
FEWEST: Final = 8  # the smallest count that is shown
_STEP: Final = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A count as it may be published: a multiple of 5, or None where it is hidden."""

    count: int | None

    def __str__(self) -> str:
        """The figure, or the star."""
        return HIDDEN if self.count is None else f"{self.count:,}"


def shown(count: int) -> Shown:
    """A count of real people as it may be published."""
    if count == 0:
        return Shown(0)
    return Shown(None if count < FEWEST else _STEP * ((2 * count + _STEP) // (2 * _STEP)))


def share(part: int, base: int) -> float | None:
    """The share of a base, from 0 to 1, worked out of both as published; None where either is hidden or the base is 0."""
    above, below = shown(part).count, shown(base).count
    return None if above is None or not below else min(1.0, above / below)
