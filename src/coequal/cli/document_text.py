"""A document in a terminal: headings, paragraphs, lists, and tables that fit into it."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from coequal.cli.text import bullets, heading, paragraph, width
from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph, Picture, Table, parts_of

_GAP = 2


def document_text(document: Document) -> str:
    """The whole document; what is drawn in it is left out, since its tables say the same."""
    facts = (paragraph(f"{name}: {value}", "  ", "") for name, value in document.facts)
    parts = [paragraph(document.title), paragraph(document.lead), *facts]
    return "\n".join([*parts, *(line for block in document.blocks for line in _block(block))])


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text):
            yield heading(text)
        case Paragraph(text=text):
            yield paragraph(text)
        case Listing():
            yield "\n".join(_items(block, "  "))
        case Notice(title=title, text=text):
            yield paragraph(f"{title}: {text}")
        case Table():
            yield paragraph(f"{block.caption}:")
            yield from _table(block)
        case _:
            assert isinstance(block, Picture), block


def _items(listing: Listing, indent: str) -> Iterator[str]:
    """The items of a list, and further in what stands under them."""
    for text, under in map(parts_of, listing.items):
        yield bullets([text], indent)
        for part in under:
            yield from _items(part, f"{indent}  ") if isinstance(part, Listing) else _block(part)


def _table(table: Table) -> Iterator[str]:
    """A table that fits: the widest of its columns are made narrower, and their cells wrapped; else a paragraph for each row."""
    rows = [tuple(_kept_together(cell) for cell in row) for row in (tuple(cell.upper() for cell in table.head), *table.rows)]
    widths = _widths(rows)
    if widths is None:
        yield from (_record(table, row) for row in table.rows)
        return
    for row in rows:
        cells = [wrap(cell, size, break_on_hyphens=False) or [""] for cell, size in zip(row, widths, strict=True)]
        for line in range(max(map(len, cells))):
            laid = [_laid(cell, line, size, n in table.numbers) for n, (cell, size) in enumerate(zip(cells, widths, strict=True))]
            yield (" " * _GAP).join(laid).rstrip()


def _kept_together(cell: str) -> str:
    """A cell in which a sign of percent stays with its number."""
    return cell.replace(" %", "\N{NO-BREAK SPACE}%")


def _record(table: Table, row: Sequence[str]) -> str:
    """A row as a paragraph: what it is about, then each other column by its name."""
    named = (f"{name}: {cell}" for name, cell in zip(table.head[1:], row[1:], strict=True) if cell)
    return paragraph(f"{row[0]}. {'; '.join(named)}.", "  ", "")


def _widths(rows: Sequence[tuple[str, ...]]) -> list[int] | None:
    """The width of each column; where there is no room, the widest are narrower. None where words would have to be broken."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    words = [max(len(word) for row in rows for word in row[n].split(" ")) for n in range(len(rows[0]))]
    for _ in range(sum(widths) + _GAP * (len(widths) - 1) - width()):
        slack = [n for n, size in enumerate(widths) if size > words[n]]
        if not slack:
            return None
        widths[max(slack, key=lambda n: widths[n])] -= 1
    return widths


def _laid(cell: list[str], line: int, size: int, number: bool) -> str:
    text = cell[line] if line < len(cell) else ""
    return text.rjust(size) if number else text.ljust(size)
