"""Long lists in pages, each found by the last line of the one before, so that the last page costs no more than the first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

T = TypeVar("T")
ON_A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """The lines of a page, and the mark by which the page after it is asked for; nothing where there is none."""

    lines: Sequence[T]
    after: str = ""


def page_of(found: Sequence[T], mark: Callable[[T], str]) -> Listed[T]:
    """A page of what was found, which is one line more than a page holds where there is another page."""
    lines = found[:ON_A_PAGE]
    return Listed(lines, mark(lines[-1]) if len(found) > ON_A_PAGE else "")


def number_of(mark: str) -> int | None:
    """The number that a mark is; None for a mark that is none, such as one that somebody typed."""
    return int(mark) if mark.isascii() and mark.isdigit() and len(mark) < 19 else None
