"""The captions of tables: no two of a document are the same, for software that reads aloud lists tables by them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from coequal.documents.model import Block, Item, Listing, Table


def told_apart(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, in which each of several tables with one caption also says which of them it is: "… (1 of 2)"."""
    often = Counter(_captions(blocks))
    return _numbered(blocks, {caption: iter(range(1, many + 1)) for caption, many in often.items() if many > 1}, often)


def _captions(blocks: Iterable[Block]) -> Iterator[str]:
    """Of every table, of those under the items of lists too."""
    for block in blocks:
        match block:
            case Table(caption):
                yield caption
            case Listing(items):
                yield from (caption for item in items if isinstance(item, Item) for caption in _captions(item.under))


def _numbered(blocks: Iterable[Block], numbers: Mapping[str, Iterator[int]], often: Mapping[str, int]) -> list[Any]:
    """Blocks of the same kinds, with the next number behind each caption that has numbers."""
    found: list[Block] = []
    for block in blocks:
        match block:
            case Table(caption) if caption in numbers:
                found.append(replace(block, caption=f"{caption} ({next(numbers[caption])} of {often[caption]})"))
            case Listing(items):
                inside = (
                    replace(item, under=tuple(_numbered(item.under, numbers, often))) if isinstance(item, Item) else item
                    for item in items
                )
                found.append(replace(block, items=tuple(inside)))
            case _:
                found.append(block)
    return found
