"""NHS numbers are checked as they are read, and found by marks that tell nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.errors import CoequalError
from coequal.referrals.personal.keys import MARKS, SEALS, keep_ring, new_key, ring
from coequal.referrals.personal.numbers import key_of_mark, mark_of, marks_of, read_nhs_number, say_nhs_number


def holds(digits: str) -> bool:
    """Whether ten digits, each by its weight of 10 to 1, add up to a multiple of 11: the same rule, said another way."""
    return sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11 == 0


@pytest.mark.parametrize(
    "typed", ["9990000018", "999 000 0018", " 999-000-0018\n", "999\u00a0000\u00a00018", "999–000–0018", "9 9 9 0 0 0 0 0 1 8"]
)
def test_it_is_read_however_it_is_grouped(typed: str) -> None:
    """Spaces and dashes do not matter, and it is shown as it is printed."""
    assert read_nhs_number(typed) == "9990000018"
    assert say_nhs_number(read_nhs_number(typed)) == "999 000 0018"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "has 10 digits"),
        ("999000001", "has 10 digits"),
        ("99900000188", "has 10 digits"),
        ("999.000.0018", "has 10 digits"),
        ("999000001X", "has 10 digits"),
        ("９９９0000018", "has 10 digits"),
        ("9990000019", "last digit"),
        ("9990000000", "last digit"),
        ("0000000000", "last digit"),
        ("9900900018", "last digit"),
    ],
)
def test_what_is_none_is_said_without_showing_it(typed: str, said: str) -> None:
    """A message never has what was typed."""
    with pytest.raises(CoequalError, match=said) as error:
        read_nhs_number(typed)
    assert not typed or typed not in error.value.message


@given(number=st.integers(1, 10**10 - 1).map("{:010d}".format))
def test_a_number_holds_exactly_where_its_digits_add_up(number: str) -> None:
    """Against the rule said another way."""
    try:
        read_nhs_number(number)
    except CoequalError:
        assert not holds(number)
    else:
        assert holds(number)


@given(number=st.integers(999_000_000, 999_999_999), place=st.integers(0, 8), other=st.integers(1, 9))
def test_one_wrong_digit_and_two_swapped_ones_are_found(number: int, place: int, other: int) -> None:
    """That is what the last digit is for."""
    whole = next((digits for last in range(10) if holds(digits := f"{number}{last}")), None)
    if whole is None:
        return  # no number begins like this
    digits = [*whole]
    digits[place] = str((int(digits[place]) + other) % 10)
    assert not holds("".join(digits))
    swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
    for wrong in {"".join(digits), swapped} - {whole}:
        with pytest.raises(CoequalError):
            read_nhs_number(wrong)


def test_a_mark_finds_its_number_and_tells_nothing(keys_file: Path) -> None:
    """The same number has one mark, another number another one, and with other keys all are others."""
    mark = mark_of("9990000018")
    assert mark == mark_of("9990000018") != mark_of("9990000026")
    assert len(mark) < 64
    assert "9990000018" not in mark
    assert key_of_mark(mark) == ring().marking.id
    keep_ring(keys_file, (new_key(SEALS), new_key(MARKS)))
    assert mark_of("9990000018") != mark


def test_after_a_new_key_both_marks_are_looked_for(keys_file: Path) -> None:
    """The newest first; keys that seal have no part in it."""
    before = mark_of("9990000018")
    keep_ring(keys_file, (new_key(MARKS), new_key(SEALS), *ring().keys))
    assert marks_of("9990000018") == [mark_of("9990000018"), before]
