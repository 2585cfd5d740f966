"""Sheets of Excel as a person sees them: merged cells, and what is hidden."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook

from coequal.documents.brought.excel import first_sheet, read_excel
from coequal.documents.brought.marks import Merged, filled
from coequal.errors import CoequalError

ROWS = [["fact", "smokes", "eligible"], ["[19..30]", "no", "yes"], [None, "yes", "no"], ["> 30", None, "no"]]
Change = Callable[[Any], object]


def book(*changes: Change) -> bytes:
    """A sheet of rules with some changes."""
    made, written = Workbook(), io.BytesIO()
    assert made.active is not None
    for row in ROWS:
        made.active.append(row)
    for change in changes:
        change(made.active)
    made.save(written)
    return written.getvalue()


def test_a_merged_cell_stands_in_every_row_that_it_spans() -> None:
    """An empty cell would ask nothing, though a person sees the condition beside it."""
    found = read_excel(book(lambda sheet: sheet.merge_cells("A2:A3")))
    assert [row.cells[0] for row in found.rows] == ["[19..30]", "[19..30]", "> 30"]
    assert "Merged cells (A2:A3): the value of each is read in every row that it spans." in found.told


def test_of_several_merged_cells_the_first_is_named() -> None:
    """And how many more there are."""
    found = read_excel(book(lambda sheet: sheet.merge_cells("A2:A3"), lambda sheet: sheet.merge_cells("C3:C4")))
    assert any(said.startswith("Merged cells (C3:C4 and 1 more)") or "A2:A3 and 1 more" in said for said in found.told)
    assert [row.cells[2] for row in found.rows] == ["yes", "no", "no"]


def test_a_merged_cell_may_reach_beyond_what_stands_there() -> None:
    """A row of nothing else is no rule."""
    found = read_excel(book(lambda sheet: sheet.merge_cells("C4:C6")))
    assert [row.cells for row in found.rows][2:] == [("> 30", "", "no")]


def test_a_cell_over_several_columns_is_refused() -> None:
    """Whose value it is cannot be told; where nothing stands in it, it says nothing."""
    with pytest.raises(CoequalError, match="A2:B2 is one cell over several columns"):
        read_excel(book(lambda sheet: sheet.merge_cells("A2:B2")))
    assert read_excel(book(lambda sheet: sheet.merge_cells("E9:F9")))


def hide_row(sheet: Any) -> None:
    """Hide the last rule, as a filter does."""
    sheet.row_dimensions[4].hidden = True


def hide_columns(sheet: Any) -> None:
    """Hide the second column and one in which nothing stands."""
    sheet.column_dimensions["B"].hidden = sheet.column_dimensions["H"].hidden = True


@pytest.mark.parametrize(("change", "said"), [(hide_row, "Row 4 is hidden"), (hide_columns, "Column B is hidden")])
def test_a_rule_that_nobody_sees_is_refused(change: Change, said: str) -> None:
    """It may be one that was left out on purpose. Answers to a survey are read whole."""
    with pytest.raises(CoequalError, match=said):
        read_excel(book(change))
    assert len(first_sheet(book(change)).rows) == len(ROWS) - 1


def test_the_first_sheet_that_is_not_hidden_is_read() -> None:
    """Which is the one that a person sees."""

    def hide(sheet: Any) -> None:
        sheet.sheet_state = "hidden"
        other = sheet.parent.create_sheet("Rules")
        other.append(["fact"])
        other.append(["> 30"])
        sheet.parent.active = other

    found = read_excel(book(hide))
    assert [row.cells for row in found.rows] == [("> 30",)]
    assert "The sheet “Rules” of an Excel file." in found.told


def test_merged_cells_beside_what_is_read_cost_nothing() -> None:
    """Each is looked at where it begins, not at every row; those in which nothing stands are forgotten at once."""
    merged = [Merged(400, row, 400, row + 50_000) for row in range(1, 9_000)]
    looked_at = 0

    class Line(list[str]):
        def __getitem__(self, place: Any) -> Any:
            nonlocal looked_at
            looked_at += 1
            return super().__getitem__(place)

    lines = [Line(["a", "b"]) for _ in range(10_000)]
    assert [*filled(lines, merged)] == lines
    assert looked_at < 2 * len(merged)
