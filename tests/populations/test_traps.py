"""Where engines for many rows go wrong: each trap by its name, with what is right."""

import math
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coequal.criteria.closures import closure
from coequal.criteria.parse import parse
from coequal.criteria.syntax import Node
from coequal.criteria.vocabulary import Vocabulary, formulas, work_out
from coequal.errors import CoequalError
from coequal.facts.dates import add_months, full_months
from coequal.facts.values import read_value
from coequal.populations import calendar
from coequal.populations.bitmaps import count, everybody, from_buffer, nobody, pack, size, unpack
from coequal.populations.columns import Layout, check_type, read_column
from coequal.populations.graph import Graph
from coequal.populations.kernel import Kernel, Words
from coequal.populations.registers import GivenNumber, exactly, rounded
from coequal.populations.terms import EPOCH, FIRST_DAY, LAST_DAY
from tests.criteria.strategies import VOCABULARY, checked
from tests.eligibility.building import boolean, day, number, words
from tests.populations.building import answers, arrays, batch_of, bits, case_of, kernel_of, worked_out

PLAIN = words(
    day("referral", "moment: referral, plausible: 1990-01-01 .. 2100-01-01")
    + day("born", "plausible: 1900-01-01 .. 2100-01-01")
    + day("any day", "plausible: 0001-01-01 .. 9999-12-31")
    + boolean("p")
    + number("level", "decimals: 2, plausible: 0 .. 100")
    + number("weight", "decimals: 1, plausible: 0 .. 300")
    + number("n", "plausible: 0 .. 999999")
)
SIGNS = ("=", "!=", "<", "<=", ">", ">=")


def said(text: str, vocabulary: Vocabulary = PLAIN) -> Node:
    """An expression over the facts of this page."""
    from coequal.criteria.check import check

    return check(parse(text, set(vocabulary.types)), vocabulary.types, {})


def of_column(name: str, array: pa.Array, *texts: str) -> list[list[Any]]:
    """What expressions come to over one column."""
    return worked_out(PLAIN, [said(text) for text in texts], pa.record_batch({PLAIN.dictionary.facts[name].column: array}))


def of_case(text: str, **facts: Any) -> Any:
    """What an expression comes to for one case, which must be what the reference says."""
    case = case_of(PLAIN, {name.replace("_", " "): value for name, value in facts.items()})
    ((found,),) = worked_out(PLAIN, [said(text)], pa.record_batch(arrays(PLAIN, [case])))
    assert found == closure(said(text), PLAIN.slots)(work_out(list(case), formulas(PLAIN, PLAIN.derived)))
    return found


# Floating point numbers


def test_nan_above_a_limit_is_not_known() -> None:
    """NaN is above everything to several engines; here it is a number that nobody gave."""
    column = pa.array([math.nan, 5.5, None, math.nan])
    assert of_column("level", column, "level > 5.4", "level <= 5.4", "level = level", "level is known") == [
        [None, True, None, None],
        [None, False, None, None],
        [None, True, None, None],
        [False, True, False, False],
    ]


def test_nan_is_no_value_that_cannot_be_right() -> None:
    """It is counted no more than an empty cell is; a number out of range and an endless one are."""
    layout = Layout(PLAIN.dictionary.facts["level"], "level")
    assert read_column(layout, pa.array([math.nan, 5.5, None]), Words().number).implausible == 0
    assert read_column(layout, pa.array([math.nan, -0.5, math.inf, -math.inf, 5.5]), Words().number).implausible == 3


@pytest.mark.parametrize("kind", [pa.float32(), pa.float16(), pa.dictionary(pa.int8(), pa.float32())])
def test_narrow_floats_are_refused(kind: pa.DataType) -> None:
    """In 32 bits 5.4 is more than 5.4."""
    assert float(np.float32(5.4)) > 5.4
    layout = Layout(PLAIN.dictionary.facts["level"], "level")
    with pytest.raises(CoequalError, match=r"level has numbers of \d\d bits, in which 5.4 is more than 5.4. Write it with 64 bits"):
        check_type(layout, kind)


