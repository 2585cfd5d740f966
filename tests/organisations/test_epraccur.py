"""ODS's list of practices is read strictly, and older files tell what came before newer ones."""

import csv
from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.organisations.epraccur import Listing, in_order, merged, read_listing
from coequal.organisations.official import MOST_BYTES, WINDOWS
from coequal.organisations.own_table import find_practices, write_own_table
from coequal.organisations.practices import Membership, Practice
from tests.organisations.building import refusal

# Where ODS puts what is read here; the first column is column 1.
PLACES = {"code": 1, "name": 2, "opened": 11, "closed": 12, "status": 13, "area": 15, "joined": 16, "left": 17, "setting": 26}
GOOD = {
    "code": "P00001",
    "name": "HILL SURGERY",
    "opened": "19740401",
    "status": "A",
    "area": "A1A",
    "joined": "20130401",
    "setting": "4",
}


def row(**changes: str) -> list[str]:
    """One row as ODS gives it, all else empty."""
    cells = [""] * 27
    for name, text in {**GOOD, **changes}.items():
        cells[PLACES[name] - 1] = text
    return cells


def text_of(*rows: list[str]) -> str:
    """Rows as ODS prints them: every cell in quotes, no header."""
    out = StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


def put(folder: Path, *rows: list[str], name: str = "epraccur.csv") -> Path:
    """A file of such rows."""
    path = folder / name
    path.write_text(text_of(*rows), encoding="utf-8")
    return path


def test_a_row_is_a_practice_with_one_membership(tmp_path: Path) -> None:
    """Its days are written without signs between; what is empty is not known, or goes on."""
    path = put(tmp_path, row(), row(code="P00002", closed="20161231", left="20161231", status="C"))
    listing = read_listing(path)
    assert listing == Listing(
        "epraccur.csv",
        (
            Practice("P00001", "HILL SURGERY", (Membership("A1A", date(2013, 4, 1), None),), date(1974, 4, 1), None),
            Practice(
                "P00002",
                "HILL SURGERY",
                (Membership("A1A", date(2013, 4, 1), date(2016, 12, 31)),),
                date(1974, 4, 1),
                date(2016, 12, 31),
            ),
        ),
        date(2013, 4, 1),
        Counter(),
    )


def test_what_is_no_gp_practice_is_left_out_and_counted(tmp_path: Path) -> None:
    """So is a practice without an area; whatever else such a row holds is not looked at."""
    other = row(code="?", setting="14", opened="nonsense")
    path = put(tmp_path, row(), other, other, row(code="P00003", area=""))
    listing = read_listing(path)
    assert [practice.code for practice in listing.practices] == ["P00001"]
    assert listing.left_out == {"that are no GP practices": 2, "without an area": 1}


def test_a_header_a_mark_of_the_encoding_and_spaces_are_no_fault(tmp_path: Path) -> None:
    """ODS gives none of them, but other programs add them; a name is printed without what a terminal would not show."""
    head = row(code="Organisation Code", name="Name", opened="Open Date", area="Commissioner", joined="Join", setting="Setting")
    body = row(name=" HILL\u00a0\u200bSURGERY\x1b[31m ", area=" A1A ")
    path = tmp_path / "epraccur.csv"
    path.write_bytes(b"\xef\xbb\xbf" + text_of(head, [], body).encode())
    (practice,) = read_listing(path).practices
    assert practice.name == "HILL SURGERY [31m"
    assert practice.memberships[0].area == "A1A"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        pytest.param([row(), row()[:-1]], "line 2: There are 26 cells here; a row of ODS's epraccur.csv has 27.", id="a short row"),
        pytest.param([row() + [""]], "line 1: There are 28 cells here", id="a long row"),
        pytest.param([["no", "such", "file"]], "line 1: There are 3 cells here", id="another table"),
        pytest.param([row(), row()], 'line 2: "P00001" has two rows; one is enough.', id="a code twice"),
        pytest.param(
            [row(), row(code="P00002", joined="20131301")], 'line 2: "20131301" in column 16 is not a date such as', id="a month"
        ),
        pytest.param(
            [row(opened="1974-04-01")], 'line 1: "1974-04-01" in column 11 is not a date such as 20200401.', id="another spelling"
        ),
        pytest.param([row(closed="99991231")], 'line 1: "99991231" in column 12 is not a date', id="the end of time"),
        pytest.param([row(left="soon")], 'line 1: "soon" in column 17 is not a date', id="a word"),
        pytest.param([row(left="٢٠٢٠٠٤٠١")], "in column 17 is not a date", id="other digits"),
        pytest.param(
            [row(left="20120401")], "line 1: P00001 leaves its area on 2012-04-01, before it joins on 2013-04-01.", id="early"
        ),
        pytest.param([row(code="p1")], 'line 1: "p1" in column 1 is not a code such as D82001 or 26A.', id="no code"),
        pytest.param([row(code="P0;0001")], '"P0;0001" in column 1 is not a code', id="a code with a sign"),
        pytest.param([row(area="../../x1")], 'line 1: "../../x1" in column 15 is not a code', id="no area"),
        pytest.param([row(name=" \u200b ")], "line 1: P00001 has no name in column 2.", id="no name"),
        pytest.param(
            [], "epraccur.csv: This holds no GP practices: no row has 4 in column 26 and an area in column 15.", id="nothing"
        ),
        pytest.param([row(setting="1")], "epraccur.csv: This holds no GP practices", id="no GP practices"),
    ],
)
def test_a_file_that_is_not_such_a_list_is_refused(tmp_path: Path, rows: list[list[str]], words: str) -> None:
    """With the file and the line."""
    path = put(tmp_path, *rows)
    message = refusal(lambda: read_listing(path))
    assert message.startswith(str(path))
    assert words in message


