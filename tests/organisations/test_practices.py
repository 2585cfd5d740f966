"""A practice belongs to an area from a day until a day, and where that is not certain it is said."""

from datetime import date
from pathlib import Path

import pytest

from coequal.organisations.practices import Belonging, Membership, Practice, Practices, load_practices
from tests.organisations.building import changed, refusal

TABLE = """\
code,name,area,from,until,opened,closed,source
P00001,Hill Surgery,A1A,2013-04-01,2020-03-31,1974-04-01,,made up
P00001,Hill Surgery,B1B,2020-04-01,,1974-04-01,,made up
P00002,"Vale, the Practice",A1A,2013-04-01,2016-12-31,1974-04-01,2016-12-31,made up
P00003,Gap House,A1A,2013-04-01,2015-03-31,,,made up
P00003,Gap House,A2A,2016-04-01,2018-03-31,,,made up
P00004,New Street,A2A,2015-06-01,,2015-06-01,,made up
P00005,Undated,A2A,,2019-03-31,,,made up
P00005,Undated,B1B,2019-04-01,,,,made up
P00006,Passed Over,A1A,2013-04-01,,,,made up
P00006,Passed Over,B1B,,,,,made up
P00007,Alone,A1A,,,,,made up
"""


def put(folder: Path, text: str = TABLE) -> Path:
    """A file that holds a table of practices."""
    path = folder / "practices.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(name="known")
def fixture_known(tmp_path: Path) -> Practices:
    """The practices above."""
    return load_practices(put(tmp_path))


def test_practices_are_read(known: Practices) -> None:
    """Several rows of one practice are its history."""
    assert known.get("P00001") == Practice(
        "P00001",
        "Hill Surgery",
        (Membership("A1A", date(2013, 4, 1), date(2020, 3, 31)), Membership("B1B", date(2020, 4, 1), None)),
        date(1974, 4, 1),
        None,
    )
    assert known.get("P00002").name == "Vale, the Practice"
    assert known.get("P00002").closed == date(2016, 12, 31)
    assert len(known.by_code) == 7


def test_the_days_of_opening_and_closing_may_be_left_out(tmp_path: Path) -> None:
    """With their columns."""
    text = "code,name,area,from,until,source\nP,Hill,A1A,2013-04-01,,made up\n"
    assert load_practices(put(tmp_path, text)).get("P") == Practice(
        "P", "Hill", (Membership("A1A", date(2013, 4, 1), None),), None, None
    )


@pytest.mark.parametrize(
    ("code", "on", "area"),
    [
        pytest.param("P00001", date(2013, 4, 1), "A1A", id="the first day"),
        pytest.param("P00001", date(2020, 3, 31), "A1A", id="the last day in an area"),
        pytest.param("P00001", date(2020, 4, 1), "B1B", id="the first day in the next"),
        pytest.param("P00001", date(2030, 1, 1), "B1B", id="an area that goes on"),
        pytest.param("P00002", date(2016, 12, 31), "A1A", id="the day of closing"),
        pytest.param("P00004", date(2015, 6, 1), "A2A", id="the day of opening"),
        pytest.param("P00005", date(2019, 4, 1), "B1B", id="after a beginning that is not known"),
    ],
)
def test_where_a_practice_belonged_is_known(known: Practices, code: str, on: date, area: str) -> None:
    """Then there is nothing more to say."""
    assert known.area(code, on) == Belonging((area,), ())


