"""What the reference says of three values, beyond the tables of the language."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from coequal.criteria import kleene
from coequal.criteria.kleene import FRESH, NOT_STATED, current
from coequal.facts.dates import Months


def test_not_stated_says_so() -> None:
    """An amount that the policy does not say is shown as such."""
    assert repr(NOT_STATED) == "not stated"


def test_a_new_result_is_current_in_every_window() -> None:
    """A result that would be taken now counts wherever the window lies, or where that is not known."""
    assert current(Decimal(6), FRESH, None, Months(12)) == 6
    assert current(Decimal(6), FRESH, date(2023, 5, 2), timedelta(0)) == 6
    assert current(None, FRESH, date(2023, 5, 2), Months(12)) is None


def test_a_window_that_begins_before_the_calendar_holds_nothing() -> None:
    """What cannot be placed is not known."""
    assert current(Decimal(6), date(1, 1, 1), date(1, 6, 1), Months(12)) is None


@pytest.mark.parametrize(
    ("values", "both", "either"),
    [
        ([True], True, True),
        ([False], False, False),
        ([None], None, None),
        ([True, None, False], False, True),
        ([None, None], None, None),
    ],
)
def test_and_and_or_take_any_number_of_operands(values: list[bool | None], both: bool | None, either: bool | None) -> None:
    """One false settles an `and`, one true an `or`."""
    assert kleene.both(values) is both
    assert kleene.either(values) is either