def test_a_file_in_the_encoding_of_windows_is_read_and_that_is_said(tmp_path: Path) -> None:
    """Some files of ODS are saved as Windows saves them."""
    path = tmp_path / "epraccur.csv"
    path.write_bytes(text_of(row(), row(code="P00002", name="CAF\u00c9")).encode("windows-1252"))
    listing = read_listing(path)
    assert [practice.name for practice in listing.practices] == ["HILL SURGERY", "CAF\u00c9"]
    assert listing.told == (WINDOWS,)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b'"P00001","HILL', "line 1: This is not a table in CSV.", id="a quotation mark without an end"),
        pytest.param(b'"' + b"x" * 200_000 + b'"', "This is not a table in CSV.", id="an endless cell"),
        pytest.param(b"\x00" * 100, "line 1: This is damaged, or no text", id="zeros"),
        pytest.param(b"\n" * (MOST_BYTES + 1), "This is too large: a file may have at most 20 MB.", id="too much"),
    ],
)
def test_a_hostile_file_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    """In one message."""
    path = tmp_path / "epraccur.csv"
    path.write_bytes(data)
    message = refusal(lambda: read_listing(path))
    assert message.startswith(str(path))
    assert words in message


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """One that is not there, and a folder."""
    for path in (tmp_path / "nowhere.csv", tmp_path):
        assert refusal(lambda path=path: read_listing(path)).startswith(f"{path}: This cannot be read: ")


def test_files_are_put_in_order_by_what_they_hold(tmp_path: Path) -> None:
    """The latest day on which a practice opened or joined; without any, they stay as they were named."""
    newer = read_listing(put(tmp_path, row(joined="20200401"), name="a.csv"))
    older = read_listing(put(tmp_path, row(opened="20191104"), name="b.csv"))
    undated = [read_listing(put(tmp_path, row(opened="", joined=""), name=name)) for name in ("d.csv", "c.csv")]
    assert [listing.file for listing in in_order([newer, *undated, older])] == ["d.csv", "c.csv", "b.csv", "a.csv"]
    assert older.latest == date(2019, 11, 4)