@pytest.mark.parametrize(
    ("code", "on", "areas", "says"),
    [
        pytest.param(
            "P00001", date(2013, 3, 31), ("A1A",),
            "Hill Surgery (P00001) is recorded from 1 April 2013 in A1A, but not for 31 March 2013; that place is taken.",
            id="before the first",
        ),
        pytest.param(
            "P00003", date(2018, 4, 1), ("A2A",),
            "Gap House (P00003) is recorded until 31 March 2018 in A2A, but not for 1 April 2018; that place is taken.",
            id="after the last",
        ),
        pytest.param(
            "P00003", date(2015, 4, 1), ("A1A", "A2A"),
            "Gap House (P00003) is recorded until 31 March 2015 in A1A and from 1 April 2016 in A2A, but not for 1 April 2015; "
            "either place is taken.",
            id="between two",
        ),
        pytest.param(
            "P00002", date(2017, 1, 1), ("A1A",),
            "Vale, the Practice (P00002) closed on 31 December 2016, so nobody was registered there on 1 January 2017; "
            "it is placed where it was.",
            id="after it closed",
        ),
        pytest.param(
            "P00004", date(2015, 5, 31), ("A2A",),
            "New Street (P00004) opened on 1 June 2015, so nobody was registered there on 31 May 2015; "
            "it is placed where it came to be.",
            id="before it opened",
        ),
        pytest.param(
            "P00005", date(2019, 3, 31), ("A2A",), "Undated (P00005) is recorded in A2A, but not since when.", id="since nobody knows when"
        ),
        pytest.param("P00007", date(2019, 3, 31), ("A1A",), "Alone (P00007) is recorded in A1A, but not since when.", id="no days at all"),
        pytest.param(
            "P00006", date(2013, 4, 1), ("A1A", "B1B"),
            "Passed Over (P00006) passed from A1A to B1B on a day that is not recorded.", id="a change nobody knows when",
        ),
        pytest.param(
            "P00006", date(2013, 3, 31), ("A1A",),
            "Passed Over (P00006) is recorded from 1 April 2013 in A1A, but not for 31 March 2013; that place is taken.",
            id="before that",
        ),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_said(known: Practices, code: str, on: date, areas: tuple[str, ...], says: str) -> None:
    """With the nearest place that is recorded, because a place keeps its code."""
    assert known.area(code, on) == Belonging(areas, (says,))


def test_a_practice_that_is_not_in_the_table_is_refused(known: Practices, tmp_path: Path) -> None:
    """With the table that was looked at, and how to get a larger one."""
    for ask in (lambda: known.get("A81001"), lambda: known.area("A81001", date(2023, 5, 2))):
        assert refusal(ask) == (
            f'There is no practice "A81001" in the table {tmp_path / "practices.csv"}. '
            "“coequal practices --import epraccur.csv” imports your own copy of ODS's list of practices."
        )


@pytest.mark.parametrize(
    ("source", "described"),
    [
        ("imported on 3 May 2026 from epraccur.csv", "the table imported on 3 May 2026 from epraccur.csv"),
        ("demonstration table; made up", "the small demonstration table"),
    ],
)
def test_a_table_is_described_by_its_source(tmp_path: Path, source: str, described: str) -> None:
    """So that an answer can say on what it rests; any other table by its place."""
    assert load_practices(put(tmp_path, TABLE.replace("made up", source))).described == described
    assert load_practices(put(tmp_path)).described == f"the table {tmp_path / 'practices.csv'}"


def test_a_table_may_be_empty(tmp_path: Path) -> None:
    """Then no practice is known."""
    assert load_practices(put(tmp_path, TABLE.splitlines()[0])).by_code == {}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param(",area,", ",place,", "line 1: This table needs the columns code, name, area, from, until, source", id="a column"),
        pytest.param("P00004,New Street,A2A", "P00004,New Street,", 'line 7: This row has no "area".', id="no area"),
        pytest.param("P00004,New", "P00001,New", 'line 7: The rows of "P00001" do not stand together.', id="rows apart"),
        pytest.param("2015-06-01,,2015", "June 2015,,2015", 'line 7: "June 2015" is not a date', id="no date"),
        pytest.param("2015-06-01,,made", "2015,,made", 'line 7: "2015" is not a date', id="no day of opening"),
        pytest.param(
            "2015-06-01,,2015", "2015-06-01,2015-05-31,2015", "line 7: P00004 leaves A2A on 2015-05-31, before it joins on 2015-06-01.",
            id="an early end",
        ),
        pytest.param("2020-03-31", "2020-04-01", "line 3: P00001 is in A1A and B1B at once, or out of order.", id="an overlap"),
        pytest.param("2020-03-31", "", "line 3: P00001 is in A1A and B1B at once, or out of order.", id="an end that is left open"),
        pytest.param("B1B,2020-04-01", "B1B,", "line 3: P00001 is in A1A and B1B at once", id="a beginning that is left open"),
        pytest.param("B1B,2020-04-01", "B1B,2010-04-01", "line 3: P00001 is in A1A and B1B at once, or out of order.", id="out of order"),
    ],
)  # fmt: skip
def test_a_fault_in_the_table_of_practices_is_found(tmp_path: Path, old: str, new: str, words: str) -> None:
    """The message names the file and the line, and says what is wrong."""
    path = put(tmp_path, changed(TABLE, old, new))
    message = refusal(lambda: load_practices(path))
    assert message.startswith(str(path))
    assert words in message
