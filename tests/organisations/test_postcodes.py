"""A postcode district tells only approximately where people belong, and where it tells nothing, nothing is guessed."""

from pathlib import Path

import pytest

from coequal.organisations.postcodes import WALES, Share, load_postcodes, read_district
from coequal.organisations.register import load_organisations
from tests.organisations.building import changed, refusal

FOLDER = Path(__file__).parents[2] / "library" / "organisations"
SHIPPED = load_postcodes(FOLDER)
TABLE = """\
district,area,practices,source
NR1,06V,1,made up
NR1,26A,3,made up
B15,15E,2,made up
"""


def put(folder: Path, text: str = TABLE) -> Path:
    """A folder of organisations with a table of districts."""
    (folder / "postcodes.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("typed", "district"),
    [
        pytest.param("NR1", "NR1", id="a district"),
        pytest.param(" nr1 ", "NR1", id="small letters and spaces"),
        pytest.param("NR1 1AA", "NR1", id="a full postcode"),
        pytest.param("nr11aa", "NR1", id="a full postcode without its space"),
        pytest.param("NR11 1AA", "NR11", id="a longer district"),
        pytest.param("NR11", "NR11", id="what might be begun is taken for a district"),
        pytest.param("nr1 1", "NR1", id="a postcode that is begun"),
        pytest.param("nr1  1a", "NR1", id="and begun a little more"),
        pytest.param("N R 1", "NR1", id="spaces in the middle"),
        pytest.param("W1A 1AA", "W1A", id="a district that ends in a letter"),
        pytest.param("B1", "B1", id="the shortest"),
        pytest.param("zz99", "ZZ99", id="one that is nowhere"),
    ],
)
def test_a_district_is_read_as_people_type_it(typed: str, district: str) -> None:
    """The rest of a full postcode is personal and is dropped at once."""
    assert read_district(typed) == district


@pytest.mark.parametrize(
    "typed", ["", "   ", "Norwich", "NR", "1NR", "NR1 1AAA", "NR1 Norwich", "12 High Street", "NR1\N{SNOWMAN}", "ＮＲ１"]
)
def test_what_is_no_postcode_is_refused_without_being_repeated(typed: str) -> None:
    """An address may stand in it."""
    assert refusal(lambda: read_district(typed)) == (
        "This is not a postcode district. Write the first part of a postcode, such as NR1."
    )


def test_a_district_has_the_areas_of_its_practices(tmp_path: Path) -> None:
    """The one with most of them first."""
    found = load_postcodes(put(tmp_path)).find("nr1 1aa")
    assert found.shares == (Share("26A", 3), Share("06V", 1))
    assert (found.code, found.practices, found.source) == ("NR1", 4, "made up")


def test_a_district_without_a_practice_is_not_found(tmp_path: Path) -> None:
    """Nor is any where a library has no such table."""
    words = "No GP practice is recorded in the postcode district ZZ99, so it does not tell an area. Choose a practice or an area instead."
    assert refusal(lambda: SHIPPED.find("ZZ99")) == words
    assert refusal(lambda: load_postcodes(tmp_path).find("ZZ99 1AA")) == words


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param("B15,15E", "NR1 1AA,15E", 'line 4: "NR1 1AA" is not a postcode district such as NR1.', id="a full postcode"),
        pytest.param(
            "NR1,26A,3,made up\nB15,15E,2",
            "B15,15E,2,made up\nNR1,26A,3",
            'line 4: The rows of "NR1" do not stand together.',
            id="rows apart",
        ),
        pytest.param("26A", "06V", "line 3: NR1 has two rows for 06V; one is enough.", id="an area twice"),
        pytest.param(",2,", ",some,", 'line 4: "some" is not a number of practices.', id="no number"),
        pytest.param(",2,", ",0,", 'line 4: "0" is not a number of practices.', id="none"),
        pytest.param("practices", "number", "line 1: This table needs the columns", id="a column"),
    ],
)
def test_a_fault_in_the_table_is_found(tmp_path: Path, old: str, new: str, words: str) -> None:
    """With its file and line."""
    assert words in refusal(lambda: load_postcodes(put(tmp_path, changed(TABLE, old, new))))


def test_the_shipped_districts_are_in_areas_that_are_known() -> None:
    """Or in Wales; and every row says from what it was counted."""
    areas = load_organisations(FOLDER).areas
    shares = [share for district in SHIPPED.by_code.values() for share in district.shares]
    assert {share.area for share in shares} - areas.keys() == {WALES}
    assert {district.source for district in SHIPPED.by_code.values()} == {"counted from ODS's list of practices of December 2023"}


@pytest.mark.parametrize(
    ("district", "areas"),
    [("NR1", ["26A"]), ("LU2", ["M1J4Y"]), ("ST5", ["05G"]), ("CF10", [WALES])],
)
def test_shipped_districts_are_where_they_are(district: str, areas: list[str]) -> None:
    """Norwich, Luton, Newcastle-under-Lyme and Cardiff."""
    assert [share.area for share in SHIPPED.find(district).shares] == areas


def test_a_district_on_a_border_has_several_areas() -> None:
    """A part of Birmingham is among them."""
    assert sum(len(district.shares) > 1 for district in SHIPPED.by_code.values()) > 100
