"""Cells of every kind: what each reader takes whole, and what it leaves to a person."""

from decimal import Decimal

import pytest

from coequal.policies.importing.ages import Ages, Answer
from coequal.policies.importing.durations import Durations
from coequal.policies.importing.readers import Reader, Reading, Text, WholeNumber, Wording, Words
from coequal.policies.importing.spans import Clock, NotPlain, Span, read_span

HERS = Clock("patient age at treatment", "patient date of birth", "treatment start date", "her")
AT_REFERRAL = Clock("patient age at referral", "patient date of birth", "referral date", "her")
FROM_40 = Answer("from 40", "Yes", "No", Span(Decimal(40), Decimal(43)))
AGES = Ages(HERS, AT_REFERRAL, (Decimal(39),), FROM_40)
TRYING = Durations("months trying", AT_REFERRAL, "age")
WORDS = Words((
    Wording("No child", None, "patient living children = 0", "none"),
    Wording("At least … child", 26, "not stated", "not stated"),
))  # fmt: skip


def read(reader: Reader, text: str, answer: str = "", age: str = "18-39, 40-42") -> Reading:
    """A cell read beside an answer in another column, and beside ages that were read before."""
    spans = tuple(span for span in map(read_span, age.split(", ")) if span)
    return reader.read(text, {"from 40": answer}, {"age": Reading({}, spans)})


def refused(reader: Reader, text: str, answer: str = "", age: str = "18-39, 40-42") -> str:
    """Why a cell is no plain rule."""
    with pytest.raises(NotPlain) as found:
        read(reader, text, answer, age)
    return str(found.value)


@pytest.mark.parametrize("text", ["0", "1", "6"])
def test_a_whole_number_is_kept(text: str) -> None:
    """As it stands."""
    assert read(WholeNumber(6), text).cells == {"": text}


@pytest.mark.parametrize("text", ["7", "01", "1.0", "-1", "1*", "one", "1-2", "٣", "999999999", "NaN", " 1"])
def test_what_is_no_whole_number_is_left_to_a_person(text: str) -> None:
    """Nor one that is larger than any can be."""
    assert refused(WholeNumber(6), text) == "It is not a whole number from 0 to 6."


def test_a_text_is_kept() -> None:
    """Whatever it says."""
    assert read(Text(), "anything at all").cells == {"": "anything at all"}


@pytest.mark.parametrize(
    ("text", "value"), [("No child", "patient living children = 0"), ("At least one has no child.", None), ("At least one has no child", None), ("At least one may, no child", "not stated")]
)  # fmt: skip
def test_a_wording_is_taken_whole(text: str, value: str | None) -> None:
    """One whose middle is left out has its length to be known by."""
    if value is None:
        assert refused(WORDS, text) == "It is not one of the texts whose meaning the recipe gives."
    else:
        assert read(WORDS, text).cells[""] == value


@pytest.mark.parametrize("text", ["no child", "No child*", "No children", "No child, at least for her"])
def test_a_wording_is_taken_no_other_way(text: str) -> None:
    """Not with a star, not in part, not in other letters."""
    assert refused(WORDS, text)


@pytest.mark.parametrize(
    ("text", "answer", "main", "referral", "end", "other"),
    [
        ("23-39", "No", "in [23 .. 40)", "in [23 .. 40)", "no rule", "no rule"),
        ("23-39, 40-42", "Yes", "in [23 .. 43)", "in [23 .. 43)", "in [23 .. 42)", "no rule"),
        ("<40,40-42", "Yes", "< 43", "< 43", "< 42", "no rule"),
        ("<40", "No", "< 40", "< 40", "no rule", "no rule"),
        ("23-35", "", "in [23 .. 36)", "in [23 .. 36)", "in [23 .. 35)", "no rule"),
        ("23-40", "No", "in [23 .. 41)", "in [23 .. 41)", "in [23 .. 40)", "no rule"),
        ("<40, 40-42", "No", "< 43", "< 43", "< 42", "< 40"),
        ("<40", "Yes", "< 40", "< 40", "no rule", "< 43"),
        ("<36", "Yes", "< 36", "< 36", "no rule", "in (< 36, [40 .. 43))"),
        ("44-45", "Yes", "in [44 .. 46)", "in [44 .. 46)", "in [44 .. 45)", "in ([40 .. 43), [44 .. 46))"),
        ("<40", "perhaps", "< 40", "< 40", "no rule", "no rule"),
    ],
)
def test_ages_are_read_with_all_that_they_may_mean(text: str, answer: str, main: str, referral: str, end: str, other: str) -> None:  # noqa: PLR0917  # a case has as many parts as it has
    """As printed, on another day, until the last birthday, and as the other column has it; what is the same stands once."""
    cells = read(AGES, text, answer).cells
    assert cells[""] == f"patient age at treatment {main}"
    assert cells[" on another day"] == f"patient age at referral {referral}"
    assert cells[" by another end"] == (end if end == "no rule" else f"patient age at treatment {end}")
    assert cells[" by another answer"] == (other if other == "no rule" else f"patient age at treatment {other}")
    assert set(cells) == set(AGES.endings)