TIES = (0.285, 0.295, 1.005, 5.405, 30.05, 2.675, 0.125, 0.375, 99.995, 5.395, 5.4, 5.41)


@pytest.mark.parametrize("sign", SIGNS)
def test_numbers_are_rounded_half_even_before_they_are_compared(sign: str) -> None:
    """To the places of the fact, from the decimals as they are printed: 0.285 is 0.28, and 0.295 is 0.30."""
    fact = PLAIN.dictionary.facts["level"]
    limits = [Decimal(text) for text in "0.28 0.285 0.29 0.30 1.00 1.01 5.40 5.405 5.41 30.05 99.99 100".split()]
    texts = [f"level {sign} {limit}" for limit in limits]
    found = of_column("level", pa.array(TIES), *texts)
    compare = {
        "=": lambda a, b: a == b,
        "!=": lambda a, b: a != b,
        "<": lambda a, b: a < b,
        "<=": lambda a, b: a <= b,
        ">": lambda a, b: a > b,
        ">=": lambda a, b: a >= b,
    }[sign]
    for limit, row in zip(limits, found, strict=True):
        assert row == [compare(read_value(fact, value, None), limit) for value in TIES]


def test_the_ties_that_are_known_to_go_wrong() -> None:
    """Multiplying by a hundred makes 28.499999999999996 of 0.285 and 100.49999999999999 of 1.005."""
    assert [str(value) for (value,) in zip(*of_column("level", pa.array([0.285, 0.295, 1.005, 5.405]), "level"), strict=True)] == [
        "0.28",
        "0.30",
        "1.00",
        "5.40",
    ]
    assert of_column("weight", pa.array([30.05, 30.15, 30.25]), "weight") == [[Decimal("30.0"), Decimal("30.2"), Decimal("30.2")]]


def neighbours(number: float) -> Iterator[float]:
    """A number and those beside it."""
    yield number
    below = above = number
    for _ in range(3):
        below, above = float(np.nextafter(below, -np.inf)), float(np.nextafter(above, np.inf))
        yield from (below, above)


FLOATS = st.floats(0, 100) | st.integers(0, 20_000).map(lambda n: n / 200) | st.decimals(0, 100, places=3).map(float)


@settings(max_examples=150)
@given(FLOATS, st.decimals(0, 100, places=2) | st.decimals(0, 100, places=3))
@example(0.285, Decimal("0.28"))
@example(99.995, Decimal(100))
def test_every_float_is_read_as_the_reference_reads_it(middle: float, limit: Decimal) -> None:
    """Also those just beside a tie, and those just beside the limit."""
    fact = PLAIN.dictionary.facts["level"]
    raw = np.array([f for around in (middle, float(limit), float(limit) - 0.005) for f in neighbours(around) if 0 <= f <= 100])
    expected = [read_value(fact, float(value), None) for value in raw]
    units = [int(value.scaleb(2)) for value in expected]
    assert rounded(raw, 2).tolist() == units
    assert [exactly(value, 2) for value in raw] == units
    column = GivenNumber(raw, None, 2, None)
    assert (raw >= column.least(limit)).tolist() == [value >= limit for value in expected]
    assert (raw >= column.above(limit)).tolist() == [value > limit for value in expected]


def test_a_limit_with_many_digits_keeps_them_all() -> None:
    """A policy may write a number of up to 34 digits; none is rounded away."""
    column = pa.array([24.1])
    limit = "24.10000000000000000000000000001"
    assert of_column("weight", column, f"weight >= {limit}", f"weight = {limit}", f"weight < {limit}") == [[False], [False], [True]]
    assert of_column("weight", column, "weight + 1.0000000000000000000000000001 > 25.1") == [[True]]


# Whole numbers and decimals


