"""`coequal practices`: where a practice belongs, and a copy of ODS's list of one's own."""

import json
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from coequal.cli import practices, practices_import
from coequal.policies.library import shipped
from tests.cli.conftest import Call
from tests.cli.running import flowing, in_a_process
from tests.organisations.test_epraccur import put, row
from tests.policies.building import library_folder

HINT = "“coequal practices --import epraccur.csv” imports your own copy of ODS's list of practices."


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for one's own table, with nothing there yet, and a day on which it is all done."""
    monkeypatch.setenv("COEQUAL_DATA", str(tmp_path / "own"))
    monkeypatch.setattr(practices, "_today", lambda: date(2026, 5, 3))
    return tmp_path / "own" / "practices.csv"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """An older and a newer list: one practice of Norwich, which closed, one that is new in Wales, and a pharmacy."""
    norwich = {"code": "D82069", "name": "NEWMARKET ROAD SURGERY"}
    older = put(tmp_path, row(**norwich, area="06W"), row(code="FA002", setting="36"), name="old.csv")
    closed = row(**norwich, area="26A", joined="20200401", closed="20200731", left="20200731")
    new = row(code="W00005", name="NEW TOWN", area="7A1", joined="20220401")
    return older, put(tmp_path, closed, new, row(code="FA002", setting="36"), name="new.csv")


def test_a_practice_is_shown_with_its_areas_and_its_commissioner(coequal: Call) -> None:
    """Of the demonstration table, for today, which is said."""
    answer = coequal("practices", "d82004")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.split("\n") == [
        "Cromer Group Practice (D82004)",
        "from the small demonstration table",
        "",
        "FROM          UNTIL          AREA",
        "1 April 2013  31 March 2020  North Norfolk (06V)",
        "1 April 2020  goes on        Norfolk and Waveney (26A)",
        "",
        "In charge of Norfolk and Waveney (26A) on 3 May 2026, today: NHS Norfolk and Suffolk ICB (T6Y0W).",
        "",
    ]


