"""Tests of equality: shares, ratios and births of groups, and that real people are never singled out."""

from dataclasses import replace

import numpy as np
import pytest

from coequal.comparison.options.course import Course
from coequal.comparison.options.equality import by_group, expected_share, outcome_counts
from coequal.comparison.options.model import Setting, setting
from coequal.comparison.options.parameters import TAKE_UP
from tests.comparison.options.building import values
from tests.comparison.options.test_model import COUNTS, ROWS, births_of, cells

FEW = np.array([3, 0, 0, 0, 0, 0])
MANY = np.array([row[3] for row in ROWS]) - FEW
ASSUMED = values(judged=0.8, turn_out=0.4)


def within() -> Setting:
    """The cells of the model's tests, in a small group and a large one."""
    return setting(replace(cells(), by={"Kind": {"few": FEW, "many": MANY}}), 0, 3, None)


def test_groups_of_synthetic_people_are_exact() -> None:
    """Shares and births of a group are those of its people, one by one, and the ratio is to everybody's share."""
    found = by_group(within().cells, within(), ASSUMED, ["a", "b"], synthetic=True)["Kind"]
    few, many = found["few"]["candidates"]["a"], found["many"]["candidates"]["a"]
    assert (found["few"]["people"], found["many"]["people"]) == (3, 97)
    assert (few["eligible"], few["share"]) == (3, 1.0)
    everybody = (40 + 15 + 10 + 0.8 * 10 + 0.4 * 5) / 100
    assert many["share"] == pytest.approx((100 * everybody - 3) / 97)
    assert few["ratio"] == pytest.approx(1 / everybody)
    assert few["births per 1,000 couples"] == pytest.approx(1000 * ASSUMED[TAKE_UP][0] * births_of(Course(1, 36), 0, ASSUMED))


def test_births_of_all_groups_are_those_of_everybody() -> None:
    """Births of the groups, weighed by their people, are the births of the whole."""
    found = by_group(within().cells, within(), ASSUMED, ["a", "b"], synthetic=True)["Kind"]
    chance = {0: 0.0, 1: 1.0, 2: 0.8, 3: 0.4}
    for label, place in (("a", 1), ("b", 2)):
        born = (
            3 * found["few"]["candidates"][label]["births per 1,000 couples"]
            + 97 * found["many"]["candidates"][label]["births per 1,000 couples"]
        ) / 1000
        wanted = sum(row[3] * chance[row[place][0]] * births_of(Course(*row[place][1:]), row[0], ASSUMED) for row in ROWS)
        assert born == pytest.approx(wanted * ASSUMED[TAKE_UP][0])


def test_few_real_people_are_hidden_and_the_rest_is_rounded() -> None:
    """Of real people counts of 1 to 7 are `*`, others rounded to five, shares come from these, and births to five."""
    found = by_group(within().cells, within(), ASSUMED, ["a", "b"], synthetic=False)["Kind"]
    few, many = found["few"]["candidates"]["a"], found["many"]["candidates"]["a"]
    assert (found["few"]["people"], found["many"]["people"]) == ("*", 95)
    assert (few["eligible"], few["share"], few["births per 1,000 couples"], few["ratio"]) == ("*", None, None, None)
    assert many["not known"] == "*"  # five people
    assert (many["share"], many["births per 1,000 couples"]) == (None, None)
    other = found["many"]["candidates"]["b"]
    assert (other["eligible"], other["for judgement"], other["not known"]) == (40, 30, 10)
    assert other["share"] == pytest.approx((40 + 0.8 * 30 + 0.4 * 10) / 95)
    exact = by_group(within().cells, within(), ASSUMED, ["a", "b"], synthetic=True)["Kind"]["many"]["candidates"]["b"][
        "births per 1,000 couples"
    ]
    assert other["births per 1,000 couples"] % 5 == 0
    assert abs(other["births per 1,000 couples"] - exact) <= 2.5
    assert outcome_counts(cells(), 1, MANY, synthetic=False)["eligible"] == 40


@pytest.mark.parametrize(
    ("outcomes", "people", "share"),
    [
        ({"eligible": 40, "for judgement": 10, "not known": 10}, 100, 0.52),
        ({"eligible": "*", "for judgement": 10, "not known": 10}, 100, None),
        ({"eligible": 40, "for judgement": 10, "not known": "*"}, 100, None),
        ({"eligible": 10, "for judgement": 0, "not known": 0}, "*", None),
        ({"eligible": 0, "for judgement": 0, "not known": 0}, 0, None),
        ({"eligible": 15, "for judgement": 0, "not known": 0}, 10, 1.0),
    ],
)
def test_a_share_comes_from_counts_as_they_are_shown(
    outcomes: dict[str, int | str], people: int | str, share: float | None
) -> None:
    """Nothing that is hidden goes into a share, and rounding makes none of more than all."""
    assert expected_share(outcomes, people, ASSUMED) == (None if share is None else pytest.approx(share))


def test_the_cells_of_this_test_are_those_of_the_model() -> None:
    """The groups together are everybody."""
    assert (COUNTS[0] == FEW + MANY).all()
