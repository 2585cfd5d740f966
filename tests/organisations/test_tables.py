"""A table is read strictly, and a mistake in it has its file and line."""

from datetime import date
from pathlib import Path

import pytest

from coequal.organisations.tables import by_code, read_table
from tests.organisations.building import changed, refusal

TABLE = """\
code,name,from
A,"First, of two",2020-04-01
B,Second,
"""


def put(folder: Path, text: str) -> Path:
    """A file that holds a table."""
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_are_found_by_their_codes(tmp_path: Path) -> None:
    """A cell may hold a comma; one that may be empty says so; a column that is not there is empty."""
    rows = by_code(read_table(put(tmp_path, TABLE), ("code", "name")))
    assert list(rows) == ["A", "B"]
    assert rows["A"]["name"] == "First, of two"
    assert rows["A"].day("from") == rows["A"].optional_day("from") == date(2020, 4, 1)
    assert rows["B"].optional_day("from") is None
    assert rows["B"].optional("nothing") == ""
    assert str(rows["B"].place).endswith("table.csv, line 3")


def test_a_table_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    """A mark of the encoding, line ends of Windows, empty lines, spaces, more columns and another order are no fault."""
    text = "\ufeffname,note,code,from\r\n First ,x, A ,2020-04-01\r\n\r\n"
    (row,) = read_table(put(tmp_path, text), ("code", "name"))
    assert (row["code"], row["name"], row.day("from")) == ("A", "First", date(2020, 4, 1))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param(",from", ",to", "line 1: This table needs the columns code, name, from; it has no from.", id="a column"),
        pytest.param("code,name,", "", "it has no code, name.", id="two columns"),
        pytest.param(TABLE, "", "line 1: This table needs the columns", id="an empty file"),
        pytest.param("B,Second,", "B,Second", "line 3: There are 2 cells here for 3 columns.", id="a short row"),
        pytest.param('"First, of two"', "First, of two", "line 2: There are 4 cells here", id="a comma"),
        pytest.param("\nB,", "\nA,", 'line 3: "A" has two rows; one is enough.', id="a code twice"),
        pytest.param("\nB,", "\n,", 'line 3: This row has no "code".', id="no code"),
        pytest.param("\nB,", "\n  ,", 'line 3: This row has no "code".', id="a code of spaces"),
        pytest.param('of two"', "of two", "table.csv: This is not a table in CSV", id="a quotation mark without an end"),
    ],
)
def test_a_fault_in_a_table_is_found(tmp_path: Path, old: str, new: str, words: str) -> None:
    """The message names the file and the line, and says what is wrong."""
    path = put(tmp_path, changed(TABLE, old, new))
    message = refusal(lambda: by_code(read_table(path, ("code", "name", "from"))))
    assert message.startswith(str(path))
    assert words in message


@pytest.mark.parametrize("text", ["01/04/2020", "2020-02-31", "20200401", "2020-W14-3", "soon", "0000-00-00"])
def test_a_date_has_one_spelling(tmp_path: Path, text: str) -> None:
    """Year, month and day, as in 2022-07-01."""
    (row, _) = read_table(put(tmp_path, changed(TABLE, "2020-04-01", text)), ("code",))
    for read in (row.day, row.optional_day):
        assert refusal(lambda read=read: read("from")).endswith(f'line 2: "{text}" is not a date such as 2022-07-01.')


def test_a_cell_that_is_needed_may_not_be_empty(tmp_path: Path) -> None:
    """A date is such a cell."""
    (_, row) = read_table(put(tmp_path, TABLE), ("code",))
    assert refusal(lambda: row.day("from")).endswith('line 3: This row has no "from".')


def test_a_file_that_cannot_be_read_is_one_clear_error(tmp_path: Path) -> None:
    """One that is not there, a folder, and one in another encoding."""
    for path in (tmp_path / "nowhere.csv", tmp_path):
        assert refusal(lambda path=path: list(read_table(path, ("code",)))).startswith(f"{path}: This cannot be read: ")
    path = tmp_path / "latin.csv"
    path.write_bytes(TABLE.replace("Second", "Zw\xf6lf").encode("latin-1"))
    assert refusal(lambda: list(read_table(path, ("code",)))) == f"{path}: This is not a table in CSV, saved as UTF-8."
