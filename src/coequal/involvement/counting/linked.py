"""Whether a count that is hidden in one table can be found with the help of others that are published beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from coequal.assurance.disclosure import ENOUGH, FEWEST, NO_LIMIT, Range, Shown, around
from coequal.assurance.sums import Key, Sum, narrowed

_ROUNDS: Final = 12  # after which hardly any range becomes narrower


@dataclass(frozen=True, slots=True)
class Cell:
    """A count, and what is published of it. An `exact` one is published as it is."""

    count: int
    said: Shown
    exact: bool = False


def is_found(cells: Mapping[Key, Cell], sums: Sequence[Sum]) -> bool:
    """Whether a small count that is hidden can have so few values, by all that is known, that it is as good as told."""
    ranges = {name: _range(cell) for name, cell in cells.items()}
    for _ in range(_ROUNDS):
        if not sum(narrowed(ranges, one) for one in sums):  # how many of them, all of which are looked at, said anything new
            break
    return any(ranges[name][1] - ranges[name][0] + 1 < ENOUGH for name, cell in cells.items() if _is_hidden(cell))


def _is_hidden(cell: Cell) -> bool:
    return cell.said.count is None and not cell.exact and 0 < cell.count < FEWEST


def _range(cell: Cell) -> Range:
    """Between which numbers a count lies, for whoever reads the tables."""
    if cell.exact:
        return cell.count, cell.count
    return (0, NO_LIMIT) if cell.said.count is None else around(cell.said.count)
