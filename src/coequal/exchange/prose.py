"""The prose of a policy file, which is Markdown, as blocks of a document, which are plain."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from coequal.documents.model import Block, Listing, Paragraph, Table
from coequal.policies.markdown import unmarked

_BULLET = re.compile(r"^\s*(?:[-+*]|(\d+)[.)])\s+", re.MULTILINE)
# No "[" inside, and an end: else a row of "[" takes long. A bracket behind a backslash is none.
_LINK = re.compile(r"(?<!\\)\[([^\[\]]{0,500})(?<!\\)\]\(([^)\s]{0,2000})\)")
_BETWEEN = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\s*:?-+:?\s*")  # a cell of the line under the head of a table
TABLE: Final = "A table of the text"


def prose_blocks(text: str) -> Iterator[Block]:
    """The paragraphs, lists and tables of a text, without the marks of Markdown."""
    for part in filter(None, re.split(r"\n\s*\n", text.strip())):
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
    head, *rest = [tuple(_BETWEEN.split(line.strip())[1:-1]) for line in lines]
    framed = all(line.strip().startswith("|") and line.rstrip().endswith("|") for line in lines)
    if not (framed and head and rest and all(map(_RULE.fullmatch, rest[0])) and {len(row) for row in rest} == {len(head)}):
        return None
    named, *rows = [tuple(map(plain, row)) for row in (head, *rest[1:])]
    return Table(TABLE, named, tuple(rows))


def plain(text: str) -> str:
    """A text on one line, without emphasis; of a link its words and, after them, its address."""
    return " ".join(unmarked(_LINK.sub(r"\1 (\2)", text)).split())
