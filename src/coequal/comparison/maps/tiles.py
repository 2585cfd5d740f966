"""A map of equal tiles, one for each area, so that a small area counts as much to the eye as a large one."""

from collections.abc import Iterator, Mapping

from coequal.comparison.maps.layouts import BLOCK, Layout, Tile
from coequal.comparison.maps.shown import UNKNOWN, Look, Shown, in_words, legend, look
from coequal.comparison.maps.svg import Drawing, bare, box, picture, plate, words
from coequal.documents.model import Picture
from coequal.errors import CoequalError
from coequal.populations.charts.texts import fits, width, wrapped

ACROSS, NARROW, GAP, LINE = 960, 340, 4, 13.5
BOLD = 14.3  # the usual size whose letters are as wide as bold ones of 13
TALL, LOW = 84, 31  # the height of a tile with its name in it, and of one in a block
_ABOUT = "Each tile is one area of {day:%-d %B %Y}, all of one size, about where the area lies."
_BLOCKS = " Those whose place one board took in July 2022 stand together, by their names."


def tile_map(places: Mapping[str, Shown], layout: Layout, title: str) -> Picture:
    """The map of what is shown of each area, by its ODS code; an area that is not among the places is one of no policy seen.

    Raises `CoequalError` where a place has no tile in the layout.
    """
    shown = _shown(places, layout)
    about = _ABOUT.format(day=layout.day) + (_BLOCKS if layout.captions else "")
    told = in_words(((tile.name, one) for tile, one in shown.items()), [about])
    return picture(title, about, _drawn(shown, layout, ACROSS), legend(shown.values()), told)


def tiles_only(places: Mapping[str, Shown], layout: Layout, title: str, wide: float = ACROSS) -> Picture:
    """The tiles alone, for a page that says what they are about; where there is less room, with codes instead of names.

    Raises `CoequalError` as above.
    """
    shown = _shown(places, layout)
    told = in_words(((f"{tile.name} ({tile.code})", one) for tile, one in shown.items()), [])
    return bare(title, _drawn(shown, layout, wide), told)


def seen_on(places: Mapping[str, Shown], layout: Layout) -> dict[str, int]:
    """The lines of the legend, each with the number of areas that look like that. Raises `CoequalError` as above."""
    return legend(_shown(places, layout).values())


def _shown(places: Mapping[str, Shown], layout: Layout) -> dict[Tile, Shown]:
    """What is shown on each tile."""
    for code in places:
        if code not in layout.codes:
            raise CoequalError(f"{code} is no area of {layout.day:%-d %B %Y}, so the map of that day has no tile for it.")
    return {tile: places.get(tile.code, UNKNOWN) for tile in layout.tiles}


def _drawn(shown: Mapping[Tile, Shown], layout: Layout, wide: float) -> Drawing:
    """The tiles in so much room; they are low where they stand in blocks or the room is narrow."""
    across = (wide - (layout.columns // BLOCK * GAP * 2 if layout.captions else 0)) / layout.columns
    low = bool(layout.captions) or wide < ACROSS
    down = LOW if low else TALL
    parts = [part for tile in layout.captions for part in _caption(tile, across)]
    for tile, one in shown.items():
        x, y = _x(tile, layout, across), tile.row * down
        draw = _small if low else _large
        parts += draw(tile, one, x, y, across - GAP)
    return Drawing(wide, layout.rows * down, tuple(parts))


def _x(tile: Tile, layout: Layout, across: float) -> float:
    """Where a tile begins; between blocks there is a gap."""
    return tile.column * across + (tile.column // BLOCK * GAP * 2 if layout.captions else 0)


def _caption(tile: Tile, across: float) -> Iterator[str]:
    """What a block is called, on two lines above it."""
    x, room = tile.column * across + tile.column // BLOCK * GAP * 2, BLOCK * across - GAP
    lines = wrapped(tile.label, room, 10.5, 2)
    for number, line in enumerate(reversed(lines)):
        yield words(x, tile.row * LOW + LOW - 9 - 11.5 * number, line, 10.5, bold=True, anchor="start")


def _large(tile: Tile, shown: Shown, x: float, y: float, across: float) -> Iterator[str]:
    """A tile with the name of its area, and below it what is shown."""
    seen, down, middle = look(shown), TALL - GAP, x + across / 2
    yield from _ground(seen, x, y, across, down)
    room = across - 20
    lines = wrapped(tile.label, room, 11.5, 3)
    value = shown.label if fits(shown.label, room, BOLD, 1) else wrapped(shown.label, room, BOLD, 1)[0]
    top = y + down / 2 - LINE * len(lines) / 2 - 3
    for number, line in enumerate(lines):
        yield words(middle, top + LINE * number, line, 11.5, ink=seen.ink)
    yield words(middle, top + LINE * len(lines) + 3, value, 13, ink=seen.ink, bold=True)


def _small(tile: Tile, shown: Shown, x: float, y: float, across: float) -> Iterator[str]:
    """A tile with the code of its area, and below it what is shown if it fits, or the sign of its kind, or what it ends with."""
    seen, down = look(shown), LOW - GAP
    yield from _ground(seen, x, y, across, down)
    value = shown.label if width(shown.label, 10.5) <= across - 8 else seen.sign or shown.label.split()[-1]
    yield words(x + across / 2, y + down / 2 - 5.5, tile.code, 9.5, ink=seen.ink)
    yield words(x + across / 2, y + down / 2 + 5.5, value, 10.5, ink=seen.ink, bold=True)


def _ground(seen: Look, x: float, y: float, across: float, down: float) -> Iterator[str]:
    """The box of a tile; on a pattern, with a white ground that leaves the pattern as a frame, thinner where the tile is low."""
    yield box(x, y, across, down, seen)
    if seen.patterned:
        frame = 7 if down > LOW else 4
        yield plate(x + frame, y + frame / 2, across - 2 * frame, down - frame)
