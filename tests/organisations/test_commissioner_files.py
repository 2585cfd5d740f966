"""Official lists of commissioners are read strictly, held against what is known, and add to a folder what is new."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from coequal.organisations.commissioner_files import LOCATION, Listed, read_commissioners
from coequal.organisations.official_changes import Changes, changes_in
from coequal.organisations.own_bodies import tables_with, write_all
from coequal.organisations.register import Organisations, load_organisations
from tests.organisations.building import refusal, write

LOOK_UP = "SICBL27CD,SICBL27CDH,SICBL27NM,ICB27CD,ICB27CDH,ICB27NM"


def row(code: str, name: str, since: str = "20220701", until: str = "", board: str = "") -> list[str]:
    """One row in the columns of ODS."""
    return [code, name, "Y99", board, *[""] * 5, "ZZ1 1ZZ", since, until, *[""] * 15]


def put(folder: Path, *rows: list[str]) -> Path:
    """A file of such rows, every cell in quotes and no header."""
    out = StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    return text(folder, out.getvalue())


def text(folder: Path, content: str) -> Path:
    """A file."""
    path = folder / "eccg.csv"
    path.write_text(content, encoding="utf-8")
    return path


def test_what_a_list_of_ods_says(tmp_path: Path) -> None:
    """The end of a name tells what a body is; others are left out and counted."""
    found = read_commissioners(
        put(
            tmp_path,
            row("A1A", "NHS OLD NORTH CCG", "20130401", "20200331"),
            row("X1X1X", "NHS FAR INTEGRATED CARE BOARD"),
            row("X2X", "NHS FAR ICB - X2X", board="X1X1X"),
            row("13Q", "NATIONAL COMMISSIONING HUB 1"),
        )
    )
    assert found.left_out == 1
    assert found.listed == (
        Listed("A1A", "NHS OLD NORTH CCG", "CCG", date(2013, 4, 1), date(2020, 3, 31)),
        Listed("X1X1X", "NHS FAR INTEGRATED CARE BOARD", "ICB", date(2022, 7, 1)),
        Listed("X2X", "NHS FAR ICB - X2X", LOCATION, date(2022, 7, 1), board="X1X1X"),
    )


def test_what_a_look_up_says(tmp_path: Path) -> None:
    """A row lists a location and its board, which may stand in several rows; ONS's own codes are not needed."""
    rows = ["E1,X2X,Far - X2X,E9,X1X,NHS Far Integrated Care Board", "E2,X3X,Far - X3X,E9,X1X,NHS Far Integrated Care Board"]
    found = read_commissioners(text(tmp_path, "\n".join([LOOK_UP, *rows])))
    assert [(one.code, one.kind, one.board) for one in found.listed] == [
        ("X2X", LOCATION, "X1X"),
        ("X1X", "ICB", None),
        ("X3X", LOCATION, "X1X"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "lists no commissioners"),
        ("A1A,NHS OLD CCG\n", "This has 2 columns, and none such as ICB22CDH"),
        ("ICB27CD,ICB27NM\nE9,Far\n", "no column ICB…CDH"),
        ("ICB27CDH,ICB27NM,ICB26CDH\nX1X,Far,X1X\n", "of several years"),
        ("ICB27CDH,ICB27NM\nX1X\n", "eccg.csv, line 2: There are 1 cells here"),
        ("ICB27CDH,ICB27NM\nx,Far\n", '"x" is not an ODS code'),
        ("ICB27CDH,ICB27NM\nX1X,\n", "no name"),
        ("ICB27CDH,ICB27NM\nX1X,Far\nX1X,Near\n", "line 3: X1X is listed a second time"),
        ('ICB27CDH,ICB27NM\nX1X,"Far\n', "not a table in CSV"),
    ],
)
def test_files_that_are_damaged_or_others(tmp_path: Path, content: str, message: str) -> None:
    """One sentence says what is wrong, and where."""
    assert message in refusal(lambda: read_commissioners(text(tmp_path, content)))


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (row("R1A", "FAR HOSPITALS NHS TRUST"), "lists no commissioners"),
        (row("X1X", "NHS FAR ICB", "01JUL2022"), '"01JUL2022" is not a date'),
        (row("X1X", "NHS FAR ICB", "20221301"), '"20221301" is not a date'),
        (row("X1X", "NHS FAR ICB", "20220701", "20220601"), "closes on 2022-06-01, before it opens"),
    ],
)
def test_rows_of_ods_that_cannot_be(tmp_path: Path, cells: list[str], message: str) -> None:
    """Trusts are no commissioners, and days are days."""
    assert message in refusal(lambda: read_commissioners(put(tmp_path, cells)))


OPENED = date(2027, 4, 1)
NEW = (
    Listed("X1X", "Far ICB", "ICB", OPENED),
    Listed("X2X", "Far ICB - X2X", LOCATION, OPENED, board="X1X"),
)


