"""A section of the report: what is worked out for it from the count, and the places in which somebody writes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from coequal.documents.model import Block

REPORT: Final = "report"  # its sections have numbers
APPENDIX: Final = "appendix"  # they have letters
EASY_READ: Final = "easy read"  # it stands in no report, and has a document of its own


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the report in which somebody writes. Its key stays the same however often the figures are worked out anew."""

    key: str  # such as `executive-summary`, or `question S-7F3K-2QX9 effect before`
    wanted: str  # what belongs there, for whoever writes it
    needed: bool = False  # whether a report without it is not complete


def _nothing() -> Iterable[Block]:
    return ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what somebody writes below it, what is worked out, and what somebody writes about that.

    `behind` says whose rows stand behind the figures: `question S-7F3K-2QX9 effect`, `theme F-7F3K-2QX9 cost`, `received`.
    """

    title: str
    level: int = 2
    above: Place | None = None
    figures: Callable[[], Iterable[Block]] = _nothing
    below: Place | None = None
    behind: str = ""
    part: str = REPORT

    @property
    def places(self) -> tuple[Place, ...]:
        """The places in it, in their order."""
        return tuple(place for place in (self.above, self.below) if place is not None)
