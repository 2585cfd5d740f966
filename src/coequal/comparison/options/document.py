"""The appraisal as a document that people read, keep and print."""

from collections.abc import Iterator
from typing import Any

from coequal.comparison.options import charts, tables
from coequal.comparison.options.figures import count
from coequal.comparison.options.words import (
    DECIDE,
    DENOMINATORS,
    MADE_UP,
    PUBLISHED,
    TERMS,
    budget_said,
    candidate_said,
    foot,
    interval_said,
    marks,
    named,
    not_whole,
)
from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph, Picture, Table, document

Report = dict[str, Any]


def to_document(report: Report) -> Document:
    """The whole document of a report."""
    facts = [
        ("Area", report["area"]),
        ("Years", tables.span(report)),
        ("People", f"{count(report['people'])} {report['who']}"),
        ("Compared with", report["baseline"]),
        ("Draws", f"{report['draws']:,}, seed {report['seed']}"),
    ]
    return document(f"Options appraisal: {report['title']}", report["about"], list(_blocks(report)), facts)


def _blocks(report: Report) -> Iterator[Block]:
    yield from _notices(report)
    first = tables.summary(report)
    yield Heading(first.title)
    yield from _noted(first, report)
    yield from _to_read(report)
    yield from _candidates(report)
    drawn: dict[str, list[charts.Chart]] = {
        tables.COST: [charts.cost_by_year(report)],
        tables.LIST: [charts.waiting(report)] if report["budget"] else [],
        tables.FRONTIER: [charts.frontier(report)],
        tables.DIFFERENCE: charts.tornados(report),
    }
    for block in tables.blocks(report):
        yield Heading(block.title)
        if block.title == tables.LIST:
            yield Paragraph(budget_said(report))
        yield from map(_picture, drawn.get(block.title, ()))
        yield from _noted(block, report)
    yield from _groups(report)
    assumed = tables.assumptions(report)
    yield Heading(assumed.title)
    yield from _noted(assumed, report)


def _notices(report: Report) -> Iterator[Block]:
    if report["synthetic"]:
        yield Notice("Synthetic people", MADE_UP)
    if (said := not_whole(report)) is not None:
        yield Notice("Not every policy was seen whole", said)
    yield Notice("No decision", DECIDE)
    if not report["synthetic"]:
        yield Paragraph(PUBLISHED)
    if report["said"]:
        yield Listing(tuple(report["said"]))


def _to_read(report: Report) -> Iterator[Block]:
    yield Heading("How to read the figures")
    yield Paragraph(DENOMINATORS)
    yield Paragraph(interval_said(report))
    yield Listing(TERMS)


def _candidates(report: Report) -> Iterator[Block]:
    yield Heading("The candidates")
    for label, letter in marks(report).items():
        yield Heading(named(report, label, letter), 3)
        yield Listing(tuple(candidate_said(report["candidates"][label])))


def _groups(report: Report) -> Iterator[Block]:
    if not report["groups"]:
        return
    yield Heading("Who is reached, group by group")
    for grouping in report["groups"]:
        yield Heading(grouping, 3)
        yield _picture(charts.groups(report, grouping))
        for block in tables.groups(report, grouping):
            yield from _noted(block, report)


def _noted(block: tables.Block, report: Report) -> Iterator[Block]:
    """What a table needs to be understood, and the table, with the candidates by name as well as by letter."""
    if block.note:
        yield Paragraph(block.note)
    head, *rows = block.rows
    by_letter = {letter: f"{letter}  {label}" for label, letter in marks(report).items()}
    full = (head[0] or ("Group" if "People" in head else "Candidate"), *head[1:])
    numbers = frozenset(place for place, name in enumerate(head) if place and name not in tables.WORDS)
    yield Table(_caption(block, report), full, tuple(_named(rows, by_letter)), numbers)
    if (said := foot(block.rows)) is not None:
        yield Paragraph(said)


def _caption(block: tables.Block, report: Report) -> str:
    """What a table is called; those of groups are alike, so theirs say by what people are grouped."""
    return f"{block.caption}: {block.title}" if block.title in report["groups"] else block.caption


def _named(rows: tables.Rows, by_letter: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """Rows by the whole name of what they are about, where it is the same as in the row before too: a row is read aloud by it."""
    name = of = ""
    for row in rows:
        first, second = row[0], row[1]
        name = by_letter.get(first, first) or name
        of = second or of
        yield name, of, *row[2:]


def _picture(chart: charts.Chart) -> Picture:
    return Picture(chart.svg, chart.caption, chart.words)
