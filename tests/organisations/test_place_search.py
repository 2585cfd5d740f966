"""Areas are found by their names, and so are the bodies that commission there, or once did."""

from pathlib import Path

import pytest

from coequal.organisations.areas import Area
from coequal.organisations.place_search import PlaceSearch
from coequal.organisations.register import load_organisations

SHIPPED = PlaceSearch(load_organisations(Path(__file__).parents[2] / "library" / "organisations"))


def found(typed: str) -> list[tuple[str, str]]:
    """The kind and the code of each place that is found, best first."""
    places = SHIPPED.find(typed, 10).places
    return [("area" if isinstance(place, Area) else place.role, place.code) for place in places]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("Luton", ("area", "06P"), id="an area"),
        pytest.param("South Norfolk", ("area", "06Y"), id="the place of a group that has ended"),
        pytest.param("Norwich CCG", ("CCG", "06W"), id="a group that has ended"),
        pytest.param("clinical commissioning group Norwich", ("CCG", "06W"), id="its kind in full"),
        pytest.param("norfolk and waveney integrated care board", ("ICB", "QMM"), id="a board that has ended"),
        pytest.param("qmm", ("ICB", "QMM"), id="a code"),
        pytest.param("lutn", ("area", "06P"), id="a slip"),
    ],
)
def test_a_place_is_found(typed: str, first: tuple[str, str]) -> None:
    """The best stands first."""
    assert found(typed)[0] == first


def test_an_area_and_the_bodies_there_are_found_together() -> None:
    """Luton by itself, and with its neighbours, under its group, the next and the board."""
    assert found("luton") == [("area", "06P"), ("area", "M1J4Y"), ("CCG", "06P"), ("CCG", "M1J4Y"), ("ICB", "QHG")]


def test_trusts_of_which_it_is_not_known_which_was_where_are_not_found() -> None:
    """Nor is NHS England, which has no place of its own."""
    assert found("primary care trust") == []
    assert found("England") == []


def test_more_places_are_counted_than_given() -> None:
    """Where there are many."""
    assert (len(SHIPPED.find("ICB", 10).places), SHIPPED.find("ICB", 10).total > 42) == (10, True)