def test_today_is_the_users_own_day(coequal: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no other is given."""
    monkeypatch.undo()
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("COEQUAL_DATA", "nowhere")
    before = date.today()  # noqa: DTZ011  # the tester's own day
    assert json.loads(coequal("practices", "D82004", "--json").out)["on"] in {str(before), str(practices._today())}


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2019-05-02", ["In charge of North Norfolk (06V) on 2 May 2019: NHS North Norfolk CCG (06V)."]),
        ("2022-07-01", ["In charge of Norfolk and Waveney (26A) on 1 July 2022: NHS Norfolk and Waveney ICB (QMM)."]),
        (
            "2013-03-31",
            [
                "Cromer Group Practice (D82004) is recorded from 1 April 2013 in 06V, but not for 31 March 2013; that place is taken.",
                "In charge of North Norfolk (06V) on 31 March 2013: a primary care trust (which one is not recorded here).",
            ],
        ),
        ("2000-01-01", ["In charge of North Norfolk (06V) on 1 January 2000: nobody that this library knows."]),
    ],
)
def test_a_practice_is_shown_for_a_day(coequal: Call, on: str, said: list[str]) -> None:
    """What is not certain comes first."""
    out = flowing(coequal("practices", "D82004", "--on", on).out)
    for sentence in said:
        assert sentence in out


def test_a_place_in_parts_has_several_commissioners(coequal: Call, tmp_path: Path) -> None:
    """Which of them, only the practice could tell."""
    coequal("practices", "--import", put(tmp_path, row(area="D4U1Y", joined="20210401")))
    assert (
        "In charge of Frimley (D4U1Y) on 3 May 2026, today: NHS Thames Valley ICB (S0E4D) and NHS Surrey and Sussex ICB (S9B9J) "
        "and NHS Hampshire and Isle of Wight ICB (QRL), each for a part; which part the practice is in is not recorded here."
    ) in flowing(coequal("practices", "P00001").out)


def test_the_json_of_a_practice_has_these_keys(coequal: Call) -> None:
    """With the day that was asked for."""
    answer = coequal("practices", "D82069", "--on", "2021-05-02", "--json")
    assert json.loads(answer.out) == {
        "code": "D82069",
        "name": "Newmarket Road Surgery",
        "opened": "1974-04-01",
        "closed": "2020-07-31",
        "memberships": [
            {"area": "06W", "from": "2013-04-01", "until": "2020-03-31"},
            {"area": "26A", "from": "2020-04-01", "until": "2020-07-31"},
        ],
        "on": "2021-05-02",
        "areas": ["26A"],
        "commissioners": {"26A": ["26A"]},
        "says": [
            "Newmarket Road Surgery (D82069) closed on 31 July 2020, so nobody was registered there on 2 May 2021; it is placed where it was."
        ],
        "table": "the small demonstration table",
    }


def test_all_practices_are_counted_by_area(coequal: Call) -> None:
    """Those that were open on the day; with a hint how to have more."""
    lines = coequal("practices", "--on", "2016-01-01").out.split("\n")
    assert lines[0] == "24 practices in the small demonstration table; 24 were open on 1 January 2016."
    assert "Norwich (06W)                                         3" in lines
    assert lines[-2] == HINT
    found = json.loads(coequal("practices", "--json").out)
    assert (found["table"], found["on"], found["practices"], found["open"]) == (
        "the small demonstration table",
        "2026-05-03",
        24,
        22,
    )
    assert {"areas": ["26A"], "practices": 7} in found["areas"]
    assert json.loads(coequal("practices", "--on", "2015-08-31", "--json").out)["open"] == 23


def test_a_library_may_have_no_practices(coequal: Call, tmp_path: Path) -> None:
    """That is an answer too; one that is asked for is not there."""
    folder = library_folder(tmp_path / "library")
    out = coequal("practices", "--library", folder).out
    assert flowing(out) == f"0 practices in this library, which has no table of practices; 0 were open on 3 May 2026. {HINT}"
    answer = coequal("practices", "D82004", "--library", folder)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == f'coequal: There is no practice "D82004" in this library, which has no table of practices. {HINT}\n'


def test_lists_of_ods_are_imported_and_used_from_then_on(coequal: Call, own: Path, files: tuple[Path, Path]) -> None:
    """In whatever order they are named; what was left out and what is not known is said."""
    older, newer = files
    answer = coequal("practices", "--import", newer, older)
    assert (answer.status, answer.err) == (0, "")
    assert flowing(answer.out) == (
        f"Imported 2 practices with 3 memberships in 3 areas into {own}. "
        "Read from older to newer: old.csv, up to 1 April 2013; new.csv, up to 1 April 2022. "
        "Left out: rows that are no GP practices, 2. "
        "Kept, though this library does not know who commissions there: 7A1."
    )
    described = "the table imported on 3 May 2026 from old.csv and new.csv"
    found = json.loads(coequal("practices", "D82069", "--on", "2020-03-31", "--json").out)
    assert (found["table"], found["areas"], found["commissioners"]) == (described, ["06W"], {"06W": ["06W"]})
    out = coequal("practices", "w00005").out
    assert out.startswith(f"NEW TOWN (W00005)\nfrom {described}\n")
    assert "In charge of 7A1 on 3 May 2026, today: nobody that this library knows." in out
    assert coequal("practices").out == f"2 practices in {described}; 1 were open on 3 May 2026.\n\nAREA  PRACTICES\n7A1   1\n"
    assert "There is no practice" in coequal("practices", "D82004").err


def test_an_import_of_one_list_says_less(coequal: Call, own: Path, tmp_path: Path) -> None:
    """There is no order, and nothing was left out."""
    path = put(tmp_path, row(area="06W"))
    assert flowing(coequal("practices", "--import", path).out) == f"Imported 1 practices with 1 memberships in 1 areas into {own}."


def test_an_older_list_in_place_of_a_newer_one_is_told(coequal: Call, own: Path, files: tuple[Path, Path]) -> None:
    """Whoever meant to have both imports both; one that cannot be read any more is replaced without a word."""
    coequal("practices", "--import", *files)
    words = "This is older than the table that it replaced, which went up to 1 April 2022."
    assert words in flowing(coequal("practices", "--import", files[0]).out)
    assert "is older" not in coequal("practices", "--import", files[1]).out
    own.write_text("code,name\n", encoding="utf-8")
    assert "is older" not in coequal("practices", "--import", files[0]).out


def test_the_json_of_an_import_has_these_keys(coequal: Call, own: Path, files: tuple[Path, Path]) -> None:
    """The files from older to newer."""
    assert json.loads(coequal("practices", "--json", "--import", *files).out) == {
        "table": "the table imported on 3 May 2026 from old.csv and new.csv",
        "file": str(own),
        "replaced, up to": None,
        "files": [{"file": "old.csv", "latest": "2013-04-01"}, {"file": "new.csv", "latest": "2022-04-01"}],
        "practices": 2,
        "areas": 3,
        "memberships": 3,
        "left out": {"that are no GP practices": 2},
        "unknown areas": ["7A1"],
    }


def test_a_day_that_is_not_known_is_shown_as_such(coequal: Call, tmp_path: Path) -> None:
    """And a practice that may be in either of two areas is counted for both together."""
    older = put(tmp_path, row(area="00M"), name="old.csv")
    newer = put(tmp_path, row(area="16C"), row(code="P00002", area="26A", joined="20200401"), name="new.csv")
    coequal("practices", "--import", older, newer)
    lines = coequal("practices", "P00001").out.split("\n")
    assert lines[4:6] == ["1 April 2013  not known  South Tees (00M)", "not known     goes on    Tees Valley (16C)"]
    assert "South Tees (00M) or Tees Valley (16C)  1" in coequal("practices").out
    assert {"areas": ["00M", "16C"], "practices": 1} in json.loads(coequal("practices", "--json").out)["areas"]


def test_a_list_that_cannot_be_used_changes_nothing(coequal: Call, own: Path, files: tuple[Path, Path], tmp_path: Path) -> None:
    """Neither where there was a table, nor where there was none."""
    broken = put(tmp_path, row(joined="soon"), name="broken.csv")
    answer = coequal("practices", "--import", files[0], broken)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == f'coequal: {broken}, line 1: "soon" in column 16 is not a date such as 20200401.\n'
    assert not own.exists()
    coequal("practices", "--import", *files)
    before = own.read_bytes()
    assert coequal("practices", "--import", broken).status == 2
    assert own.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_one_message(
    coequal: Call, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as one inside a file."""
    monkeypatch.setenv("COEQUAL_DATA", str(files[0] / "own"))
    answer = coequal("practices", "--import", *files)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == f"coequal: {files[0] / 'own'}: Not a directory.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["X99999"], 'There is no practice "X99999" in the small demonstration table.'),
        (["../../etc/passwd"], 'There is no practice "../../ETC/PASSWD"'),
        (["D82004", "--on", "1 July"], 'Argument --on: "1 July" is not a date such as 2022-07-01.'),
        (["D82004", "--import", "a.csv"], "Import first, then ask: --import goes with neither a CODE nor --on."),
        (["--on", "2022-07-01", "--import", "a.csv"], "Import first, then ask"),
        (["--import"], "expected at least one argument"),
        (["--import", "nowhere.csv"], "nowhere.csv: This cannot be read: No such file or directory."),
    ],
    ids=" ".join,
)
def test_what_cannot_be_answered_gets_one_message(coequal: Call, arguments: list[str], words: str) -> None:
    """With exit status 2."""
    answer = coequal("practices", *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert words in answer.err


def test_a_broken_table_of_ones_own_is_named(coequal: Call, own: Path) -> None:
    """It is not passed over for the library's."""
    own.parent.mkdir()
    own.write_text("code,name\n", encoding="utf-8")
    answer = coequal("practices", "D82004")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(f"coequal: {own}, line 1: This table needs the columns")


def test_the_name_of_a_file_is_written_so_that_any_terminal_can_show_it(coequal: Call, tmp_path: Path) -> None:
    """Line ends and signs that are no text are replaced."""
    path = put(tmp_path, row(area="06W"), name="a\nb\x1b\udcff.csv")
    assert coequal("practices", "--import", path).status == 0
    assert "imported on 3 May 2026 from a\ufffdb\ufffd\ufffd.csv" in coequal("practices").out


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "seconds", "notes"),
    [
        pytest.param(_Terminal(), 2.0, "1 of 2 files read\n2 of 2 files read\n", id="long, at a terminal"),
        pytest.param(_Terminal(), 0.1, "", id="short, at a terminal"),
        pytest.param(StringIO(), 2.0, "", id="long, in a pipe"),
    ],
)
def test_whoever_waits_at_a_terminal_is_told_how_far_it_is(
    coequal: Call, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, *, stream: StringIO, seconds: float, notes: str
) -> None:
    """After more than a second, and on the stream that is not the answer."""
    clock = iter([0.0, seconds, seconds])
    monkeypatch.setattr(practices_import, "monotonic", lambda: next(clock))
    monkeypatch.setattr(sys, "stderr", stream)
    assert coequal("practices", "--import", *files).status == 0
    assert stream.getvalue() == notes


