"""What a term comes to over the cases of one batch: a truth, or values with a bitmap of those that are known."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache, reduce
from operator import and_
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coequal.facts.values import EXACT
from coequal.populations.bitmaps import Bitmap, Truth

Numbers = NDArray[Any]
_TIE = 1e-6  # how near to the middle of two decimals a product may come before it is looked at exactly


class Value:
    """Whole numbers, one for each case, and the bitmap of those known; None where all are. What is not known may be any number."""

    __slots__ = ("_places", "known", "values")

    def __init__(self, values: Numbers, known: Bitmap | None) -> None:
        """Keep both."""
        self.values, self.known = values, known
        self._places: tuple[int, Numbers] | None = None

    def places(self, first: int) -> Numbers:
        """How far each value lies from the first that can occur: its place in a table. Worked out once."""
        if self._places is None or self._places[0] != first:
            self._places = first, np.subtract(self.values, first, dtype=np.intp)
        return self._places[1]

    def only(self, known: Bitmap | None) -> "Value":
        """The same values, known of fewer people."""
        return Value(self.values, known)


class GivenNumber:
    """The numbers of a column as they stand there, and in units of the fact's last decimal place where that is asked for.

    `scale` is the number of decimal places of a column of whole numbers; None of a column of floating point numbers.
    """

    __slots__ = ("_exact", "decimals", "known", "raw", "scale")

    def __init__(self, raw: Numbers, known: Bitmap | None, decimals: int, scale: int | None) -> None:
        """Keep the column."""
        self.raw, self.known, self.decimals, self.scale = raw, known, decimals, scale
        self._exact: Numbers | None = None

    def only(self, known: Bitmap | None) -> "GivenNumber":
        """The same column, known of fewer people."""
        return GivenNumber(self.raw, known, self.decimals, self.scale)

    @property
    def values(self) -> Numbers:
        """The numbers in units of the fact's last decimal place, rounded half even as the reference rounds."""
        if self._exact is None:
            exact = rounded(self.raw, self.decimals) if self.scale is None else self.raw
            self._exact = (
                exact if self.scale in (None, self.decimals) else exact.astype(np.int64) * 10 ** (self.decimals - self.scale)
            )
        return self._exact

    def least(self, number: Decimal) -> float | int:
        """The least number of the column that, rounded, is not below a number."""
        return _edge(number, False, self.decimals, self.scale)

    def above(self, number: Decimal) -> float | int:
        """The least number of the column that, rounded, is above a number."""
        return _edge(number, True, self.decimals, self.scale)


class GivenWord:
    """The words of a column, by their places in a list of words; `values` numbers them alike for all columns."""

    __slots__ = ("_numbers", "known", "places", "words")

    def __init__(self, places: Numbers, known: Bitmap | None, words: Sequence[str], numbers: Callable[[str], int]) -> None:
        """Keep the column, and how to number a word."""
        self.places, self.known, self.words, self._numbers = places, known, words, numbers

    def only(self, known: Bitmap | None) -> "GivenWord":
        """The same column, known of fewer people."""
        return GivenWord(self.places, known, self.words, self._numbers)

    @property
    def values(self) -> Numbers:
        """The number of each word."""
        if not self.words:
            return np.zeros(len(self.places), np.int64)
        return np.take(np.array([self._numbers(word) for word in self.words], np.int64), self.places, mode="clip")


Register = Truth | Value | GivenNumber | GivenWord


def known_of_all(*bitmaps: Bitmap | None) -> Bitmap | None:
    """Of whom several things are known; None where all are known of everybody."""
    there = [bitmap for bitmap in bitmaps if bitmap is not None]
    return reduce(and_, there) if there else None


def truth(holds: Bitmap, known: Bitmap | None) -> Truth:
    """A truth that is known of some people, from who would be true if everybody were known."""
    if known is None:
        return Truth(holds, None)
    true = holds & known
    return Truth(true, known ^ true)


@lru_cache(maxsize=4096)
def _edge(number: Decimal, above: bool, decimals: int, scale: int | None) -> float | int:
    """The least number of a column that is not below a number or, where that is wanted, above it."""
    scaled = number.scaleb(decimals if scale is None else scale, EXACT)
    whole = int(scaled.to_integral_value("ROUND_FLOOR"))
    whole += above or whole != scaled
    return _threshold(whole, decimals) if scale is None else whole


def _threshold(units: int, decimals: int) -> float:
    """The least floating point number that, rounded to some places, is not below so many units of the last place."""
    unit = Decimal(1).scaleb(-decimals)
    wanted = units * unit
    found = float(wanted - unit / 2)
    while exactly(found, decimals) >= units:
        found = float(np.nextafter(found, -np.inf))
    while exactly(found, decimals) < units:
        found = float(np.nextafter(found, np.inf))
    return found


def exactly(number: float, decimals: int) -> int:
    """A floating point number in units of its last decimal place, as the reference reads and rounds it."""
    unit = Decimal(1).scaleb(-decimals)
    return int(Decimal(repr(float(number))).quantize(unit, context=EXACT).scaleb(decimals))


def rounded(raw: Numbers, decimals: int) -> Numbers:
    """Floating point numbers in units of the last decimal place, as the reference reads and rounds each of them.

    Multiplying may err by the last bit, so numbers near the middle of two decimals are looked at one by one.
    """
    with np.errstate(invalid="ignore"):
        product = raw * float(10**decimals)
        whole = np.rint(product)
        near = np.abs(np.abs(product - whole) - 0.5) < _TIE
        exact = whole.astype(np.int64)
    for place in np.flatnonzero(near & np.isfinite(raw)):
        exact[place] = exactly(raw[place], decimals)
    return exact