def test_codes_are_compared_as_numbers() -> None:
    """As text "10.2" comes before "5.4"."""
    assert of_column("level", pa.array([10.2, 9.0, 5.4]), "level > 5.4") == [[True, True, False]]
    layout = Layout(PLAIN.dictionary.facts["level"], "level")
    with pytest.raises(CoequalError, match=r"level has to be a number, but the column holds text\. Take units and signs out"):
        check_type(layout, pa.string())


@pytest.mark.parametrize("kind", [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()])
def test_small_and_unsigned_whole_numbers_do_not_overflow(kind: pa.DataType) -> None:
    """Adding, subtracting and scaling go beyond what the column's own type can hold."""
    column = pa.array([0, 2, 100], kind)
    assert of_column("n", column, "n - 101 < 0", "n + n + n", "n * 1000000000", "n < 99.5", "n = -1", "n > 0 - 5") == [
        [True, True, True],
        [Decimal(0), Decimal(6), Decimal(300)],
        [Decimal(0), Decimal(2_000_000_000), Decimal(100_000_000_000)],
        [True, True, False],
        [False, False, False],
        [True, True, True],
    ]
    assert of_column("level", column, "level + 0.01", "level >= 2.00", "level + 0.005 > 2") == [
        [Decimal("0.01"), Decimal("2.01"), Decimal("100.01")],
        [False, True, True],
        [False, True, True],
    ]


def test_numbers_that_no_case_may_have_are_not_known() -> None:
    """Whatever the type makes of them: the largest of 64 bits is not minus one."""
    column = pa.array([2**64 - 1, 5], pa.uint64())
    assert of_column("n", column, "n >= 0", "n + 1") == [[None, True], [None, Decimal(6)]]


def test_products_beyond_64_bits_are_exact() -> None:
    """Python's own numbers take over."""
    text = "n * 99999999999 * 99999999999"
    assert of_case(text, n=Decimal(30_000)) == 30_000 * 99_999_999_999**2
    assert of_case(f"{text} > 9999999998800000000", n=Decimal(1)) is True
    assert of_case(f"{text} = 9999999999800000000001", n=Decimal(1)) is True
    assert of_case(f"max({text}, 0) - 1 < {text}", n=Decimal(3)) is True
    assert of_case(f"if p then {text} else 1.5", n=Decimal(3), p=True) == 3 * 99_999_999_999**2


def test_decimals_with_more_places_are_rounded_half_even() -> None:
    """A decimal of four places is read to the two that the fact keeps, before it is compared."""
    column = pa.array([Decimal("5.4050"), Decimal("5.4150"), Decimal("5.4051"), None, Decimal("0.0049")], pa.decimal128(9, 4))
    found = [Decimal("5.40"), Decimal("5.42"), Decimal("5.41"), None, Decimal("0.00")]
    assert of_column("level", column, "level", "level > 5.4") == [found, [False, True, True, None, False]]
    assert of_column("level", column.slice(1, 3), "level") == [found[1:4]]


@pytest.mark.parametrize("kind", [pa.decimal32(7, 3), pa.decimal64(12, 3), pa.decimal128(38, 3), pa.decimal256(50, 3)])
def test_decimals_of_every_width_are_read(kind: pa.DataType) -> None:
    """Narrow or wide, with more places than the fact or fewer."""
    assert of_column("level", pa.array([Decimal("5.405"), None], kind), "level") == [[Decimal("5.40"), None]]
    assert of_column("n", pa.array([Decimal("7.500")], kind), "n") == [[Decimal(8)]]


@pytest.mark.parametrize("huge", [Decimal(2**64 + 540) / 100, Decimal(-(2**64) + 540) / 100, Decimal(10) ** 35])
def test_a_decimal_that_is_too_large_is_not_known(huge: Decimal) -> None:
    """Its last 64 bits alone would read as 5.40."""
    column = pa.array([huge, Decimal("5.4")], pa.decimal128(38, 2))
    layout = Layout(PLAIN.dictionary.facts["level"], "level")
    read = read_column(layout, column, Words().number)
    assert (bits(read.register.known, 2), read.implausible) == ([False, True], 1)
    whole = pa.array([Decimal(10) ** 37, Decimal(5)], pa.decimal128(38, 0))
    assert bits(read_column(layout, whole, Words().number).register.known, 2) == [False, True]


