"""A page as Altair draws it: panels and grids one under another, with a title above and the footer below."""

import json
from typing import Any

import altair as alt
import vl_convert

from coequal.populations.charts import style
from coequal.populations.charts.bars import bars
from coequal.populations.charts.layout import Page, Panel
from coequal.populations.charts.shades import shades
from coequal.populations.charts.texts import on_lines, width


def to_svg(page: Page) -> str:
    """The drawing of a page, which needs no other file."""
    svg: str = vl_convert.vegalite_to_svg(json.dumps(_page(page).to_dict(validate=False)), vl_version="v6.1")
    start, rest = svg.split(">", 1)
    return f"{start}>{style.PATTERNS}{rest}"


def to_png(svg: str) -> bytes:
    """A drawing as a picture, at twice its size."""
    picture: bytes = vl_convert.svg_to_png(svg, scale=2)
    return picture


def _page(page: Page) -> Any:
    side = _side(page)
    parts = [bars(panel, side) if isinstance(panel, Panel) else shades(panel, side) for panel in page.panels]
    title = style.titled(page.title, page.about, style.LARGE, style.NORMAL, offset=22)
    drawn = alt.vconcat(*parts, _footer(page), spacing=24, title=title)
    return drawn.configure(font=style.FONT, background="white", padding=20).configure_view(stroke=None)


def _side(page: Page) -> float:
    """The room for the labels of all panels, so that their bars begin under one another."""
    labels = [label for panel in page.panels for label in panel.labels]
    least, most = style.LABELS
    return min(most, max(least, *(width(label, style.NORMAL) for label in labels)))


def _footer(page: Page) -> Any:
    found = on_lines(page.footer, style.WIDTH, style.SMALL)
    height = style.LINE * len(found)
    written = style.texts(style.lines(0, height / 2, found), align="left", size=style.SMALL)
    return written.properties(width=style.WIDTH, height=height)