def history(tmp_path: Path, *rows: list[str]) -> list[tuple[str, str, str]]:
    """The memberships of one practice, of which each file, from older to newer, has one row."""
    listings = [read_listing(put(tmp_path, cells, name=f"{number}.csv")) for number, cells in enumerate(rows)]
    (practice,) = merged(listings)
    return [(one.area, str(one.since or "?"), str(one.until or "?")) for one in practice.memberships]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [row(), row(area="B1B", joined="20200401")], [("A1A", "2013-04-01", "2020-03-31"), ("B1B", "2020-04-01", "?")],
            id="it ends on the day before the newer begins",
        ),
        pytest.param(
            [row(left="20190630"), row(area="B1B", joined="20200401")],
            [("A1A", "2013-04-01", "2019-06-30"), ("B1B", "2020-04-01", "?")], id="it had ended before",
        ),
        pytest.param(
            [row(left="20200630"), row(area="B1B", joined="20200401")],
            [("A1A", "2013-04-01", "2020-03-31"), ("B1B", "2020-04-01", "?")], id="it was to end later",
        ),
        pytest.param(
            [row(joined=""), row(area="B1B", joined="20200401")], [("A1A", "?", "2020-03-31"), ("B1B", "2020-04-01", "?")],
            id="its beginning is not known",
        ),
        pytest.param(
            [row(left="20190630"), row(area="B1B", joined="20130401")],
            [("A1A", "2013-04-01", "2019-06-30"), ("B1B", "2019-07-01", "?")], id="the newer has no better day, the older has",
        ),
        pytest.param(
            [row(left="20190630"), row(area="B1B", joined="")],
            [("A1A", "2013-04-01", "2019-06-30"), ("B1B", "2019-07-01", "?")], id="the newer has no day, the older has",
        ),
        pytest.param(
            [row(), row(area="B1B", joined="20130401")], [("A1A", "2013-04-01", "?"), ("B1B", "?", "?")], id="nobody has a day",
        ),
        pytest.param(
            [row(left="20190630"), row(area="B1B", joined="20130401", left="20180101")],
            [("A1A", "2013-04-01", "?"), ("B1B", "?", "2018-01-01")], id="days that contradict one another",
        ),
        pytest.param([row(), row()], [("A1A", "2013-04-01", "?")], id="nothing changed"),
        pytest.param([row(), row(left="20230228")], [("A1A", "2013-04-01", "2023-02-28")], id="it has ended since"),
        pytest.param([row(), row(joined="20140401")], [("A1A", "2013-04-01", "?")], id="the older beginning stays"),
        pytest.param([row(joined=""), row()], [("A1A", "2013-04-01", "?")], id="a beginning that has become known"),
        pytest.param(
            [row(joined="20150401"), row(joined="20130401", left="20140331")], [("A1A", "2013-04-01", "2014-03-31")],
            id="a beginning that was put right",
        ),
        pytest.param(
            [row(left="20150331"), row(joined="20180401")], [("A1A", "2013-04-01", "2015-03-31"), ("A1A", "2018-04-01", "?")],
            id="it came back",
        ),
        pytest.param(
            [row(), row(area="B1B", joined=""), row(area="B1B", joined="20200401")],
            [("A1A", "2013-04-01", "2020-03-31"), ("B1B", "2020-04-01", "?")], id="a change of which the day has become known",
        ),
        pytest.param(
            [row(), row(area="B1B", joined="20180401"), row(area="C1C", joined="20200401")],
            [("A1A", "2013-04-01", "2018-03-31"), ("B1B", "2018-04-01", "2020-03-31"), ("C1C", "2020-04-01", "?")], id="three",
        ),
    ],
)  # fmt: skip
def test_an_older_file_tells_what_came_before(tmp_path: Path, rows: list[list[str]], expected: list[tuple[str, str, str]]) -> None:
    """A question mark is a day that is not known, or at the end none."""
    assert history(tmp_path, *rows) == expected


def test_practices_of_all_files_are_kept_in_order_of_their_codes(tmp_path: Path) -> None:
    """The name and the days of the newer file count."""
    older = read_listing(put(tmp_path, row(code="P00009"), row(), name="a.csv"))
    newer = read_listing(
        put(tmp_path, row(name="HILL AND VALE", closed="20230228", left="20230228"), row(code="P00005"), name="b.csv")
    )
    practices = merged([older, newer])
    assert [practice.code for practice in practices] == ["P00001", "P00005", "P00009"]
    assert (practices[0].name, practices[0].closed) == ("HILL AND VALE", date(2023, 2, 28))


DAYS = st.one_of(st.none(), st.dates(date(2013, 4, 1), date(2013, 4, 12)))
ROWS = st.builds(
    lambda area, days: Membership(area, *(days if None in days else sorted(days))), st.sampled_from("ABC"), st.tuples(DAYS, DAYS)
)


@given(st.lists(ROWS, min_size=1, max_size=5))
def test_whatever_files_say_the_history_is_a_table_that_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Membership]
) -> None:
    """However their days contradict one another; and the area of the newest file is the last."""
    listings = [Listing("x", (Practice("P1", "HILL", (one,), None, None),), date.min, Counter()) for one in rows]
    practices = merged(listings)
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("own")
        patch.setenv("COEQUAL_DATA", str(folder))
        write_own_table(practices, "made up")
        found = find_practices(folder)
    assert tuple(found.by_code.values()) == practices
    assert practices[0].memberships[-1].area == rows[-1].area
    assert found.area("P1", date(2013, 4, 5)).areas
