"""Files as people have them, read as plain sheets; what is wrong is said with row and column."""

import io
import json
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from coequal.documents.brought import excel as workbooks
from coequal.documents.brought import sheets
from coequal.documents.brought.sheets import Sheet
from coequal.errors import CoequalError
from coequal.involvement.importing import packed
from coequal.involvement.importing.reading import read_file
from tests.security.counting import few_calls


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_a_text_is_read_in_whichever_encoding_it_is(encoding: str, said: str) -> None:
    """Which one is said, so that somebody notices a wrong guess."""
    sheet = read_file("id,says\n1,Café “here”\n".encode(encoding))
    assert (cells(sheet), [column.name for column in sheet.columns]) == ([("1", "Café “here”")], ["id", "says"])
    assert said in sheet.told[0]


@pytest.mark.parametrize(("mark", "said"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs"), ("|", "upright lines")])
def test_separators_are_found_out(mark: str, said: str) -> None:
    """By the first line, outside quotation marks."""
    sheet = read_file(f'"a, b; c|d"{mark}b\n1{mark}2\n\n3\n'.encode())
    assert (cells(sheet), said in sheet.told[0]) == ([("1", "2"), ("3", "")], True)
    assert [row.number for row in sheet.rows] == [2, 4]


def test_texts_of_several_lines_stay_whole_and_guards_against_formulas_go() -> None:
    """An apostrophe before what looks like a formula was put there by whoever wrote the file."""
    sheet = read_file(b'id,says,\n1,"two\nlines",\n2,\'=1+1,\n')
    assert (cells(sheet), len(sheet.columns)) == ([("1", "two\nlines"), ("2", "=1+1")], 2)
    assert read_file(b"id,,says\n1,2,3\n").columns[1].name == "column 2"


def test_a_column_in_which_nothing_stands_is_none() -> None:
    """Between two others as behind them; the others keep their cells, and one without a name is called by its place."""
    sheet = read_file(b"id,,says,,x\n1,,yes,,\n2,,no,4,\n")
    assert [column.name for column in sheet.columns] == ["id", "says", "column 4", "x"]
    assert cells(sheet) == [("1", "yes", "", ""), ("2", "no", "4", "")]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"  \n", "This file is empty."),
        (b"%PDF-1.7", "a PDF file"),
        (b"\n\n,,\n", "nothing in this file"),
        (b'a,b\n"never closed,1\n', "quotation mark that is not closed"),
        (b"a,b\n1,2,3\n", "Row 2 has more cells than there are names"),
        (b"\xff\xfea", "no text that can be read"),
        (b"a,b\n" + b"x" * 300 + b"\0,1\n", "signs in it that stand in no table"),
        (b"\x81,b\n1,2\n", "no text that can be read"),
        (b"\xd0\xcf\x11\xe0 old", "an old Excel file"),
        (b"PK\x03\x04 broken", "cannot be opened"),
        (b'{"a": 1}\n[1]\n', "line 2: this is no JSON object"),
        (b'{"a": \n', "line 1: this is no JSON object"),
        (",".join(f"c{n}" for n in range(401)).encode(), "401 names of columns"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (b"a,b\n1," + b"x" * 100_001, "Row 2, column 2: a cell has 100,001 letters"),
    ],
)
def test_what_is_no_table_is_refused_with_the_place(data: bytes, says: str) -> None:
    """And with what to do."""
    with pytest.raises(CoequalError, match=says):
        read_file(data)


