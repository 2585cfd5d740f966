"""A document as a PDF that software can read aloud: tagged, after PDF/UA-1, the same bytes each time it is made.

What it says is handed to the template as data, so no text is ever taken for a command. Only the typefaces that come with Typst are
used, so that it looks the same everywhere; `coequal.documents.texts.shown` says what becomes of signs that they lack.
"""

import json
from math import inf
from pathlib import Path
from typing import Any

import typst

from coequal.documents.addresses import pieces
from coequal.documents.captions import told_apart
from coequal.documents.columns import widths
from coequal.documents.drawing import drawing
from coequal.documents.model import NOTHING, Block, Document, Heading, Item, Listing, Notice, Paragraph, Quote, Table, parts_of
from coequal.documents.outline import CONTENTS, first_heading, levels
from coequal.documents.texts import NOWHERE, UNTITLED, shown

TYPEFACE = ("Libertinus Serif", 1.1)  # its letters are smaller and narrower than those of Arial, for which pictures are made
LARGE = 14 / 11  # how much larger than the usual 11 points letters are in a document that wants them large
_ROOM = ((6, 98), (9, 108), (inf, 180))  # for so many columns at most: letters in a line, which are the smaller the more there are
_HERE = Path(__file__).parent
_NOT_ALL_SHOWN = f"Where {NOWHERE} stands, the typeface of this file lacks a letter. The same document as a web page shows it."


def pdf(document: Document) -> bytes:
    """The PDF. Raises `CoequalError` where a picture is no drawing."""
    scale = LARGE if document.large else 1.0
    blocks = [_part(block, level, number, scale) for number, (block, level) in enumerate(levels(told_apart(document.blocks)))]
    if first := first_heading(document):
        blocks.insert(first - 1, {"kind": "contents", "title": CONTENTS})
    about = {
        "scale": scale,
        "title": shown(document.title) or UNTITLED,
        "lead": shown(document.lead),
        "facts": [[shown(name), _said(value)] for name, value in document.facts],
    }
    if NOWHERE in json.dumps([about, blocks], ensure_ascii=False):
        blocks.append({"kind": "paragraph", "text": _NOT_ALL_SHOWN})
    return typst.compile(
        _HERE / "document.typ",
        root=_HERE,  # and not the folder that somebody happens to work in
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=typst.Fonts(include_system_fonts=False),
        sys_inputs={"document": json.dumps({**about, "blocks": blocks})},
        timestamp=0,
    )


def _part(block: Block, level: int, number: int, scale: float) -> dict[str, Any]:
    """A block as the template takes it; `scale` is how much larger than usual letters are."""
    match block:
        case Heading(text):
            return {"kind": "heading", "text": shown(text) or UNTITLED, "level": level - 1}
        case Paragraph(text):
            return {"kind": "leading" if block.leads else "paragraph", "text": _said(text)}
        case Listing((), _):
            return {"kind": "paragraph", "text": NOTHING}
        case Listing(items, numbered, first):
            listed = [_item(item, level, number, scale) for item in items]
            return {"kind": "numbered" if numbered else "listed", "items": listed, "first": first}
        case Quote(text):
            return {"kind": "quote", "text": shown(text)}
        case Notice(title, text):
            return {"kind": "notice", "title": shown(title) or UNTITLED, "text": shown(text), "level": level - 1}
        case Table():
            return _table(block, scale)
        case _:
            svg = drawing(block, f"picture-{number}", shown, TYPEFACE)
            words = shown(block.words) or shown(block.caption) or UNTITLED
            return {"kind": "picture", "svg": svg, "caption": shown(block.caption), "words": words}


def _item(item: str | Item, level: int, number: int, scale: float) -> str | list[tuple[str, str]] | dict[str, Any]:
    """An item of a list; one under which more stands with the blocks that do."""
    text, under = parts_of(item)
    return {"text": _said(text), "under": [_part(one, level, number, scale) for one in under]} if under else _said(text)


def _said(text: str) -> str | list[tuple[str, str]]:
    """A text, in pieces where some of it is the address of a web page, which is a link."""
    said = shown(text)
    found = list(pieces(said))
    return found if any(address for _, address in found) else said


def _table(table: Table, scale: float) -> dict[str, Any]:
    columns = len(table.head)
    return {
        "kind": "table",
        "caption": shown(table.caption),
        "head": [shown(text) for text in table.head],
        "rows": [[_said(cell) for cell in row] for row in table.rows],
        "widths": widths(table, next(room for most, room in _ROOM if columns <= most) / scale),
        "numbers": sorted(table.numbers),
        "nothing": NOTHING,
        "short": table.short,
    }
