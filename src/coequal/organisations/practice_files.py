"""The official files that say where GP practices belong, told apart by their columns."""

from pathlib import Path

from coequal.organisations.epraccur import Listing, listing_of
from coequal.organisations.official import read_official
from coequal.organisations.practice_map import is_map, read_map


def read_practices(path: Path) -> Listing:
    """The practices in a file: ODS's epraccur, or NHS England's map of practices. Raises `CoequalError` with file and line."""
    text, told = read_official(path)
    return read_map(text, told, path) if is_map(text) else listing_of(text, told, path)
