"""How wide the columns of a table are to one another: by how long their texts are, and for every word where there is room."""

import re
from collections.abc import Sequence
from math import sqrt
from typing import Final

from coequal.documents.model import Table

SHORT: Final = 20  # letters that stay on one line, such as those of a date or a name
LEAST, WORD = 4, 28  # letters of the narrowest column, and of the longest word that is not broken
EDGES: Final = 2.5  # what is left blank on both sides of a cell, in letters
_CAPITAL: Final = 0.4  # how much wider a capital is than other letters are
_UNEVEN: Final = 3  # how much longer than half a text the longer of its two lines may be, in letters
_BREAK: Final = re.compile(r"[\s/-]+")


def widths(table: Table, room: float) -> list[float]:
    """The width of each column in letters, of which `room` fit in a line across the page; only their proportions count.

    A column of short texts is as wide as the longest of them. Those of long texts share what is left by the square root of how
    long they are, so that texts four times as long have twice the width, and about twice the lines.
    """
    columns = [(head, [row[number] for row in table.rows]) for number, head in enumerate(table.head)]
    least = [_least(head, cells) for head, cells in columns]
    short = [_short(head, cells) for head, cells in columns]
    shares = [0.0 if one else _share(cells) for (_, cells), one in zip(columns, short, strict=True)]
    left = max(room - sum(max(narrow, one) for narrow, one in zip(least, short, strict=True) if one), room / 3)
    wished = [max(narrow, one or left * share / sum(shares)) for narrow, one, share in zip(least, short, shares, strict=True)]
    return _fitted(least, wished, room)


def _least(head: str, cells: Sequence[str]) -> float:
    """The width of the longest word of a column; those of its head are bold, and so a little wider."""
    words = [len(word) for cell in cells for word in _BREAK.split(cell)]
    return min(max(LEAST, *words, *(len(word) + 1 for word in _BREAK.split(head))), WORD) + EDGES


def _short(head: str, cells: Sequence[str]) -> float:
    """The width of the longest text of a column of short ones, under a head of two lines or so; 0 where there is a longer text."""
    if any(len(cell) > SHORT for cell in cells):
        return 0.0
    half = min(len(head) / 2 + _UNEVEN, SHORT)
    return max(half, *(len(cell) + _CAPITAL * sum(map(str.isupper, cell)) for cell in cells), LEAST) + EDGES


def _share(cells: Sequence[str]) -> float:
    """The square root of how long the texts of a column are; the longer count for more, because they make their rows high."""
    return sqrt(sqrt(sum(len(cell) ** 2 for cell in cells) / len(cells)))


def _fitted(least: Sequence[float], wished: Sequence[float], room: float) -> list[float]:
    """What was wished, or where that is more than there is, as much of it above the least as fits."""
    above, free = sum(wished) - sum(least), max(room - sum(least), 0.0)
    part = min(free / above, 1.0) if above else 1.0
    return [narrow + part * (wide - narrow) for narrow, wide in zip(least, wished, strict=True)]
