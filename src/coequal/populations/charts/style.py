"""How charts look: sizes, inks and patterns, of which no meaning hangs on colour alone; and texts and lines as layers."""

from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt

from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE, NOT_KNOWN
from coequal.populations.charts.one import ALONE, LEFT, REFUSED
from coequal.populations.charts.texts import on_lines

WIDTH, LABELS, CELL, GAP = 960, (180, 350), 72, 14
FONT = "Arial, Helvetica, sans-serif"
LARGE, MIDDLE, NORMAL, SMALL, LINE = 20, 15, 13, 12, 15
INK, QUIET, RULE = "#0b0c0c", "#484d50", "#d8dcde"  # the inks are 8 to 1 and more on white; the rule only guides the eye
# Each kind is told from its neighbours by its pattern as well as by its lightness, and is outlined in ink.
KINDS = {
    ELIGIBLE: "#0b3c5d",
    NOT_KNOWN: "url(#coequal-stripes)",
    FOR_JUDGEMENT: "url(#coequal-dots)",
    NOT_ELIGIBLE: "#f3f2f1",
    LEFT: "#1d70b8",
    REFUSED: "#ffffff",
    ALONE: "#505a5f",
}
PATTERNS = (
    '<defs><pattern id="coequal-stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#ffffff"/><rect width="3" height="6" fill="#1d70b8"/></pattern>'
    '<pattern id="coequal-dots" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#f9c97c"/><circle cx="3" cy="3" r="1.5" fill="#5c2d00"/></pattern></defs>'
)
Text = tuple[float, float, str]
Box = tuple[float, float, float, float, str]


def place(channel: type, name: str) -> Any:
    """A place in points of the drawing, without an axis."""
    return channel(f"{name}:Q", scale=None, axis=None)


def data(values: list[dict[str, Any]]) -> Any:
    """A chart of some values."""
    return alt.Chart(alt.InlineData(values=values))


def lines(x: float, middle: float, found: Sequence[str]) -> list[Text]:
    """Lines one under another around a middle."""
    first = middle - LINE * (len(found) - 1) / 2
    return [(x, first + LINE * n, line) for n, line in enumerate(found)]


def texts(found: Iterable[Text], *, align: str = "right", size: int = NORMAL, weight: str = "normal", color: str = INK) -> Any:
    """Texts at their places, which are in the middle of a line's height."""
    values = [{"x": x, "y": y, "text": text} for x, y, text in found]
    mark = data(values).mark_text(align=align, baseline="middle", fontSize=size, fontWeight=weight, color=color)
    return mark.encode(x=place(alt.X, "x"), y=place(alt.Y, "y"), text="text:N")


def rules(heights: Iterable[float]) -> Any:
    """Fine lines from side to side."""
    mark = data([{"x": 0, "x2": WIDTH, "y": y} for y in heights]).mark_rule(color=RULE, strokeWidth=1)
    return mark.encode(x=place(alt.X, "x"), x2="x2", y=place(alt.Y, "y"))


def boxes(found: Iterable[Box], outline: str = INK) -> Any:
    """Boxes from left to right and top to bottom, with their fills."""
    values = [{"x": x, "x2": x2, "y": y, "y2": y2, "fill": fill} for x, x2, y, y2, fill in found]
    mark = data(values).mark_rect(stroke=outline, strokeWidth=0.8)
    return mark.encode(x=place(alt.X, "x"), x2="x2", y=place(alt.Y, "y"), y2="y2", fill=alt.Fill("fill:N", scale=None))


def titled(text: str, under: Sequence[str], size: int, small: int, offset: int = 8) -> Any:
    """A title, and under it what it needs to be understood."""
    return alt.Title(
        on_lines([text], WIDTH, size * 1.1),  # bold letters are wider
        subtitle=on_lines(under, WIDTH, small) or alt.Undefined,
        anchor="start",
        frame="group",
        fontSize=size,
        lineHeight=size * 1.25,
        subtitleFontSize=small,
        subtitleLineHeight=small * 1.35,
        color=INK,
        subtitleColor=QUIET,
        offset=offset,
        subtitlePadding=5,
    )
