"""A grid drawn: a share for each group under each policy, on a shade that is darker the more it is."""

from itertools import accumulate, pairwise
from string import ascii_uppercase
from typing import Any

import altair as alt

from coequal.populations.charts import style
from coequal.populations.charts.layout import Grid
from coequal.populations.charts.style import LINE, lines, texts
from coequal.populations.charts.texts import fits, width, wrapped

MOST_LINES, WIDEST, PAD = 3, 110, 9
BOLD = 1.1  # how much wider bold letters are
# Five shades, each with an ink that reads on it at 5 to 1 or more.
SHADES = (("#ffffff", style.INK), ("#dbe6ee", style.INK), ("#aac5d8", style.INK), ("#7ba3c0", style.INK), ("#0b3c5d", "#ffffff"))


def shades(grid: Grid, side: float) -> Any:
    """The drawing of a grid, with labels on one side of it.

    Where groups have long names, letters stand for them, and a key says for which.
    """
    room = min(WIDEST, (style.WIDTH - side - style.GAP) / max(1, len(grid.columns)))
    groups, key = _groups(grid, room)
    centres = [side + style.GAP + room * (n + 0.5) for n in range(len(groups))]
    top = (max(map(len, groups), default=0) + (not key)) * LINE + 6
    labels = [wrapped(label, side, style.NORMAL, MOST_LINES) for label, _ in grid.rows]
    edges: list[float] = list(accumulate((LINE * len(label) + PAD for label in labels), initial=top))
    heads = [
        line
        for x, group in zip(centres, groups, strict=True)
        for line in lines(x, top - 4 - LINE * (len(group) / 2 + (not key)), group)
    ]
    people = [] if key else [(x, top - 11, number) for x, (_, number) in zip(centres, grid.columns, strict=True)]
    drawn = alt.layer(
        *_cells(grid, centres, edges, room),
        texts([one for label, ends in zip(labels, pairwise(edges), strict=True) for one in lines(side, sum(ends) / 2, label)]),
        texts(heads, align="center", size=style.SMALL, weight="bold"),
        texts(people, align="center", size=style.SMALL),
    )
    title = style.titled(grid.title, (*grid.notes, key), style.MIDDLE, style.SMALL)
    return drawn.properties(width=style.WIDTH, height=edges[-1], title=title)


def _groups(grid: Grid, room: float) -> tuple[list[list[str]], str]:
    """The heads of the columns, and the key to them if they are letters."""
    size, room = style.SMALL * BOLD, room - 6
    if all(fits(name, room, size, MOST_LINES) and width(people, style.SMALL) <= room for name, people in grid.columns):
        return [wrapped(name, room, size) for name, _ in grid.columns], ""
    key = [f"{letter}: {name} ({people})" for letter, (name, people) in zip(ascii_uppercase, grid.columns, strict=False)]
    return [[text[0]] for text in key], f"{'; '.join(key)}."


def _cells(grid: Grid, centres: list[float], edges: list[float], room: float) -> list[Any]:
    """The boxes with their shades, and the numbers in them, in an ink that reads on the shade."""
    found: list[tuple[float, float, float, float, str]] = []
    numbers: dict[str, list[tuple[float, float, str]]] = {}
    for (_, cells), (above, below) in zip(grid.rows, pairwise(edges), strict=True):
        for x, (text, share) in zip(centres, cells, strict=True):
            fill, ink = SHADES[min(len(SHADES) - 1, int((share or 0) * len(SHADES)))]
            found.append((x - room / 2, x + room / 2, above, below, fill))
            numbers.setdefault(ink, []).append((x, (above + below) / 2, text))
    written = [texts(shown, align="center", size=style.SMALL, color=ink) for ink, shown in numbers.items()]
    return [style.boxes(found, outline=style.QUIET), *written]
