"""Dates as people print them."""

from datetime import date

import pytest

from coequal.lint.dates import meant, printed_day
from coequal.policies.model import PrintedDate


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01/06/2029", date(2029, 6, 1)),
        ("1/6/2029", date(2029, 6, 1)),
        ("30.06.2024", date(2024, 6, 30)),
        ("7-9-2017", date(2017, 9, 7)),
        ("1 June 2029", date(2029, 6, 1)),
        ("1st June 2029", date(2029, 6, 1)),
        ("22 nov 2026", date(2026, 11, 22)),
        ("3rd March, 2026", date(2026, 3, 3)),
        ("2029-06-01", date(2029, 6, 1)),
        (" 2029-06-01 ", date(2029, 6, 1)),
        ("31/02/2024", None),
        ("25/0820/17", None),
        ("26 May 2016/ November 2017", None),
        ("June 2029", None),
        ("01/06/29", None),
        ("spring 2024", None),
        ("none", None),
    ],
)
def test_a_printed_date_is_a_day_only_if_it_is_plainly_one(text: str, day: date | None) -> None:
    """The day comes before the month, as people write here."""
    assert printed_day(text) == day


def test_a_date_means_what_it_is_read_as_or_else_what_is_printed() -> None:
    """And nothing where there is none."""
    assert meant(PrintedDate("01/06/2029", date(2024, 6, 1))) == date(2024, 6, 1)
    assert meant(PrintedDate("01/06/2029")) == date(2029, 6, 1)
    assert meant(PrintedDate("soon")) is None
    assert meant(None) is None
