"""A library of a test in place of the site's own."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from coequal.web.shelf import shelf


def on_the_shelf(settings: object, library: Path | Sequence[Path]) -> Iterator[None]:
    """While a fixture that yields from this lasts, the site shows a library."""
    settings.LIBRARY_DIR = library
    shelf.cache_clear()
    yield
    shelf.cache_clear()