def test_it_runs_in_a_process_of_its_own(tmp_path: Path, own: Path, files: tuple[Path, Path]) -> None:
    """And leaves one file behind, in the folder that was named."""
    answer = in_a_process(tmp_path, "practices", "--import", *files)
    assert (answer.status, answer.err) == (0, "")
    assert list(own.parent.iterdir()) == [own]
    assert "NEW TOWN (W00005)" in in_a_process(tmp_path, "practices", "W00005").out


def test_a_list_of_commissioners_is_held_against_the_library_and_added_to_a_folder(coequal: Call, tmp_path: Path) -> None:
    """Once only; what differs and what is for a person to find is said, and the folder is then a library beside the shipped one."""
    hub = ["13Q", "COMMISSIONING HUB", *[""] * 25]
    board = ["X1X1X", "NHS FAR ICB", *[""] * 8, "20270401", *[""] * 16]
    location = ["X2X", "NHS FAR ICB - X2X", "", "X1X1X", *[""] * 23]
    closed = ["QHL", "NHS BIRMINGHAM AND SOLIHULL ICB", *[""] * 8, "20220701", "20270331", *[""] * 15]
    listed, mine = put(tmp_path, hub, board, location, closed, name="eccg.csv"), tmp_path / "mine"
    asked = ("practices", "--commissioners", str(listed))
    assert "new bodies: 1; new areas: 1; nothing was written." in flowing(coequal(*asked).out)
    told = flowing(coequal(*asked, "--into", str(mine)).out)
    for words in ("Left out, as no commissioners: 1.", "X2X, NHS FAR ICB - X2X", "QHL, NHS Birmingham and Solihull ICB, closes on"):
        assert words in told
    assert (mine / "organisations" / "areas.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        "X2X,NHS FAR ICB - X2X,X1X1X,imported on 3 May 2026 from eccg.csv"
    ]
    again = json.loads(coequal(*asked, "--into", str(mine), "--json").out)
    assert (again["new bodies"], again["new areas"], again["written"], len(again["differs"])) == ([], [], [], 1)


