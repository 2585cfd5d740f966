"""Comparisons drawn: bars for synthetic people, diamonds for published figures, as SVG that needs nothing else."""

from typing import Any

import altair as alt
import vl_convert

from coequal.populations.synthetic.comparison import Comparison, Row

INK, BLUE = "#0b0c0c", "#1d70b8"  # 5 to 1 and more on white; the marks differ in shape as well
DASHES = ([1, 0], [6, 3], [2, 2])
WIDTH, STEP = 520, 26
_FONT = "Arial, Helvetica, sans-serif"


def to_svg(comparison: Comparison) -> str:
    """The drawing of a comparison, as text to put into a page."""
    svg: str = vl_convert.vegalite_to_svg(chart(comparison).to_json(validate=False), vl_version="v6.1")
    return svg


def chart(comparison: Comparison) -> Any:
    """The drawing of a comparison, as Altair describes it."""
    drawn = _lines(comparison) if comparison.lines else _bars(comparison)
    return drawn.configure(font=_FONT, background="white").configure_axis(
        labelFontSize=13, titleFontSize=13, labelColor=INK, titleColor=INK
    )


def _data(rows: tuple[Row, ...]) -> Any:
    """Rows as Vega reads them."""
    values = [{"label": row.label, "panel": row.panel, "made": row.made, "published": row.published} for row in rows]
    return alt.InlineData(values=values)


def _bars(comparison: Comparison) -> Any:
    """A bar for each figure with a diamond where the published one lies; panels one under another, each on its own scale."""
    panels = list(dict.fromkeys(row.panel for row in comparison.rows))
    drawn = [
        _panel(tuple(row for row in comparison.rows if row.panel == panel), panel if len(panels) > 1 else "", comparison)
        for panel in panels
    ]
    return alt.vconcat(*drawn)


def _panel(rows: tuple[Row, ...], title: str, comparison: Comparison) -> Any:
    base = alt.Chart(_data(rows), title=alt.Title(title, anchor="start", fontSize=13, color=INK))
    order = [row.label for row in rows]
    label = alt.Y("label:N", sort=order, title=None, axis=alt.Axis(labelLimit=260))
    bars = base.mark_bar(color=BLUE, height=14).encode(
        x=alt.X("made:Q", title=title_of(comparison), axis=alt.Axis(tickCount=8)), y=label
    )
    diamonds = base.mark_point(shape="diamond", size=110, filled=True, color=INK, stroke="white", strokeWidth=1, opacity=1)
    return (bars + diamonds.encode(x="published:Q", y=label)).properties(width=WIDTH, height=alt.Step(STEP))


def _lines(comparison: Comparison) -> Any:
    """A line for each panel, with dashes and a name of its own, and diamonds where the published figures lie."""
    panels = list(dict.fromkeys(row.panel for row in comparison.rows))
    base = alt.Chart(_data(comparison.rows))
    age = alt.X(
        "label:Q",
        title="her age",
        axis=alt.Axis(values=sorted({int(row.label) for row in comparison.rows})),
        scale=alt.Scale(zero=False, nice=False, padding=12),
    )
    dash = alt.StrokeDash("panel:N", scale=alt.Scale(domain=panels, range=list(DASHES)), legend=None)
    lines = base.mark_line(color=BLUE, strokeWidth=2.5).encode(
        x=age, y=alt.Y("made:Q", title=title_of(comparison)), strokeDash=dash
    )
    diamonds = base.mark_point(shape="diamond", size=80, filled=True, color=INK, opacity=1).encode(x=age, y="published:Q")
    first = tuple(next(row for row in comparison.rows if row.panel == panel) for panel in panels)
    names = (
        alt.Chart(_data(first))
        .mark_text(align="left", dx=8, dy=-10, fontSize=13, color=INK)
        .encode(x=age, y="made:Q", text="panel:N")
    )
    return (lines + diamonds + names).properties(width=WIDTH, height=300)


def title_of(comparison: Comparison) -> str:
    """The unit of a comparison as a word."""
    return "percent" if comparison.unit == "%" else comparison.unit
