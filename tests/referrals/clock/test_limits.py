"""A limit is a number of working days, calendar days or months, and reads as it is written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.errors import CoequalError
from coequal.referrals.clock.limits import CALENDAR_DAYS, MONTHS, MOST, UNITS, WORKING_DAYS, Limit, limit_of

LIMITS = st.sampled_from(UNITS).flatmap(lambda unit: st.builds(Limit, st.integers(1, MOST[unit]), st.just(unit)))


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        pytest.param("40 working days", Limit(40, WORKING_DAYS), id="working days"),
        pytest.param("1 working day", Limit(1, WORKING_DAYS), id="one working day"),
        pytest.param("28 calendar days", Limit(28, CALENDAR_DAYS), id="calendar days"),
        pytest.param("3 months", Limit(3, MONTHS), id="months"),
        pytest.param(" 1 month ", Limit(1, MONTHS), id="one month with spaces around it"),
    ],
)
def test_a_limit_is_read(text: str, limit: Limit) -> None:
    """One of a unit and several of it are written as people write them."""
    assert limit_of(text) == limit
    assert str(limit) == text.strip()


@given(limit=LIMITS)
def test_what_a_limit_says_is_that_limit(limit: Limit) -> None:
    """A limit in words is read as the same limit."""
    assert limit_of(str(limit)) == limit


@pytest.mark.parametrize(
    "text", ["", "28 days", "forty working days", "-3 months", "3.5 months", "3  months", "2 weeks", "٣ months", "3 months or so"]
)
def test_what_is_no_limit_is_refused(text: str) -> None:
    """Days of which it is not said whether people work on them are no limit, nor is anything else."""
    with pytest.raises(CoequalError, match=r"is not a limit\. Write it as 40 working days, 28 calendar days or 3 months"):
        limit_of(text)


@pytest.mark.parametrize(
    ("count", "unit", "words"),
    [
        pytest.param(0, WORKING_DAYS, "from 1 to 1,000, not 0", id="none"),
        pytest.param(61, MONTHS, "from 1 to 60, not 61", id="more than five years"),
        pytest.param(2, "weeks", "counted in working days, calendar days, months, not in “weeks”", id="another unit"),
    ],
)
def test_a_limit_is_in_proportion(count: int, unit: str, words: str) -> None:
    """A limit is at least 1 and no more than a few years, in one of three units."""
    with pytest.raises(CoequalError, match=words):
        Limit(count, unit)


@pytest.mark.parametrize(
    ("limit", "start", "end"),
    [
        pytest.param("3 months", date(2026, 11, 30), date(2027, 2, 28), id="to the end of a shorter month"),
        pytest.param("1 month", date(2024, 2, 29), date(2024, 3, 29), id="from 29 February"),
        pytest.param("28 calendar days", date(2026, 12, 1), date(2026, 12, 29), id="calendar days take no notice of Christmas"),
        pytest.param("2 working days", date(2026, 12, 24), date(2026, 12, 30), id="working days do"),
    ],
)
def test_a_limit_ends_on_a_day(limit: str, start: date, end: date) -> None:
    """The days of a limit, added to its start, lead to its end; and as many lie between."""
    found = limit_of(limit)
    assert found.add(start, found.days(start)) == end
    assert found.between(start, end) == found.days(start)
    assert found.between(end, start) == 0
