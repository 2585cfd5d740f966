"""The prose of a policy file, which is Markdown, as blocks of a document, which are plain."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from coequal.documents.model import Block, Listing, Paragraph, Table
from coequal.policies.prose import paragraphs, plain, table_cells

_BULLET = re.compile(r"^\s*(?:[-+*]|(\d+)[.)])\s+", re.MULTILINE)
TABLE: Final = "A table of the text"


def prose_blocks(text: str) -> Iterator[Block]:
    """The paragraphs, lists and tables of a text, without the marks of Markdown."""
    for part in paragraphs(text):
        first = _BULLET.match(part)
        if first:
            items = _BULLET.split(part)[2::2]  # what stands after each mark; the marks' own numbers lie between
            yield Listing(tuple(map(plain, items)), numbered=first[1] is not None)
        elif table := table_of(part.splitlines()):
            yield table
        else:
            yield Paragraph(plain(part))


def table_of(lines: Sequence[str]) -> Table | None:
    """The table that lines make whose second rules off the first, all of as many cells; None where they are none."""
    cells = table_cells(lines)
    if cells is None:
        return None
    named, *rows = cells
    return Table(TABLE, named, tuple(rows))
