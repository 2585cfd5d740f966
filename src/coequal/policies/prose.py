"""The prose of a policy file as people see it, without the marks of Markdown: a stretch of it, the cells of a table, one line."""

import re
from collections.abc import Iterator, Sequence

from coequal.policies.markdown import unmarked

# No "[" inside, and an end: else a row of "[" takes long. A bracket behind a backslash is none.
_LINK = re.compile(r"(?<!\\)\[([^\[\]]{0,500})(?<!\\)\]\(([^)\s]{0,2000})\)")
_BETWEEN = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\s*:?-+:?\s*")  # a cell of the line under the head of a table
_APART = re.compile(r"\n\s*\n")
_ITEM = re.compile(r"\n(?=\s*[-+*]\s)")  # before an item of a list
_BULLET = re.compile(r"\s*[-+*]\s+")
_EMPTY = "–"
_GOES_ON = (".", ",", ";", ":", "?", "!", " and", " or")  # after which no sign is missed before the next item


def plain(text: str) -> str:
    """A text on one line, without emphasis; of a link its words and, after them, its address."""
    return " ".join(unmarked(_LINK.sub(r"\1 (\2)", text)).split())


def paragraphs(text: str) -> list[str]:
    """The parts of a text that blank lines keep apart: paragraphs, lists and tables; none where nothing is written."""
    return [part for part in _APART.split(text.strip()) if part]


def table_cells(lines: Sequence[str]) -> tuple[tuple[str, ...], ...] | None:
    """The cells of the table that lines make, its head first: the second line rules off the first, and all have as many cells.

    None where the lines make none.
    """
    head, *rest = [tuple(_BETWEEN.split(line.strip())[1:-1]) for line in lines]
    framed = all(line.strip().startswith("|") and line.rstrip().endswith("|") for line in lines)
    if not (framed and head and rest and all(map(_RULE.fullmatch, rest[0])) and {len(row) for row in rest} == {len(head)}):
        return None
    return tuple(tuple(map(plain, row)) for row in (head, *rest[1:]))


def table_words(paragraph: str) -> list[str]:
    """Each row of a table with what its cells are of, `Age: 40, Cycles: 1`; nothing of a paragraph that is no table."""
    lines = paragraph.strip().splitlines()
    cells = table_cells(lines) if lines else None
    if cells is None:
        return []
    head, *rows = cells
    said = [[f"{name}: {cell or _EMPTY}" if name else cell or _EMPTY for name, cell in zip(head, row, strict=True)] for row in rows]
    return [", ".join(row) for row in said or [list(head)]]


def one_line(text: str) -> str:
    """A text on one line, in which the items of a list, and the rows of a table, stand one behind another as in a sentence."""
    said, after_item = "", False
    for listed, words in _pieces(text):
        if said and not said.endswith(_GOES_ON) and (listed or after_item):
            said += (";" if after_item else ":") if listed else "."
        said, after_item = f"{said} {words}".strip(), listed
    return said if not after_item or said.endswith(_GOES_ON) else f"{said}."


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """The paragraphs, items and rows of a text, and whether each is one of several in a list or a table."""
    for part in (item for paragraph in paragraphs(text) for item in _ITEM.split(paragraph)):
        if rows := table_words(part):
            yield from ((True, row) for row in rows)
        elif words := plain(_BULLET.sub("", part, count=1) if _BULLET.match(part) else part):
            yield _BULLET.match(part) is not None, words
