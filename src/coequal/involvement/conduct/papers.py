"""The texts of an involvement as documents, which become a page, a PDF, large print or a Word file."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from coequal.documents.model import Block, Document, Heading, document
from coequal.exchange.prose import prose_blocks
from coequal.facts.dates import say_date
from coequal.involvement.invented import made_up
from coequal.involvement.models import Paper
from coequal.policies.prose import plain

KINDS: Final = ("proposal", "background", "easy read", "large print", "British Sign Language", "other language")
_HEADING: Final = re.compile(r"^(#{1,6})[ \t]+(.+)$", re.MULTILINE)


def blocks(text: str) -> Iterator[Block]:
    """Markdown as headings, paragraphs and lists. The largest headings stand right below the title."""
    parts = _HEADING.split(text.replace("\r\n", "\n"))
    if parts[0].strip():
        yield from prose_blocks(parts[0])
    for marks, title, rest in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        yield Heading(plain(title.rstrip("#").rstrip() or title), 2 if len(marks) < 3 else 3)
        if rest.strip():
            yield from prose_blocks(rest)


def paper_document(paper: Paper, *, large: bool = False) -> Document:
    """A paper with what it belongs to."""
    involvement = paper.involvement
    facts = [("Part of", involvement.title), ("By", involvement.whose)]
    if involvement.opens and involvement.closes:
        facts.append(("Have your say", f"from {say_date(involvement.opens)} until the end of {say_date(involvement.closes)}"))
    made = document(paper.title, "", [*made_up(involvement.organisation), *blocks(paper.text)], facts)
    return replace(made, large=large)