def add(changes: Changes, folder: Path, *others: Path) -> list[Path]:
    """The tables of a folder, written with what is new."""
    bodies, areas = ([{**row, "source": "a list"} for row in rows] for rows in (changes.bodies, changes.areas))
    return write_all(tables_with(bodies, areas, folder, others))


def test_what_is_new_is_added_after_what_is_there(tmp_path: Path) -> None:
    """The tables are those of a library, and rows that somebody wrote stay as they stood."""
    home, own = write(tmp_path), tmp_path / "own"
    own.mkdir()
    (own / "bodies.csv").write_text(
        "source,code,role,name,from,until,successors\nours,Y1Y,ICB,'=Ours,2025-04-01,,", encoding="utf-8"
    )
    changes = changes_in(NEW, load_organisations(home, own))
    assert (changes.differs, changes.by_hand) == ((), ())
    assert add(changes, own, home) == [own / "bodies.csv", own / "areas.csv"]
    found = load_organisations(home, own)
    assert [body.code for body in found.areas["X2X"].commissioners(OPENED)] == ["X1X"]
    assert [(body.name, body.source) for code, body in found.bodies.items() if code in {"X1X", "Y1Y"}] == [
        ("=Ours", "ours"),
        ("Far ICB", "a list"),
    ]
    assert changes_in(NEW, found).bodies == ()


def test_a_folder_that_would_not_open_stays_as_it_was(tmp_path: Path) -> None:
    """Here another folder beside it has the body already."""
    home, own = write(tmp_path), tmp_path / "own"
    changes = changes_in(NEW, load_organisations(home))
    add(changes, tmp_path / "other", home)
    assert '"X1X" has two rows' in refusal(lambda: add(changes, own, home, tmp_path / "other"))
    assert not own.exists()


@pytest.mark.parametrize(
    ("listed", "message"),
    [
        (Listed("F1F", "Neighbor", "ICB"), "F1F is called Neighbor in the file, and Neighbour here."),
        (Listed("F1F", "NEIGHBOUR", "CCG"), "F1F is a body of the role CCG in the file, and ICB here."),
        (Listed("F1F", "Neighbour", "ICB", date(2022, 7, 2)), "F1F opens on 2022-07-02 in the file, and on 2022-07-01 here."),
        (Listed("F1F", "Neighbour", "ICB", until=date(2027, 3, 31)), "who followed is not in the file"),
        (Listed("E1E", "Gone", "CCG", until=date(2019, 4, 1)), "E1E closes on 2019-04-01 in the file, and on 2019-03-31 here."),
        (Listed("E1E", "Gone", "CCG", date(2013, 4, 1)), "E1E, Gone, goes on in the file, and closes on 2019-03-31 here."),
        (Listed("F1F", "Next door", LOCATION, board="D1D"), "F1F, Next door, is under D1D in the file, and under F1F here."),
        (Listed("F1F", "Next door", LOCATION, until=OPENED), "F1F, Next door, closes on 2027-04-01"),
    ],
)
def test_what_differs_is_told_and_changes_nothing(tmp_path: Path, listed: Listed, message: str) -> None:
    """Capitals do not count; who followed a body is never guessed."""
    changes = changes_in([listed], load_organisations(write(tmp_path)))
    assert (changes.bodies, changes.areas, changes.by_hand) == ((), (), ())
    (said,) = (*changes.differs, *changes.stays)
    assert message in said


@pytest.mark.parametrize(
    ("listed", "message"),
    [
        (Listed("X1X", "Far ICB", "ICB"), "the file has no day on which it opened"),
        (Listed("X1X", "Far ICB", "ICB", date(2022, 7, 1), OPENED), "say it with --followed-by"),
        (Listed("X2X", "Far", LOCATION, board="C1C"), "its board C1C is not known as one that goes on"),
        (Listed("X2X", "Far", LOCATION), "the file names no board"),
        (Listed("X2X", "Far", LOCATION, until=OPENED, board="F1F"), "closed on 2027-04-01, and who commissions there since"),
    ],
)
def test_what_a_file_does_not_tell_is_for_a_person(tmp_path: Path, listed: Listed, message: str) -> None:
    """No row is made of what is half known."""
    changes = changes_in([listed], load_organisations(write(tmp_path)))
    assert changes.areas == ()
    assert message in changes.by_hand[0]


def test_of_a_new_body_that_closed_nothing_is_left_to_find_where_it_is_said_who_followed() -> None:
    """Its row is there either way."""
    known, old = Organisations({}, {}), Listed("X1X", "Far ICB", "ICB", date(2022, 7, 1), OPENED)
    assert len(changes_in([old], known).by_hand) == 1
    assert changes_in([old], known, followed=["X1X"]).by_hand == ()
