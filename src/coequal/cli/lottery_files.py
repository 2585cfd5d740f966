"""The files of `coequal lottery`: a report as a web page or PDF, and a map of tiles or of the land."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from coequal.cli.reports import write_report
from coequal.comparison.lottery.mapped import couple_map, people_map
from coequal.comparison.maps.layouts import layout_on
from coequal.comparison.maps.png import picture_png
from coequal.comparison.maps.tiles import tile_map
from coequal.documents.model import Block, Document, Heading, Picture
from coequal.facts.dates import say_date
from coequal.policies.library import Library
from coequal.populations.output import whole_or_absent

TILES = "tiles.csv"  # of the library's organisations; without it there is no map of tiles


def write(report: dict[str, Any], document: Document, options: Namespace) -> None:
    """Write what somebody asks for. Raises `CoequalError`."""
    library = Library(options.library)
    if options.map or options.boundaries or (library.folder / "organisations" / TILES).is_file():
        picture = _map(report, library, options.boundaries)
        document = replace(document, blocks=tuple(_with_map(document.blocks, picture)))
        if options.map:
            with whole_or_absent(options.map) as part:
                part.write_bytes(picture_png(picture) if options.map.suffix == ".png" else picture.svg.encode())
    if options.report:
        write_report(document, options.report)


def _map(report: dict[str, Any], library: Library, boundaries: Path | None) -> Picture:
    """The map, of tiles or of the land."""
    day = date.fromisoformat(report["on"])
    title = f"{_what(report)}, {say_date(day)}"
    shown = people_map(report) if "people" in report else couple_map(report)
    if boundaries:
        from coequal.comparison.maps.real import real_map  # noqa: PLC0415  # only where somebody has boundaries

        return real_map(shown, library.organisations, boundaries, title)
    return tile_map(shown, layout_on(library.organisations, library.folder / "organisations", day), title)


def _what(report: dict[str, Any]) -> str:
    if "people" not in report:
        return "One couple in every area"
    return f"{'Synthetic people' if report['synthetic'] else 'People'} whom nothing that we have seen refuses"


def _with_map(blocks: Sequence[Block], picture: Picture) -> Iterator[Block]:
    """The blocks with the map before the first heading, under what must not be overlooked."""
    first = next(place for place, block in enumerate(blocks) if isinstance(block, Heading))
    yield from (*blocks[:first], picture, *blocks[first:])
