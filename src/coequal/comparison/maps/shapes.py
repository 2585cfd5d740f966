"""Shapes on paper: from degrees to a grid of half a pixel, simple enough to be a small file, and where words stand in them."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from coequal.comparison.maps.boundaries import Point, Ring, Shape

MOST_POINTS = 60_000
_HEIGHTS = 24  # at how many heights of a shape room for words is looked for


def on_paper(shapes: Sequence[Shape], across: float, down: float) -> tuple[list[list[Ring]], float, float]:
    """The rings of each shape in pixels, and how wide and high they are together, at most `across` and `down`.

    Degrees of longitude are shortened as they are in the middle of the map, so that shapes look as they do on the ground.
    """
    points = [point for shape in shapes for ring in shape.rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = min(across / max((east - west) * squeeze, 1e-6), down / max(north - south, 1e-6))
    drawn = [[[((x - west) * squeeze * scale, (north - y) * scale) for x, y in ring] for ring in shape.rings] for shape in shapes]
    step = 0.5
    drawn = [_simple(rings, step) for rings in drawn]
    while _points(drawn) > MOST_POINTS:  # it ends: on a grid as coarse as the paper, nothing is left
        step *= 2
        drawn = [_simple(rings, step) for rings in drawn]
    return drawn, (east - west) * squeeze * scale, (north - south) * scale


def _points(shapes: Iterable[Iterable[Ring]]) -> int:
    return sum(len(ring) for rings in shapes for ring in rings)


def _simple(rings: Iterable[Ring], step: float) -> list[Ring]:
    """Rings on a grid, without those that vanish there; neighbours stay neighbours, as each point moves by itself."""
    return [simple for ring in rings if len(simple := _on_grid(ring, step)) > 2]


def _on_grid(ring: Ring, step: float) -> Ring:
    """A ring on a grid, without points that repeat the last one or lie on the line between their neighbours."""
    found: Ring = []
    for x, y in ring:
        point = (round(x / step) * step, round(y / step) * step)
        if found and point == found[-1]:
            continue
        while len(found) > 1 and _on_line(found[-2], found[-1], point):
            found.pop()
        found.append(point)
    return found[:-1] if len(found) > 1 and found[0] == found[-1] else found


def _on_line(before: Point, middle: Point, after: Point) -> bool:
    (x0, y0), (x1, y1), (x2, y2) = before, middle, after
    return abs((x1 - x0) * (y2 - y1) - (y1 - y0) * (x2 - x1)) < 1e-9


def path(rings: Iterable[Ring]) -> str:
    """The rings as the path of an SVG, each point as a step from the last."""
    return "".join(_ring_path(ring) for ring in rings)


def _ring_path(ring: Ring) -> str:
    (x, y), *_ = ring
    steps = " ".join(f"{_short(x2 - x1)} {_short(y2 - y1)}" for (x1, y1), (x2, y2) in pairwise(ring))
    return f"M{_short(x)} {_short(y)}l{steps}z"


def _short(number: float) -> str:
    return f"{round(number, 2):g}"


def room_in(rings: Sequence[Ring], high: float) -> tuple[Point, float]:
    """The middle of a wide level strip inside a shape that is so high, and how wide that strip is; 0 where none was found."""
    heights = [y for ring in rings for _, y in ring]
    top, bottom = min(heights, default=0.0), max(heights, default=0.0)
    best = ((0.0, 0.0), 0.0)
    for number in range(1, _HEIGHTS):
        y = top + (bottom - top) * number / _HEIGHTS
        left, right = max(_strips(rings, y), key=lambda strip: strip[1] - strip[0], default=(0.0, 0.0))
        middle = (left + right) / 2
        wide = min(right - left, *(_wide_at(rings, middle, y + off) for off in (-high / 2, high / 2)))
        if wide > best[1]:
            best = ((middle, y), wide)
    return best


def _strips(rings: Iterable[Ring], y: float) -> list[tuple[float, float]]:
    """The parts of a level line that lie inside."""
    crossed = sorted(
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for ring in rings
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])
        if (y1 <= y) != (y2 <= y)
    )
    return list(zip(crossed[::2], crossed[1::2], strict=True))


def _wide_at(rings: Iterable[Ring], x: float, y: float) -> float:
    """How wide a strip around a point is on its narrower side, twice; 0 where the point lies outside."""
    return max((2 * min(x - left, right - x) for left, right in _strips(rings, y) if left <= x <= right), default=0.0)
