"""What may be published of counts of real people, so that nobody is singled out.

The rule for one count is that of `populations.publishing`: from 1 to 7 it becomes `*`, 0 stays 0, every other one is rounded
to 5. It is the rule by which NHS Digital publishes hospital statistics below the whole of England. Percentages come from the
counts as published. Rounding hides a small count
from subtraction in nearly every table, and where it would not, `together` and `grid` hide the counts beside it too.
One module serves page, API, CSV and report.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from coequal.populations import publishing

HIDDEN: Final = publishing.HIDDEN
FEWEST: Final = publishing.SMALLEST_SHOWN
_SPREAD: Final = publishing.ROUNDED_TO // 2  # how far rounding moves a count
ENOUGH: Final = 3  # how many values a hidden count must still be able to have
NO_LIMIT: Final = 10**9
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A count as it may be published: a multiple of 5, or None where it is hidden."""

    count: int | None

    def __str__(self) -> str:
        """The figure, or the star."""
        return HIDDEN if self.count is None else f"{self.count:,}"


def shown(count: int) -> Shown:
    """A count of real people as it may be published."""
    said = publishing.published(count)
    return Shown(said if isinstance(said, int) else None)


def share(part: int, base: int) -> float | None:
    """The share of a base, from 0 to 1, worked out of both as published; None where either is hidden or the base is 0."""
    return share_shown(shown(part), shown(base))


def share_shown(part: Shown, base: Shown) -> float | None:
    """The share of a base, where both are as published."""
    return None if part.count is None or not base.count else min(1.0, part.count / base.count)


def together(counts: Sequence[int], *, exact: bool = False) -> list[Shown]:
    """The parts of a whole as they may be published side by side: nobody finds a hidden one by subtraction.

    Every part has to be among them, those not stated too. Where the whole is published as it is, say that it is `exact`.
    """
    return grid([[one] for one in counts], exact_columns=exact)[0]


def grid(rows: Sequence[Sequence[int]], *, exact_columns: bool = False, totals_of_rows: bool = False) -> tuple[list[Shown], ...]:
    """A table of counts by columns, as they may be published: the parts of each column come to its whole, which is known.

    With `totals_of_rows` the wholes of the rows are known too, rounded. The columns come back, each from top to bottom.
    """
    counts = [list(column) for column in zip(*rows, strict=True)]
    hidden = [[0 < one < FEWEST for one in column] for column in counts]
    for column, flags in zip(counts, hidden, strict=True):
        if 0 < sum(column) < FEWEST:
            flags[:] = [True] * len(flags)
    lines = [_Line(tuple((m, n) for n in range(len(rows))), exact_columns) for m in range(len(counts))]
    if totals_of_rows:
        lines += [_Line(tuple((m, n) for m in range(len(counts))), exact=False) for n in range(len(rows))]
    while any(line.hide_more(counts, hidden) for line in lines):
        pass
    return tuple(
        [Shown(None) if flag else shown(one) for one, flag in zip(column, flags, strict=True)]
        for column, flags in zip(counts, hidden, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """Counts, by their columns and rows, that come to a whole which is known: exactly, or rounded."""

    cells: tuple[tuple[int, int], ...]
    exact: bool

    def hide_more(self, counts: list[list[int]], hidden: list[list[bool]]) -> bool:
        """Hide every other count too, if what is hidden could be found without that; whether it was needed."""
        values, flags = [counts[m][n] for m, n in self.cells], [hidden[m][n] for m, n in self.cells]
        if not any(flags) or all(flags) or _is_safe(values, flags, exact=self.exact):
            return False
        others = [cell for cell, flag, value in zip(self.cells, flags, values, strict=True) if not flag and value] or self.cells
        for m, n in others:  # all of them: to hide the smallest would itself tell which it was
            hidden[m][n] = True
        return True


def _is_safe(values: Sequence[int], flags: Sequence[bool], *, exact: bool) -> bool:
    """Whether every hidden count can still be several numbers, by all that is known of its line."""
    whole = _whole(sum(values), exact=exact)
    ranges = list(_ranges(values, flags))
    lowest, highest = (sum(one[end] for one in ranges) for end in (0, 1))
    for (low, high), flag in zip(ranges, flags, strict=True):
        least = max(low, whole[0] - (highest - high))
        most = min(high, whole[1] - (lowest - low))
        if flag and most - least + 1 < ENOUGH:
            return False
    return True


def _whole(total: int, *, exact: bool) -> Range:
    """Between which numbers a whole lies, for whoever reads the table."""
    if exact:
        return total, total
    said = shown(total).count
    return (1, FEWEST - 1) if said is None else around(said)


def _ranges(values: Sequence[int], flags: Sequence[bool]) -> Iterator[Range]:
    """Between which numbers each count lies, for whoever reads the table."""
    only_small = all(0 < value < FEWEST for value, flag in zip(values, flags, strict=True) if flag)
    for value, flag in zip(values, flags, strict=True):
        if flag:
            yield (1, FEWEST - 1) if only_small else (0, NO_LIMIT)
        else:
            yield around(shown(value).count or 0)


def around(said: int) -> Range:
    """The least and the most that a count can be which is shown as this."""
    return (max(FEWEST, said - _SPREAD), said + _SPREAD) if said else (0, 0)
