"""Who is in charge depends on the day: bodies split and merge, and areas pass from one to another."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.organisations.bodies import Body
from coequal.organisations.register import Organisations, load_organisations
from tests.organisations.building import refusal, write


@pytest.fixture(name="known")
def fixture_known(tmp_path: Path) -> Organisations:
    """The organisations that are made up for tests."""
    return load_organisations(write(tmp_path))


@pytest.mark.parametrize(
    ("code", "on", "codes"),
    [
        pytest.param("A1A", date(2019, 5, 2), ["A1A"], id="itself"),
        pytest.param("A1A", date(2020, 3, 31), ["A1A"], id="itself on its last day"),
        pytest.param("A1A", date(2020, 4, 1), ["B1B"], id="its successor on the next day"),
        pytest.param("A2A", date(2021, 5, 2), ["B1B"], id="a successor of several"),
        pytest.param("B1B", date(2023, 5, 2), ["C1C", "C2C"], id="a split"),
        pytest.param("A1A", date(2023, 5, 2), ["C1C", "C2C"], id="a split of a successor"),
        pytest.param("C1C", date(2025, 4, 1), ["D1D"], id="a merger"),
        pytest.param("A1A", date(2025, 4, 1), ["D1D", "F1F"], id="a split that became one again, but for a part"),
        pytest.param("C2C", date(2025, 4, 1), ["D1D", "F1F"], id="a part that went to a body that was there"),
        pytest.param("C1C", date(2030, 1, 1), ["D1D"], id="a body that goes on"),
        pytest.param("D1D", date(2025, 3, 31), [], id="a body that does not exist yet"),
        pytest.param("A1A", date(2013, 3, 31), [], id="before everything"),
        pytest.param("E1E", date(2020, 1, 1), [], id="a body that ended without a successor"),
        pytest.param("X9X", date(2020, 1, 1), [], id="an unknown body"),
    ],
)
def test_those_in_charge_are_those_that_had_taken_its_place(known: Organisations, code: str, on: date, codes: list[str]) -> None:
    """The answer is the body itself while it is there, then those that follow it, each once; none where that is not known."""
    assert [body.code for body in known.in_charge(code, on)] == codes


@pytest.mark.parametrize(
    ("code", "on", "areas"),
    [
        pytest.param("A1A", date(2019, 1, 1), ["A1A", "B1B"], id="its own place, and the whole of which it is a part"),
        pytest.param("A2A", date(2019, 1, 1), ["B1B"], id="only a part of a place"),
        pytest.param("B1B", date(2021, 1, 1), ["A1A", "B1B"], id="a place whose own body has ended"),
        pytest.param("B1B", date(2022, 7, 1), [], id="places that are no longer its own"),
        pytest.param("F1F", date(2025, 3, 31), ["F1F"], id="not yet a place that comes to it later"),
        pytest.param("F1F", date(2025, 4, 1), ["B1B", "F1F"], id="that place too"),
        pytest.param("D1D", date(2025, 3, 31), [], id="a body that does not exist yet"),
        pytest.param("E1E", date(2015, 1, 1), [], id="a body without a place"),
        pytest.param("X9X", date(2020, 1, 1), [], id="an unknown body"),
    ],
)
def test_the_areas_of_a_body_are_its_own_on_the_day(known: Organisations, code: str, on: date, areas: list[str]) -> None:
    """Each once, in the order of the table, and none that was its own once."""
    assert [area.code for area in known.areas_of(code, on)] == areas


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


@pytest.mark.parametrize("name", ["bodies.csv", "areas.csv"])
def test_a_table_that_is_not_there_is_one_clear_error(tmp_path: Path, name: str) -> None:
    """The message names the file that cannot be read."""
    folder = write(tmp_path)
    (folder / name).unlink()
    assert refusal(lambda: load_organisations(folder)).startswith(f"{folder / name}: This cannot be read: ")


def test_the_areas_of_a_day_are_those_that_had_been_made_and_not_yet_merged(known: Organisations) -> None:
    """A part is an area until the whole begins; the whole is one from then on, even after its own body has ended."""
    areas = {on: {area.code for area in known.areas_on(date(on, 5, 2))} for on in (2010, 2019, 2021, 2023)}
    assert "A1A" in areas[2010] & areas[2019]
    assert "B1B" not in areas[2010] | areas[2019]
    assert "A1A" not in areas[2021]
    assert "B1B" in areas[2021]
    assert [area.code for area in known.present_areas("A1A", date(2021, 5, 2))] == ["B1B"]
    assert [area.code for area in known.present_areas("A1A", date(2019, 5, 2))] == ["A1A"]
    assert known.present_areas("X9X", date(2021, 5, 2)) == ()
