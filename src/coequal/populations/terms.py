"""Expressions over many cases, in the few operations that every engine for many cases has to know.

A term is one operation on other terms, named by their numbers. A truth is true, false or not known for each case;
a value is a whole number or not known: a number in units of its last decimal place, a day counted from 1 January 1970,
a duration in months or days, a word by its number. Every value has bounds, so an engine knows how wide it must be.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Final

EPOCH: Final = date(1970, 1, 1).toordinal()
FIRST_DAY: Final = date.min.toordinal() - EPOCH
LAST_DAY: Final = date.max.toordinal() - EPOCH

TRUTH: Final = "truth"
NUMBER: Final = "number"
DAY: Final = "day"
MONTHS: Final = "months"
DAYS: Final = "days"
WORD: Final = "word"

# The operations. Of truths:
CONSTANT: Final = "constant"  # `detail`: True, False or None; of a value: an integer, a word, or None
GIVEN: Final = "given"  # what stands in a column; `detail`: the name of the fact
ABSENT: Final = "absent"  # a fact, or its date, for which there is no column: not known of anybody
GIVEN_DATE: Final = "given date"  # the date of a dated fact; `detail`: the name of the fact
NOT: Final = "not"
AND: Final = "and"
OR: Final = "or"
SURE: Final = "sure"  # known and true: never not known
KNOWN: Final = "known"
COMPARE: Final = "compare"  # `detail`: one of = < <= > >=; two values of one sort and scale
# Of values; `IF`, `ONLY` and `GIVEN` are of truths too:
IF: Final = "if"  # condition, then, otherwise; of an unknown condition what both agree on
ONLY: Final = "only"  # condition, value: the value where the condition is true, else not known
ADD: Final = "add"
SUBTRACT: Final = "subtract"
MULTIPLY: Final = "multiply"
SCALE: Final = "scale"  # `detail`: the power of ten by which to multiply, for a finer scale
LEAST: Final = "least"  # of two
GREATEST: Final = "greatest"  # of two
MOVE: Final = "move"  # a day by a duration; `detail`: 1 later, -1 earlier; not known outside the calendar
FULL_MONTHS: Final = "full months"  # from the first day to the second, completed
AGE: Final = "age"  # the same in years
MONTHS_BETWEEN: Final = "months between"  # the same towards zero


@dataclass(frozen=True, slots=True)
class Term:
    """One operation. `scale` counts the decimal places of a number; no value lies outside `low` and `high`."""

    operation: str
    operands: tuple[int, ...] = ()
    detail: Hashable = None
    sort: str = TRUTH
    scale: int = 0
    low: int = 0
    high: int = 0

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What makes two terms one; a constant's kind counts, since to Python `True` and 1 are equal."""
        return (self.operation, self.operands, type(self.detail), self.detail, self.sort, self.scale)

    @property
    def number(self) -> int:
        """The detail of an operation that has a number for one."""
        assert isinstance(self.detail, int), self
        return self.detail