# Dates


def born_on(*days: date) -> pa.Array:
    """A column of birthdays."""
    return pa.array(days, pa.date32())


@pytest.mark.parametrize(
    ("on", "years"), [(date(2023, 2, 28), 22), (date(2023, 3, 1), 23), (date(2024, 2, 28), 23), (date(2024, 2, 29), 24)]
)
def test_someone_born_on_29_february_has_a_birthday_on_1_march(on: date, years: int) -> None:
    """In a common year; in a leap year on the day itself."""
    born = date(2000, 2, 29)
    assert of_case("age(born, referral)", born=born, referral=on) == years
    for sign in SIGNS:
        for limit in (22, 23, 24):
            of_case(f"age(born, referral) {sign} {limit}", born=born, referral=on)


def test_moved_dates_clamp_at_the_end_of_a_month() -> None:
    """A month after 31 January is the last of February; a year before 29 February is the 28th."""
    moves = {
        (date(2023, 1, 31), 1): date(2023, 2, 28),
        (date(2024, 1, 31), 1): date(2024, 2, 29),
        (date(2024, 3, 31), -1): date(2024, 2, 29),
        (date(2024, 2, 29), -12): date(2023, 2, 28),
        (date(2024, 2, 29), 12): date(2025, 2, 28),
        (date(2024, 2, 29), 48): date(2028, 2, 29),
        (date(2023, 8, 31), 1): date(2023, 9, 30),
    }
    for (day_, months), moved in moves.items():
        sign = "+" if months > 0 else "-"
        assert of_case(f"referral {sign} {abs(months)} months", referral=day_) == moved
        assert calendar.moved(0, LAST_DAY, months).table[day_.toordinal() - EPOCH] == moved.toordinal() - EPOCH


@settings(max_examples=100)
@given(st.dates(), st.dates(), st.integers(-2_000, 2_000))
@example(date(1, 1, 1), date(9999, 12, 31), -1)
@example(date(9999, 12, 31), date(1, 1, 1), 1)
@example(date(2024, 2, 29), date(2025, 2, 28), 12)
def test_the_calendar_is_the_reference_s(first: date, second: date, months: int) -> None:
    """Over all years from 1 to 9999: moved days, completed months, and what leaves the calendar."""
    low, high = sorted((first, second))
    days = np.array([first.toordinal() - EPOCH, second.toordinal() - EPOCH])
    for found, own in zip(calendar.move_by_months(days, months), (first, second), strict=True):
        expected = _moved(own, months)
        assert found == (calendar.OUTSIDE if expected is None else expected.toordinal() - EPOCH)
    keys = calendar.month_keys(np.array([low.toordinal() - EPOCH, high.toordinal() - EPOCH]))
    assert (keys[1] - keys[0]) >> 5 == full_months(low, high)


def _moved(own: date, months: int) -> date | None:
    try:
        return add_months(own, months)
    except (ValueError, OverflowError):
        return None


def test_dates_that_leave_the_calendar_are_not_known() -> None:
    """By a table, by days, and by a duration that is worked out for each row."""
    late, early = date(9999, 12, 1), date(1, 1, 15)
    assert of_case("any day + 1 months", any_day=late) is None
    assert of_case("any day - 1 months", any_day=early) is None
    assert of_case("any day + 31 days", any_day=late) is None
    assert of_case("any day + 30 days", any_day=late) == date(9999, 12, 31)
    assert of_case("any day - 15 days", any_day=early) is None
    assert of_case("any day + (any day - born)", any_day=late, born=date(1900, 1, 1)) is None
    assert of_case("any day + years and months duration(born, any day)", any_day=late, born=date(1900, 1, 1)) is None
    assert of_case("any day + years and months duration(any day, born)", any_day=late, born=date(1900, 1, 1)) == date(1900, 1, 1)
    assert of_case("any day + 120000 months", any_day=early) is None


