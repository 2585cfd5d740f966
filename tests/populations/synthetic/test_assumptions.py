"""Assumptions that can be changed: each changes what it is about, and nothing else."""

import numpy as np
import pytest

from coequal.errors import CoequalError
from coequal.populations.synthetic.assumptions import ASSUMPTIONS, DEFAULTS, assumed
from tests.populations.synthetic.making import sample


def changed(*assumptions: str) -> set[str]:
    """The columns that are others under some assumptions."""
    usual, other = sample(2_000, complete=True).table, sample(2_000, 7, *assumptions, complete=True).table
    return {name for name in usual.column_names if not usual[name].equals(other[name])}


def test_the_assumption_on_amh_changes_amh() -> None:
    """AMH, and the clinician's finding that rests on it, are others; nothing else is."""
    assert changed("AMH=aslan") == {"amh", "low_ovarian_reserve"}


def test_the_assumption_on_duration_changes_the_times() -> None:
    """The time of trying, and that of being together before it, are others; nothing else is."""
    assert changed("duration=early") == {"trying_since", "months_trying", "together_since"}


def test_the_levels_of_amh_are_in_order() -> None:
    """At 25 to 35 Lee's women have most, the Turkish hospital's least, and the one that stands lies between."""
    found = {}
    for option in ("lee", "seifer", "aslan"):
        people = sample(8_000, 7, f"AMH={option}", complete=True)
        found[option] = np.median(people.numbers("amh")[(people.age >= 25) & (people.age <= 35)])
    assert found["lee"] > 1.2 * found["seifer"] > 1.2 * 1.2 * found["aslan"]


def test_nobody_is_referred_early_before_a_year() -> None:
    """Under the assumption of early referral all but the very young have tried for a year at least, half for 20 months."""
    people = sample(2_000, 7, "duration=early", complete=True)
    months = people.numbers("months_trying")[(people.words("partner") == "man") & (people.age >= 20)]
    assert months.min() >= 11  # a year of days may fall a day short of twelve full months
    assert np.median(months) == pytest.approx(20, abs=2)


def test_the_first_option_stands() -> None:
    """Without a word the first option of each is assumed, and each says why it is first."""
    assert assumed(()) == DEFAULTS == {"AMH": "seifer", "duration": "clinic"}
    assert all(one.why_first for one in ASSUMPTIONS.values())


def test_capital_letters_do_not_matter() -> None:
    """`amh=Lee` is understood."""
    assert assumed(["amh=Lee"])["AMH"] == "lee"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("AHM=lee", r'"AHM=lee" is no assumption. Did you mean "AMH"\?'),
        ("weather=fine", "There are: AMH, duration"),
        ("AMH", "Write it as AMH=lee"),
        ("AMH=siefer", r'AMH cannot be assumed to be "siefer". Did you mean "seifer"\?'),
        ("AMH=x", "There are: seifer, lee, aslan"),
    ],
)
def test_an_unknown_assumption_is_refused_with_a_suggestion(text: str, message: str) -> None:
    """One clear message says what there is."""
    with pytest.raises(CoequalError, match=message):
        assumed([text])
