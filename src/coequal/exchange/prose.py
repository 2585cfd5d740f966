"""The prose of a policy file, which is Markdown, as blocks of a document, which are plain."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from coequal.documents.model import Item, Listing, Paragraph, Table
from coequal.policies.prose import plain, table_cells

TABLE: Final = "A table of the text"
DEEPEST: Final = 9  # lists inside one another that a reader of Markdown shows; what would be deeper is text, marks and all
_MARK = re.compile(r"( *)([-+*]|(\d{1,9})[.)])( +|$)")  # of an item of a list
_CODE = 4  # spaces before a mark that make it words of the paragraph above it; behind one, they are not of its width


def prose_blocks(text: str) -> Iterator[Paragraph | Listing | Table]:
    """The paragraphs, lists and tables of a text, without the marks of Markdown; a list may stand inside another."""
    return _blocks([line.expandtabs(_CODE) for line in text.replace("\r\n", "\n").split("\n")] + [""], 0)


def table_of(lines: Sequence[str]) -> Table | None:
    """The table that lines make whose second rules off the first, all of as many cells; None where they are none."""
    cells = table_cells(lines)
    if cells is None:
        return None
    named, *rows = cells
    return Table(TABLE, named, tuple(rows))


def _blocks(lines: Sequence[str], depth: int) -> Iterator[Paragraph | Listing | Table]:
    """What stands in the lines of a text, or of an item of a list so deep, whose first line is that of its mark.

    The last of them is blank, unless more follows it there without a blank line.
    """
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
        elif depth < DEEPEST and (mark := _MARK.match(lines[at])):
            listing, at = _list(lines, at, mark, depth)
            yield listing
        elif table := _table(lines, at, depth):
            yield table
            at += len(table.rows) + 2  # its head, and the line that rules it off
        else:
            end = _end_of_paragraph(lines, at, depth)
            yield Paragraph(plain("\n".join(lines[at:end])))
            at = end


def _table(lines: Sequence[str], at: int, depth: int) -> Table | None:
    """The table that begins on a line, behind a blank one, and that ends before the next."""
    if (depth and at <= 1) or (at and lines[at - 1].strip()):  # the first line of an item is no blank one, whatever is left of it
        return None
    end = at
    while end < len(lines) and lines[end].lstrip().startswith("|"):
        end += 1
    return table_of(lines[at:end]) if at < end < len(lines) and not lines[end].strip() else None


def _end_of_paragraph(lines: Sequence[str], at: int, depth: int) -> int:
    """Where a paragraph ends: before a blank line, or before a list that says something and counts from 1, if it counts."""
    end = at + 1
    while end < len(lines) and lines[end].strip():
        mark = _MARK.match(lines[end]) if depth < DEEPEST else None
        if mark and len(mark[1]) < _CODE and mark[4] and int(mark[3] or 1) == 1:
            break
        end += 1
    return end


def _list(lines: Sequence[str], at: int, mark: re.Match[str], depth: int) -> tuple[Listing, int]:
    """The list that begins on a line, and the line after it: items of one kind of mark, however many blank lines are between."""
    items: list[str | Item] = []
    after: re.Match[str] | None = mark
    while after and after[2][-1] == mark[2][-1]:
        inside, at = _item(lines, at, after)
        first, *under = [*_blocks(inside, depth + 1)] or [Paragraph("")]
        if not isinstance(first, Paragraph):
            first, under = Paragraph(""), [first, *under]
        items.append(Item(first.text, tuple(under)) if under else first.text)
        while at < len(lines) and not lines[at].strip():
            at += 1
        after = _MARK.match(lines[at]) if at < len(lines) else None
    return Listing(tuple(items), mark[3] is not None, int(mark[3] or 1)), at


def _item(lines: Sequence[str], at: int, mark: re.Match[str]) -> tuple[list[str], int]:
    """The lines of the item that begins on a line, set back to where its words begin, and the line after it."""
    written = len(mark[0]) < len(lines[at])
    offset = mark.end() if written and len(mark[4]) <= _CODE else mark.end(2) + 1
    inside = [lines[at][offset:]]
    at += 1
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            after = next((n for n in range(at, len(lines)) if lines[n].strip()), len(lines))
            goes_on = after < len(lines) and lines[after].startswith(" " * offset) and (written or len(inside) > 1)
            inside += [""] * (after - at)
            at = after
            if goes_on:
                continue
            break
        mark_of = _MARK.match(line)
        if line.startswith(" " * offset):
            inside.append(line[offset:])
        elif inside[-1].strip() and not (mark_of and len(mark_of[1]) < _CODE):
            inside.append(line)  # a paragraph goes on, though it is not set in
        else:
            break
        at += 1
    return inside, at
