"""Bodies begin, end, split and merge; who is in charge depends on the day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.errors import CoequalError
from coequal.organisations.bodies import Area, Body, Organisations, load_organisations

BODIES = """\
code,role,name,from,until,successors,source
A1A,CCG,Old North,2013-04-01,2020-03-31,B1B,made up
A2A,CCG,Old South,2013-04-01,2020-03-31,B1B,made up
B1B,CCG,Whole,2020-04-01,2022-06-30,C1C C2C,made up
C1C,ICB,New East,2022-07-01,2025-03-31,D1D,made up
C2C,ICB,"New West, and more",2022-07-01,2025-03-31,D1D,made up
D1D,ICB,Newest,2025-04-01,,,made up
E1E,CCG,Gone,2013-04-01,2019-03-31,,made up
F1F,CCG,Late,2013-04-01,2019-03-31,G1G,made up
G1G,ICB,Later,2021-01-01,,,made up
"""
AREAS = """\
code,name,slug,commissioners
B1B,The whole place,whole,B1B C1C C2C D1D
"""
Write = Callable[[str, str], Path]


@pytest.fixture(name="write")
def fixture_write(tmp_path: Path) -> Write:
    """Writes a folder of organisations."""

    def write(bodies: str, areas: str) -> Path:
        (tmp_path / "bodies.csv").write_text(bodies, encoding="utf-8")
        (tmp_path / "areas.csv").write_text(areas, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture(name="known")
def fixture_known(write: Write) -> Organisations:
    """The organisations above."""
    return load_organisations(write(BODIES, AREAS))


def refusal(folder: Path) -> str:
    """The message with which a folder is refused."""
    with pytest.raises(CoequalError) as caught:
        load_organisations(folder)
    return str(caught.value)


def test_bodies_and_areas_are_read(known: Organisations) -> None:
    """Every column is kept; a name may hold a comma; a body that goes on has no end."""
    west = Body("C2C", "ICB", "New West, and more", date(2022, 7, 1), date(2025, 3, 31), ("D1D",), "made up")
    assert known.bodies["C2C"] == west
    assert known.bodies["B1B"].successors == ("C1C", "C2C")
    assert known.bodies["D1D"].until is None
    assert known.areas == {"B1B": Area("B1B", "The whole place", "whole", ("B1B", "C1C", "C2C", "D1D"))}


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
def test_a_body_is_there_on_its_first_and_last_day(known: Organisations, code: str, on: date, *, existed: bool) -> None:
    """Both ends are in; a body without an end goes on."""
    assert known.bodies[code].existed(on) is existed


@pytest.mark.parametrize(
    ("code", "on", "codes"),
    [
        pytest.param("A1A", date(2019, 5, 2), ["A1A"], id="itself"),
        pytest.param("A1A", date(2020, 3, 31), ["A1A"], id="itself on its last day"),
        pytest.param("A1A", date(2020, 4, 1), ["B1B"], id="its successor on the next day"),
        pytest.param("A2A", date(2021, 5, 2), ["B1B"], id="a successor of several"),
        pytest.param("B1B", date(2023, 5, 2), ["C1C", "C2C"], id="a split"),
        pytest.param("A1A", date(2023, 5, 2), ["C1C", "C2C"], id="a split of a successor"),
        pytest.param("A1A", date(2025, 4, 1), ["D1D"], id="a split that became one again"),
        pytest.param("C1C", date(2030, 1, 1), ["D1D"], id="a body that goes on"),
        pytest.param("D1D", date(2025, 3, 31), [], id="a body that does not exist yet"),
        pytest.param("A1A", date(2013, 3, 31), [], id="before everything"),
        pytest.param("E1E", date(2020, 1, 1), [], id="a body that ended without a successor"),
        pytest.param("F1F", date(2020, 1, 1), [], id="a gap before the successor"),
        pytest.param("F1F", date(2021, 1, 1), ["G1G"], id="after the gap"),
        pytest.param("X9X", date(2020, 1, 1), [], id="an unknown body"),
    ],
)
def test_those_in_charge_are_those_that_had_taken_its_place(known: Organisations, code: str, on: date, codes: list[str]) -> None:
    """The answer is the body itself while it is there, then those that follow it, each once; none where that is not known."""
    assert [body.code for body in known.in_charge(code, on)] == codes


def test_a_body_may_last_a_single_day(write: Write) -> None:
    """A body that ends on the day on which it begins was there on that day."""
    known = load_organisations(write(BODIES.replace("2013-04-01,2019-03-31,,", "2013-04-01,2013-04-01,,"), AREAS))
    assert [body.code for body in known.in_charge("E1E", date(2013, 4, 1))] == ["E1E"]
    assert known.in_charge("E1E", date(2013, 4, 2)) == ()


ALL = Organisations(
    {
        "A": Body("A", "CCG", "A", date(2010, 1, 1), date(2014, 12, 31), ("B", "C"), "made up"),
        "B": Body("B", "CCG", "B", date(2015, 1, 1), date(2017, 12, 31), ("D",), "made up"),
        "C": Body("C", "CCG", "C", date(2015, 1, 1), date(2019, 12, 31), ("D", "E"), "made up"),
        "D": Body("D", "ICB", "D", date(2018, 1, 1), None, (), "made up"),
        "E": Body("E", "ICB", "E", date(2020, 1, 1), date(2020, 6, 30), (), "made up"),
    },
    {},
)


@given(st.sampled_from("ABCDE"), st.dates(date(2005, 1, 1), date(2030, 1, 1)))
def test_those_in_charge_are_there_on_the_day_and_named_once(code: str, on: date) -> None:
    """Nobody is in charge on a day on which they were not there, nor twice."""
    found = ALL.in_charge(code, on)
    assert all(body.existed(on) for body in found)
    assert len(found) == len(set(found))


ROW = "D1D,ICB,Newest,2025-04-01,,,made up\n"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param(
            ",until,", ",to,", "bodies.csv, line 1: This table needs the columns code, role, name, from, until", id="a column"
        ),
        pytest.param(",successors,source", "", "it has no successors, source.", id="two columns"),
        pytest.param(BODIES, "", "bodies.csv, line 1: This table needs the columns", id="an empty file"),
        pytest.param(
            ROW, "D1D,ICB,Newest,2025-04-01\n", "bodies.csv, line 7: There are 4 cells here for 7 columns.", id="a short row"
        ),
        pytest.param('"New West, and more"', "New West, and more", "bodies.csv, line 6: There are 8 cells here", id="a comma"),
        pytest.param(ROW, ROW + ROW, 'bodies.csv, line 8: "D1D" has two rows; one is enough.', id="a code twice"),
        pytest.param("D1D,ICB", ",ICB", 'bodies.csv, line 7: This row has no "code".', id="no code"),
        pytest.param("D1D,ICB", "D1D,", 'bodies.csv, line 7: This row has no "role".', id="no role"),
        pytest.param("D1D,ICB", "D1D,PCT", 'bodies.csv, line 7: A role is one of CCG, ICB, not "PCT".', id="an unknown role"),
        pytest.param("Newest", "", 'bodies.csv, line 7: This row has no "name".', id="no name"),
        pytest.param("2025-04-01,,,", ",,,", 'bodies.csv, line 7: This row has no "from".', id="no beginning"),
        pytest.param(
            "2025-04-01", "01/04/2025", 'line 7: "01/04/2025" is not a date such as 2022-07-01.', id="a date of another kind"
        ),
        pytest.param("2019-03-31,,", "2019-02-31,,", 'line 8: "2019-02-31" is not a date such as', id="31 February"),
        pytest.param(
            "2019-03-31,,", "2012-03-31,,", "line 8: E1E ends on 2012-03-31, before it begins on 2013-04-01.", id="an early end"
        ),
        pytest.param(
            "B1B,made", "X9X,made", "bodies.csv, line 2: A1A is followed by X9X, which is no later body.", id="an unknown heir"
        ),
        pytest.param(
            "C1C C2C", "C1C A1A", "bodies.csv, line 4: B1B is followed by A1A, which is no later body.", id="an earlier heir"
        ),
        pytest.param("C1C C2C", "B1B", "B1B is followed by B1B, which is no later body.", id="a body that follows itself"),
        pytest.param(
            "A2A,CCG,Old South,2013-04-01,2020-03-31,B1B", "A2A,CCG,Old South,2013-04-01,2020-03-31,A1A", "line 3", id="a twin"
        ),
        pytest.param("made up\nE1E", "\nE1E", 'bodies.csv, line 7: This row has no "source".', id="no source"),
        pytest.param("Newest", '"Newest', "bodies.csv: This is not a table in CSV", id="a quotation mark without an end"),
    ],
)
def test_a_fault_in_the_table_of_bodies_is_found(write: Write, old: str, new: str, words: str) -> None:
    """The message names the file and the line, and says what is wrong."""
    text = BODIES.replace(old, new, 1)
    assert text != BODIES
    message = refusal(write(text, AREAS))
    assert "bodies.csv" in message
    assert words in message


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param(
            "commissioners", "commissioner", "line 1: This table needs the columns code, name, slug, commissioners", id="column"
        ),
        pytest.param(AREAS, "", "line 1: This table needs the columns", id="an empty file"),
        pytest.param("D1D\n", "D1D\nB1B,Again,again,D1D\n", 'line 3: "B1B" has two rows', id="a code twice"),
        pytest.param("The whole place", "", 'line 2: This row has no "name".', id="no name"),
        pytest.param(",whole,", ",,", 'line 2: This row has no "slug".', id="no slug"),
        pytest.param("B1B C1C C2C D1D", "", 'line 2: This row has no "commissioners".', id="no commissioners"),
        pytest.param("C2C D1D", "C2C X9X", "line 2: B1B is commissioned for by X9X, which is no known body.", id="an unknown body"),
    ],
)
def test_a_fault_in_the_table_of_areas_is_found(write: Write, old: str, new: str, words: str) -> None:
    """The message names the file and the line, and says what is wrong."""
    text = AREAS.replace(old, new, 1)
    assert text != AREAS
    message = refusal(write(BODIES, text))
    assert "areas.csv" in message
    assert words in message


@pytest.mark.parametrize("name", ["bodies.csv", "areas.csv"])
def test_a_table_that_is_not_there_is_one_clear_error(write: Write, name: str) -> None:
    """The message names the file that cannot be read."""
    folder = write(BODIES, AREAS)
    (folder / name).unlink()
    assert refusal(folder).startswith(f"{folder / name}: This cannot be read: ")


def test_a_folder_in_a_tables_place_is_one_clear_error(write: Write) -> None:
    """A folder is no table."""
    folder = write(BODIES, AREAS)
    (folder / "areas.csv").unlink()
    (folder / "areas.csv").mkdir()
    assert refusal(folder).startswith(f"{folder / 'areas.csv'}: This cannot be read: ")


def test_a_table_in_another_encoding_is_one_clear_error(write: Write) -> None:
    """A table is saved as UTF-8."""
    folder = write(BODIES, AREAS)
    (folder / "areas.csv").write_bytes(AREAS.replace("place", "pl\xe4ce").encode("latin-1"))
    assert refusal(folder) == f"{folder / 'areas.csv'}: This is not a table in CSV, saved as UTF-8."


def test_a_table_saved_by_a_spreadsheet_is_read(write: Write, known: Organisations) -> None:
    """A mark of the encoding at the beginning, line ends of Windows, and empty lines are no fault."""
    folder = write("\ufeff" + BODIES.replace("\n", "\r\n"), AREAS + "\n\n")
    assert load_organisations(folder) == known


def test_columns_may_stand_in_any_order_beside_others(write: Write, known: Organisations) -> None:
    """A column is found by its name, and one that is not needed is passed over."""
    rows = [line.split(",") for line in AREAS.splitlines()]
    shuffled = "".join(f"{slug},note,{commissioners},{name},{code}\n" for code, name, slug, commissioners in rows)
    assert load_organisations(write(BODIES, shuffled)) == known
