"""A column as a fact: what it may hold, what is refused and how, and what is taken as not known."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coequal.errors import CoequalError
from coequal.facts.values import read_value
from coequal.populations.bitmaps import Truth
from coequal.populations.columns import Layout, Read, check_type, implausible_said, read_column
from coequal.populations.kernel import Words
from coequal.populations.registers import GivenWord
from tests.criteria.strategies import VOCABULARY
from tests.populations.building import bits, truths

FACTS = VOCABULARY.dictionary.facts
PLAIN = "Take units and signs out of the column; decimals are written 24.1."
YES_NO = {"Y": "true", "N": "false"}
SEXES = {"M": "man", "male": "man", "F": "woman", "0": "none"}


def layout(name: str, column: str | None = None, **more: Any) -> Layout:
    """Where a fact stands."""
    return Layout(FACTS[name], column or FACTS[name].column, **more)


def read(own: Layout, array: pa.Array) -> Read:
    """A column that has been looked at and read."""
    check_type(own, array.type)
    return read_column(own, array, Words().number)


def values(own: Layout, array: pa.Array) -> list[Any]:
    """What is known of each row: true or false, or what stands there, or None."""
    found = read(own, array).register
    if isinstance(found, Truth):
        return truths(found, len(array))
    known = bits(found.known, len(array))
    if isinstance(found, GivenWord):
        return [found.words[place] if there else None for place, there in zip(found.places, known, strict=True)]
    return [int(value) if there else None for value, there in zip(found.values, known, strict=True)]


def refused(own: Layout, array: pa.Array) -> str:
    """The message that refuses a column."""
    with pytest.raises(CoequalError) as error:
        read(own, array)
    return str(error.value)


# Which types hold a fact


@pytest.mark.parametrize(
    ("name", "array", "message"),
    [
        (
            "smokes",
            pa.array(["Y"]),
            "smokes has to be true or false, but the column holds text. In a mapping file say which word means which, as in smokes: {column: smokes, values: {Y: true, N: false}}.",
        ),
        (
            "smokes",
            pa.array([1.0]),
            "smokes has to be true or false, but the column holds double. In a mapping file say which word means which, as in smokes: {column: smokes, values: {Y: true, N: false}}.",
        ),
        ("BMI", pa.array(["24 kg"]), f"BMI has to be a number, but the column holds text. {PLAIN}"),
        ("BMI", pa.array([True]), f"BMI has to be a number, but the column holds bool. {PLAIN}"),
        (
            "born",
            pa.array(["02/05/1990"]),
            "born has to be a date, but the column holds text. Dates in a CSV file are written 2023-05-02; elsewhere give the column the type of a date.",
        ),
        (
            "born",
            pa.array(["1990"], pa.large_string()),
            "born has to be a date, but the column holds text. Dates in a CSV file are written 2023-05-02; elsewhere give the column the type of a date.",
        ),
        (
            "born",
            pa.array([19900502]),
            "born has to be a date, but the column holds int64. Dates in a CSV file are written 2023-05-02; elsewhere give the column the type of a date.",
        ),
        (
            "partner",
            pa.array([1]),
            "partner has to be one of its words, but the column holds int64. The words are: none, man, woman.",
        ),
        (
            "partner",
            pa.array([True]),
            "partner has to be one of its words, but the column holds bool. The words are: none, man, woman.",
        ),
        ("area", pa.array([b"26A"]), "area has to be the code of an area, but the column holds text that is not in UTF-8."),
        ("area", pa.array([26]), "area has to be the code of an area, but the column holds int64."),
    ],
)
def test_a_column_of_the_wrong_type_is_refused(name: str, array: pa.Array, message: str) -> None:
    """With what it has to be, what it is, and what to do."""
    assert refused(layout(name), array) == message
    assert refused(layout(name), array.dictionary_encode()) == message


def test_a_column_of_another_name_is_named_in_the_message() -> None:
    """So that it can be found in the table."""
    assert refused(layout("BMI", "bmi_at_booking"), pa.array(["x"])).startswith("BMI (column bmi_at_booking) has to be a number")
    assert refused(layout("BMI", "taken", is_date=True), pa.array(["x"])).startswith("BMI date (column taken) has to be a date")
    assert refused(layout("BMI", "bmi_date", is_date=True), pa.array([1])).startswith("BMI date has to be a date")


@pytest.mark.parametrize(
    ("name", "unit", "message"),
    [
        ("AMH", "mg", 'AMH is not measured in "mg". It may be in pmol/L, ng/mL.'),
        ("BMI", "stone", 'BMI is not measured in "stone". It may be in kg/m².'),
        ("cycles", "years", 'cycles is not measured in "years". It has no unit.'),
    ],
)
def test_a_unit_that_the_fact_does_not_have_is_refused(name: str, unit: str, message: str) -> None:
    """With those that it has."""
    assert refused(layout(name, unit=unit), pa.array([1.0])) == message


def test_a_unit_says_nothing_of_the_date() -> None:
    """The date of an AMH result is a date, whatever the result is measured in."""
    days = pa.array([date(2023, 1, 1)])
    assert values(layout("AMH", "amh_date", is_date=True, unit="ng/mL"), days) == [(date(2023, 1, 1) - date(1970, 1, 1)).days]


# Truths


def test_truths_are_read() -> None:
    """As they are, as noughts and ones, or coded."""
    assert values(layout("smokes"), pa.array([True, None, False])) == [True, None, False]
    assert values(layout("smokes"), pa.array([True, False])) == [True, False]
    assert values(layout("smokes"), pa.array([1, None, 0], pa.int8())) == [True, None, False]
    assert values(layout("smokes"), pa.array([True, None, False]).dictionary_encode()) == [True, None, False]


def test_words_stand_for_truths_by_a_mapping() -> None:
    """Text, numbers and truths turned round; a word that is not known stays so."""
    assert values(layout("smokes", words=YES_NO), pa.array(["Y", None, "N"])) == [True, None, False]
    assert values(layout("smokes", words=YES_NO), pa.array(["Y", None, "N"]).dictionary_encode()) == [True, None, False]
    assert values(layout("smokes", words={"1": "true", "2": "false"}), pa.array([1, 2, None])) == [True, False, None]
    assert values(layout("smokes", words={"true": "false", "false": "true"}), pa.array([True, False])) == [False, True]
    coded = pa.DictionaryArray.from_arrays(pa.array([0, 1]), pa.array(["Y", None]))
    assert values(layout("smokes", words=YES_NO), coded) == [True, None]


@pytest.mark.parametrize(
    ("words", "array", "word"),
    [(YES_NO, pa.array(["Y", "U"]), "U"), ({}, pa.array([1, 2]), "2"), (YES_NO, pa.array([True]), "true")],
)
def test_what_is_neither_true_nor_false_is_refused(words: dict[str, str], array: pa.Array, word: str) -> None:
    """With the word, and how to map it."""
    own = layout("smokes", "smoker", words=words)
    assert refused(own, array) == (
        f'smokes (column smoker): "{word}" is neither true nor false. '
        "In a mapping file say which word means which, as in smokes: {column: smoker, values: {Y: true, N: false}}."
    )


# Numbers


def test_a_number_that_cannot_occur_is_not_known_and_counted() -> None:
    """A body mass index of 0, whatever stands where nothing is known."""
    found = read(layout("BMI"), pa.array([24.1, 0.0, None, 9.94, 9.95, 80.05, 80.06]))
    assert bits(found.register.known, 7) == [True, False, False, False, True, True, False]  # 9.95 rounds to 10.0, 80.05 to 80.0
    assert found.implausible == 3
    assert values(layout("cycles"), pa.array([31, 30, -1, 0])) == [None, 30, None, 0]


def test_numbers_come_in_units_of_the_last_place() -> None:
    """Whole numbers for a fact that keeps a decimal place, and the other way round."""
    assert values(layout("BMI"), pa.array([24, 30], pa.int8())) == [240, 300]
    assert values(layout("cycles"), pa.array([2.5, 3.5])) == [2, 4]
    assert values(layout("BMI"), pa.array([24.1, None]).dictionary_encode()) == [241, None]
    assert values(layout("cycles"), pa.array([3, None], pa.int8()).dictionary_encode()) == [3, None]


def test_another_unit_is_multiplied_exactly() -> None:
    """7.14 pmol/L to the ng/mL, from floats, whole numbers and decimals alike; 0.75 ng/mL is 5.355, so 5.36."""
    own = layout("AMH", unit="ng/mL")
    assert values(own, pa.array([0.75, 1.0, None])) == [536, 714, None]
    assert values(own, pa.array([1, None])) == [714, None]
    assert values(own, pa.array([Decimal("0.75"), None])) == [536, None]
    assert values(layout("AMH", unit="pmol/L"), pa.array([0.75])) == [75]


@settings(max_examples=200)
@given(st.floats(0, 42) | st.decimals(0, 42, places=4).map(float))
def test_another_unit_is_read_as_for_one_case(number: float) -> None:
    """The value is what the reference makes of it."""
    expected = read_value(FACTS["AMH"], number, "ng/mL")
    assert isinstance(expected, Decimal)
    assert values(layout("AMH", unit="ng/mL"), pa.array([number])) == [int(expected.scaleb(2))]


def test_endless_and_huge_numbers_of_another_unit_cannot_be_right() -> None:
    """They are counted; NaN says that nothing is known."""
    found = read(layout("AMH", unit="ng/mL"), pa.array([1.0, float("inf"), -float("inf"), 1e30, float("nan")]))
    assert (bits(found.register.known, 5), found.implausible) == ([True, False, False, False, False], 3)


# Dates

MIDNIGHT = datetime.combine(date(1990, 5, 2), datetime.min.time())


def test_dates_are_read_from_days_and_midnights() -> None:
    """Days of 32 and 64 bits, and times that are all midnight."""
    day = date(1990, 5, 2)
    expected = [(day - date(1970, 1, 1)).days, None]
    for kind in (pa.date32(), pa.date64()):
        assert values(layout("born"), pa.array([day, None], kind)) == expected
    for kind in (pa.timestamp("s"), pa.timestamp("ns"), pa.timestamp("us", "UTC")):
        assert values(layout("born"), pa.array([MIDNIGHT, None], kind)) == expected
    assert values(layout("born"), pa.array([day, None]).dictionary_encode()) == expected
    assert values(layout("born"), pa.array([None], pa.timestamp("s"))) == [None]


def test_times_of_day_are_refused() -> None:
    """A birthday has none, and to drop it could move the day."""
    at_noon = pa.array([MIDNIGHT, MIDNIGHT + timedelta(hours=12)])
    assert refused(layout("born"), at_noon) == "born holds times of day. Give the column the type of a date."
    in_64_bits = pa.array([12 * 60 * 60 * 1000], pa.int64()).view(pa.date64())
    assert "holds times of day" in refused(layout("born"), in_64_bits)
    assert "Take its time zone off" in refused(layout("born"), at_noon.cast(pa.timestamp("us", "Europe/London")))


def test_a_date_that_cannot_occur_is_not_known_and_counted() -> None:
    """Such as a birth in 1900; a date of evidence may be any day."""
    found = read(layout("born"), pa.array([date(1900, 1, 1), date(1930, 1, 1), None, date(2100, 1, 1), date(2100, 1, 2)]))
    assert (bits(found.register.known, 5), found.implausible) == ([False, True, False, True, False], 2)
    assert read(layout("BMI", "bmi_date", is_date=True), pa.array([date(1, 1, 1), date(9999, 12, 31)])).implausible == 0


def test_what_stands_where_nothing_is_known_does_not_count() -> None:
    """Arrow keeps a number there too, which may be any."""
    odd = pa.Array.from_buffers(pa.float64(), 2, [pa.py_buffer(b"\x02"), pa.array([-7.0, 24.1]).buffers()[1]])
    assert odd.to_pylist() == [None, 24.1]
    found = read(layout("BMI"), odd)
    assert (bits(found.register.known, 2), found.implausible) == ([False, True], 0)


# Words


def test_words_are_read() -> None:
    """Each once, however the column keeps them, and whatever else its list of words holds."""
    said = ["man", None, "none", "man"]
    for kind in (pa.string(), pa.large_string(), pa.string_view()):
        assert values(layout("partner"), pa.array(said, kind)) == said
    assert values(layout("partner"), pa.array(said).dictionary_encode()) == said
    unused = pa.DictionaryArray.from_arrays(pa.array([0, None], pa.int8()), pa.array(["man", "horse"]))
    assert values(layout("partner"), unused) == ["man", None]
    assert values(layout("area"), pa.array(["26A", None, "QMM"])) == ["26A", None, "QMM"]


def test_words_stand_for_words_by_a_mapping() -> None:
    """Several may mean the same, and numbers and truths have words too."""
    own = layout("partner", words=SEXES)
    assert values(own, pa.array(["M", "male", "F", "woman", None, "M"])) == ["man", "man", "woman", "woman", None, "man"]
    assert set(read(own, pa.array(["M", "male"])).register.places.tolist()) == {0}
    assert values(layout("partner", words={"1": "man", "2": "woman"}), pa.array([2, 1, None])) == ["woman", "man", None]
    assert values(layout("partner", words={"true": "man", "false": "none"}), pa.array([True, False])) == ["man", "none"]
    assert values(layout("area", words={"Norfolk": "26A"}), pa.array(["Norfolk", "QMM"])) == ["26A", "QMM"]


def test_a_missing_word_among_the_words_is_not_known() -> None:
    """A list of words may hold nothing as one of them, even twice; no mapping gives it a meaning."""
    coded = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, None], pa.int8()), pa.array(["man", None, None]))
    assert values(layout("partner", words={"None": "none"}), coded) == ["man", None, None, None]
    whole = pa.DictionaryArray.from_arrays(pa.array([0, 1], pa.int8()), pa.array(["man", None]))
    assert values(layout("partner"), whole) == ["man", None]


@pytest.mark.parametrize(
    ("name", "said", "message"),
    [
        ("partner", ["man", "mann", "mann"], 'partner cannot be "mann", as it is in at least 2 rows. Did you mean "man"?'),
        (
            "partner",
            ["M", "M", "F"],
            'partner cannot be "M", as it is in at least 2 rows. It may be: none, man, woman. A mapping file can say which of these the word means: partner: {column: partner, values: {M: …}}.',
        ),
        (
            "area",
            ["26A", "norfolk"],
            'area cannot be "norfolk", as it is in at least 1 row. An area is written as its code, such as 26A.',
        ),
        ("area", [""], 'area cannot be "", as it is in at least 1 row. An area is written as its code, such as 26A.'),
    ],
)
def test_a_word_that_no_case_may_have_is_refused(name: str, said: list[str], message: str) -> None:
    """With the number of rows, and what would be right."""
    assert refused(layout(name), pa.array(said)) == message


def test_a_column_of_nothing_is_not_known() -> None:
    """A column without a type holds every fact, and tells nothing of it."""
    for name in FACTS:
        if FACTS[name].formula is None:
            assert values(layout(name), pa.nulls(3)) == [None] * 3
    assert values(layout("BMI", "bmi_date", is_date=True), pa.nulls(2)) == [None] * 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("smokes", pa.bool_()),
        ("BMI", pa.float64()),
        ("BMI", pa.decimal128(4, 1)),
        ("cycles", pa.int8()),
        ("born", pa.date32()),
        ("born", pa.timestamp("s")),
        ("partner", pa.string()),
        ("smokes", pa.int8()),
    ],
)
def test_a_column_without_rows_is_read(name: str, kind: pa.DataType) -> None:
    """Nobody is nobody."""
    assert values(layout(name), pa.array([], kind)) == []


def test_what_cannot_be_right_is_said() -> None:
    """In numbers and dates, with the unit, of one and of many."""
    assert implausible_said(layout("BMI", "bmi_at_booking"), 1) == (
        "BMI (column bmi_at_booking): 1 value is outside 10 to 80 kg/m², so not known. If they are many, check the column's unit."
    )
    assert implausible_said(layout("born"), 1234) == (
        "born: 1,234 values are outside 1 January 1930 to 1 January 2100, so not known. If they are many, check the column."
    )
    assert implausible_said(layout("cycles"), "*").startswith("cycles: 1 to 7 values are outside 0 to 30, so not known.")


def test_words_of_a_column_without_any_have_numbers_too() -> None:
    """Nobody's word is known, so every place holds the same number."""
    column = GivenWord(np.zeros(3, np.int64), None, [], len)
    assert column.values.tolist() == [0, 0, 0]