@pytest.fixture
def closing(tmp_path: Path) -> Path:
    """A list in which a board closes, another opens, and a third has another name."""
    return put(
        tmp_path,
        ["QHL", "NHS BIRMINGHAM AND SOLIHULL ICB", *[""] * 8, "20220701", "20270331", *[""] * 15],
        ["X1X1X", "NHS FAR ICB", *[""] * 8, "20270401", *[""] * 16],
        ["QRL", "NHS HAMPSHIRE ICB", *[""] * 8, "20220701", *[""] * 16],
        name="eccg.csv",
    )


def test_what_differs_is_written_once_a_person_has_said_what_no_file_says(coequal: Call, tmp_path: Path, closing: Path) -> None:
    """Beside the shipped tables, whose rows it stands instead of; before that, the same is only said."""
    mine = tmp_path / "mine"
    asked = ("practices", "--commissioners", closing, "--into", mine, "--update")
    refused = coequal(*asked)
    assert (refused.status, refused.out, mine.exists()) == (2, "", False)
    assert "Who followed is not in the file, for QHL." in refused.err
    dry = coequal(*asked, "--followed-by", "QHL=X1X1X", "--dry-run")
    assert (dry.status, mine.exists()) == (0, False)
    assert f"changes: 7; would be written into {mine / 'library.yaml'} and {mine / 'organisations' / 'bodies.csv'}" in flowing(
        dry.out
    )
    told = json.loads(coequal(*asked, "--followed-by", "QHL=X1X1X", "--json").out)
    assert told["changes"][:2] == [
        "QHL, NHS Birmingham and Solihull ICB, closes on 2027-03-31, is followed by X1X1X.",
        "QRL, NHS Hampshire and Isle of Wight ICB, is called NHS HAMPSHIRE ICB.",
    ]
    assert "05L, Sandwell and West Birmingham, is with QUA, X1X1X from 2027-04-01 on." in told["changes"]
    bound = coequal("which", "--library", mine, "--service", "assisted-conception", "--referred", "2027-05-02", "--area", "15E").out
    assert "NHS FAR ICB (X1X1X) took the place of NHS Birmingham and Solihull ICB (QHL) there on 1 April 2027." in flowing(bound)
    after = json.loads(coequal(*asked, "--followed-by", "QHL=X1X1X", "--json").out)
    assert (after["changes"], after["differs"], after["written"]) == ([], [], [])


