"""Cells of tables that we write and that somebody may open with a spreadsheet: none is taken for a formula, and none is changed."""

import re
from typing import Final

_FORMULA: Final = re.compile("'*+[=+@-]")
_GUARD: Final = "'"


def guarded(cell: str) -> str:
    """A cell as it is written: behind an apostrophe where a spreadsheet would take it for a formula."""
    return f"{_GUARD}{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """What was written as `guarded`."""
    return cell.removeprefix(_GUARD) if _FORMULA.match(cell) else cell
