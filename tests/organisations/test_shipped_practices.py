"""The practices that come with coequal: a small table to try things on."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from coequal.organisations.practices import load_practices
from coequal.organisations.register import load_organisations

FOLDER = Path(__file__).parents[2] / "library" / "organisations"
SHIPPED = load_practices(FOLDER / "practices.csv")
ORGANISATIONS = load_organisations(FOLDER)


def commissioners(code: str, on: date) -> list[str]:
    """The codes of those in charge of a practice's area on a day."""
    return [body.code for area in SHIPPED.area(code, on).areas for body in ORGANISATIONS.areas[area].commissioners(on)]


def test_the_table_says_that_it_is_for_demonstration() -> None:
    """In its description, and in every row."""
    assert SHIPPED.described == "the small demonstration table"
    assert len(SHIPPED.by_code) == 24
    lines = (FOLDER / "practices.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert all("demonstration table of 24 practices" in line for line in lines)


def test_every_area_of_a_practice_is_known() -> None:
    """The six places of Staffordshire, those of Norfolk, Luton and Bedford."""
    counted = Counter(membership.area for practice in SHIPPED.by_code.values() for membership in practice.memberships)
    assert counted.keys() <= ORGANISATIONS.areas.keys()
    assert {"04Y", "05D", "05G", "05Q", "05V", "05W", "06M", "06V", "06W", "06Y", "07J", "26A", "06P", "06F", "M1J4Y"} == set(
        counted
    )


def test_no_practice_is_named_after_a_person() -> None:
    """Places and buildings only; no title of a doctor is among the words."""
    for practice in SHIPPED.by_code.values():
        assert not re.search(r"\b(Dr|Drs|Doctor|Mr|Mrs|Partners)\b", practice.name)


@pytest.mark.parametrize(
    ("code", "on", "found"),
    [
        pytest.param("D82088", date(2019, 5, 2), ["06W"], id="the university's practice under Norwich"),
        pytest.param("D82088", date(2021, 5, 2), ["26A"], id="under Norfolk and Waveney"),
        pytest.param("D82088", date(2023, 5, 2), ["QMM"], id="under its board"),
        pytest.param("D82088", date(2026, 5, 2), ["T6Y0W"], id="under Norfolk and Suffolk"),
        pytest.param("D83009", date(2016, 5, 2), ["06M"], id="Beccles under Great Yarmouth and Waveney"),
        pytest.param("E81006", date(2020, 5, 2), ["06P"], id="Stopsley under Luton"),
        pytest.param("E81006", date(2021, 5, 2), ["M1J4Y"], id="Stopsley after the merger"),
        pytest.param("M83014", date(2022, 6, 30), ["05W"], id="Trent Vale under Stoke on Trent"),
        pytest.param("M83014", date(2023, 5, 2), ["QNC"], id="Trent Vale under Staffordshire's board"),
    ],
)
def test_the_commissioner_of_a_practice_is_that_of_its_area(code: str, on: date, found: list[str]) -> None:
    """The place keeps its code, so its table of commissioners answers for any day."""
    assert SHIPPED.area(code, on).says == ()
    assert commissioners(code, on) == found


def test_before_the_first_record_the_place_answers() -> None:
    """Then primary care trusts commissioned, and which one is not recorded."""
    belonging = SHIPPED.area("D82088", date(2013, 1, 1))
    assert belonging.areas == ("06W",)
    assert "is recorded from 1 April 2013 in 06W" in belonging.says[0]
    assert commissioners("D82088", date(2013, 1, 1)) == ["PCTs"]


def test_some_have_closed() -> None:
    """As real practices do."""
    assert "closed on 31 January 2018" in SHIPPED.area("M83064", date(2020, 1, 1)).says[0]
