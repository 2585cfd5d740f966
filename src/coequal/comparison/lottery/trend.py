"""An interval over time, drawn: for each day a bar from the least to the most, with the number of areas on which it rests."""

from collections.abc import Sequence
from datetime import date
from html import escape

from coequal.documents.model import Picture
from coequal.facts.dates import say_date

Point = tuple[date, int, float, float]  # a day, the number of areas, the least and the most of a share
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 760, 340, 70, 40, 20, 80
_INK, _QUIET, _RULE, _FILL = "#0b0c0c", "#484d50", "#d8dcde", "#1d70b8"
_NOTE = "Each bar runs from the least (full line) to the most (broken line) that the chance may be."
_BAR = 12
_NEAREST = 62  # points between two labels under the line of time


def trend(caption: str, points: Sequence[Point]) -> Picture | None:
    """The drawing of two days or more; None of fewer."""
    if len(points) < 2:
        return None
    days = [day.toordinal() for day, *_ in points]
    across = (_WIDTH - _LEFT - _RIGHT - 2 * _BAR) / max(1, days[-1] - days[0])
    at = [_LEFT + _BAR + (day - days[0]) * across for day in days]
    parts = [_levels(), _joined(at, [least for *_, least, _ in points], ""), _joined(at, [most for *_, most in points], "5 4")]
    parts += [_bar(x, point) for x, point in zip(at, points, strict=True)]
    parts += _labels(at, points)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}">'
    font = '<g font-family="Arial, Helvetica, sans-serif" font-size="13">'
    return Picture(f"{svg}{font}{''.join(parts)}</g></svg>", caption, _words(points))


def _y(share: float) -> float:
    return _TOP + (1 - share) * (_HEIGHT - _TOP - _BOTTOM)


def _levels() -> str:
    """A fine line at each quarter, with its share."""
    found = ""
    for quarter in range(5):
        y = _y(quarter / 4)
        found += f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{_RULE}" stroke-width="1"/>'
        found += _text(_LEFT - 8, y + 4, f"{25 * quarter} %", "end", _QUIET)
    return found


def _joined(at: Sequence[float], shares: Sequence[float], dashes: str) -> str:
    places = " ".join(f"{x:.1f},{_y(share):.1f}" for x, share in zip(at, shares, strict=True))
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline points="{places}" fill="none" stroke="{_INK}" stroke-width="1.5"{dashed}/>'


def _bar(x: float, point: Point) -> str:
    _, _, least, most = point
    top, height = _y(most), max(3.0, _y(least) - _y(most))
    return (
        f'<rect x="{x - _BAR / 2:.1f}" y="{top:.1f}" width="{_BAR}" height="{height:.1f}" '
        f'fill="{_FILL}" stroke="{_INK}" stroke-width="0.8"/>'
    )


def _labels(at: Sequence[float], points: Sequence[Point]) -> list[str]:
    """Under each bar its day and its areas, as far as there is room; the last always."""
    found, free = [], float("inf")
    base = _HEIGHT - _BOTTOM
    for x, (day, areas, _, _) in reversed(list(zip(at, points, strict=True))):
        if free - x >= _NEAREST:
            found += [_text(x, base + 20 + 16 * n, line, "middle", _INK) for n, line in enumerate(_lines(day, areas))]
            free = x
    found.append(_text(_LEFT, _HEIGHT - 6, _NOTE, "start", _QUIET))
    return found


def _lines(day: date, areas: int) -> tuple[str, str]:
    return f"{day:%b %Y}", f"{areas} areas"


def _text(x: float, y: float, text: str, anchor: str, ink: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{ink}">{escape(text)}</text>'


def _words(points: Sequence[Point]) -> str:
    said = [f"{say_date(day)}, {areas} areas: {100 * least:.1f} % to {100 * most:.1f} %." for day, areas, least, most in points]
    return " ".join(said)
