"""What may bind in a postcode district is told, and that it is never sure."""

from datetime import date

import pytest

from coequal.organisations.postcodes import District, Share
from coequal.policies.district import APPROXIMATE, in_district
from coequal.policies.library import Library
from coequal.policies.which import Finder

LIBRARY = Library()
TODAY = date(2026, 11, 23)
FINDER = Finder(LIBRARY.of_service("assisted-conception"), LIBRARY.organisations, TODAY)
NORFOLK = "norfolk-and-waveney/assisted-conception"


def district(**shares: int) -> District:
    """An invented district."""
    return District("NR1", tuple(Share(area.removeprefix("a"), count) for area, count in shares.items()), "made up")


def test_the_policy_of_the_area_may_bind() -> None:
    """Though all practices of the district are in one area, people may have one elsewhere."""
    answer = in_district(FINDER, district(a26A=3), date(2023, 5, 2))
    assert answer.policy is None
    assert [(one.policy.id, one.sure) for one in answer.candidates] == [(NORFOLK, False)]
    assert answer.because[:2] == (
        APPROXIMATE,
        "The postcode district NR1 has 3 GP practices in Norfolk and Waveney (26A) (made up).",
    )
    assert answer.commissioner == LIBRARY.organisations.bodies["QMM"]


def test_a_district_in_several_areas_has_several_candidates() -> None:
    """The area with most of its practices first."""
    answer = in_district(FINDER, district(a05W=2, a26A=1), date(2023, 5, 2))
    assert [body.code for body in answer.commissioners] == ["QNC", "QMM"]
    assert {one.policy.id for one in answer.candidates} > {NORFOLK}
    assert (
        "The postcode district NR1 has 3 GP practices: 2 in Stoke on Trent (05W) and 1 in Norfolk and Waveney (26A) (made up)."
        in answer.because
    )


def test_the_day_by_which_a_policy_goes_may_be_another() -> None:
    """Before Norfolk's began, it does not bind."""
    answer = in_district(FINDER, district(a26A=1), date(2023, 5, 2), lambda _policy: date(2016, 1, 1))
    assert NORFOLK not in {one.policy.id for one in answer.candidates}


@pytest.mark.parametrize(
    ("area", "words"),
    [
        ("Wales", "In Wales the health boards decide, and this library holds none of their policies."),
        ("99Z", "The library knows no area with the code 99Z, so who commissions there is not known."),
    ],
)
def test_an_area_that_is_not_known_leaves_a_gap(area: str, words: str) -> None:
    """Nothing is known to bind there, and it is said."""
    answer = in_district(FINDER, District("LD7", (Share(area, 1),), "made up"), TODAY)
    assert (answer.parts, answer.commissioners) == (((),), ())
    assert answer.because == (APPROXIMATE, f"The postcode district LD7 has 1 GP practice in {area} (made up).", words)
