"""How the lottery is said, and drawn over time."""

import re
from datetime import date
from typing import Any

import pytest

from coequal.comparison.lottery.trend import trend
from coequal.comparison.lottery.words import amounts_say, interval_says, number_of, row_says
from tests.comparison.lottery.building import CCG_DAY, ICB_DAY


class TestTrend:
    """An interval over time."""

    def test_it_takes_two_days(self) -> None:
        """One is no time."""
        assert trend("Chance", [(ICB_DAY, 2, 0.1, 0.2)]) is None

    def test_its_bars_run_from_the_least_to_the_most(self) -> None:
        """The higher a share, the higher on the page; a bar that is a point can still be seen."""
        picture = trend("Chance", [(CCG_DAY, 2, 0.25, 0.75), (ICB_DAY, 3, 0.5, 0.5)])
        assert picture is not None
        bars = re.findall(r'<rect [^>]*y="([^"]*)" [^>]*height="([^"]*)"', picture.svg)
        tops = [(float(top), float(height)) for top, height in bars]
        assert tops == [(80.0, 120.0), (140.0, 3.0)]
        assert picture.words == "1 May 2019, 2 areas: 25.0 % to 75.0 %. 1 May 2023, 3 areas: 50.0 % to 50.0 %."

    def test_days_that_are_close_do_not_write_over_one_another(self) -> None:
        """The last is labelled; its bar stands all the same."""
        days = [date(2017, 1, 1), date(2022, 12, 1), date(2023, 1, 1)]
        picture = trend("Chance", [(day, 2, 0, 1) for day in days])
        assert picture is not None
        assert "Jan 2023" in picture.svg
        assert "Dec 2022" not in picture.svg
        assert picture.svg.count("<rect") == 3

    def test_two_points_of_one_day_are_drawn(self) -> None:
        """There is no time between them."""
        assert trend("Chance", [(CCG_DAY, 2, 0, 1), (CCG_DAY, 2, 0, 1)]) is not None


class TestWords:
    """How things are said."""

    def test_an_area_that_stands_twice_is_told_by_its_version(self) -> None:
        """And one that does not has its name alone."""
        rows = [{"policy": f"{name}/care", "version": n, "name": name.upper()} for name, n in (("a", "1"), ("a", "2"), ("b", "1"))]
        assert [row_says(row, rows) for row in rows] == ["A (1)", "A (2)", "B"]

    @pytest.mark.parametrize(
        ("measure", "says"),
        [(None, "–"), ({"least": 0.25, "most": 0.5}, "25.0 % to 50.0 %"), ({"least": 0.25, "most": 0.25}, "25.0 %")],
    )
    def test_intervals(self, measure: dict[str, float] | None, says: str) -> None:
        """Or one share where it is known."""
        assert interval_says(measure) == says

    @pytest.mark.parametrize(
        ("treatments", "says"),
        [
            ({"ivf": {"outcome": "eligible", "cycles": 2, "transfers": 4}}, "cycles 2, transfers 4"),
            ({"ivf": {"outcome": "eligible", "cycles": None, "transfers": "not stated"}}, "–"),
            ({"ivf": {"outcome": "not eligible", "cycles": 0}}, "–"),
            ({"ivf": {"outcome": "not eligible", "cycles": 0}, "iui": {"outcome": "not known", "tries": 6}}, "iui: tries 6"),
        ],
    )
    def test_amounts(self, treatments: dict[str, Any], says: str) -> None:
        """As far as they are known, of what is not refused."""
        assert amounts_say(treatments) == says

    @pytest.mark.parametrize(("count", "says"), [(0, "no area"), (1, "1 area"), (2, "2 areas")])
    def test_numbers(self, count: int, says: str) -> None:
        """None, one, and more."""
        assert number_of(count, "area", "areas") == says
