"""The nearest value to a usual one that something can have, and a round one beyond it where that can be too."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, Final

import z3

from coequal.comparison.proof.logic import Given
from coequal.facts.dates import add_months
from coequal.populations.terms import EPOCH

LONG: Final = 120  # months from which on a day is as good as its year
_STEPS: Final = ((12, 6), (6, 0), (1, 0))
Rounder = Callable[[int, int], Iterator[int]]  # from a number, in a direction, the round ones that come next; roundest first


def nearest(own: Given, usual: int | None, rounds: Rounder, can_be: Callable[[Any], bool]) -> Any:
    """The formula that a fact has the nearest value to the usual that it can have, or a round one that lies behind it."""
    start = own.term.low if usual is None else usual
    least, most = 0, max(abs(own.term.low - start), abs(own.term.high - start))
    while least < most:
        middle = (least + most) // 2
        if can_be(z3.And(own.value >= start - middle, own.value <= start + middle)):
            most = middle
        else:
            least = middle + 1
    if least == 0:
        return own.value == start
    direction = 1 if can_be(own.value == start + least) else -1
    edge = start + direction * least
    found = (own.value == value for value in rounds(edge, direction))
    return next((one for one in found if can_be(one)), own.value == edge)


def numbers(scale: int) -> Rounder:
    """Whole numbers, halves and tenths, of numbers in units of the decimal place `scale`."""

    def rounds(edge: int, direction: int) -> Iterator[int]:
        one = 10**scale
        for step in (one, one // 2, one // 10):
            if step:
                yield direction * -(-direction * edge // step) * step

    return rounds


def days(on: date) -> Rounder:
    """Days that lie months from a day; of days long ago first those that lie half a year and whole years from it, or half years."""

    def rounds(edge: int, direction: int) -> Iterator[int]:
        limit = date(1970, 1, 1) + timedelta(days=edge)
        months = (limit.year - on.year) * 12 + limit.month - on.month
        for step, offset in _STEPS if abs(months) > LONG else _STEPS[-1:]:
            first = (months - offset) // step * step + offset
            found = sorted(_day(on, first + step * n) for n in range(-1, 3))
            beyond = [day for day in found if direction * (day - edge) >= 0]
            yield from beyond[:1] if direction > 0 else beyond[-1:]

    return rounds


def _day(on: date, months: int) -> int:
    return add_months(on, months).toordinal() - EPOCH
