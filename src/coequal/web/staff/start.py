"""What waits for somebody, on their start page: each part of the site says it in lines of its own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from coequal.accounts.acting import Acting


@dataclass(frozen=True, slots=True)
class Line:
    """Something that waits: in words, with the address that leads to it."""

    words: str
    address: str


Waiting = Callable[[Acting], Iterable[Line]]
_PARTS: Final[list[Waiting]] = []


def on_start(part: Waiting) -> Waiting:
    """A function that says what waits for whoever acts, put among those that the start page asks. Nothing twice."""
    if part not in _PARTS:
        _PARTS.append(part)
    return part


def waiting(acting: Acting) -> Iterator[Line]:
    """Everything that waits for somebody."""
    for part in _PARTS:
        yield from part(acting)
