"""The totals of a round drawn as SVG: what the group agreed on, and how far apart its members were; said in words too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from coequal.documents.model import Picture
from coequal.populations.charts.style import FONT, INK, NORMAL, QUIET, RULE
from coequal.populations.charts.texts import wrapped

# On a page of A4 the letters of a drawing so wide, its blank edge with it, are of 9 points and more.
_WIDE, _EDGE, _SIDE, _NUMBERS, _TOP, _LINE, _PAD, _BOX = 656, 14, 230, 110, 62, 16, 14, 14
_PLACE: Final = _WIDE - 50  # where the column of places ends
_FILL: Final = "#d2e2f1"
_KEY: Final = (
    "Diamond: what the group agreed on. Box: the middle half of its members.",
    "Line: from the lowest to the highest of them. All out of 100.",
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One topic: its place, its total out of 100, and the lowest, the quarters and the highest of the members' totals."""

    title: str
    place: int
    total: float
    lowest: float
    lower_quarter: float
    upper_quarter: float
    highest: float


def drawn(bars: Sequence[Bar], caption: str) -> Picture:
    """A row for each topic, in the order given."""
    inside = [_text(0, 14 + _LINE * number, line, ink=QUIET) for number, line in enumerate(_KEY)]
    top = float(_TOP)
    for bar in bars:
        lines = wrapped(bar.title, _SIDE, NORMAL, 4)
        height = max(_BOX, _LINE * len(lines)) + _PAD
        inside += _row(bar, lines, top + height / 2)
        top += height
    grid = list(_grid(top))
    words = "\n".join(_said(bar) for bar in bars)
    wide, high = _WIDE + 2 * _EDGE, f"{top + 4:.0f}"
    size = f'width="{wide}" height="{high}" viewBox="{-_EDGE} 0 {wide} {high}"'
    return Picture(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join([*grid, *inside])}</svg>', caption, words)


def _said(bar: Bar) -> str:
    return (
        f"Place {bar.place}: {bar.title}, {bar.total:.1f} out of 100. Members: {bar.lowest:.1f} to {bar.highest:.1f}, "
        f"the middle half of them {bar.lower_quarter:.1f} to {bar.upper_quarter:.1f}."
    )


def _grid(bottom: float) -> Iterator[str]:
    for mark in (0, 25, 50, 75, 100):
        yield f'<line x1="{_x(mark):.1f}" y1="{_TOP}" x2="{_x(mark):.1f}" y2="{bottom:.1f}" stroke="{RULE}" stroke-width="1"/>'
        yield _text(_x(mark), _TOP - 6, str(mark), anchor="middle", ink=QUIET)
    for right, head in ((_PLACE, "Place"), (_WIDE, "Total")):
        yield _text(right, _TOP - 6, head, anchor="end", ink=QUIET)


def _row(bar: Bar, lines: Sequence[str], middle: float) -> Iterator[str]:
    first = middle - _LINE * (len(lines) - 1) / 2 + 5
    for number, line in enumerate(lines):
        yield _text(_SIDE, first + _LINE * number, line, anchor="end")
    low, high = _x(bar.lowest), _x(bar.highest)
    yield f'<line x1="{low:.1f}" y1="{middle:.1f}" x2="{high:.1f}" y2="{middle:.1f}" stroke="{INK}" stroke-width="1.6"/>'
    left, wide = _x(bar.lower_quarter), _x(bar.upper_quarter) - _x(bar.lower_quarter)
    box = f'x="{left:.1f}" y="{middle - _BOX / 2:.1f}" width="{wide:.1f}" height="{_BOX}"'
    yield f'<rect {box} fill="{_FILL}" stroke="{INK}" stroke-width="0.8"/>'
    at = _x(bar.total)
    points = f"{at:.1f},{middle - 7:.1f} {at + 7:.1f},{middle:.1f} {at:.1f},{middle + 7:.1f} {at - 7:.1f},{middle:.1f}"
    yield f'<polygon points="{points}" fill="{INK}" stroke="#ffffff" stroke-width="1"/>'
    yield _text(_PLACE, middle + 5, str(bar.place), anchor="end")
    yield _text(_WIDE, middle + 5, f"{bar.total:.1f}", anchor="end")


def _x(total: float) -> float:
    """Where a total stands from left to right."""
    return _SIDE + 16 + (_WIDE - _SIDE - _NUMBERS - 16) * total / 100


def _text(x: float, y: float, text: str, *, anchor: str = "start", ink: str = INK) -> str:
    look = f'font-family="{FONT}" font-size="{NORMAL}" fill="{ink}" text-anchor="{anchor}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(text)}</text>'
