"""The organisations that come with coequal."""

from datetime import date
from pathlib import Path

import pytest

from coequal.organisations.bodies import load_organisations

SHIPPED = load_organisations(Path(__file__).parents[2] / "library" / "organisations")


@pytest.mark.parametrize(
    ("code", "on", "codes"),
    [
        pytest.param("06W", date(2019, 1, 1), ["06W"], id="Norwich before the merger of 2020"),
        pytest.param("06W", date(2021, 1, 1), ["26A"], id="Norwich after it"),
        pytest.param("26A", date(2022, 6, 30), ["26A"], id="the last day of the clinical commissioning group"),
        pytest.param("26A", date(2022, 7, 1), ["QMM"], id="the first day of the integrated care board"),
        pytest.param("06M", date(2023, 5, 2), ["QMM"], id="Great Yarmouth and Waveney in 2023"),
        pytest.param("QMM", date(2026, 4, 1), ["T6Y0W"], id="the merger with Suffolk"),
        pytest.param("T6Y0W", date(2023, 5, 2), [], id="a board that did not exist yet"),
    ],
)
def test_norfolk_and_waveney_has_had_these_commissioners(code: str, on: date, codes: list[str]) -> None:
    """The chain runs from the groups of 2013 to the board of 2026."""
    assert [body.code for body in SHIPPED.in_charge(code, on)] == codes


def test_the_area_of_norfolk_and_waveney_is_known() -> None:
    """The area keeps its code while its commissioners change."""
    area = SHIPPED.areas["26A"]
    assert (area.name, area.slug) == ("Norfolk and Waveney", "norfolk-and-waveney")
    assert {"26A", "QMM", "T6Y0W"} <= set(area.commissioners)


@pytest.mark.parametrize("code", sorted(SHIPPED.bodies))
def test_a_successor_begins_on_the_day_after(code: str) -> None:
    """Where a body has ended there is no day on which nobody was in charge."""
    body = SHIPPED.bodies[code]
    assert (body.until is None) == (not body.successors)
    for successor in body.successors:
        assert body.until is not None
        assert (SHIPPED.bodies[successor].since - body.until).days == 1
