"""At which level each heading of a document stands, so that none is skipped: software that reads aloud goes by them."""

from collections.abc import Iterable, Iterator
from itertools import takewhile

from coequal.documents.model import Block, Document, Heading, Notice

CONTENTS = "Contents"


def levels(blocks: Iterable[Block]) -> Iterator[tuple[Block, int]]:
    """Each block with the level of its heading, from 2; one without a heading comes with the level that it stands under.

    A heading is never more than one level below that before it. A notice is headed one level below the part it is in.
    """
    last = 1
    for block in blocks:
        match block:
            case Heading(level=level):
                last = min(level, last + 1)
                yield block, last
            case Notice():
                yield block, last + 1
            case _:
                yield block, last


def first_heading(document: Document) -> int | None:
    """The number, from 1, of the block before which the contents stand; None where the document lists none."""
    before = sum(1 for _ in takewhile(lambda block: not isinstance(block, Heading), document.blocks))
    return before + 1 if document.contents and before < len(document.blocks) else None
