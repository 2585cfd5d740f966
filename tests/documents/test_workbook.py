"""Tables as Excel files, in which nothing is a formula."""

import io

from openpyxl import load_workbook

from coequal.documents.model import Notice, Paragraph, Table, document
from coequal.documents.workbook import sheets, workbook


def rows(data: bytes, sheet: int = 0) -> list[tuple[object, ...]]:
    return [tuple(row) for row in load_workbook(io.BytesIO(data)).worksheets[sheet].iter_rows(values_only=True)]


def test_every_table_stands_on_one_sheet_under_its_caption() -> None:
    """First what the document says of itself, such as that all is made up; numbers are numbers."""
    table = Table(
        "Who answered", ("Answer", "Responses", "Share"), (("Yes", "1,245", "75 %"), ("No", "*", "2.5")), frozenset({1, 2})
    )
    made = rows(
        workbook(
            document("Results", "", [Notice("Invented", "Nobody is real."), Paragraph("Said."), table], [("Whose", "Exampleshire")])
        )
    )
    assert made[0][0] == "Results"
    assert made[1][0] == "Invented: Nobody is real."
    assert made[2][:2] == ("Whose", "Exampleshire")
    assert made[4][0] == "Who answered"
    assert made[5:] == [("Answer", "Responses", "Share"), ("Yes", 1245, "75 %"), ("No", "*", 2.5)]


def test_what_looks_like_a_formula_is_a_text() -> None:
    """As it was written, with its lines; what begins with a nought is no number."""
    found = load_workbook(io.BytesIO(sheets([("A", [["=1+1", "a\nb", "007", "-3", "x" * 40_000]])]))).worksheets[0]
    cells = next(iter(found.iter_rows()))
    assert [(cell.value, cell.data_type) for cell in cells[:4]] == [("=1+1", "s"), ("a\nb", "s"), ("007", "s"), (-3, "n")]
    assert len(str(cells[4].value)) == 32_000
