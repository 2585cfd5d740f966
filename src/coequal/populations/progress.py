"""Progress on long work: one line that fills up, only in a terminal and only once the work has taken a second."""

import shutil
import sys
from collections.abc import Iterable, Iterator, Sized
from time import monotonic
from typing import Protocol, TypeVar

PATIENCE = 1.0  # seconds before anything is shown
Item = TypeVar("Item")


class HasRows(Protocol):
    """Some rows of a table."""

    @property
    def num_rows(self) -> int:
        """How many."""


Batch = TypeVar("Batch", bound=HasRows)


def _show(text: str, end: str = "") -> None:
    """Write a line over the one before, so long that nothing of it is left."""
    sys.stderr.write(f"\r{text}".ljust(shutil.get_terminal_size().columns) + end)
    sys.stderr.flush()


def progress(items: Iterable[Item], what: str) -> Iterator[Item]:
    """The items, while a line on the terminal says how many of them are done: `Policies looked at: 3 of 45`."""
    begun, shown = monotonic(), False
    total = f" of {len(items)}" if isinstance(items, Sized) else ""
    for done, item in enumerate(items):
        if sys.stderr.isatty() and monotonic() - begun > PATIENCE:
            _show(f"{what}: {done}{total}")
            shown = True
        yield item
    if shown:
        _show("", end="\r")


def people_progress(batches: Iterable[Batch], people: int | None) -> Iterator[Batch]:
    """Batches of people, while a line on the terminal says how many of them have been read: `People read: 30 of 100 (30 %)`."""
    begun, done, shown = monotonic(), 0, False
    for batch in batches:
        yield batch
        done += batch.num_rows
        if sys.stderr.isatty() and monotonic() - begun > PATIENCE:
            of = f" of {people:,} ({100 * done // people} %)" if people else ""
            _show(f"People read: {done:,}{of}")
            shown = True
    if shown:
        _show("", end="\r")
