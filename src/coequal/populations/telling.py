"""Progress of long work for somebody who listens elsewhere than at a terminal, and who may stop it between two parts."""

from collections.abc import Callable, Iterable, Iterator, Sized
from typing import TypeVar

from coequal.populations.progress import Batch

Item = TypeVar("Item")
Tell = Callable[[str, int, int | None], None]  # what is being done, how much of it is done, and of how much where that is known


class Stopped(Exception):
    """The work was stopped between two parts of it by whoever was told of its progress; nothing is wrong."""


def quietly(_what: str, _done: int, _total: int | None) -> None:
    """Nobody listens."""


def telling(items: Iterable[Item], what: str, tell: Tell) -> Iterator[Item]:
    """The items, while somebody is told before each how many are done, and at last that all are. Raises what `tell` raises."""
    total = len(items) if isinstance(items, Sized) else None
    done = 0
    for item in items:
        tell(what, done, total)
        yield item
        done += 1
    tell(what, done, done)


def people_telling(batches: Iterable[Batch], what: str, people: int | None, tell: Tell) -> Iterator[Batch]:
    """Batches of people, while somebody is told how many people have been read. Raises what `tell` raises."""
    done = 0
    tell(what, done, people)
    for batch in batches:
        yield batch
        done += batch.num_rows
        tell(what, done, people)