@pytest.mark.parametrize(
    ("text", "answer", "doubted"),
    [("23-39", "No", False), ("23-39", "Yes", True), ("23-40", "No", True), ("23-40", "Yes", False), ("<40, 40-42", "No", True), ("<40, 40-42", "", False)],
)  # fmt: skip
def test_columns_that_contradict_one_another_are_listed(text: str, answer: str, doubted: bool) -> None:
    """And not resolved."""
    doubt = read(AGES, text, answer).doubt
    assert doubt == (f"The column from 40 says “{answer}”, which contradicts these ages." if doubted else None)


def test_ages_of_which_the_other_column_leaves_none_are_not_found() -> None:
    """No reading of them could be both."""
    assert refused(AGES, "40-42", "No") == "The column from 40 says “No”, which contradicts these ages."


def test_without_another_column_nothing_contradicts() -> None:
    """There is nothing to hold the ages against."""
    assert (
        read(Ages(HERS, AT_REFERRAL, (), None), "23-39", "Yes").cells[" by another end"] == "patient age at treatment in [23 .. 39)"
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("unclear", "It is not a list of ages."),
        ("23-39*", "It is not a list of ages."),
        ("23-39,  40-42", "It is not a list of ages."),
        ("23-39; 40-42", "It is not a list of ages."),
        (">23", "“Over” an age may begin just after that birthday or a year later."),
        ("40-42, 23-39", "The ages do not stand in their order."),
    ],
)
def test_ages_that_are_no_plain_rule(text: str, why: str) -> None:
    """The reason is said."""
    assert refused(AGES, text) == why


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("2 years", "months trying >= 24", "at least 2 years"),
        ("1 year", "months trying >= 12", "at least 12 months"),
        ("18 months", "months trying >= 18", "at least 18 months"),
        ("<36: 2 years, 36-42: 1 year", "if patient age at referral < 36 then months trying >= 24 else months trying >= 12", "at least 2 years under the age of 36, at least 12 months from the age of 36 on"),
        ("<30: 3 years, 30-35: 2 years,36-42: 1 year", "if patient age at referral < 30 then months trying >= 36 else if patient age at referral < 36 then months trying >= 24 else months trying >= 12", "at least 3 years under the age of 30, at least 2 years from the age of 30 on and under the age of 36, at least 12 months from the age of 36 on"),
        ("<36: 2 years, >35: 1 year", "if patient age at referral < 36 then months trying >= 24 else months trying >= 12", "at least 2 years under the age of 36, at least 12 months from the age of 36 on"),
        ("<37.5: 2 years, 37.5-42: 1 year", "if full months(patient date of birth, referral date) < 450 then months trying >= 24 else months trying >= 12", "at least 2 years under the age of 37.5, at least 12 months from the age of 37.5 on"),
        ("<43: 2 years", "months trying >= 24", "at least 2 years"),
    ],
)  # fmt: skip
def test_durations_are_read(text: str, expected: str, words: str) -> None:
    """The same for everybody, or by age."""
    assert dict(read(TRYING, text).cells) == {"": expected, " in words": words}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1-2 years", "It is not a number of years or months."),
        ("unclear", "It is not a number of years or months."),
        ("0 years", "It is not a number of years or months."),
        ("21 years", "It is not a number of years or months."),
        ("2 years*", "It is not a number of years or months."),
        ("2", "It is not a number of years or months."),
        ("<36: unclear, 36-42: 1 year", "It is not a number of years or months."),
        ("<36: 2 years, 1 year", "It is neither a number of years or months nor a list of them by age."),
        ("under 36: 2 years, 36-42: 1 year", "It is neither a number of years or months nor a list of them by age."),
        ("<36: 2 years, >36: 1 year", "The age of 36 stands in none of its parts."),
        ("<35: 2 years, 37-42: 1 year", "The age of 35 stands in none of its parts."),
        ("30-35: 3 years, 35-40: 2 years", "The age of 35 stands in two of its parts."),
        ("36-42: 1 year, <36: 2 years", "Its ages do not stand in their order."),
        ("36-42: 1 year, 30-35: 2 years", "Its ages do not stand in their order."),
        (">36: 1 year, 30-35: 2 years", "Its ages do not stand in their order."),
        ("<36: 2 years, 36-39: 1 year", "It does not say what holds at every age at which treatment may be funded."),
        ("20-36: 2 years, 37-42: 1 year", "It does not say what holds at every age at which treatment may be funded."),
    ],
)
def test_durations_that_are_no_plain_rule(text: str, why: str) -> None:
    """An age that stands in none of the parts, or in two, is not known for anybody; so is one that they pass over."""
    assert refused(TRYING, text) == why


def test_durations_by_age_beside_ages_that_were_not_found() -> None:
    """It cannot be told whether they say enough."""
    assert refused(TRYING, "<36: 2 years, 36-42: 1 year", age="unclear")
    assert read(Durations("months trying", AT_REFERRAL, None), "<36: 2 years, 36-42: 1 year", age="unclear").cells
