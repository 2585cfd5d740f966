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


PERCENTAGES = [
    ([("0%", 0.3)], "read as the number that stands there: A2 (0.3, with the format 0%). Look"),
    ([("0.00%", 0.255), ("0%", 1), ("General", 5)], "A2 (0.255, with the format 0.00%) and 1 more. Look"),
    ([('0.0" %"', 30.5), (r"0\%", 30), ("0%", "30 %"), ("0%", None)], ""),
]


@pytest.mark.parametrize(("cells", "said"), PERCENTAGES)
def test_a_percentage_is_read_as_what_stands_there_and_told(cells: list[tuple[str, object]], said: str) -> None:
    """A spreadsheet shows 30% and holds 0.3; a sign that only follows the number is none."""
    book, written = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["a"])
    for line, (written_as, value) in enumerate(cells, 2):
        book.active.cell(line, 1, value).number_format = written_as
    book.save(written)
    told = [words for words in read_excel(written.getvalue()).told if "percentage" in words]
    assert [said in words for words in told] == ([True] if said else [])


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