@pytest.mark.parametrize(
    "others",
    [
        ("--into", "mine"),
        ("--update",),
        ("--dry-run",),
        ("--moved", "26A=QRL"),
        ("--commissioners", "eccg.csv", "D82004"),
        ("--commissioners", "eccg.csv", "--dry-run"),
        ("--commissioners", "eccg.csv", "--followed-by", "QHL=X1X"),
    ],
    ids=" ".join,
)
def test_arguments_that_do_not_go_together(coequal: Call, others: tuple[str, ...]) -> None:
    """They are refused before anything is read."""
    assert " goes with " in coequal("practices", *others).err


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--followed-by", "QHL"), '"QHL" is not like QHL=X1X1X'),
        (("--followed-by", "=X1X1X"), "is not like QHL=X1X1X"),
        (("--followed-by", "QHL=X1X1X,"), "is not like QHL=X1X1X"),
        (("--moved", "26A=QRL@1 April"), '"26A=QRL@1 April" is not like 26A=X1X1X or 26A=X1X1X@2027-04-01'),
        (("--followed-by", "QHL=X1X1X", "--followed-by", "QHL=QRL"), "QHL stands twice after --followed-by. Say it once."),
        (("--followed-by", "QHL=X1X1X", "--moved", "15E=QRL@2027-04-01", "--into", "old.csv"), "old.csv"),
    ],
)
def test_what_a_person_says_is_read_strictly(
    coequal: Call, closing: Path, given: tuple[str, ...], words: str, files: tuple[Path, Path]
) -> None:
    """One message, and nothing is written; nor where a folder cannot be made, such as one that is a file."""
    arguments = [str(files[0]) if one == "old.csv" else one for one in given]
    answer = coequal("practices", "--commissioners", closing, "--update", *arguments)
    assert (answer.status, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert words in answer.err


def test_what_is_not_updated_still_differs(coequal: Call, closing: Path) -> None:
    """Where some codes are named, the others are told."""
    told = json.loads(coequal("practices", "--commissioners", closing, "--update", "QRL", "--json").out)
    assert told["changes"] == ["QRL, NHS Hampshire and Isle of Wight ICB, is called NHS HAMPSHIRE ICB."]
    (said,) = told["differs"]
    assert said.startswith("QHL, NHS Birmingham and Solihull ICB, closes on 2027-03-31")


def test_the_shipped_tables_are_never_written(coequal: Call, closing: Path) -> None:
    """A folder of one's own is."""
    before = (shipped() / "organisations" / "bodies.csv").read_bytes()
    answer = coequal("practices", "--commissioners", closing, "--into", shipped())
    assert (answer.status, answer.out) == (2, "")
    assert "stays as it is. Name a folder of your own after --into." in answer.err
    assert (shipped() / "organisations" / "bodies.csv").read_bytes() == before
