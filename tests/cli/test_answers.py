"""What people type as an answer: how it may be typed, and what a case would say."""

import pytest

from coequal.cli.answers import day_of, how_to_answer, read_answer
from coequal.eligibility.interview import Question
from coequal.errors import CoequalError
from tests.eligibility.building import boolean, day, number, words

DICTIONARY = words(
    boolean("smokes")
    + day("born")
    + "  treatment: {type: choice, says: the treatment, values: {IVF: she seeks IVF, IUI: she seeks IUI, none: she seeks none}}\n"
    + "  area: {type: area, says: her area}\n"
    + number("children", "plausible: 0 .. 20")
    + number("months waiting", "unit: months, plausible: 0 .. 20")
    + number("BMI", "unit: kg/m², decimals: 2, plausible: 0 .. 90")
    + number("ratio", "decimals: 1, plausible: 0 .. 9")
    + number("AMH", "unit: pmol/L, other units: {ng/mL: 7.14}, decimals: 1, dated: true, plausible: 0 .. 99")
    + number("whole AMH", "unit: pmol/L, other units: {ng/mL: 7.14}, plausible: 0 .. 99")
).dictionary
PLAIN = "a date such as 2023-05-02 or 2/5/2023 (day, month, year)"


def question(name: str, *, dated: bool = False) -> Question:
    """A question about a fact."""
    return Question(DICTIONARY.facts[name], dated, ())


def code_of(name: str) -> str | None:
    """A library that knows one area."""
    return {"here and there": "26A"}.get(name.casefold())


@pytest.mark.parametrize(
    ("name", "dated", "expected"),
    [
        ("smokes", False, "y for yes, n for no"),
        ("born", False, PLAIN),
        ("treatment", False, "the number: 1 IVF, 2 IUI, 3 none"),
        ("area", False, "the code or the name of the area of the GP practice, such as 26A"),
        ("children", False, "a whole number, such as 2"),
        ("months waiting", False, "a whole number, such as 2"),
        ("BMI", False, "a number in kg/m², such as 12.5"),
        ("ratio", False, "a number, such as 12.5"),
        ("AMH", False, "a number in pmol/L or ng/mL, such as 12.5 pmol/L"),
        ("whole AMH", False, "a number in pmol/L or ng/mL, such as 12.5 pmol/L"),
        ("AMH", True, "a number in pmol/L or ng/mL and the date of the result, such as 12.5 pmol/L, 2023-05-02"),
        ("BMI", True, "a number in kg/m² and the date of the result, such as 12.5, 2023-05-02"),
        ("children", True, "a whole number and the date of the result, such as 2, 2023-05-02"),
    ],
)
def test_a_question_says_how_to_answer_it(name: str, dated: bool, expected: str) -> None:
    """In the units that the fact takes, and with the date where it matters."""
    assert how_to_answer(question(name, dated=dated)) == expected


@pytest.mark.parametrize(
    ("name", "dated", "typed", "expected"),
    [
        ("smokes", False, "y", True),
        ("smokes", False, "N", False),
        ("smokes", False, "yes", "yes"),
        ("smokes", False, "never", "never"),
        ("born", False, "1990-03-04", "1990-03-04"),
        ("born", False, "4/3/1990", "1990-03-04"),
        ("treatment", False, "1", "IVF"),
        ("treatment", False, "3", "none"),
        ("treatment", False, "IUI", "IUI"),
        ("treatment", False, "4", "4"),
        ("treatment", False, "0", "0"),
        ("treatment", False, "9" * 5000, "9" * 5000),
        ("area", False, "26A", "26A"),
        ("area", False, "26a", "26A"),
        ("area", False, "Here and There", "26A"),
        ("area", False, "nowhere", "NOWHERE"),
        ("children", False, "2", "2"),
        ("BMI", False, "24.1", "24.1"),
        ("AMH", False, "1.7 ng/mL", "1.7 ng/mL"),
        ("AMH", True, "12.5 pmol/L, 2023-05-02", {"value": "12.5 pmol/L", "date": "2023-05-02"}),
        ("AMH", True, "12.5 pmol/L,2.5.2023", {"value": "12.5 pmol/L", "date": "2023-05-02"}),
        ("AMH", True, "12.5 pmol/L, ?", {"value": "12.5 pmol/L"}),
    ],
)
def test_an_answer_is_read_as_a_case_would_give_it(name: str, dated: bool, typed: str, expected: object) -> None:
    """What cannot be read is passed on, so that it is refused as it was typed."""
    assert read_answer(question(name, dated=dated), typed, code_of) == expected


def test_a_result_needs_its_date_or_the_word_that_it_is_not_known() -> None:
    """The message shows both, with the number that was typed."""
    with pytest.raises(
        CoequalError, match=r"^AMH: the date of the result belongs to it\. Write 12\.5, 2023-05-02, or 12\.5, \? if"
    ):
        read_answer(question("AMH", dated=True), "12.5", code_of)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2/5/2023", "2023-05-02"),
        ("02/05/2023", "2023-05-02"),
        ("31.12.2023", "2023-12-31"),
        ("1-2-2023", "2023-02-01"),
        ("1 2 2023", "2023-02-01"),
        ("2023-05-02", "2023-05-02"),
        ("99/99/2023", "2023-99-99"),
    ],
)
def test_a_date_may_have_its_day_first(typed: str, expected: str) -> None:
    """As people in Britain write it."""
    assert day_of(typed) == expected


@pytest.mark.parametrize("typed", ["2/5/23", "2/5", "2 May 2023", ""])
def test_what_is_written_in_neither_way_is_no_date(typed: str) -> None:
    """A year of two figures could be of either century. The message shows both ways."""
    with pytest.raises(CoequalError, match=r"is not a date\. Write it as 2023-05-02 or as 2/5/2023 \(day, month, year\)\.$"):
        day_of(typed)
