"""A panel drawn: on each line a label, a bar of parts, and numbers in columns whose heads say what the parts look like."""

from itertools import accumulate, chain, pairwise
from typing import Any

import altair as alt

from coequal.populations.charts import style
from coequal.populations.charts.layout import Panel, Row
from coequal.populations.charts.style import LINE, Box, Text, lines, texts
from coequal.populations.charts.texts import wrapped

PAD, BAR, SWATCH, MOST_LINES = 9, 16, 12, 3


def bars(panel: Panel, side: float) -> Any:
    """The drawing of a panel, with labels on one side of it."""
    labels = [wrapped(row.label, side, style.NORMAL, MOST_LINES) for row in panel.rows]
    most = [max(len(label), *(cell.count("\n") + 1 for cell in row.cells)) for label, row in zip(labels, panel.rows, strict=True)]
    top = _head_height(panel)
    edges = list(accumulate((LINE * number + PAD for number in most), initial=top))
    middles = [(above + below) / 2 for above, below in pairwise(edges)]
    placed = list(zip(panel.rows, middles, strict=True))
    drawn = alt.layer(
        style.rules(edges[1:]),
        style.boxes([*chain(*(_bar(row, middle, side) for row, middle in placed)), *_swatches(panel)]),
        texts(chain(*(lines(side, middle, label) for label, middle in zip(labels, middles, strict=True)))),
        texts(chain(*(_cells(row, middle) for row, middle in placed))),
        texts(_heads(panel, top), size=style.SMALL, weight="bold"),
    )
    title = style.titled(panel.title, panel.notes, style.MIDDLE, style.SMALL)
    return drawn.properties(width=style.WIDTH, height=edges[-1], title=title)


def _cells(row: Row, middle: float) -> list[Text]:
    return [one for n, cell in enumerate(row.cells) for one in lines(_right(n, len(row.cells)), middle, cell.split("\n"))]


def _right(column: int, columns: int) -> float:
    """Where a column of numbers ends."""
    return style.WIDTH - (columns - 1 - column) * style.CELL


def _bar(row: Row, middle: float, side: float) -> list[Box]:
    """The parts of a bar, as far as there is anything of them."""
    left = side + style.GAP
    room = style.WIDTH - len(row.cells) * style.CELL - style.GAP - left
    ends = accumulate((room * length for _, length in row.parts), initial=left)
    parts = zip(row.parts, pairwise(ends), strict=True)
    return [(x, x2, middle - BAR / 2, middle + BAR / 2, style.KINDS[kind]) for (kind, length), (x, x2) in parts if length]


def _head_height(panel: Panel) -> float:
    most = max((len(head.split()) for head, _ in panel.heads), default=0)
    swatch = SWATCH + 4 if any(kind for _, kind in panel.heads) else 0
    return most * LINE + swatch + 5 if most else 1


def _heads(panel: Panel, top: float) -> list[Text]:
    """The words of each head one under another, above its column."""
    found = []
    for n, (head, _) in enumerate(panel.heads):
        words = head.split()
        found += lines(_right(n, len(panel.heads)), top - 4 - LINE * len(words) / 2, words)
    return found


def _swatches(panel: Panel) -> list[Box]:
    """Above each head what its kind looks like in a bar."""
    rights = [(_right(n, len(panel.heads)), kind) for n, (_, kind) in enumerate(panel.heads)]
    return [(right - 2 * SWATCH, right, 1, 1 + SWATCH, style.KINDS[kind]) for right, kind in rights if kind is not None]
