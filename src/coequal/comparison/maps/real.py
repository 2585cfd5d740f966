"""A map of areas in their real shapes, from a file of boundaries that the reader has, for looking and not for measuring."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from coequal.comparison.maps.boundaries import Ring, Shape, read_boundaries
from coequal.comparison.maps.shapes import on_paper, path, room_in
from coequal.comparison.maps.shown import UNKNOWN, Shown, in_words, legend, look
from coequal.comparison.maps.svg import Drawing, picture, plate, words
from coequal.documents.model import Picture
from coequal.errors import CoequalError, Place
from coequal.organisations.register import Organisations
from coequal.populations.charts.style import QUIET
from coequal.populations.charts.texts import width, wrapped

ACROSS, DOWN = 960, 1_100
MOST_NUMBERED = 60  # with more areas than that, a key under the map would be longer than the map
_COLUMNS, _LINE, _SIZE, _SMALLEST = 3, 15, 11, 9
_ABOUT = "Boundaries from the file {file}, drawn simply. A large area counts no more than a small one."


def real_map(places: Mapping[str, Shown], organisations: Organisations, boundaries: Path, title: str) -> Picture:
    """The map of what is shown of each area, by its ODS code, in the shapes of a GeoJSON file (WGS 84).

    A shape is an area's where one of its properties is the area's ODS code, or its name with or without "NHS" and its role.
    Raises `CoequalError` where the file cannot be used, or has none of the areas.
    """
    shapes = read_boundaries(boundaries, organisations)
    codes = [next((code for code in shape.codes if code in places), next(iter(shape.codes), None)) for shape in shapes]
    missing = [organisations.bodies[code].name if code in organisations.bodies else code for code in places if code not in codes]
    if places and len(missing) == len(places):
        raise CoequalError(
            "No shape in this is one of the areas to be shown. Its boundaries may be those of another day.", Place(str(boundaries))
        )
    shown = {code: places.get(code, UNKNOWN) for code in codes if code is not None}
    names = {code: organisations.bodies[code].name for code in shown}
    drawn = _drawn(shapes, codes, shown, names)
    told = in_words(((names[code], one) for code, one in shown.items()), _notes(boundaries, missing, codes.count(None)))
    return picture(title, _ABOUT.format(file=boundaries.name), drawn, legend(shown.values()), told)


def _notes(boundaries: Path, missing: Sequence[str], strange: int) -> list[str]:
    """What the map is about, and what the file and the areas do not have in common."""
    return [
        _ABOUT.format(file=boundaries.name),
        *([f"Not in that file, so not on the map: {'; '.join(sorted(missing))}."] if missing else []),
        *([f"Shapes of no known area, left blank: {strange}."] if strange else []),
    ]


def _drawn(shapes: Sequence[Shape], codes: Sequence[str | None], shown: Mapping[str, Shown], names: Mapping[str, str]) -> Drawing:
    """The shapes, the words in them, and with few areas a key."""
    drawn, across, down = on_paper(shapes, ACROSS, DOWN)
    left = (ACROSS - across) / 2
    inside = list(zip(codes, drawn, strict=True))
    numbers = {code: str(number) for number, code in enumerate(sorted(names, key=lambda code: names[code]), start=1)}
    if len(numbers) > MOST_NUMBERED:
        numbers = {}
    key, deep = _key(numbers, names, shown, down + 24)
    written = (part for code, rings in inside if code is not None for part in _words(rings, shown[code], numbers.get(code)))
    areas = (_area(rings, UNKNOWN if code is None else shown[code]) for code, rings in inside)
    return Drawing(ACROSS, down + deep, (f'<g transform="translate({left:.1f},0)">', *areas, *written, "</g>", *key))


def _area(rings: list[Ring], shown: Shown) -> str:
    """A shape in its look; one that is too small to be seen leaves nothing."""
    seen = look(shown)
    border = f'stroke="{QUIET}" stroke-dasharray="3 2"' if seen.broken else f'stroke="{seen.ink}"'
    return f'<path d="{path(rings)}" fill="{seen.fill}" fill-rule="evenodd" {border} stroke-width="0.6" stroke-linejoin="round"/>'


def _words(rings: list[Ring], shown: Shown, number: str | None) -> Iterator[str]:
    """What is shown, in an area that has room for it, else its number or sign, else nothing."""
    seen, ((x, y), room) = look(shown), room_in(rings, _SIZE)
    whole, short = f"{number} {shown.label}" if number else shown.label, number or seen.sign
    for text, size in ((whole, _SIZE), (short, _SIZE), (short, _SMALLEST)):
        wide = width(text, size * 1.1) + 4
        if wide <= room:
            if seen.patterned:
                yield plate(x - wide / 2, y - size / 2 - 2, wide, size + 4)
            yield words(x, y, text, size, ink=seen.ink, bold=True)
            return


def _short(name: str) -> str:
    return name.removeprefix("NHS ").removesuffix(" CCG").removesuffix(" ICB")


def _key(numbers: Mapping[str, str], names: Mapping[str, str], shown: Mapping[str, Shown], top: float) -> tuple[list[str], float]:
    """Which area each number stands for and what is shown of it, in columns; and how deep that is."""
    room = ACROSS / _COLUMNS - 20
    entries = [wrapped(f"{number} {_short(names[code])}: {shown[code].label}", room, _SIZE) for code, number in numbers.items()]
    most = -(-sum(map(len, entries)) // _COLUMNS)
    found, column, line = [], 0, 0
    deepest = 0
    for entry in entries:
        if line >= most:
            column, line = column + 1, 0
        for text in entry:
            found.append(words(column * ACROSS / _COLUMNS, top + _LINE * line, text, _SIZE, anchor="start"))
            line += 1
        deepest = max(deepest, line)
    return found, (24 + _LINE * deepest if found else 0)
