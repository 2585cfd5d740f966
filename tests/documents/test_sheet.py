"""Tables for a spreadsheet."""

import csv
from io import StringIO

import pytest

from coequal.documents.model import Paragraph, Table, document
from coequal.documents.sheet import safe, sheet


def test_every_table_stands_under_its_caption() -> None:
    """After the title and the facts; a blank line before each table, and no other block."""
    tables = [Table("People", ("Area", "Count"), (("Luton, Beds", "5"),)), Paragraph("Some."), Table("Nobody", ("Area",), ())]
    text = sheet(document("Two policies", "", tables, [("Day", "today")])).decode("utf-8-sig")
    assert list(csv.reader(StringIO(text))) == [
        ["Two policies"],
        ["Day", "today"],
        [],
        ["People"],
        ["Area", "Count"],
        ["Luton, Beds", "5"],
        [],
        ["Nobody"],
        ["Area"],
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+2", "'=1+2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'=1"),
        ("-£1.23m", "-£1.23m"),
        ("+5", "+5"),
        ("-12.5 %", "-12.5 %"),
        ("5 to 7", "5 to 7"),
        ("one\ntwo", "one two"),
    ],
)
def test_no_cell_is_taken_for_a_formula(text: str, shown: str) -> None:
    """What begins like one gets an apostrophe before it, unless it is a number."""
    assert safe(text) == shown
