"""People find their practice by its name, by its place or by its code."""

from datetime import date
from pathlib import Path

import pytest

from coequal.organisations.practice_search import PracticeSearch
from coequal.organisations.practices import Membership, Practice, Practices, load_practices
from coequal.organisations.register import load_organisations

FOLDER = Path(__file__).parents[2] / "library" / "organisations"
SHIPPED = PracticeSearch(load_practices(FOLDER / "practices.csv"), load_organisations(FOLDER))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        pytest.param("beccles", "D83009", id="a word of its name"),
        pytest.param("village stopsely", "E81006", id="two words with a slip"),
        pytest.param("e81006", "E81006", id="its code"),
        pytest.param("d8300", "D83009", id="its code begun"),
        pytest.param("north norfolk cromer", "D82004", id="its area of before"),
    ],
)
def test_a_practice_is_found(typed: str, code: str) -> None:
    """In the small demonstration table."""
    matches = SHIPPED.find(typed, 10)
    assert (matches.practices[0].code, matches.total) == (code, 1)


def test_a_place_finds_its_practices() -> None:
    """Those of Luton, under its group and since."""
    assert {practice.code for practice in SHIPPED.find("luton", 10).practices} == {"E81006", "E81021", "E81029", "E81064"}


def test_a_practice_in_an_area_that_is_not_known_is_found_by_its_name() -> None:
    """As in a table of the user's own."""
    practice = Practice("W00001", "Hill Surgery", (Membership("7A1", date(2013, 4, 1), None),), None, None)
    search = PracticeSearch(Practices({"W00001": practice}, "a table"), load_organisations(FOLDER))
    assert search.find("hill", 10).practices == (practice,)
