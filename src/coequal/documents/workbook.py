"""Tables as an Excel workbook, in which every cell is a text or a number, and none is a formula."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from coequal.documents.model import Document, Notice, Table
from coequal.documents.texts import clean

_NUMBER: Final = re.compile(r"-?\d{1,12}(\.\d{1,6})?")
_LONGEST: Final = 32_000  # letters that a cell can hold


def workbook(document: Document) -> bytes:
    """A sheet with every table of a document, one below another, under what the document says of itself."""
    notices = [[f"{one.title}: {one.text}"] for one in document.blocks if isinstance(one, Notice)]
    lines: list[Sequence[str]] = [[document.title], *notices, *document.facts]
    for table in (block for block in document.blocks if isinstance(block, Table)):
        lines += [[], [table.caption], table.head, *table.rows]
    return sheets([("Tables", lines)])


def sheets(found: Iterable[tuple[str, Iterable[Sequence[str]]]]) -> bytes:
    """A workbook of sheets, each with its name and its rows."""
    made = Workbook(write_only=True)
    for name, rows in found:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append([_cell(sheet, text) for text in row])
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def _cell(sheet: Any, text: str) -> Any:
    """A number as a number, and everything else as a text, even where it begins like a formula."""
    if _NUMBER.fullmatch(plain := text.replace(",", "")) and not re.match(r"-?0\d", plain):
        return float(plain) if "." in plain else int(plain)
    cell = WriteOnlyCell(sheet, "\n".join(clean(line) for line in text.split("\n"))[:_LONGEST])
    cell.data_type = "s"
    return cell
