"""A file that somebody brings, read as the sheet that it is: CSV, Excel, JSON Lines, or what survey software exports."""

import re
from dataclasses import replace
from typing import Final

from coequal.documents.brought.sheets import LARGEST, Column, Sheet, read_csv
from coequal.errors import CoequalError
from coequal.involvement.importing.packed import read_json_lines, read_packed

_PACKED: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_IMPORT_ID: Final = re.compile(r'^\{"ImportId":')


def read_file(data: bytes) -> Sheet:
    """The sheet in a file, whatever its name. Raises `CoequalError` that says what is wrong, and where."""
    if not data.strip():
        raise CoequalError("This file is empty.")
    if len(data) > LARGEST:
        raise CoequalError(f"This file is larger than {LARGEST // 1024 // 1024} MB. Bring it in in several parts.")
    if data.startswith(b"%PDF"):
        raise CoequalError("This is a PDF file, from which no answers can be read. Export the answers as CSV or Excel.")
    if data.startswith(_PACKED):
        return _without_extra_heads(read_packed(data))
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return read_json_lines(data)
    return _without_extra_heads(read_csv(data))


def _without_extra_heads(sheet: Sheet) -> Sheet:
    """The sheet with the words of the questions beside the names of the columns, where an export has rows of them.

    Qualtrics has three such rows: the name, the words, and an identifier in braces.
    """
    if len(sheet.rows) >= 2 and any(_IMPORT_ID.match(cell) for cell in sheet.rows[1].cells):
        words, rows = sheet.rows[0].cells, sheet.rows[2:]
        columns = tuple(Column(column.name, text) for column, text in zip(sheet.columns, words, strict=True))
        return replace(sheet, columns=columns, rows=rows, told=(*sheet.told, "An export of Qualtrics, with three rows of heads."))
    if any(column.name.casefold() == "response id" for column in sheet.columns):
        return replace(sheet, told=(*sheet.told, "It looks like an export of Citizen Space."))
    return sheet
