"""The counts drawn: one policy in full or many beside one another, as SVG or PNG with the same content in words."""

from pathlib import Path
from typing import Any

from coequal.errors import CoequalError
from coequal.populations.charts.described import png_described, svg_described
from coequal.populations.charts.page import page_of
from coequal.populations.output import whole_or_absent

ENDINGS = (".svg", ".png")


def draw(report: dict[str, Any], path: Path, *, synthetic: bool, published: bool) -> None:
    """Draw the counts that `coequal assess` prints into a file, which is whole or not there. Raises `CoequalError`."""
    if path.suffix not in ENDINGS:
        raise CoequalError(f"Charts are drawn into files that end in .svg or .png, not into {path.name}.")
    try:
        from coequal.populations.charts.figures import to_png, to_svg  # noqa: PLC0415  # not everybody has the libraries
    except ImportError:
        raise CoequalError('Charts need a part of coequal that is not installed: pip install "coequal[reports]".') from None
    page = page_of(report, synthetic=synthetic, published=published)
    with whole_or_absent(path) as part:
        svg = svg_described(to_svg(page), page)
        part.write_bytes(svg.encode() if path.suffix == ".svg" else png_described(to_png(svg), page))
