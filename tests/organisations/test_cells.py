"""Cells that no spreadsheet takes for a formula come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.organisations.cells import guarded, unguarded


@pytest.mark.parametrize(
    ("cell", "written"),
    [("Hill", "Hill"), ("=1+1", "'=1+1"), ("+44", "'+44"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"), ("'=1", "''=1"), ("'s", "'s")],
)
def test_a_formula_stands_behind_an_apostrophe(cell: str, written: str) -> None:
    """And nothing else does."""
    assert guarded(cell) == written


@given(st.text("'=+-@a", max_size=6) | st.text())
def test_a_cell_comes_back_as_it_was(cell: str) -> None:
    """However many apostrophes it begins with; and what is written begins no formula."""
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@"))
