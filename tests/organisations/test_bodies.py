"""Bodies begin and end, and others follow them."""

from datetime import date
from pathlib import Path

import pytest

from coequal.organisations.bodies import Body, load_bodies
from tests.organisations.building import BODIES, changed, refusal, write


@pytest.fixture(name="known")
def fixture_known(tmp_path: Path) -> dict[str, Body]:
    """The bodies that are made up for tests."""
    return load_bodies(write(tmp_path) / "bodies.csv")


def test_bodies_are_read(known: dict[str, Body]) -> None:
    """Every column is kept; a name may hold a comma; a body that goes on has no end."""
    west = Body("C2C", "ICB", "New West, and more", date(2022, 7, 1), date(2025, 3, 31), ("D1D", "F1F"), "made up")
    assert known["C2C"] == west
    assert known["B1B"].successors == ("C1C", "C2C")
    assert known["D1D"].until is None


@pytest.mark.parametrize("role", ["PCT", "CCG", "ICB", "NHS England"])
def test_a_body_has_one_of_four_roles(tmp_path: Path, role: str) -> None:
    """Those that have commissioned in England since 2006."""
    folder = write(tmp_path, changed(BODIES, "E1E,CCG", f"E1E,{role}"))
    assert load_bodies(folder / "bodies.csv")["E1E"].role == role


@pytest.mark.parametrize(
    ("code", "on", "existed"),
    [
        ("B1B", date(2020, 3, 31), False),
        ("B1B", date(2020, 4, 1), True),
        ("B1B", date(2022, 6, 30), True),
        ("B1B", date(2022, 7, 1), False),
        ("D1D", date(2025, 3, 31), False),
        ("D1D", date(2025, 4, 1), True),
        ("D1D", date(2100, 1, 1), True),
    ],
)
def test_a_body_is_there_on_its_first_and_last_day(known: dict[str, Body], code: str, on: date, *, existed: bool) -> None:
    """Both ends are in; a body without an end goes on."""
    assert known[code].existed(on) is existed


def test_a_body_may_last_a_single_day(tmp_path: Path) -> None:
    """A body that ends on the day on which it begins was there on that day."""
    folder = write(tmp_path, changed(BODIES, "2013-04-01,2019-03-31", "2013-04-01,2013-04-01"))
    body = load_bodies(folder / "bodies.csv")["E1E"]
    assert [body.existed(date(2013, 4, day)) for day in (1, 2)] == [True, False]


def test_a_body_may_last_for_ever_in_words(tmp_path: Path) -> None:
    """The last day of the calendar is a day like another."""
    folder = write(tmp_path, changed(BODIES, "2013-04-01,2019-03-31", "2013-04-01,9999-12-31"))
    assert load_bodies(folder / "bodies.csv")["E1E"].until == date(9999, 12, 31)


def test_a_body_may_be_followed_by_one_that_was_there_already(known: dict[str, Body]) -> None:
    """As where a neighbour takes a part."""
    assert known["F1F"].since < known["C2C"].until
    assert "F1F" in known["C2C"].successors


ROW = "D1D,ICB,Newest,2025-04-01,,,made up\n"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param(
            ",until,", ",to,", "line 1: This table needs the columns code, role, name, from, until, successors", id="a column"
        ),
        pytest.param(ROW, ROW + ROW, 'line 8: "D1D" has two rows; one is enough.', id="a code twice"),
        pytest.param("D1D,ICB", "D1D,", 'line 7: This row has no "role".', id="no role"),
        pytest.param("D1D,ICB", "D1D,STP", 'line 7: A role is one of PCT, CCG, ICB, NHS England, not "STP".', id="another role"),
        pytest.param("Newest", "", 'line 7: This row has no "name".', id="no name"),
        pytest.param("2025-04-01,,,", ",,,", 'line 7: This row has no "from".', id="no beginning"),
        pytest.param("2019-03-31,,", "2019-02-31,,", 'line 8: "2019-02-31" is not a date such as', id="31 February"),
        pytest.param(
            "2019-03-31,,", "2012-03-31,,", "line 8: E1E ends on 2012-03-31, before it begins on 2013-04-01.", id="an early end"
        ),
        pytest.param("made up\nE1E", "\nE1E", 'line 7: This row has no "source".', id="no source"),
        pytest.param("B1B,made", "X9X,made", "line 2: A1A is followed by X9X, which is no known body.", id="an unknown heir"),
        pytest.param(
            "2025-04-01,,,", "2025-04-01,,F1F,", "line 7: D1D goes on, so F1F cannot follow it. Say until when it lasts.",
            id="an heir of a body that goes on",
        ),
        pytest.param(
            "C1C C2C", "C1C A1A", "line 4: B1B is followed by A1A, which was not there on the day after 2022-06-30.",
            id="an earlier heir",
        ),
        pytest.param("C1C C2C", "B1B", "B1B is followed by B1B, which was not there on the day after", id="a body itself"),
        pytest.param(
            "2020-03-31,B1B,made up\nB1B", "2020-03-31,A1A,made up\nB1B",
            "line 3: A2A is followed by A1A, which was not there on the day after 2020-03-31.", id="a twin",
        ),
        pytest.param(
            "2020-03-31,B1B", "2020-03-31,D1D", "line 2: A1A is followed by D1D, which was not there on the day after 2020-03-31.",
            id="a gap before the heir",
        ),
    ],
)  # fmt: skip
def test_a_fault_in_the_table_of_bodies_is_found(tmp_path: Path, old: str, new: str, words: str) -> None:
    """The message names the file and the line, and says what is wrong."""
    path = write(tmp_path, changed(BODIES, old, new)) / "bodies.csv"
    message = refusal(lambda: load_bodies(path))
    assert message.startswith(str(path))
    assert words in message


def test_no_succession_comes_round_to_where_it_began(tmp_path: Path) -> None:
    """Because each heir lasts longer, a circle has a link that is refused."""
    circle = changed(changed(BODIES, "2020-03-31,B1B", "2020-03-31,E1E"), "2019-03-31,,", "2019-03-31,A1A,")
    path = write(tmp_path, circle) / "bodies.csv"
    assert "line 2: A1A is followed by E1E, which was not there on the day after 2020-03-31." in refusal(lambda: load_bodies(path))
