"""The value of a fact: read from text or from Python, checked, rounded to its places, and said in words."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coequal.facts.values import Value, read_date, read_value, say_number, say_value
from tests.facts.building import fact, refusal


@pytest.mark.parametrize(
    ("name", "given_value", "unit", "value"),
    [
        pytest.param("patient BMI", "24.1", None, "24.1", id="a text"),
        pytest.param("patient BMI", "24.1", "kg/m²", "24.1", id="with its unit"),
        pytest.param("patient BMI", "24.1 kg/m²", None, "24.1", id="with its unit beside it"),
        pytest.param("patient BMI", "24.1 kg/m²", "kg/m²", "24.1", id="with its unit twice"),
        pytest.param("patient BMI", "24.1 kg/m2", "kg/m²", "24.1", id="with its unit in two spellings"),
        pytest.param("AMH", "1 ng/ml", None, "7.14", id="with another unit in another spelling"),
        pytest.param("patient BMI", " 24.1 ", None, "24.1", id="with spaces around"),
        pytest.param("patient BMI", 31.2, None, "31.2", id="a float"),
        pytest.param("patient BMI", 70 / 1.75**2, None, "22.86", id="a float that was worked out"),
        pytest.param("patient BMI", "22.857142857142858", None, "22.86", id="a text that was worked out"),
        pytest.param("patient BMI", 31, None, "31", id="a whole number"),
        pytest.param("patient BMI", Decimal("31.25"), None, "31.25", id="a decimal"),
        pytest.param("patient BMI", Decimal("3E+1"), None, "30", id="a decimal with an exponent"),
        pytest.param("patient BMI", 10, None, "10", id="the lowest that is plausible"),
        pytest.param("patient BMI", 80, None, "80", id="the highest that is plausible"),
        pytest.param("AMH", 1e-05, "pmol/L", "0", id="a float that Python writes as 1e-05"),
        pytest.param("AMH", 5e-324, "pmol/L", "0", id="the smallest float"),
        pytest.param("AMH", Decimal("1E-7"), "pmol/L", "0", id="a decimal that Python writes as 1E-7"),
        pytest.param("AMH", Decimal("1E-999999999"), "pmol/L", "0", id="a decimal next to nought"),
        pytest.param("AMH", "1", "ng/mL", "7.14", id="1 ng/mL of AMH"),
        pytest.param("AMH", 1, "ng/mL", "7.14", id="1 ng/mL of AMH from Python"),
        pytest.param("AMH", "1 ng/mL", None, "7.14", id="1 ng/mL of AMH in one text"),
        pytest.param("AMH", "0.77", "ng/mL", "5.5", id="0.77 ng/mL of AMH, which is 5.4978 pmol/L"),
        pytest.param("AMH", "0.756", "ng/mL", "5.4", id="0.756 ng/mL of AMH, which is 5.39784 pmol/L"),
        pytest.param("AMH", "42.016", "ng/mL", "299.99", id="a large result in the other unit"),
        pytest.param("temperature", "-4.9", None, "-4.9", id="a number below nought"),
        pytest.param("temperature", "+4.9", None, "4.9", id="a number with a plus"),
        pytest.param("cycles", "2", None, "2", id="a number without a unit"),
    ],
)
def test_a_number_is_read_in_its_own_unit(name: str, given_value: object, unit: str | None, value: str) -> None:
    """Text, whole numbers, floats and decimals give the same exact number; 1 ng/mL of AMH is 7.14 pmol/L."""
    assert read_value(fact(name), given_value, unit) == Decimal(value)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        pytest.param("patient BMI", "18.985", "18.98", id="a half goes to the even place below"),
        pytest.param("patient BMI", "18.995", "19.00", id="a half goes to the even place above"),
        pytest.param("patient BMI", "18.9949999", "18.99", id="less than a half"),
        pytest.param("patient BMI", "18.98500001", "18.99", id="more than a half"),
        pytest.param("temperature", "36.25", "36.2", id="one place, down"),
        pytest.param("temperature", "36.35", "36.4", id="one place, up"),
        pytest.param("temperature", "-0.25", "-0.2", id="below nought"),
        pytest.param("cycles", "0.5", "0", id="no places, down"),
        pytest.param("cycles", "1.5", "2", id="no places, up"),
        pytest.param("patient BMI", "19", "19.00", id="a whole number gets its places"),
    ],
)
def test_a_number_is_rounded_half_even_to_its_places(name: str, text: str, value: str) -> None:
    """A fact keeps the places it declares, whatever was given."""
    assert str(read_value(fact(name), text, None)) == value


@given(st.decimals(0, 42, places=6, allow_nan=False))
@example(Decimal("0.25"))
def test_another_unit_is_turned_exactly_and_rounded_once(amount: Decimal) -> None:
    """The result is the exact product, rounded half even: no step in between is rounded."""
    exact = Fraction(amount) * Fraction(714, 100)
    assert Fraction(read_value(fact("AMH"), str(amount), "ng/mL")) == round(exact, 2)  # type: ignore[arg-type]


@given(st.floats(10, 80))
@example(31.2)
@example(18.995)
def test_a_float_is_the_number_that_python_shows(number: float) -> None:
    """A float of 31.2 is 31.2 and not 31.19999999999999928945726424."""
    assert read_value(fact("patient BMI"), number, None) == read_value(fact("patient BMI"), f"{number!r}", None)


def test_a_float_of_another_library_is_a_float() -> None:
    """A number from a table of another library counts, however that library writes it."""

    class Foreign(float):
        def __repr__(self) -> str:
            return f"foreign.float64({float(self)})"

    assert read_value(fact("patient BMI"), Foreign(31.2), None) == Decimal("31.2")


def test_nought_has_no_sign() -> None:
    """What rounds to nought from below is nought, and is said so."""
    assert str(read_value(fact("temperature"), "-0.04", None)) == "0.0"


@pytest.mark.parametrize(
    "given_value",
    [
        pytest.param(float("nan"), id="NaN"),
        pytest.param(float("inf"), id="infinity"),
        pytest.param(float("-inf"), id="infinity below nought"),
        pytest.param("NaN", id="NaN as text"),
        pytest.param("Infinity", id="infinity as text"),
        pytest.param(Decimal("NaN"), id="NaN as a decimal"),
        pytest.param(Decimal("sNaN"), id="signalling NaN"),
        pytest.param(Decimal("1E+999999999"), id="a decimal beyond measure"),
        pytest.param(1e300, id="a float beyond measure"),
        pytest.param(10**20, id="a whole number beyond measure"),
        pytest.param(True, id="true"),
        pytest.param(False, id="false"),
        pytest.param("true", id="true as text"),
        pytest.param("24,1", id="a comma"),
        pytest.param("24.", id="a point and no places"),
        pytest.param("1e1", id="an exponent as text"),
        pytest.param("0x1F", id="hexadecimal"),
        pytest.param("24kg", id="a unit without a space"),
        pytest.param("٢٤", id="digits of another script"),
        pytest.param("1_0", id="an underscore"),
        pytest.param("about 24", id="words"),
        pytest.param("", id="nothing"),
        pytest.param([24], id="a list"),
        pytest.param(None, id="none"),
    ],
)
def test_what_is_no_number_is_refused(given_value: object) -> None:
    """NaN, infinity, truth values and words are no numbers; the message repeats what was given, as it is written in a case."""
    written = {True: '"true"', False: '"false"'}[given_value] if isinstance(given_value, bool) else f'"{given_value}"'
    said = "a list" if isinstance(given_value, list) else written
    assert refusal(lambda: read_value(fact("patient BMI"), given_value, None)) == (
        f"patient BMI: {said} is not a number. Write it in figures, such as 12."
    )


@pytest.mark.parametrize(
    ("name", "given_value", "unit", "words"),
    [
        pytest.param("patient BMI", -24.1, None, "patient BMI is -24.1; it must be from 10 to 80 kg/m².", id="a BMI below nought"),
        pytest.param("patient BMI", "9.99", None, "patient BMI is 9.99; it must be from 10 to 80", id="just too low"),
        pytest.param("patient BMI", "80.01", None, "patient BMI is 80.01; it must be from 10 to 80", id="just too high"),
        pytest.param("AMH", "300", "ng/mL", "AMH is 2142; it must be from 0 to 300 pmol/L.", id="too high in its own unit"),
        pytest.param("cycles", 31, None, "cycles is 31; it must be from 0 to 30.", id="no unit to say"),
        pytest.param(
            "referral date",
            "1989-12-31",
            None,
            "referral date is 31 December 1989; it must be from 1 January 1990 to 1 January 2100.",
            id="too early",
        ),
        pytest.param(
            "AMH",
            12,
            None,
            "AMH needs its unit, pmol/L or ng/mL: 12 pmol/L, or with its date {value: 12, unit: pmol/L, date: …}.",
            id="no unit",
        ),
        pytest.param("AMH", "12", "mmol/L", 'AMH is not measured in "mmol/L". It may be in pmol/L or ng/mL.', id="an unknown unit"),
        pytest.param("AMH", "12 PMOL/L", None, 'AMH is not measured in "PMOL/L"', id="a unit in capitals"),
        pytest.param("patient BMI", "24", "kg", 'patient BMI is not measured in "kg". It may be in kg/m².', id="the wrong unit"),
        pytest.param("AMH", "12 ng/mL", "pmol/L", 'AMH is given in two units, "ng/mL" and "pmol/L".', id="two units"),
        pytest.param(
            "AMH", "12 ng/ml", "pmol/l", 'AMH is given in two units, "ng/ml" and "pmol/l".', id="two units, spelled otherwise"
        ),
        pytest.param("AMH", "12 Pmol/l", None, 'AMH is not measured in "Pmol/l". It may be in pmol/L or ng/mL.', id="a capital"),
        pytest.param("cycles", "3", "months", 'cycles has no unit. Take "months" out.', id="a unit where there is none"),
        pytest.param(
            "partner", "man", "kg", 'partner is not a number, so it has no unit. Take "kg" out.', id="a choice with a unit"
        ),
        pytest.param(
            "referral date", "2023-02-31", None, "referral date: 2023-02-31 is not a day in the calendar.", id="31 February"
        ),
        pytest.param("partner", "mann", None, 'partner cannot be "mann". Did you mean "man"?', id="a choice misspelt"),
        pytest.param("partner", "Man", None, 'partner cannot be "Man". Did you mean "man"?', id="a choice in capitals"),
        pytest.param("partner", "x", None, 'partner cannot be "x". It may be: none, man, woman.', id="a choice unlike any"),
        pytest.param("partner", True, None, 'partner cannot be "true".', id="a truth value for a choice"),
        pytest.param("patient smokes", "maybe", None, 'patient smokes: "maybe" is neither true nor false.', id="neither"),
        pytest.param("patient smokes", 1, None, "say {not known: not asked}", id="a number for a truth value"),
        pytest.param(
            "patient area", "26a", None, 'patient area: "26a" is not the code of an area, such as 26A.', id="small letters"
        ),
        pytest.param("patient area", "Norfolk", None, "is not the code of an area", id="a name for a code"),
        pytest.param("patient area", 26, None, "is not the code of an area", id="a number for a code"),
    ],
)
def test_what_cannot_be_so_is_refused_with_what_could(name: str, given_value: object, unit: str | None, words: str) -> None:
    """The message names the fact and what was given, and says what would be right."""
    assert words in refusal(lambda: read_value(fact(name), given_value, unit))


@pytest.mark.parametrize(
    ("name", "given_value", "value"),
    [
        ("patient smokes", True, True),
        ("patient smokes", False, False),
        ("patient smokes", "true", True),
        ("patient smokes", "Yes", True),
        ("patient smokes", "false", False),
        ("patient smokes", "NO", False),
        ("partner", "none", "none"),
        ("partner", "woman", "woman"),
        ("patient area", "26A", "26A"),
        ("patient area", "T6Y0W", "T6Y0W"),
        ("referral date", "2023-05-02", date(2023, 5, 2)),
        ("referral date", "1990-01-01", date(1990, 1, 1)),
        ("referral date", "2024-02-29", date(2024, 2, 29)),
        ("referral date", date(2023, 5, 2), date(2023, 5, 2)),
    ],
)
def test_every_type_is_read(name: str, given_value: object, value: Value) -> None:
    """Truth values, choices, areas and dates are read from text and from Python."""
    read = read_value(fact(name), given_value, None)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    "given_value", ["02/05/2023", "2023-5-2", "20230502", "2 May 2023", 20230502, datetime(2023, 5, 2, tzinfo=UTC), None], ids=repr
)
def test_a_date_is_a_day_and_is_written_in_one_way(given_value: object) -> None:
    """Other spellings, and a time of day, are refused with the right spelling."""
    message = refusal(lambda: read_date("AMH date", given_value))
    assert message == f'AMH date: "{given_value}" is not a date. Write it as 2023-05-02 (year, month, day).'


@pytest.mark.parametrize(
    ("number", "words"),
    [("31.20", "31.2"), ("30.00", "30"), ("30", "30"), ("300", "300"), ("0.00", "0"), ("-4.90", "-4.9"), ("1E+2", "100")],
)
def test_a_number_is_said_without_zeros_that_say_nothing(number: str, words: str) -> None:
    """Zeros after the point go; those before it stay."""
    assert say_number(Decimal(number)) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (True, None, "yes"),
        (False, None, "no"),
        (Decimal("12.00"), "pmol/L", "12 pmol/L"),
        (Decimal("24.10"), None, "24.1"),
        (date(2023, 5, 2), None, "2 May 2023"),
        ("none known", None, "none known"),
    ],
    ids=str,
)
def test_a_value_is_said_in_words(value: Value, unit: str | None, words: str) -> None:
    """Each type has its words."""
    assert say_value(value, unit) == words
