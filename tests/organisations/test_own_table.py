"""The user's own table of practices comes before the library's, and is written whole or not at all."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coequal.organisations.own_table import find_practices, own_table, write_own_table
from coequal.organisations.practices import Membership, Practice
from tests.organisations.building import refusal

PRACTICES = (
    Practice(
        "P00001",
        "Hill, the Surgery",
        (Membership("A1A", None, date(2020, 3, 31)), Membership("B1B", date(2020, 4, 1), None)),
        date(1974, 4, 1),
        None,
    ),
    Practice("P00002", "Vale", (Membership("A1A", date(2013, 4, 1), date(2016, 12, 31)),), None, date(2016, 12, 31)),
)
SOURCE = "imported on 3 May 2026 from epraccur.csv"
LIBRARY = "code,name,area,from,until,source\nP00009,Shipped,A1A,2013-04-01,,demonstration\n"


@pytest.fixture(name="own")
def fixture_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for the user's own table, with nothing there yet."""
    monkeypatch.setenv("COEQUAL_DATA", str(tmp_path / "data" / "mine"))
    return tmp_path / "data" / "mine" / "practices.csv"


@pytest.fixture(name="folder")
def fixture_folder(tmp_path: Path) -> Path:
    """A library's folder of organisations with a table of its own."""
    folder = tmp_path / "organisations"
    folder.mkdir()
    (folder / "practices.csv").write_text(LIBRARY, encoding="utf-8")
    return folder


def test_a_table_that_is_written_is_read_as_it_was(own: Path, folder: Path) -> None:
    """In a folder that is made for it."""
    assert write_own_table(PRACTICES, SOURCE) == own
    found = find_practices(folder)
    assert tuple(found.by_code.values()) == PRACTICES
    assert found.described == "the table imported on 3 May 2026 from epraccur.csv"
    assert list(own.parent.iterdir()) == [own]


def test_no_spreadsheet_finds_a_formula_in_it(own: Path, folder: Path) -> None:
    """A name that looks like one stands behind an apostrophe in the file, and is read as it was."""
    practice = replace(PRACTICES[1], name='=HYPERLINK("http://evil.example")')
    write_own_table([practice], SOURCE)
    assert "P00002,\"'=HYPERLINK(" in own.read_text(encoding="utf-8")
    assert find_practices(folder).by_code["P00002"] == practice


def test_a_table_is_replaced_whole(own: Path, folder: Path) -> None:
    """Nothing of the older one is left."""
    write_own_table(PRACTICES, SOURCE)
    write_own_table(PRACTICES[:1], SOURCE)
    assert tuple(find_practices(folder).by_code.values()) == PRACTICES[:1]
    assert list(own.parent.iterdir()) == [own]


def test_a_table_that_cannot_be_written_leaves_nothing_behind(own: Path) -> None:
    """Such as where a folder has its name."""
    own.mkdir(parents=True)
    with pytest.raises(OSError, match="practices"):
        write_own_table(PRACTICES, SOURCE)
    assert list(own.parent.iterdir()) == [own]


def test_an_import_that_is_interrupted_keeps_the_older_table(own: Path, folder: Path) -> None:
    """Half of a table is never put in its place."""

    def interrupted() -> object:
        yield PRACTICES[0]
        raise KeyboardInterrupt

    write_own_table(PRACTICES, SOURCE)
    with pytest.raises(KeyboardInterrupt):
        write_own_table(interrupted(), SOURCE)
    assert tuple(find_practices(folder).by_code.values()) == PRACTICES
    assert list(own.parent.iterdir()) == [own]


def test_without_an_own_table_the_librarys_is_used(own: Path, folder: Path) -> None:
    """And without that one, none."""
    assert not own.exists()
    assert find_practices(folder).described == "the small demonstration table"
    (folder / "practices.csv").unlink()
    none = find_practices(folder)
    assert none.by_code == {}
    assert refusal(lambda: none.get("P00001")).startswith(
        'There is no practice "P00001" in this library, which has no table of practices.'
    )


@pytest.mark.parametrize("named", [None, ""])
def test_the_own_table_lives_in_the_home_folder_where_no_other_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: str | None
) -> None:
    """A name of nothing names none."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COEQUAL_DATA", named or "")
    if named is None:
        monkeypatch.delenv("COEQUAL_DATA")
    assert own_table() == tmp_path / ".coequal" / "practices.csv"


def test_where_there_is_no_home_folder_there_is_no_own_table(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The library's is used, and an import says what to do."""

    def homeless(_class: object) -> Path:
        raise RuntimeError("Could not determine home directory.")  # as Python says it for a user without one

    monkeypatch.delenv("COEQUAL_DATA", raising=False)
    monkeypatch.setattr(Path, "home", classmethod(homeless))
    assert own_table() is None
    assert find_practices(folder).described == "the small demonstration table"
    assert refusal(lambda: write_own_table(PRACTICES, SOURCE)) == (
        "There is no home folder to write to. Name a folder in the environment variable COEQUAL_DATA."
    )
