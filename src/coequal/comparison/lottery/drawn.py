"""The map of a lottery: what it is called, the tiles of the library's organisations, and its place in the document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from coequal.comparison.lottery.mapped import Report, couple_map, people_map
from coequal.comparison.maps.layouts import layout_on
from coequal.comparison.maps.shown import Shown
from coequal.comparison.maps.tiles import tile_map
from coequal.documents.model import Block, Document, Heading, Picture
from coequal.facts.dates import say_date
from coequal.policies.library import Library

TILES: Final = "tiles.csv"  # of the library's organisations; without it there is no map of tiles


def has_tiles(library: Library) -> bool:
    """Whether a library says where the tiles of its areas stand."""
    return (library.folder / "organisations" / TILES).is_file()


def shown_on_map(report: Report) -> dict[str, Shown]:
    """What a map shows of the report of one couple or of people, by the code of the body."""
    return people_map(report) if "people" in report else couple_map(report)


def map_title(report: Report) -> str:
    """What the map of a report is called, with its day."""
    return f"{_what(report)}, {say_date(date.fromisoformat(report['on']))}"


def _what(report: Report) -> str:
    if "people" not in report:
        return "One case in every area"
    return f"{'Synthetic people' if report['synthetic'] else 'People'} whom nothing that we have seen refuses"


def tiles_of(report: Report, library: Library) -> Picture:
    """The map of tiles. Raises `CoequalError` where the library has no layout for the day."""
    layout = layout_on(library.organisations, library.folder / "organisations", date.fromisoformat(report["on"]))
    return tile_map(shown_on_map(report), layout, map_title(report))


def with_map(document: Document, picture: Picture) -> Document:
    """A document with the map before its first heading, under what must not be overlooked."""
    return replace(document, blocks=tuple(_with_map(document.blocks, picture)))


def _with_map(blocks: Sequence[Block], picture: Picture) -> Iterator[Block]:
    first = next(place for place, block in enumerate(blocks) if isinstance(block, Heading))
    yield from (*blocks[:first], picture, *blocks[first:])
