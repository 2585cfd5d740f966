"""An area keeps its code while its commissioners change, and is never without one."""

from datetime import date
from pathlib import Path

import pytest

from coequal.organisations.areas import Area, Commission
from coequal.organisations.register import Organisations, load_organisations
from tests.organisations.building import AREAS, changed, refusal, write


@pytest.fixture(name="known")
def fixture_known(tmp_path: Path) -> Organisations:
    """The organisations that are made up for tests."""
    return load_organisations(write(tmp_path))


def test_areas_are_read(known: Organisations) -> None:
    """A commission lasts as long as its body, or begins later where the area came to it later."""
    assert list(known.areas) == ["A1A", "B1B", "F1F"]
    east, newest = known.bodies["C1C"], known.bodies["D1D"]
    north = known.areas["A1A"]
    assert (north.code, north.name) == ("A1A", "The north")
    assert north.commissions[2:] == (
        Commission(east, date(2022, 7, 1), date(2025, 3, 31)),
        Commission(newest, date(2025, 4, 1), None),
    )
    assert known.areas["B1B"].commissions[-1] == Commission(known.bodies["F1F"], date(2025, 4, 1), None)


@pytest.mark.parametrize(
    ("code", "on", "codes"),
    [
        pytest.param("A1A", date(2013, 3, 31), [], id="before the first"),
        pytest.param("A1A", date(2013, 4, 1), ["A1A"], id="the first day"),
        pytest.param("A1A", date(2020, 3, 31), ["A1A"], id="a last day"),
        pytest.param("A1A", date(2020, 4, 1), ["B1B"], id="after its own body ended"),
        pytest.param("A1A", date(2100, 1, 1), ["D1D"], id="a body that goes on"),
        pytest.param("B1B", date(2015, 1, 1), ["A1A", "A2A"], id="a place that was in two parts"),
        pytest.param("B1B", date(2021, 1, 1), ["B1B"], id="a place that was one"),
        pytest.param("B1B", date(2025, 3, 31), ["C1C", "C2C"], id="not yet a body that was there already"),
        pytest.param("B1B", date(2025, 4, 1), ["D1D", "F1F"], id="a body to which a part came later"),
        pytest.param("F1F", date(2023, 1, 1), ["F1F"], id="that body's own place"),
    ],
)
def test_those_in_charge_of_an_area_depend_on_the_day(known: Organisations, code: str, on: date, codes: list[str]) -> None:
    """In the order of the table; several where the place is in parts."""
    assert [body.code for body in known.areas[code].commissioners(on)] == codes


def test_an_area_may_change_hands_without_an_end_of_a_body(tmp_path: Path) -> None:
    """Two bodies may be in charge at once; what counts is that somebody is."""
    folder = write(tmp_path, areas="code,name,commissioners\nX,Both,C1C F1F@2024-01-01\n")
    area: Area = load_organisations(folder).areas["X"]
    assert [body.code for body in area.commissioners(date(2024, 6, 1))] == ["C1C", "F1F"]
    assert [body.code for body in area.commissioners(date(2026, 6, 1))] == ["F1F"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param("commissioners", "commissioner", "line 1: This table needs the columns code, name, commissioners", id="column"),
        pytest.param("F1F\n", "F1F\nB1B,Again,D1D\n", 'line 5: "B1B" has two rows', id="a code twice"),
        pytest.param("The whole place", "", 'line 3: This row has no "name".', id="no name"),
        pytest.param("door,F1F", "door,", 'line 4: This row has no "commissioners".', id="no commissioners"),
        pytest.param("C1C D1D", "X9X D1D", "line 2: A1A is commissioned for by X9X, which is no known body.", id="an unknown body"),
        pytest.param("2025-04-01", "1 April", 'line 3: "1" is not a date such as 2022-07-01.', id="no date"),
        pytest.param("F1F@2025-04-01", "F1F@", 'line 3: "" is not a date such as 2022-07-01.', id="an empty date"),
        pytest.param(
            "F1F@2025-04-01", "F1F@2022-06-30", "line 3: B1B came to F1F on 2022-06-30, when that body was not there.", id="too early"
        ),
        pytest.param("A1A B1B", "A1A@2020-04-01 B1B", "A1A came to A1A on 2020-04-01, when that body was not there.", id="too late"),
        pytest.param("C1C D1D", "C1C D1D C1C", "line 2: A1A names C1C twice; once is enough.", id="a body twice"),
        pytest.param(
            "B1B C1C D1D", "C1C B1B D1D", "line 2: A1A names C1C before B1B, which was in charge earlier. Put them in order of time.",
            id="out of order",
        ),
        pytest.param("A1A B1B C1C", "A1A C1C", "line 2: Nobody is in charge of A1A on the day after 2020-03-31.", id="a gap"),
        pytest.param("C1C D1D\n", "C1C\n", "line 2: Nobody is in charge of A1A on the day after 2025-03-31.", id="no present body"),
        pytest.param("door,F1F", "door,E1E F1F", "line 4: Nobody is in charge of F1F on the day after 2019-03-31.", id="a long gap"),
        pytest.param("door,F1F", "door,C1C@2022-08-01", "Nobody is in charge of F1F on the day after 2025-03-31.", id="one that ended"),
    ],
)  # fmt: skip
def test_a_fault_in_the_table_of_areas_is_found(tmp_path: Path, old: str, new: str, words: str) -> None:
    """The message names the file and the line, and says what is wrong."""
    folder = write(tmp_path, areas=changed(AREAS, old, new))
    message = refusal(lambda: load_organisations(folder))
    assert message.startswith(str(folder / "areas.csv"))
    assert words in message
