"""What a chart consists of, before it is drawn: a page of panels with rows of bars and numbers, and grids of shares."""

from collections.abc import Iterator
from dataclasses import dataclass

EXTREMES = {"<": "under ", ">": "over "}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a panel: its label, its bar as parts of a kind and a length (of 1), and a cell for each of the heads.

    A cell may have several lines.
    """

    label: str
    parts: tuple[tuple[str, float], ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Bars that are read together. A head names a column of numbers and, where it has a kind, what that kind looks like."""

    title: str
    notes: tuple[str, ...]
    heads: tuple[tuple[str, str | None], ...]
    rows: tuple[Row, ...]

    @property
    def labels(self) -> list[str]:
        """The labels of the rows."""
        return [row.label for row in self.rows]

    def in_words(self) -> Iterator[str]:
        """A line for each row, with its numbers."""
        for row in self.rows:
            cells = zip(self.heads, row.cells, strict=True)
            numbers = "; ".join(f"{head.lower()} {_spoken(cell)}" for (head, _), cell in cells)
            yield f"{row.label}: {numbers}."


@dataclass(frozen=True, slots=True)
class Grid:
    """Shares of groups (with the number of their people) under policies; each with the number that decides its shade, if any."""

    title: str
    notes: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[tuple[str, float | None], ...]], ...]

    @property
    def labels(self) -> list[str]:
        """The labels of the rows."""
        return [label for label, _ in self.rows]

    def in_words(self) -> Iterator[str]:
        """A line for the groups, and one for each policy."""
        yield "People: " + "; ".join(f"{group}, {people}" for group, people in self.columns) + "."
        for label, cells in self.rows:
            numbers = "; ".join(f"{group}, {_spoken(cell)}" for (group, _), (cell, _) in zip(self.columns, cells, strict=True))
            yield f"{label}: {numbers}."


@dataclass(frozen=True, slots=True)
class Page:
    """A whole chart: what it is called, what it is about, its panels, and what stands under them."""

    title: str
    about: tuple[str, ...]
    panels: tuple[Panel | Grid, ...]
    footer: tuple[str, ...]

    def in_words(self) -> str:
        """Everything that the chart shows, line by line."""
        lines = [*self.about]
        for panel in self.panels:
            lines += [f"{panel.title}.", *panel.notes, *panel.in_words()]
        return "\n".join([*lines, *self.footer])


def _spoken(cell: str) -> str:
    """The lines of a cell on one line, without signs that are read out badly."""
    words = cell.replace("\n", ", ")
    for sign, word in EXTREMES.items():
        words = words.replace(sign, word)
    return words
