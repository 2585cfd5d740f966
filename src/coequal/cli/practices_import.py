"""Importing ODS's list of practices as the user's own table, and saying what came of it."""

import sys
from collections import Counter
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

from coequal.cli.text import paragraph, printable
from coequal.facts.dates import say_date
from coequal.organisations.epraccur import Listing, in_order, merged
from coequal.organisations.own_table import write_own_table
from coequal.organisations.practice_files import read_practices
from coequal.organisations.practices import IMPORTED
from coequal.policies.library import Library


def import_files(library: Library, files: list[Path], today: date) -> tuple[dict[str, Any], list[str]]:
    """Make the user's own table of some files of ODS, in place of an earlier one; what came of it as data and in lines."""
    listings = in_order(_read(files))
    practices = merged(listings)
    source = f"{IMPORTED}{say_date(today)} from {' and '.join(printable(listing.file) for listing in listings)}"
    written = write_own_table(practices, source)
    areas = Counter(membership.area for practice in practices for membership in practice.memberships)
    told = {
        "table": f"the table {source}",
        "file": str(written),
        "files": [{"file": listing.file, "latest": listing.latest.isoformat()} for listing in listings],
        "practices": len(practices),
        "areas": len(areas),
        "memberships": areas.total(),
        "left out": dict(sum((listing.left_out for listing in listings), Counter[str]())),
        "unknown areas": sorted(areas.keys() - library.organisations.areas.keys()),
    }
    return told, list(map(paragraph, _lines(told, listings)))


def _lines(told: dict[str, Any], listings: list[Listing]) -> list[str]:
    counts = f"{told['practices']} practices with {told['memberships']} memberships in {told['areas']} areas"
    lines = [f"Imported {counts} into {told['file']}."]
    if len(listings) > 1:
        order = "; ".join(f"{printable(listing.file)}, up to {say_date(listing.latest)}" for listing in listings)
        lines.append(f"Read from older to newer: {order}.")
    lines.extend(f"{printable(listing.file)}: {words}." for listing in listings for words in listing.told)
    lines.extend(f"Left out: rows {why}, {count}." for why, count in told["left out"].items())
    if unknown := told["unknown areas"]:
        lines.append(f"Kept, though this library does not know who commissions there: {', '.join(unknown)}.")
    return lines


def _read(files: list[Path]) -> list[Listing]:
    """The files, with a note on each to whoever waits longer than a second at a terminal."""
    started = monotonic()
    listings = []
    for number, path in enumerate(files, 1):
        listings.append(read_practices(path))
        if monotonic() - started > 1 and sys.stderr.isatty():
            print(f"{number} of {len(files)} files read", file=sys.stderr)
    return listings
