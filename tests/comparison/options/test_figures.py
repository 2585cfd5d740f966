"""Tests of how figures are said."""

import pytest

from coequal.comparison.options.figures import (
    costs,
    count,
    figure,
    letters,
    money,
    percent,
    plain,
    ranged,
    ranges,
    rounded,
    source,
    times,
)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "–"),
        (0, "0"),
        (0.4, "0"),
        (0.6, "1"),
        (1.4, "1"),
        (12.6, "13"),
        (1234.5, "1,230"),
        (-1235.1, "-1,240"),
        (98765, "98,800"),
        (999.6, "1,000"),
    ],
)
def test_figures_have_three_digits(value: float | None, said: str) -> None:
    """No figure is nearer than three digits or a whole."""
    assert figure(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "–"),
        (0, "£0"),
        (950, "£950"),
        (12345, "£12,300"),
        (999_499, "£999,000"),
        (999_500, "£1.00m"),
        (1_234_567, "£1.23m"),
        (12_345_678, "£12.3m"),
        (123_456_789, "£123m"),
        (-1_234_567, "-£1.23m"),
        (-950, "-£950"),
    ],
)
def test_money_is_said_short(value: float | None, said: str) -> None:
    """Sums are in £ with three digits, in millions where they are as large."""
    assert money(value) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"median": 205.2, "low": 170.9, "high": 236}, "205 (171 to 236)"),
        ({"median": 5, "low": 5, "high": 5}, "5"),
        ({"median": None, "low": None, "high": None}, "–"),
    ],
)
def test_an_interval_stands_beside_its_median(found: dict[str, float | None], said: str) -> None:
    """A figure never stands without its interval, unless nothing is uncertain."""
    assert ranged(found) == said


def test_costs_have_one_sign_for_all() -> None:
    """The £ stands once, a minus where it belongs."""
    assert costs({"median": 1_100_000, "low": -900_000, "high": 1_300_000}) == "£1.10m (-900,000 to 1.30m)"
    assert costs({"median": -900_000, "low": -1_000_000, "high": 5}) == "-£900,000 (-1.00m to 5)"
    assert costs({"median": None, "low": None, "high": None}) == "–"


def test_the_rest_of_the_words() -> None:
    """Shares, ratios, counts and letters."""
    assert [percent(share) for share in (None, 0, 0.004, 0.5, 1)] == ["*", "0 %", "<1 %", "50 %", "100 %"]
    assert (times(None), times(1.239), count(1234), count("*"), plain(0.0125)) == ("–", "1.24", "1,234", "*", "0.0125")
    assert letters(["x", "y"]) == {"x": "A", "y": "B"}
    assert rounded(0) == 0


def test_assumptions_say_where_they_come_from() -> None:
    """A range and a source are said in full; what was assumed says that no source was found."""
    one = {"value": 0.5, "low": 0.4, "high": 0.6, "source": "assumed: a guess", "assumed": True, "date": None}
    assert (ranges(one), source(one)) == ("0.5 (0.4 to 0.6)", "assumed, no source found: a guess")
    assert source({**one, "source": "assumed"}) == "assumed, no source found"
    banded = {
        "by age": {"18": {"value": 0.3, "low": 0.3, "high": 0.3}, "40": one},
        "source": "a register",
        "assumed": False,
        "date": "2018",
    }
    assert (ranges(banded), source(banded)) == ("from 18: 0.3; from 40: 0.5 (0.4 to 0.6)", "a register. Date: 2018")
