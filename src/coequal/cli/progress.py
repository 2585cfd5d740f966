"""Progress on long work: one line that fills up, only in a terminal and only once the work has taken a second."""

import sys
from collections.abc import Iterable, Iterator, Sized
from time import monotonic
from typing import Protocol, TypeVar

from coequal.cli.text import width

PATIENCE = 1.0  # seconds before anything is shown
Item = TypeVar("Item")


class HasRows(Protocol):
    """Some rows of a table."""

    @property
    def num_rows(self) -> int:
        """How many."""


Batch = TypeVar("Batch", bound=HasRows)


def progress(items: Iterable[Item], what: str) -> Iterator[Item]:
    """The items, while a line on the terminal says how many of them are done: `Policies looked at: 3 of 45`."""
    begun, shown = monotonic(), False
    total = f" of {len(items)}" if isinstance(items, Sized) else ""
    for done, item in enumerate(items):
        if sys.stderr.isatty() and monotonic() - begun > PATIENCE:
            print(f"\r{what}: {done}{total}".ljust(width()), end="", file=sys.stderr, flush=True)
            shown = True
        yield item
    if shown:
        print("\r".ljust(width()), end="\r", file=sys.stderr, flush=True)


def people_progress(batches: Iterable[Batch], people: int | None) -> Iterator[Batch]:
    """Batches of people, while a line on the terminal says how many of them have been read: `People read: 30 of 100 (30 %)`."""
    begun, done, shown = monotonic(), 0, False
    for batch in batches:
        yield batch
        done += batch.num_rows
        if sys.stderr.isatty() and monotonic() - begun > PATIENCE:
            of = f" of {people:,} ({100 * done // people} %)" if people else ""
            print(f"\rPeople read: {done:,}{of}".ljust(width()), end="", file=sys.stderr, flush=True)
            shown = True
    if shown:
        print("\r".ljust(width()), end="\r", file=sys.stderr, flush=True)
