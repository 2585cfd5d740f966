"""Excel files as sheets, whoever brings them."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from coequal.documents.brought.excel import read_excel
from coequal.errors import CoequalError


def test_numbers_keep_the_digits_that_excel_keeps() -> None:
    """A threshold is not rounded on the way."""
    book, written = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (["a", "b", "c"], [7.1428571, 1234567.5, 30.0], [0.1, True, None]):
        book.active.append(row)
    book.save(written)
    assert [row.cells for row in read_excel(written.getvalue()).rows] == [("7.1428571", "1234567.5", "30"), ("0.1", "yes", "")]


def test_another_packed_file_is_refused() -> None:
    """In words that say what to do."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("a.csv", "a,b")
    with pytest.raises(CoequalError, match="Unpack it first"):
        read_excel(written.getvalue())


def test_a_file_packed_by_a_damaged_method_is_refused() -> None:
    """Whatever it is packed with, what cannot be unpacked is one message."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a.csv", b"P1,B,C")
    data = bytearray(written.getvalue())
    start = 30 + len("a.csv") + 4  # after the head of the file, its name, and the version of LZMA
    data[start : start + 5] = b"\xff" * 5
    with pytest.raises(CoequalError, match="is packed and cannot be opened"):
        read_excel(bytes(data))
