"""The parts of a drawing as SVG: boxes and texts, a title above, a legend below, and the whole as a picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from coequal.comparison.maps.shown import DEFINED, LOOKS, Look
from coequal.documents.model import Picture
from coequal.documents.texts import clean
from coequal.populations.charts.style import FONT, INK, QUIET, SMALL
from coequal.populations.charts.texts import on_lines, width

EDGE, HEAD_SIZE, SWATCH = 20, 20, 18


@dataclass(frozen=True, slots=True)
class Drawing:
    """Parts of an SVG, and how wide and high they are together, in pixels."""

    across: float
    down: float
    parts: tuple[str, ...]


def box(x: float, y: float, across: float, down: float, look: Look) -> str:
    """A box with the fill of a look."""
    border = f'stroke="{QUIET}" stroke-dasharray="4 3"' if look.broken else f'stroke="{INK}"'
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{across:.1f}" height="{down:.1f}" fill="{look.fill}" {border} stroke-width="0.8"/>'
    )


def plate(x: float, y: float, across: float, down: float) -> str:
    """A white ground for words on a pattern."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{across:.1f}" height="{down:.1f}" fill="#ffffff"/>'


def words(x: float, y: float, text: str, size: float, *, ink: str = INK, bold: bool = False, anchor: str = "middle") -> str:
    """A text of which the middle of the letters stands at a height."""
    weight = ' font-weight="bold"' if bold else ""
    place = f'x="{x:.1f}" y="{y + 0.35 * size:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-family="{FONT}" font-size="{size:g}px"{weight} fill="{ink}">{escape(clean(text))}</text>'


def picture(title: str, about: str, drawing: Drawing, seen: Mapping[str, int], told: str) -> Picture:
    """A drawing under its title and above its legend, as a picture with its content in words, which the SVG says too."""
    head = on_lines([clean(title)], drawing.across, HEAD_SIZE * 1.1)
    top = EDGE + 26 * len(head) + 30
    key, deep = _legend(seen, drawing.across)
    wide, tall = f"{drawing.across + 2 * EDGE:.0f}", f"{top + drawing.down + deep + 2 * EDGE:.0f}"
    lines = "&#10;".join(escape(clean(line)) for line in told.splitlines())
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="coequal-map-title coequal-map-words" lang="en-GB"',
        f' width="{wide}" height="{tall}" viewBox="0 0 {wide} {tall}">',
        f'<title id="coequal-map-title">{escape(clean(title))}</title><desc id="coequal-map-words">{lines}</desc>',
        DEFINED,
        f'<rect width="{wide}" height="{tall}" fill="#ffffff"/>',
        *(words(EDGE, EDGE + 10 + 26 * n, line, HEAD_SIZE, bold=True, anchor="start") for n, line in enumerate(head)),
        words(EDGE, top - 22, about, SMALL, ink=QUIET, anchor="start"),
        f'<g transform="translate({EDGE},{top:.1f})">{"".join(drawing.parts)}</g>',
        f'<g transform="translate({EDGE},{top + drawing.down + EDGE:.1f})">{"".join(key)}</g></svg>',
    ]
    return Picture("".join(parts), title, told)


def bare(title: str, drawing: Drawing, told: str) -> Picture:
    """A drawing by itself, for a page that says its title and explains it."""
    size = f'width="{drawing.across:.0f}" height="{drawing.down:.0f}" viewBox="0 0 {drawing.across:.0f} {drawing.down:.0f}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{DEFINED}{"".join(drawing.parts)}</svg>'
    return Picture(svg, title, told)


def swatch(key: str) -> Picture:
    """What a line of a legend looks like on the map."""
    look = LOOKS[key]
    parts = (box(0.5, 0.5, 2 * SWATCH, SWATCH, look), *_sign(0.5, 0.5, look, look.sign))
    return bare(key, Drawing(2 * SWATCH + 1, SWATCH + 1, parts), key)


def _legend(seen: Mapping[str, int], across: float) -> tuple[list[str], float]:
    """The lines of a legend beside one another as far as there is room, and how deep they are."""
    parts, x, y = [], 0.0, 0.0
    for key, count in seen.items():
        sign = LOOKS[key].sign
        text = f"{key[0].upper()}{key[1:]} ({count} {'area' if count == 1 else 'areas'})"
        room = 2 * SWATCH + 8 + width(text, SMALL) + 24
        if x and x + room > across:
            x, y = 0.0, y + 26
        parts += [box(x, y, 2 * SWATCH, SWATCH, LOOKS[key]), *_sign(x, y, LOOKS[key], sign)]
        parts.append(words(x + 2 * SWATCH + 8, y + SWATCH / 2, text, SMALL, anchor="start"))
        x += room
    return parts, y + 26


def _sign(x: float, y: float, look: Look, sign: str) -> list[str]:
    ground = [plate(x + 10, y + 3, 2 * SWATCH - 20, SWATCH - 6)] if look.patterned else []
    return [*ground, words(x + SWATCH, y + SWATCH / 2, sign, 11, ink=look.ink, bold=True)]
