"""An appraisal in a terminal: what has to be said first, the candidates by letter, then one table after the other."""

from collections.abc import Iterator
from itertools import chain
from textwrap import wrap
from typing import Any

from coequal.cli.text import bullets, heading, paragraph, width
from coequal.comparison.options.figures import count, ranges, source
from coequal.comparison.options.tables import Block, Rows, blocks, groups, summary
from coequal.comparison.options.words import (
    DECIDE,
    DENOMINATORS,
    MADE_UP,
    PUBLISHED,
    budget_said,
    candidate_said,
    foot,
    interval_said,
    marks,
    named,
    not_whole,
)

Report = dict[str, Any]
_GAP = 2


def options_text(report: Report) -> str:
    """The appraisal as a person reads it."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield paragraph(f"{report['title']} ({report['area']})")
    yield paragraph(report["about"])
    yield ""
    yield paragraph(MADE_UP if report["synthetic"] else PUBLISHED)
    yield paragraph(f"People: {count(report['people'])} {report['who']}")
    if (said := not_whole(report)) is not None:
        yield paragraph(said)
    yield paragraph(DECIDE)
    if report["said"]:
        yield bullets(report["said"])
    yield from _block(summary(report))
    yield heading("The candidates")
    for label, letter in marks(report).items():
        each = report["candidates"][label]
        yield paragraph(named(report, label, letter), "   ", "")
        yield bullets(candidate_said(each), "   ")
    yield heading("How to read the figures")
    yield paragraph(DENOMINATORS)
    yield paragraph(interval_said(report))
    if report["budget"]:
        yield paragraph(budget_said(report))
    for block in blocks(report):
        yield from _block(block)
    for grouping in report["groups"]:
        yield heading(grouping)
        shares, births = groups(report, grouping)
        yield from _table_and_note(shares)
        yield ""
        yield from _table_and_note(births)
    yield heading("What is assumed")
    yield bullets(f"{one['name']}: {ranges(one)} {one['unit']}. {source(one)}." for one in report["parameters"])


def _block(block: Block) -> Iterator[str]:
    yield heading(block.title)
    yield from _table_and_note(block)


def _table_and_note(block: Block) -> Iterator[str]:
    yield paragraph(block.note)
    for part in _fitting(block.rows):
        yield ""
        yield _table(part)
    if (said := foot(block.rows)) is not None:
        yield ""
        yield paragraph(said)


def _fitting(rows: Rows) -> Iterator[Rows]:
    """A table in parts of as many columns as fit into the width, each with the first column."""
    sizes = [_size(rows, place) for place in range(len(rows[0]))]
    places: list[int] = []
    for place in range(1, len(sizes)):
        if places and sum(sizes[one] + _GAP for one in (*places, place)) + sizes[0] > width():
            yield [[row[0], *(row[one] for one in places)] for row in rows]
            places = []
        places.append(place)
    yield [[row[0], *(row[one] for one in places)] for row in rows]


def _size(rows: Rows, place: int) -> int:
    """How wide a column is: its cells, and its head broken into words; the first not wider than half of the width."""
    found = max(map(len, [*rows[0][place].split(), *(row[place] for row in rows[1:])]), default=0)
    return min(found, width() // 2) if place == 0 else found


def _table(rows: Rows) -> str:
    """A table with its head in capitals on as many lines as it needs, numbers to the right."""
    sizes = [_size(rows, place) for place in range(len(rows[0]))]
    heads = [_broken(cell, size) for cell, size in zip(rows[0], sizes, strict=True)]
    deep = max(map(len, heads))
    top = map(list, zip(*([""] * (deep - len(head)) + head for head in heads), strict=True))
    return "\n".join(chain(*(_lines_of(cells, sizes) for cells in [*top, *rows[1:]])))


def _lines_of(cells: list[str], sizes: list[int]) -> Iterator[str]:
    """The line of a row, after lines for the beginning of a first cell that is too long for its column."""
    *before, last = wrap(cells[0], sizes[0]) or [""]
    yield from before
    yield _line([last, *cells[1:]], sizes)


def _line(cells: list[str], sizes: list[int]) -> str:
    """The cells of one line: the first to the left, the others to the right."""
    first, *others = (
        cell.ljust(size) if n == 0 else cell.rjust(size) for n, (cell, size) in enumerate(zip(cells, sizes, strict=True))
    )
    return (" " * _GAP).join([first, *others]).rstrip()


def _broken(head: str, size: int) -> list[str]:
    """The words of a head on lines no wider than its column."""
    lines: list[str] = []
    for word in head.upper().split():
        if lines and len(lines[-1]) + 1 + len(word) <= size:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
