"""Tables for notebooks, as HTML and as Markdown. Whatever stands in a cell is text there: nothing in it is taken for a mark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

_MARKS: Final = re.compile(r"([\\`*_{}\[\]|#~])")
_HEAD: Final = '<th scope="row">{}</th>'


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a caption and heads."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[object]]

    def html(self) -> str:
        """The table as HTML that needs no style and says everything in words; each row has a head."""
        heads = "".join(f'<th scope="col">{_escaped(head)}</th>' for head in self.heads)
        rows = "".join(map(_row, self.rows))
        caption = f"<caption>{_escaped(self.caption)}</caption>"
        return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"

    def markdown(self) -> str:
        """The table as Markdown, below its caption."""
        lines = [self.heads, ["---"] * len(self.heads), *self.rows]
        said = [_line(line if place == 1 else list(map(_marked, line))) for place, line in enumerate(lines)]
        return "\n".join([_marked(self.caption), "", *said])


def html(grids: Sequence[Grid]) -> str:
    """Tables one after the other."""
    return "".join(grid.html() for grid in grids)


def markdown(grids: Sequence[Grid]) -> str:
    """Tables one after the other."""
    return "\n\n".join(grid.markdown() for grid in grids)


def _row(cells: Sequence[object]) -> str:
    """A row under its head, its first cell that is not empty: a criterion without a clause is called by its title."""
    said = [_escaped(cell) for cell in cells]
    head = next((place for place, cell in enumerate(said) if cell), None)
    return f"<tr>{''.join(_HEAD.format(cell) if place == head else f'<td>{cell}</td>' for place, cell in enumerate(said))}</tr>"


def _line(cells: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _escaped(cell: object) -> str:
    return escape(" ".join(str(cell).split()))


def _marked(cell: object) -> str:
    return _MARKS.sub(r"\\\1", escape(" ".join(str(cell).split()), quote=False))
