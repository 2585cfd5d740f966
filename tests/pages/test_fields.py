"""A day in three boxes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from coequal.pages.fields import DayField, DayInput


def field(**options: object) -> DayField:
    return DayField(what="the date of referral", earliest=date(2013, 4, 1), latest=date(2030, 12, 31), **options)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (("2", "5", "2023"), date(2023, 5, 2)),
        ((" 02 ", "05", "2023"), date(2023, 5, 2)),
        (("29", "February", "2024"), date(2024, 2, 29)),
        (("1", "sept", "2024"), date(2024, 9, 1)),
        (("1", "4", "2013"), date(2013, 4, 1)),
        (("31", "12", "2030"), date(2030, 12, 31)),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: tuple[str, ...], found: date) -> None:
    """Spaces, leading noughts and the names of months are understood, and both ends of what is allowed are in."""
    assert field().clean(typed) == found


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("", "", ""), "Enter the date of referral."),
        (("", "5", "2023"), "The date of referral must include a day."),
        (("2", "", ""), "The date of referral must include a month and a year."),
        (("31", "2", "2024"), "There is no 31 February 2024. Check the date of referral."),
        (("29", "2", "2023"), "There is no 29 February 2023. Check the date of referral."),
        (("2", "13", "2023"), "The date of referral must be a real date, such as 27 3 2026."),
        (("2", "ma", "2023"), "The date of referral must be a real date, such as 27 3 2026."),
        (("2", "xyz", "2023"), "The date of referral must be a real date, such as 27 3 2026."),
        (("x", "5", "2023"), "The date of referral must be a real date, such as 27 3 2026."),
        (("2", "5", "23"), "The date of referral must be a real date, such as 27 3 2026."),
        (("٢", "5", "2023"), "The date of referral must be a real date, such as 27 3 2026."),
        (("31", "3", "2013"), "The date of referral must be between 1 April 2013 and 31 December 2030."),
        (("1", "1", "2031"), "The date of referral must be between 1 April 2013 and 31 December 2030."),
    ],
)
def test_what_is_no_day_is_said_in_words(typed: tuple[str, ...], said: str) -> None:
    """The message says which part is wrong, and what would be right."""
    with pytest.raises(ValidationError) as refused:
        field().clean(typed)
    assert refused.value.messages == [said]


def test_a_day_that_is_not_asked_for_may_be_left_out() -> None:
    """Three empty boxes are no day, where none is required."""
    assert field(required=False).clean(["", " ", ""]) is None
    assert field(required=False).clean(None) is None


def test_the_boxes_hold_a_day_that_is_known() -> None:
    """A date, or its text, stands in the three boxes; nothing leaves them empty."""
    boxes = DayInput()
    assert boxes.decompress(date(2023, 5, 2)) == ["2", "5", "2023"]
    assert boxes.decompress("2023-05-02") == ["2", "5", "2023"]
    assert boxes.decompress(None) == ["", "", ""]
    assert boxes.id_for_label("id_referred") == "id_referred-day"
