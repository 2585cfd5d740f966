"""Whether a count that is hidden in one table can be found with the help of others that are published beside it."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from coequal.assurance.disclosure import FEWEST, Shown
from coequal.populations.publishing import ROUNDED_TO

_SPREAD: Final = ROUNDED_TO // 2  # how far rounding moves a count
_ENOUGH: Final = 3  # how many values a hidden count must still be able to have
_NO_LIMIT: Final = 10**9
_ROUNDS: Final = 12  # after which hardly any range becomes narrower
Name = Hashable
Sum = tuple[Name, Sequence[Name]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A count, and what is published of it. An `exact` one is published as it is."""

    count: int
    said: Shown
    exact: bool = False


def is_found(cells: Mapping[Name, Cell], sums: Sequence[Sum]) -> bool:
    """Whether a small count that is hidden can have so few values, by all that is known, that it is as good as told.

    Each sum names a count and the parts that it comes to.
    """
    ranges = {name: _range(cell) for name, cell in cells.items()}
    for _ in range(_ROUNDS):
        _narrow(ranges, sums)
    return any(ranges[name][1] - ranges[name][0] + 1 < _ENOUGH for name, cell in cells.items() if _is_hidden(cell))


def _is_hidden(cell: Cell) -> bool:
    return cell.said.count is None and not cell.exact and 0 < cell.count < FEWEST


def _range(cell: Cell) -> tuple[int, int]:
    """Between which numbers a count lies, for whoever reads the tables."""
    if cell.exact:
        return cell.count, cell.count
    said = cell.said.count
    if said is None:
        return 0, _NO_LIMIT
    return (max(FEWEST, said - _SPREAD), said + _SPREAD) if said else (0, 0)


def _narrow(ranges: dict[Name, tuple[int, int]], sums: Sequence[Sum]) -> None:
    """Make the ranges as narrow as the sums say."""
    for whole, parts in sums:
        least, most = (sum(ranges[part][end] for part in parts) for end in (0, 1))
        for name, (low, high) in ((whole, (least, most)), *_of_parts(ranges, ranges[whole], parts, (least, most))):
            ranges[name] = max(ranges[name][0], low), min(ranges[name][1], high)


def _of_parts(
    ranges: Mapping[Name, tuple[int, int]], whole: tuple[int, int], parts: Sequence[Name], ends: tuple[int, int]
) -> Iterator[tuple[Name, tuple[int, int]]]:
    """Between which numbers each part lies, where its whole and the other parts lie as they do."""
    for part in parts:
        low, high = ranges[part]
        yield part, (whole[0] - (ends[1] - high), whole[1] - (ends[0] - low))
