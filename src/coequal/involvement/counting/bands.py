"""Numbers and years in bands, by which other questions can be cut: bands of the question, and never of what people answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from coequal.involvement.surveys.model import Question

ROUNDED_DOWN: Final = "in bands, rounded down"
_MOST: Final = 12  # bands of one question


@dataclass(frozen=True, slots=True)
class Band:
    """The numbers from one to below another, in words."""

    key: str
    says: str
    least: float
    below: float


def bands_of(question: Question) -> tuple[Band, ...]:
    """The bands of a number: as few steps of 1, 2 or 5 times a power of ten as fit. None where it may be any number.

    Where a survey does not say between what a number lies, bands could be made of the answers alone, and would tell of them.
    """
    if question.least is None or question.most is None:
        return ()
    least, most = question.least, question.most
    sizes = (times * 10**power for power in count() for times in (1, 2, 5))
    step = next(size for size in sizes if most // size - least // size < _MOST)
    lows = range(least // step * step, most + 1, step)
    return tuple(_band(max(low, least), min(low + step - 1, most)) for low in lows)


def _band(low: int, high: int) -> Band:
    return Band(f"{low}..{high}", f"{low:,}" if low == high else f"{low:,} to {high:,}", low, high + 1)


def decade(year: str) -> str:
    """The first year of the decade of a year."""
    return f"{year[:-1]}0"


def decades(years: Sequence[str]) -> dict[str, str]:
    """The decades of some years, each with its words."""
    return {key: f"{key} to {key[:-1]}9" for key in sorted({decade(year) for year in years})}
