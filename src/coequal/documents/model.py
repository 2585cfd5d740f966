"""What a document holds: a title, what it is about, and blocks, in the order in which they are read.

All texts are plain: whoever writes a document out sees to signs that mean something there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_SHORT = (3, 6, 60)  # so many rows, columns, and letters in a cell at most
NOTHING = "None."  # what stands where a table has no rows, or a list nothing in it


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a document; the title stands at level 1, so these are of level 2 or 3."""

    text: str
    level: int = 2

    def __post_init__(self) -> None:
        """The level is one that a document has."""
        assert self.level in (2, 3), self.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together."""

    text: str

    @property
    def leads(self) -> bool:
        """Whether it introduces what follows it, and so is on the same page."""
        return self.text.rstrip().endswith(":")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list under which more stands: a list inside the list, or further paragraphs."""

    text: str
    under: "tuple[Paragraph | Listing | Table, ...]"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; its order means something where it is `numbered`, and then it counts from `first`."""

    items: tuple[str | Item, ...]
    numbered: bool = False
    first: int = 1


def parts_of(item: str | Item) -> "tuple[str, tuple[Paragraph | Listing | Table, ...]]":
    """The words of an item, and what stands under it."""
    return (item.text, item.under) if isinstance(item, Item) else (item, ())


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, word for word; who it was is never part of it."""

    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What must not be overlooked, such as that the people counted are made up. It has a border and a title of its own."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns. The first cell of each row names it; `numbers` are the columns that hold numbers, from 0."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Every row has as many cells as the head."""
        assert all(len(row) == len(self.head) for row in self.rows), self.caption

    @property
    def short(self) -> bool:
        """Whether it is so small that it can be kept whole: it fits on a page however narrow its columns are."""
        letters = max((len(cell) for row in (self.head, *self.rows) for cell in row), default=0)
        return all(size <= most for size, most in zip((len(self.rows), len(self.head), letters), _SHORT, strict=True))


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, with a caption and with its whole content in words, for those who do not see it."""

    svg: str
    caption: str
    words: str


Block = Heading | Paragraph | Listing | Quote | Notice | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `facts` are pairs such as ("Policies as they stood on", "26 November 2026"), shown under the title.

    Where its letters are to be `large`, they are on paper; on a page everybody chooses for themselves.
    With `contents` a list of its headings stands before the first of them.
    """

    title: str
    lead: str
    blocks: tuple[Block, ...]
    facts: tuple[tuple[str, str], ...] = ()
    large: bool = False
    contents: bool = False


def document(title: str, lead: str, blocks: Sequence[Block], facts: Sequence[tuple[str, str]] = ()) -> Document:
    """A document of blocks in any sequence."""
    return Document(title, lead, tuple(blocks), tuple(facts))
