"""What all charts of an appraisal share: axes, marks told apart without colour, and the file with its content in words."""

import json
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import altair as alt
import vl_convert

from coequal.populations.charts.style import FONT, INK, NORMAL, QUIET, RULE, SMALL, data

WIDTH = 700  # so that on a page of A4 letters of the small size are of 9 points
FILL = "#1d70b8"
Row = dict[str, Any]


def svg(drawn: Any, name: str, title: str, words: str) -> str:
    """A chart as one picture that needs no other file; `name` keeps its ids apart from those of other charts on a page."""
    configured = drawn.configure(font=FONT, background="white", padding=8).configure_view(stroke=None)
    found: str = vl_convert.vegalite_to_svg(json.dumps(configured.to_dict(validate=False)), vl_version="v6.1")
    start, rest = found.split(">", 1)
    said = f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-words">{escape(words)}</desc>'
    return f'{start} role="img" aria-labelledby="{name}-title {name}-words" lang="en-GB">{said}{rest}'


def axis(
    title: str | None,
    *,
    grid: bool = True,
    labels: bool = True,
    values: Sequence[str] | None = None,
    lines: bool = False,
    most: int = 6,
) -> Any:
    """An axis that is easy to read."""
    return alt.Axis(
        title=title,
        grid=grid,
        gridColor=RULE,
        domainColor=QUIET,
        tickColor=QUIET,
        labels=labels,
        labelColor=INK,
        titleColor=INK,
        labelFontSize=SMALL,
        titleFontSize=SMALL,
        titleFontWeight="normal",
        labelAngle=0,
        labelExpr="split(datum.label, '\\n')" if lines else alt.Undefined,
        labelLimit=400,
        values=alt.Undefined if values is None else list(values),
        tickCount=most,
        labelFlush=False,
        labelOverlap=True,
    )


def scale(low: float, high: float) -> Any:
    """From one number to another, with a little room."""
    room = (high - low or 1) * 0.06
    return alt.Scale(domain=[low if low == 0 else low - room, high + room], nice=False, zero=False)


def heading(lines: Sequence[str]) -> Any:
    """The heading of a panel."""
    return alt.Title(list(lines), anchor="start", frame="group", fontSize=NORMAL, lineHeight=16, color=INK, offset=6)


def written(rows: list[Row], x: Any, y: Any, *, dx: float = 0, dy: float = 0, align: str = "left", weight: str = "normal") -> Any:
    """Texts beside points."""
    mark = data(rows).mark_text(align=align, baseline="middle", dx=dx, dy=dy, fontSize=SMALL, color=INK, fontWeight=weight)
    return mark.encode(x=x, y=y, text="text:N")


def apart(wanted: Sequence[float], least: float) -> list[float]:
    """Heights as near to those wanted as may be, in their order, with at least so much room between two."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    groups: list[tuple[float, list[int]]] = []
    for place in order:
        middle, members = wanted[place], [place]
        while groups and middle - groups[-1][0] < least * (len(members) + len(groups[-1][1])) / 2:
            before, others = groups.pop()
            whole = len(members) + len(others)
            middle, members = (before * len(others) + middle * len(members)) / whole, [*others, *members]
        groups.append((middle, members))
    found = [0.0] * len(wanted)
    for middle, members in groups:
        for number, place in enumerate(members):
            found[place] = middle + least * (number - (len(members) - 1) / 2)
    return found
