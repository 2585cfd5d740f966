"""The prose of a policy file, which is Markdown, as blocks of a document, which are plain."""

import re
from collections.abc import Iterator

from coequal.documents.model import Block, Listing, Paragraph
from coequal.policies.markdown import unmarked

_BULLET = re.compile(r"^\s*(?:[-+*]|(\d+)[.)])\s+", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]]{0,500})\]\(([^)\s]{0,2000})\)")  # no "[" inside, and an end: else a row of "[" takes long


def prose_blocks(text: str) -> Iterator[Block]:
    """The paragraphs and lists of a text, without the marks of Markdown."""
    for part in re.split(r"\n\s*\n", text.strip()):
        first = _BULLET.match(part)
        if first:
            items = _BULLET.split(part)[2::2]  # what stands after each mark; the marks' own numbers lie between
            yield Listing(tuple(map(plain, items)), numbered=first[1] is not None)
        else:
            yield Paragraph(plain(part))


def plain(text: str) -> str:
    """A text on one line, without emphasis; of a link its words and, after them, its address."""
    return " ".join(unmarked(_LINK.sub(r"\1 (\2)", text)).split())