def test_a_file_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It can come in parts."""
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    with pytest.raises(CoequalError, match="more than 2 rows"):
        read_file(b"a\n1\n2\n3\n")


def excel(*rows: list[object], more: int = 0) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Answers"
    for row in rows:
        book.active.append(row)
    for _ in range(more):
        book.create_sheet()
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_an_excel_file_is_read_as_texts() -> None:
    """Dates as days, whole numbers without a point, and a formula as its text: it is never worked out."""
    sheet = read_file(
        excel(
            ["id", "when", "day", "number", "whole", "ticked", "sum"],
            [],
            [1, datetime(2026, 3, 4), date(2026, 3, 5), 2.5, 3.0, True, "=1+1"],  # noqa: DTZ001  # Excel knows no zones
            [2, datetime(2026, 3, 4, 12, 30), None, None, None, False, None],  # noqa: DTZ001  # see above
            more=1,
        )
    )
    assert cells(sheet)[0] == ("1", "2026-03-04", "2026-03-05", "2.5", "3", "yes", "=1+1")
    assert cells(sheet)[1][1] == "2026-03-04T12:30:00"
    assert [row.number for row in sheet.rows] == [3, 4]
    assert sheet.told == (
        "The sheet “Answers” of an Excel file.",
        "The file has 2 sheets; only the first that is not hidden is read.",
    )


def test_the_one_sheet_of_an_excel_file_is_read() -> None:
    """Nothing has to be said of others."""
    assert read_file(excel(["a"], ["b"])).told == ("The sheet “Answers” of an Excel file.",)


def test_a_small_file_cannot_become_a_huge_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it unpacks to is looked at before it is unpacked; entities that grow are refused unread."""
    monkeypatch.setattr(workbooks, "_UNPACKED", 1_000)
    with pytest.raises(CoequalError, match="unpacks to far more"):
        read_file(excel(["a"], ["b"]))
    with pytest.raises(CoequalError, match="declares entities"):
        read_file(folder({"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}))


def test_entities_are_found_however_far_down_they_are_declared() -> None:
    """In a part of any name, since another one can call it a sheet."""
    with pytest.raises(CoequalError, match="declares entities"):
        read_file(folder({"xl/workbook.xml": "<a/>", "xl/sheet.bin": f"<!--{'x' * 9_000}--><!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}))


def changed(data: bytes, name: str, *pairs: tuple[bytes, bytes]) -> bytes:
    """A packed file in which a part has other bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(written, "w") as after:
        for part in before.namelist():
            text = before.read(part)
            for old, new in pairs if part == name else ():
                text = text.replace(old, new)
            after.writestr(part, text)
    return written.getvalue()


def test_a_row_far_below_does_not_make_those_above_it() -> None:
    """A few bytes say that a row is the billionth: reading ends long before that."""
    far = changed(
        excel(["a"], ["x"]), "xl/worksheets/sheet1.xml", (b'<row r="2"', b'<row r="1000000000"'), (b'r="A2"', b'r="A1000000000"')
    )
    with pytest.raises(CoequalError, match="goes on after line 55,000"):
        read_file(far)


def test_empty_lines_cost_next_to_nothing() -> None:
    """A row tens of thousands of lines down brings all those above it along, each as wide as a sheet may be."""
    book = Workbook()
    book.active.cell(1, 1, "id")
    book.active.cell(50_000, 1, "last")
    packed_book = io.BytesIO()
    book.save(packed_book)
    with few_calls(2_000_000):
        assert cells(read_file(packed_book.getvalue())) == [("last",)]


def test_json_lines_have_the_limits_of_a_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows, columns, letters of a cell and of a line; packed or not."""
    many = b"".join(b'{"a%d": 1}\n' % number for number in range(401))
    with pytest.raises(CoequalError, match="Response 401: at most 50,000 responses and 400 names of columns"):
        read_file(many)
    with pytest.raises(CoequalError, match="Response 1: a cell has more letters"):
        read_file(json.dumps({"a": "x" * 100_001}).encode())
    with pytest.raises(CoequalError, match="line 1: it has more letters than the 400,000"):
        read_file(json.dumps({"a": "x" * 400_001}).encode())
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    with pytest.raises(CoequalError, match="Response 3: at most 2"):
        read_file(b'{"a": 1}\n' * 3)
    lines = "".join(f'{{"response_id": {number}}}\n' for number in range(3))
    with pytest.raises(CoequalError, match="more than 2 respondents"):
        read_file(folder({"a/respondents.jsonl": lines}))
    monkeypatch.setattr(packed, "_UNPACKED_LINES", 10)
    with pytest.raises(CoequalError, match="unpacks to far more"):
        read_file(folder({"a/respondents.jsonl": lines}))


def test_packed_bytes_that_are_damaged_are_said_to_be() -> None:
    """The place in the file is as whole as before; what is packed there is not."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a/responses.jsonl", '{"response_id": 1}\n' * 50)
    data = bytearray(written.getvalue())
    start = 30 + len("a/responses.jsonl")
    data[start : start + 8] = b"\xff" * 8
    with pytest.raises(CoequalError, match="damaged, or has a password"):
        read_file(bytes(data))


def test_a_damaged_excel_file_is_said_to_be_one() -> None:
    """Without a word of how it was read."""
    with pytest.raises(CoequalError, match="cannot be read"):
        read_file(folder({"xl/workbook.xml": "<a/>"}))


def folder(files: dict[str, str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for name, text in files.items():
            made.writestr(name, text)
    return written.getvalue()


def test_the_layout_of_themefinder_is_one_sheet() -> None:
    """A row for each respondent: what is known of them, and what they wrote to each question, whose words are known too."""
    sheet = read_file(
        folder(
            {
                "set/inputs/respondents.jsonl": '{"response_id": 1, "demographic_data": {"region": "North"}}\n\n{"response_id": 2, "demographic_data": null}\n',
                "set/inputs/question_part_1/question.json": '{"question_number": 1, "question_text": "Why?"}',
                "set/inputs/question_part_1/responses.jsonl": '{"response_id": 1, "response": "Fair."}\n{"response_id": 3, "response": "No."}\n',
                "set/inputs/question_part_2/question.json": "[]",
                "set/inputs/question_part_2/responses.jsonl": '{"response_id": 2, "response": "Yes."}\n',
                "set/inputs/question_part_3/question.json": "{",
                "set/inputs/question_part_3/responses.jsonl": '{"response_id": 2, "response": "So."}\n',
                "set/read me.txt": "nothing",
            }
        )
    )
    assert [column.name for column in sheet.columns] == [
        "response_id",
        "region",
        "question_part_1",
        "question_part_2",
        "question_part_3",
    ]
    assert sheet.columns[2].words == "Why?"
    assert cells(sheet) == [("1", "North", "Fair.", "", ""), ("2", "", "", "Yes.", "So."), ("3", "", "No.", "", "")]
    for broken, says in (
        ({}, "no answer in this file"),
        ({"a/responses.jsonl": "{}"}, "no response_id"),
        ({"a/responses.jsonl": "\n"}, "no answer in this file"),
    ):
        with pytest.raises(CoequalError, match=says):
            read_file(folder({"other": "", **broken}))


def test_json_lines_are_one_sheet() -> None:
    """What stands in objects inside has columns of its own, as in our own export."""
    lines = [
        {"reference": "R-1", "answers": {"services": ["ivf", "iui"], "ways": {"gp": "good"}, "quote": True}},
        {"reference": "R-2", "tags": [1, 2]},
    ]
    sheet = read_file("".join(f"{json.dumps(one)}\n" for one in lines).encode())
    assert [column.name for column in sheet.columns] == ["reference", "services", "ways gp", "quote", "tags"]
    assert [column.name for column in read_file(b'{"a": {"b": 1}}').columns] == ["b"]
    assert cells(sheet) == [("R-1", "ivf; iui", "good", "yes", ""), ("R-2", "", "", "", "1; 2")]


def test_exports_of_survey_software_are_known() -> None:
    """Qualtrics has three rows of heads, of which the second has the words; Citizen Space calls its first column Response ID."""
    qualtrics = 'StartDate,Q1\nStart Date,Should the rules be the same everywhere?\n"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}"\n2026-03-01,Yes\n'
    sheet = read_file(qualtrics.encode())
    assert (sheet.columns[1].words, cells(sheet), sheet.rows[0].number) == (
        "Should the rules be the same everywhere?",
        [("2026-03-01", "Yes")],
        4,
    )
    assert "Qualtrics" in sheet.told[-1]
    assert "Citizen Space" in read_file(b"Response ID,Submitted\nANON-1,2026-03-01\n").told[-1]
