"""The files of `coequal lottery`: a report as a web page or PDF, and a map of tiles or of the land."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from coequal.cli.reports import write_report
from coequal.comparison.lottery.drawn import has_tiles, map_title, shown_on_map, tiles_of, with_map
from coequal.comparison.maps.png import picture_png
from coequal.documents.model import Document, Picture
from coequal.policies.library import Library
from coequal.populations.output import whole_or_absent


def write(report: dict[str, Any], document: Document, options: Namespace) -> None:
    """Write what somebody asks for. Raises `CoequalError`."""
    library = Library(options.library)
    if options.map or options.boundaries or has_tiles(library):
        picture = _map(report, library, options.boundaries)
        document = with_map(document, picture)
        if options.map:
            with whole_or_absent(options.map) as part:
                part.write_bytes(picture_png(picture) if options.map.suffix == ".png" else picture.svg.encode())
    if options.report:
        write_report(document, options.report)


def _map(report: dict[str, Any], library: Library, boundaries: Path | None) -> Picture:
    """The map, of tiles or of the land."""
    if boundaries:
        from coequal.comparison.maps.real import real_map  # noqa: PLC0415  # only where somebody has boundaries

        return real_map(shown_on_map(report), library.organisations, boundaries, map_title(report))
    return tiles_of(report, library)
