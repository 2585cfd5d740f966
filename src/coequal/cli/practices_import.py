"""Importing ODS's list of practices as the user's own table, and saying what came of it."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

from coequal.cli.text import paragraph, printable
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.organisations.epraccur import Listing, in_order, merged
from coequal.organisations.own_table import own_table, write_own_table
from coequal.organisations.practice_files import read_practices
from coequal.organisations.practices import IMPORTED, load_practices
from coequal.policies.library import Library


def import_files(library: Library, files: list[Path], today: date) -> tuple[dict[str, Any], list[str]]:
    """Make the user's own table of some files of ODS, in place of an earlier one; what came of it as data and in lines."""
    listings = in_order(_read(files))
    practices = merged(listings)
    source = f"{IMPORTED}{say_date(today)} from {' and '.join(printable(listing.file) for listing in listings)}"
    earlier = _latest_imported()
    written = write_own_table(practices, source)
    areas = Counter(membership.area for practice in practices for membership in practice.memberships)
    told = {
        "table": f"the table {source}",
        "file": str(written),
        "replaced, up to": earlier.isoformat() if earlier else None,
        "files": [{"file": listing.file, "latest": listing.latest.isoformat()} for listing in listings],
        "practices": len(practices),
        "areas": len(areas),
        "memberships": areas.total(),
        "left out": dict(sum((listing.left_out for listing in listings), Counter[str]())),
        "unknown areas": sorted(areas.keys() - library.organisations.areas.keys()),
    }
    return told, list(map(paragraph, [*_lines(told, listings), *_older(earlier, listings)]))


def _latest_imported() -> date | None:
    """The latest day that the user's own table knows; None where there is none, or none that can be read."""
    path = own_table()
    if path is None or not path.exists():
        return None
    with suppress(CoequalError):
        practices = load_practices(path).by_code.values()
        days = [day for one in practices for day in (one.opened, *(membership.since for membership in one.memberships)) if day]
        return max(days, default=None)
    return None


def _older(earlier: date | None, listings: list[Listing]) -> Iterator[str]:
    """That an older list took the place of a newer one."""
    latest = max(listing.latest for listing in listings)
    if earlier and latest < earlier:
        yield (
            f"This is older than the table that it replaced, which went up to {say_date(earlier)}. "
            "To have both, import the older and the newer file together."
        )


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