def test_dates_far_outside_the_calendar_are_not_known() -> None:
    """A day count of 32 bits reaches beyond the year 9999, which no case has."""
    column = pa.array([2**31 - 1, -(2**31), LAST_DAY + 1, FIRST_DAY - 1, LAST_DAY, FIRST_DAY], pa.int32()).cast(pa.date32())
    layout = Layout(PLAIN.dictionary.facts["any day"], "any_day")
    read = read_column(layout, column, Words().number)
    assert (bits(read.register.known, 6), read.implausible) == ([False] * 4 + [True] * 2, 4)
    assert of_column("any day", column, "any day + 1 months < any day")[0] == [None] * 5 + [False]


def test_ages_over_the_whole_calendar_are_told() -> None:
    """Also where so many years before a day there is none any more."""
    for text in ("age(any day, referral) >= 3", "full months(referral, any day) < 3", "full months(any day, any day) = 0"):
        of_case(text, any_day=date(1, 1, 15), referral=date(2023, 1, 1))
        of_case(text, any_day=date(9999, 12, 31), referral=date(2023, 1, 1))
    assert of_case("age(any day, any day) < 1", any_day=date(1, 1, 1)) is True
    assert of_case("age(any day, any day) >= 1", any_day=date(1, 1, 1)) is False


def test_completed_months_backwards_are_negative() -> None:
    """Full months are rounded down, a duration towards nought."""
    later, earlier = date(2023, 3, 15), date(2023, 1, 20)
    assert of_case("full months(born, referral)", born=earlier, referral=later) == 1
    assert of_case("full months(born, referral) >= 1", born=earlier, referral=later) is True
    assert of_case("full months(referral, born) < 0", born=earlier, referral=later) is True
    assert of_case('years and months duration(referral, born) = duration("-P1M")', born=earlier, referral=later) is True


def test_ages_with_a_fraction_are_compared_as_numbers() -> None:
    """Someone of 39 is below 39.5."""
    facts = {"born": date(1984, 1, 1), "referral": date(2023, 12, 31)}
    assert of_case("age(born, referral) < 39.5", **facts) is True
    assert of_case("age(born, referral) = 39.0", **facts) is True
    assert of_case("age(born, referral) + 0.5 = 39.5", **facts) is True


# Bits


@pytest.mark.parametrize("rows", [0, 1, 7, 8, 9, 63, 64, 65, 127, 128, 200])
def test_no_bit_is_set_after_the_last_row(rows: int) -> None:
    """A bitmap is as long as whole words of 64 bits, so what follows the rows is nought, and a count is right."""
    bools = np.ones(rows, bool)
    assert size(rows) % 8 == 0
    assert len(everybody(rows)) == len(nobody(rows)) == len(pack(bools)) == size(rows)
    assert count(everybody(rows)) == count(pack(bools)) == rows
    assert count(nobody(rows)) == 0
    assert (everybody(rows) == pack(bools)).all()
    assert unpack(everybody(rows), rows).all()


@settings(max_examples=100)
@given(st.lists(st.booleans(), max_size=200), st.integers(0, 70), st.integers(0, 70))
def test_arrow_s_bits_are_read_from_any_place(bools: list[bool], offset: int, after: int) -> None:
    """A slice may begin and end in the middle of a byte, with others' bits before and behind it."""
    array = pa.array([True] * offset + bools + [True] * after, pa.bool_()).slice(offset, len(bools))
    bitmap = from_buffer(array.buffers()[1], array.offset, len(bools))
    assert unpack(bitmap, len(bools)).tolist() == bools
    assert count(bitmap) == sum(bools)


