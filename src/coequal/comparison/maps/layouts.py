"""Where each area's tile stands on a day: north is up, neighbours stay neighbours as far as a grid lets them, and all are one size.

The layouts are our own, one for each day from which the areas changed, in `tiles.csv`. Before July 2022 there were some 100 to 211
small areas; each then stands in a block with those that were followed by the same board, at that board's place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path

from coequal.errors import CoequalError, Place
from coequal.organisations.bodies import Body
from coequal.organisations.register import Organisations
from coequal.organisations.tables import Row, read_table

BOARDS_SINCE = date(2022, 7, 1)
GROUPS_SINCE = date(2013, 4, 1)
BLOCK = 3  # how many small tiles stand beside one another in a block
AREAS = ("CCG", "ICB")  # the roles of bodies that an area is looked after by
_COLUMNS = ("layout", "code", "column", "row", "label")


@dataclass(frozen=True, slots=True)
class Tile:
    """The place of an area, in columns and rows from 0; its label fits into a tile, and its name is the body's."""

    code: str
    name: str
    label: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The tiles of all areas of a day. Where they stand in blocks, each has a caption, whose row has no tiles of that block."""

    day: date
    tiles: tuple[Tile, ...]
    captions: tuple[Tile, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The ODS codes of the areas."""
        return tuple(tile.code for tile in self.tiles)

    @property
    def columns(self) -> int:
        """How many columns of tiles there are."""
        return 1 + max(tile.column for tile in self.tiles)

    @property
    def rows(self) -> int:
        """How many rows there are, with those of captions."""
        return 1 + max(tile.row for tile in self.tiles)


def layout_on(organisations: Organisations, folder: Path, day: date) -> Layout:
    """The layout for a day, from the `tiles.csv` in a folder.

    Raises `CoequalError` before April 2013, when no area is known, and where the table does not place each area of that day once.
    """
    if day < GROUPS_SINCE:
        raise CoequalError(f"No areas are known before {GROUPS_SINCE:%-d %B %Y}, so there is no map of {day:%-d %B %Y}.")
    path = folder / "tiles.csv"
    areas = {code: body for code, body in organisations.bodies.items() if body.role in AREAS and body.existed(day)}
    if day < BOARDS_SINCE:
        return _in_blocks(areas, organisations, layout_on(organisations, folder, BOARDS_SINCE), day)
    tiles = _latest(path, day)
    _check(tiles, areas, path, day)
    return Layout(day, tuple(Tile(code, areas[code].name, row["label"], *_place(row)) for code, row in tiles.items()))


def _latest(path: Path, day: date) -> Mapping[str, Row]:
    """The rows of the last layout that begins on a day or before it, each under its code."""
    layouts: dict[date, dict[str, Row]] = {}
    for row in read_table(path, _COLUMNS):
        layout = layouts.setdefault(row.day("layout"), {})
        if row["code"] in layout:
            raise CoequalError(f"{row['code']} has two tiles in one layout.", row.place)
        layout[row["code"]] = row
    begun = [since for since in layouts if since <= day]
    return layouts[max(begun)] if begun else {}


def _check(tiles: Mapping[str, Row], areas: Mapping[str, Body], path: Path, day: date) -> None:
    """The tiles are those of the areas, and no two stand on one place."""
    if missing := sorted(set(areas) - set(tiles)):
        raise CoequalError(f"{', '.join(missing)} has no tile on {day:%-d %B %Y}. Add a layout for that day.", Place(str(path)))
    taken: dict[tuple[int, int], str] = {}
    for code, row in tiles.items():
        if code not in areas:
            raise CoequalError(f"{code} is no area on {day:%-d %B %Y}.", row.place)
        if (other := taken.setdefault(_place(row), code)) != code:
            raise CoequalError(f"{code} stands on the place of {other}.", row.place)


def _place(row: Row) -> tuple[int, int]:
    """The column and the row of a tile."""
    column, line = row["column"], row["row"]
    if not all(number.isascii() and number.isdigit() and len(number) < 3 for number in (column, line)):
        raise CoequalError(f"A tile stands in a column and a row from 0 to 99, not in {column} and {line}.", row.place)
    return int(column), int(line)


def _in_blocks(areas: Mapping[str, Body], organisations: Organisations, boards: Layout, day: date) -> Layout:
    """The areas of a day in blocks of those followed by the same board; of several that follow, by the one that is named first."""
    blocks: dict[str, list[Body]] = {code: [] for code in boards.codes}
    for body in areas.values():
        blocks[organisations.in_charge(body.code, BOARDS_SINCE)[0].code].append(body)
    heights = [
        max((-(-len(blocks[tile.code]) // BLOCK) for tile in boards.tiles if tile.row == row), default=0)
        for row in range(boards.rows)
    ]
    tops = list(accumulate((1 + height for height in heights), initial=0))
    captions = tuple(Tile(one.code, one.name, one.label, BLOCK * one.column, tops[one.row]) for one in boards.tiles)
    return Layout(day, tuple(tile for one in captions for tile in _block(blocks[one.code], one)), captions)


def _block(bodies: list[Body], caption: Tile) -> Iterator[Tile]:
    """The tiles of a block, under its caption, in the order of their names."""
    for number, body in enumerate(sorted(bodies, key=lambda body: body.name)):
        yield Tile(body.code, body.name, body.code, caption.column + number % BLOCK, caption.row + 1 + number // BLOCK)
