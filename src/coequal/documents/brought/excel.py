"""Excel files as plain sheets. Nothing in them is run, and a small file cannot become a huge one."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, Final

from openpyxl import load_workbook

from coequal.documents.brought.marks import check_shown, filled, marks_of, on_merged
from coequal.documents.brought.sheets import MOST_COLUMNS, Sheet, sheet_of
from coequal.documents.declaring import declares
from coequal.errors import CoequalError

TOO_MUCH: Final = "This file unpacks to far more than any table has. Bring it in as CSV."
_UNPACKED: Final = 100 * 1024 * 1024  # bytes that all parts together may come to
_MEMBERS: Final = 2_000
_WORDS_OF_FORMATS: Final = re.compile(r'"[^"]*"|\\.')  # in which a percent sign is a sign only
_OLD: Final = b"\xd0\xcf\x11\xe0"  # how an Excel file of before 2007, or one with a password, begins


@contextmanager
def unpacked(data: bytes) -> Iterator[zipfile.ZipFile]:
    """A packed file whose parts were looked at. Raises `CoequalError` where it is damaged, locked, or would become too much."""
    if data.startswith(_OLD):
        raise CoequalError("This is an old Excel file, or one with a password. Save it as .xlsx without a password, or as CSV.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _check(packed)
            yield packed
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise CoequalError("This file is packed and cannot be opened: it is damaged, or has a password.") from None


def is_workbook(names: Collection[str]) -> bool:
    """Whether a packed file with parts of these names is one of Excel."""
    return "xl/workbook.xml" in names


def read_excel(data: bytes) -> Sheet:
    """The first sheet of an Excel file as a person sees it: a merged cell stands in every row that it spans.

    Raises `CoequalError` where it is none, cannot be read, or something in it is hidden.
    """
    with unpacked(data) as packed:
        if not is_workbook(packed.namelist()):
            raise CoequalError("This file is packed, but is no Excel file (.xlsx). Unpack it first.")
        return first_sheet(data, as_shown=True)


def _check(packed: zipfile.ZipFile) -> None:
    """Nothing, where the parts come to no more than a table has. Raises `CoequalError` where they would."""
    parts = packed.infolist()
    if len(parts) > _MEMBERS or sum(part.file_size for part in parts) > _UNPACKED:
        raise CoequalError(TOO_MUCH)
    for part in parts:
        with packed.open(part) as opened:  # whatever it is called, since another part can name it as a sheet
            if declares(opened):
                raise CoequalError("This Excel file declares entities, which no spreadsheet does. It was not read.")


def first_sheet(data: bytes, *, as_shown: bool = False) -> Sheet:
    """The first sheet of a workbook that is not hidden; a formula is the text of it, and is never worked out.

    Raises `CoequalError` where it cannot be read; `as_shown`, where something in it is hidden, or merged over columns.
    """
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), book.worksheets[0])
        sheet.reset_dimensions()
        told = [f"The sheet “{sheet.title}” of an Excel file."]
        if len(book.worksheets) > 1:
            told.append(f"The file has {len(book.worksheets)} sheets; only the first that is not hidden is read.")
        percentages: list[str] = []
        rows = _texts(sheet, percentages)
        if as_shown:
            with sheet._get_source() as part:  # noqa: SLF001  # there is no other way to the part of a sheet
                marks = marks_of(part)
            rows = filled(check_shown(rows, marks), marks.merged)
            told += on_merged(marks.merged)
        found = sheet_of(rows, told)
        return replace(found, told=(*found.told, *_on_percentages(percentages)))
    except (KeyError, ValueError, IndexError, TypeError, AttributeError, SyntaxError) as error:
        raise CoequalError(f"This Excel file cannot be read ({type(error).__name__}). Save it again, or as CSV.") from None


def _texts(sheet: Any, percentages: list[str]) -> Iterator[list[str]]:
    """The rows as texts, those in which nothing stands too; of each percentage it is noted where it stands."""
    for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1):
        values = [cell.value for cell in row]
        empty = values.count(None) == len(values)  # of which a line far down brings tens of thousands along
        cells = [] if empty else [text_of(value) for value in values]
        percentages.extend(
            f"{cell.coordinate} ({text_of(cell.value)}, with the format {cell.number_format})"
            for cell in row
            if cell.data_type == "n" and cell.value is not None and "%" in _WORDS_OF_FORMATS.sub("", cell.number_format)
        )
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _on_percentages(cells: Sequence[str]) -> list[str]:
    """What is told of percentages: a spreadsheet shows 30%, but what stands in the cell, and is read, is 0.3."""
    if not cells:
        return []
    more = f" and {len(cells) - 1} more" if len(cells) > 1 else ""
    said = f"Shown as a percentage, but read as the number that stands there: {cells[0]}{more}."
    return [f"{said} Look whether a hundred times as much is meant."]


def text_of(value: object) -> str:
    """What stands in a cell as a text: a day as 2026-03-27, a whole number without its point."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.15g}"  # as many digits as Excel itself keeps
        case datetime() if value.time() == time.min:
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)