@pytest.mark.parametrize("offset", [1, 7, 8, 9, 63, 64, 65])
def test_arrow_s_offsets_hold_for_every_kind_of_column(offset: int) -> None:
    """Numbers, decimals, dates, truths and words, whose own values and whose marks of what is known begin in the middle."""
    truths = [True, None, False, True, None]
    column = pa.array([False] * offset + truths, pa.bool_()).slice(offset)
    assert of_column("p", column, "p", "p is known") == [truths, [True, False, True, True, False]]
    levels = [1.5, None, 2.5]
    expected = [Decimal("1.50"), None, Decimal("2.50")]
    assert of_column("level", pa.array([9.0] * offset + levels).slice(offset), "level") == [expected]
    decimals = pa.array([Decimal(9)] * offset + expected, pa.decimal128(5, 2))
    assert of_column("level", decimals.slice(offset), "level") == [expected]
    days = [date(2000, 2, 29), None, date(1999, 12, 31)]
    assert of_column("born", pa.array([date(1950, 1, 1)] * offset + days).slice(offset), "born") == [days]
    whose = ["26A", None, "QMM"]
    for areas in (pa.array(["06F"] * offset + whose), pa.array(["06F"] * offset + whose).dictionary_encode()):
        kernel = kernel_of(VOCABULARY, [checked(parse('area = "26A"', set(VOCABULARY.types)))])
        batch = batch_of(kernel, VOCABULARY, pa.record_batch({"area": areas.slice(offset)}))
        assert answers(kernel, batch) == [[True, None, False]]


def test_a_day_is_counted_from_1970_in_arrow_and_here() -> None:
    """The day before the first is minus one."""
    assert of_column("born", pa.array([-1, 0], pa.int32()).cast(pa.date32()), "born") == [[date(1969, 12, 31), date(1970, 1, 1)]]
    assert timedelta(LAST_DAY - FIRST_DAY) == date.max - date.min


def test_one_table_of_the_calendar_serves_all() -> None:
    """The table for so many months over the same days is made once."""
    assert calendar.moved(0, 100, -12) is calendar.moved(0, 100, -12)
    assert calendar.keys(0, 100) is calendar.keys(0, 100)


def test_a_kernel_of_nothing_gives_nothing() -> None:
    """Nobody asked."""
    kernel = Kernel(Graph(PLAIN), [])
    assert kernel.columns == []
    assert answers(kernel, batch_of(kernel, PLAIN, pa.record_batch({"p": pa.array([True])}))) == []


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(("chosen", "moved"), [("2050-01-01", "1890-01-01"), ("1890-01-01", "2050-01-01")])
def test_days_that_are_written_out_and_far_apart_do_not_overflow(sign: str, chosen: str, moved: str) -> None:
    """Each of them fits into 16 bits, and the days between them do not."""
    of_case(f'(if p then date("{chosen}") else date("1990-01-01")) {sign} date("{moved}") + 12 months', p=True)
    of_case(f'date("{moved}") + 12 months {sign} (if p then date("{chosen}") else date("1990-01-01"))', p=True)


@settings(max_examples=150)
@given(
    st.sampled_from(SIGNS[2:]),
    st.sampled_from([1, 2, 3, 12, 36, 276, 480]),
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.integers(-33, 33),
    st.booleans(),
)
@example("<=", 12, date(2024, 2, 29), 0, True)
@example(">", 1, date(2023, 3, 31), -3, False)
def test_whether_so_many_months_have_passed_is_told_to_the_day(
    sign: str, months: int, referral: date, near: int, later: bool
) -> None:
    """Days around the very day, both of them moved, from either side."""
    other = add_months(referral, -months) + timedelta(near)
    text = f"born + {months} months {sign} referral" if later else f"born {sign} referral - {months} months"
    of_case(text, born=other, referral=referral)
    of_case(f"referral - {months} months {sign} born", born=other, referral=referral)
    for limit in (months, months + 1):
        of_case(f"full months(born, referral) {sign} {limit}", born=other, referral=referral)
