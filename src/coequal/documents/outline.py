"""At which level each heading of a document stands, so that none is skipped: software that reads aloud goes by them."""

from collections.abc import Iterable, Iterator

from coequal.documents.model import Block, Heading, Notice


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
