"""A document as HTML that runs nothing, and reads well aloud, on a telephone and on paper.

It is one web page that needs no other file, or what stands below the title of a page that has a style of its own.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Final

from coequal.documents.addresses import pieces
from coequal.documents.captions import told_apart
from coequal.documents.drawing import drawing
from coequal.documents.model import NOTHING, Block, Document, Heading, Listing, Notice, Paragraph, Picture, Quote, Table, parts_of
from coequal.documents.outline import CONTENTS, first_heading, levels
from coequal.documents.texts import UNTITLED, clean

Leading = Callable[[Block], Iterable[tuple[str, str]]]  # addresses, each with the words that lead there
_ABOVE: Final = (1, 2, 3)  # a document has three levels below its title, and there are six in all


def _nowhere(_block: Block) -> Iterable[tuple[str, str]]:
    """No links stand below a block."""
    return ()


def html(document: Document) -> str:
    """The page, well-formed as XML too. Raises `CoequalError` where a picture is no drawing."""
    style = Path(__file__).with_name("document.css").read_text(encoding="utf-8")
    known = b64encode(sha256(style.encode()).digest()).decode()  # no other style holds, and no script at all
    title = _said(document.title) or UNTITLED
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="en-GB">',
            '<head><meta charset="utf-8"/>',
            f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{known}'\"/>",
            '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
            f"<title>{title}</title>",
            f"<style>{style}</style></head>",
            "<body><main>",
            f"<h1>{title}</h1>",
            *_parts(document, 0),
            "</main></body></html>\n",
        )
    )


def body(document: Document, above: int = 1, leading: Leading = _nowhere) -> str:
    """The lead, the facts and the blocks, below a heading of the level `above` that the page has; no style stands in them.

    `leading` gives the links that stand below a block. Raises `CoequalError` where a picture is no drawing.
    """
    assert above in _ABOVE, document.title
    return "\n".join(_parts(document, above - 1, leading))


def _parts(document: Document, lower: int, leading: Leading = _nowhere) -> Iterator[str]:
    """What stands below the title, its headings so many levels lower than in a page of its own."""
    if document.lead:
        yield f'<p class="lead">{_said(document.lead)}</p>'
    yield from _facts(document.facts)
    first = first_heading(document)
    for number, (block, level) in enumerate(levels(told_apart(document.blocks)), start=1):
        if number == first:
            yield _contents(document, 2 + lower)
        yield _block(block, level + lower, number, named=document.contents)
        yield from (f'<p class="leading"><a href="{escape(link)}">{_said(words)}</a></p>' for link, words in leading(block))


def _contents(document: Document, level: int) -> str:
    """A list of the headings that leads to each."""
    headings = ((number, block) for number, block in enumerate(document.blocks, start=1) if isinstance(block, Heading))
    items = "".join(
        f'<li class="level-{one.level}"><a href="#part-{number}">{_said(one.text) or UNTITLED}</a></li>' for number, one in headings
    )
    return f'<nav class="contents" aria-labelledby="contents"><h{level} id="contents">{CONTENTS}</h{level}><ul>{items}</ul></nav>'


def _said(text: str) -> str:
    """A text that means nothing to a browser but itself."""
    return escape(clean(text))


def _linked(text: str) -> str:
    """The same, in which the addresses of web pages are links."""
    return "".join(
        f'<a href="{escape(address)}">{escape(piece)}</a>' if address else escape(piece) for piece, address in pieces(clean(text))
    )


def _facts(facts: Iterable[tuple[str, str]]) -> list[str]:
    pairs = [f"<div><dt>{_said(name)}</dt><dd>{_linked(value)}</dd></div>" for name, value in facts]
    return ["<dl>", *pairs, "</dl>"] if pairs else []


def _block(block: Block, level: int, number: int | str, *, named: bool) -> str:
    match block:
        case Heading(text):
            name = f' id="part-{number}"' if named else ""
            return f"<h{level}{name}>{_said(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{_linked(text)}</p>"
        case Listing():
            return _listing(block, level, number)
        case Quote(text):
            return f"<blockquote><p>{_said(text)}</p></blockquote>"
        case Notice(title, text):
            name = f"notice-{number}"
            head = f'<h{level} id="{name}">{_said(title)}</h{level}>'
            return f'<div class="notice" role="note" aria-labelledby="{name}">{head}<p>{_said(text)}</p></div>'
        case Table():
            return _table(block, f"table-{number}")
        case _:
            return _picture(block, f"picture-{number}")


def _listing(listing: Listing, level: int, number: int | str) -> str:
    """A list, in which what stands under an item is part of it."""
    if not listing.items:
        return f"<p>{NOTHING}</p>"
    items = []
    for at, item in enumerate(listing.items, start=1):
        text, under = parts_of(item)
        inside = (_block(part, level, f"{number}-{at}-{nth}", named=False) for nth, part in enumerate(under, start=1))
        items.append(f"<li>{_linked(text)}{''.join(inside)}</li>")
    kind = "ol" if listing.numbered else "ul"
    start = f' start="{listing.first}"' if listing.numbered and listing.first != 1 else ""
    return f"<{kind}{start}>{''.join(items)}</{kind}>"


def _table(table: Table, name: str) -> str:
    """A table with a caption, in a part of the page that scrolls by itself and that a keyboard reaches."""
    sides = [' class="number"' if column in table.numbers else "" for column in range(len(table.head))]
    head = "".join(f'<th scope="col"{side}>{_said(text)}</th>' for text, side in zip(table.head, sides, strict=True))
    rows = [_row(row, sides) for row in table.rows] or [f'<tr><td colspan="{len(sides)}">{NOTHING}</td></tr>']
    return "\n".join(
        (
            f'<div class="wide" role="region" tabindex="0" aria-labelledby="{name}">',
            f'<table><caption id="{name}">{_said(table.caption)}</caption>',
            f"<thead><tr>{head}</tr></thead>",
            "<tbody>",
            *rows,
            "</tbody></table></div>",
        )
    )


def _row(row: tuple[str, ...], sides: list[str]) -> str:
    first, *others = (_linked(cell) for cell in row)
    cells = (f"<td{side}>{cell}</td>" for cell, side in zip(others, sides[1:], strict=True))
    return f'<tr><th scope="row"{sides[0]}>{first}</th>{"".join(cells)}</tr>'


def _picture(picture: Picture, name: str) -> str:
    """A drawing with its caption, and its content in words for whoever opens them."""
    lines = "".join(f"<p>{_said(line)}</p>" for line in picture.words.splitlines() if line.strip())
    caption = _said(picture.caption)
    return "\n".join(
        (
            f'<figure><div class="wide" role="region" tabindex="0" aria-labelledby="{name}">{drawing(picture, name)}</div>',
            f'<figcaption id="{name}">{caption}</figcaption></figure>',
            f'<details><summary>The same in words<span class="aloud">: {caption}</span></summary>{lines}</details>',
        )
    )
