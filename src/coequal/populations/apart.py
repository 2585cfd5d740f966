"""Whether one day lies so many months before another: of nearly everybody the number of days between tells it.

Months are not of one length. Where so many days could be so many months or not, the calendar is looked up, for those alone.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from coequal.populations import calendar, terms
from coequal.populations.bitmaps import Truth, pack
from coequal.populations.registers import Value, known_of_all, truth
from coequal.populations.terms import MONTHS, Term

if TYPE_CHECKING:
    from coequal.populations.kernel import Batch, Kernel

_MIRRORED: Final = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}


def months_apart(kernel: "Kernel", term: Term) -> tuple[Callable[..., Truth], Sequence[int]] | None:
    """The step for a comparison of a day with another moved by months, if nobody else needs the day that is moved."""
    (left, right), written = term.operands, str(term.detail)
    for moved, other, sign in ((left, right, written), (right, left, _MIRRORED.get(written, "="))):
        if sign == "=" or not _is_moved_for_this(kernel, moved):
            continue
        day, by = (kernel.graph.terms[operand] for operand in kernel.graph.terms[moved].operands)
        table = calendar.moved(day.low, day.high, kernel.graph.terms[moved].number * by.number)
        if not table.leaves:
            places = [kernel.place(kernel.graph.terms[moved].operands[0]), kernel.place(other)]
            return _step(table, sign), places
    return None


def _is_moved_for_this(kernel: "Kernel", number: int) -> bool:
    own = kernel.graph.terms[number]
    if own.operation != terms.MOVE or kernel.uses[number] > 1:
        return False
    by = kernel.graph.terms[own.operands[1]]
    return by.operation == terms.CONSTANT and by.sort == MONTHS


def _step(table: calendar.Moved, sign: str) -> Callable[..., Truth]:
    """Whether `day` moved stands so to `other`. With *after* for the days from `other` to `day`, it is about how many they are."""
    opposite = sign in ("<=", "<")  # moved <= other is not (moved > other)
    strictly = sign in (">", "<=")  # moved > other is: more days after than the months have
    fewest, most = table.fewest + strictly, table.most + strictly

    def apart(batch: "Batch", day: Value, other: Value) -> Truth:
        after = np.subtract(day.values, other.values, dtype=np.int32)  # constants come in narrower kinds
        holds, may_hold = pack(after >= most), pack(after >= fewest)
        is_open = holds ^ may_hold
        if len(some := np.flatnonzero(is_open)):
            rows = np.minimum(some[:, np.newaxis] * 8 + np.arange(8), batch.rows - 1)  # the eight people of each byte
            moved = np.take(table.table, day.values[rows] - np.int32(table.low), mode="clip")
            exactly = moved > other.values[rows] if strictly else moved >= other.values[rows]
            holds[some] |= is_open[some] & np.packbits(exactly, axis=1, bitorder="little")[:, 0]
        return truth(batch.everybody ^ holds if opposite else holds, known_of_all(day.known, other.known))

    return apart
