"""Ages as tables print them: what is read, what is not, and what condition comes of it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.criteria.closures import closure
from coequal.criteria.syntax import names
from coequal.criteria.vocabulary import formulas, work_out
from coequal.errors import Place
from coequal.facts.dates import add_months
from coequal.facts.fields import Located
from coequal.policies.importing.spans import (
    Clock,
    NotPlain,
    Span,
    condition,
    covers,
    in_words,
    joined,
    ordinal,
    read_span,
    until_birthdays,
    without,
)
from coequal.policies.library import Library

LIBRARY = Library()
HERS = Clock("patient age at treatment", "patient date of birth", "treatment start date", "her")


def span(low: object, high: object) -> Span:
    """A span between two numbers of years."""
    return Span(*(None if end is None else Decimal(str(end)) for end in (low, high)))


@pytest.mark.parametrize(
    ("text", "low", "high", "printed_end"),
    [
        ("<40", None, 40, None),
        ("< 40", None, 40, None),
        ("23-39", 23, 40, 39),
        ("23–39", 23, 40, 39),
        ("40 - 42", 40, 43, 42),
        ("23-37.5", 23, 37.5, None),
        ("37.5-40", 37.5, 41, 40),
        ("<37.25", None, 37.25, None),
        (">36", 37, None, None),
        ("39-39", 39, 40, 39),
    ],
)
def test_ages_that_are_read(text: str, low: object, high: object, printed_end: int | None) -> None:
    """A last age that is a whole number counts as a whole year; a part of a year ends on its very day."""
    found = read_span(text)
    assert found == span(low, high)
    assert found.printed_end == printed_end


@pytest.mark.parametrize(
    "text",
    ["", "40", "under 40", "<=40", "≤40", "40-", "-40", "42-40", "<0", "0-40", "23-140", "<121", "<37.3", "23-39, 40-42", "23-39*", "<40 ", "٤٠-٤٢", "NaN", "<1e9", ">=36", ">36.5"],
)  # fmt: skip
def test_ages_that_are_not_read(text: str) -> None:
    """Nothing is made of a text that is not exactly one of the forms, nor of ages that nobody has."""
    assert read_span(text) is None


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(23, 40), (40, 43)], [(23, 43)]),
        ([(None, 40), (40, 43)], [(None, 43)]),
        ([(23, 36), (40, 43)], [(23, 36), (40, 43)]),
        ([(23, 41), (40, 43)], [(23, 43)]),
        ([(23, 43), (30, 35)], [(23, 43)]),
        ([(23, 36), (36, None)], [(23, None)]),
    ],
)
def test_spans_that_touch_become_one(spans: list[tuple[object, object]], expected: list[tuple[object, object]]) -> None:
    """With the end of the later, and only where they touch."""
    assert joined([span(*one) for one in spans]) == tuple(span(*one) for one in expected)


def test_the_printed_end_of_joined_spans_is_that_of_the_last() -> None:
    """An age of 39 that the next span goes on from is not in doubt."""
    first, last = read_span("23-39"), read_span("40-42")
    assert [one.printed_end for one in joined([first, last])] == [42]


@pytest.mark.parametrize("spans", [[(40, 43), (23, 40)], [(23, 40), (None, 23)], [(23, None), (40, 43)]])
def test_spans_out_of_order_are_not_plain(spans: list[tuple[object, object]]) -> None:
    """Nobody can say what was meant."""
    with pytest.raises(NotPlain, match="order"):
        joined([span(*one) for one in spans])


@pytest.mark.parametrize(
    ("spans", "cut", "left"),
    [
        ([(23, 43)], (40, 43), [(23, 40)]),
        ([(None, 43)], (40, 43), [(None, 40)]),
        ([(23, 41)], (40, 43), [(23, 40)]),
        ([(23, 45)], (40, 43), [(23, 40), (43, 45)]),
        ([(40, 42)], (40, 43), []),
        ([(23, 40)], (40, 43), [(23, 40)]),
        ([(44, None)], (40, 43), [(44, None)]),
        ([(None, None)], (40, 43), [(None, 40), (43, None)]),
        ([(23, 43)], (None, 30), [(30, 43)]),
        ([(23, 43)], (30, None), [(23, 30)]),
    ],
)
def test_a_span_is_cut_out_of_others(
    spans: list[tuple[object, object]], cut: tuple[object, object], left: list[tuple[object, object]]
) -> None:
    """What lies below and above it stays."""
    assert without([span(*one) for one in spans], span(*cut)) == tuple(span(*one) for one in left)


@pytest.mark.parametrize(
    ("whole", "wanted", "expected"),
    [((None, 43), [(23, 43)], True), ((30, 41), [(30, 41)], True), ((None, 40), [(23, 41)], False), ((24, 40), [(None, 40)], False), ((None, None), [(None, 40), (43, 45)], True)],
)  # fmt: skip
def test_whether_ages_are_among_others(whole: tuple[object, object], wanted: list[tuple[object, object]], expected: bool) -> None:
    """All of them are, or not."""
    assert covers(span(*whole), [span(*one) for one in wanted]) is expected


def test_an_end_may_be_read_as_a_birthday() -> None:
    """But for an end that is known to count in full; ages that would be none are left out."""
    spans = [read_span(text) for text in ("20-20", "23-39", "41-42", "<50")]
    assert until_birthdays(spans, [Decimal(39)]) == (span(23, 40), span(41, 42), span(None, 50))


@pytest.mark.parametrize(
    ("spans", "expected", "words"),
    [
        ([(23, 40)], "patient age at treatment in [23 .. 40)", "from her 23rd birthday until the day before her 40th birthday"),
        ([(None, 40)], "patient age at treatment < 40", "until the day before her 40th birthday"),
        ([(37, None)], "patient age at treatment >= 37", "from her 37th birthday"),
        ([(None, 36), (40, 43)], "patient age at treatment in (< 36, [40 .. 43))", "until the day before her 36th birthday, or from her 40th birthday until the day before her 43rd birthday"),
        ([(23, 37.5)], "full months(patient date of birth, treatment start date) in [276 .. 450)", "from her 23rd birthday until the day before the day on which her age is 37 years and 6 months"),
        ([(None, 37.25)], "full months(patient date of birth, treatment start date) < 447", "until the day before the day on which her age is 37 years and 3 months"),
    ],
)  # fmt: skip
def test_ages_as_a_condition_and_in_words(spans: list[tuple[object, object]], expected: str, words: str) -> None:
    """Completed years, or full months where an age has a part of a year."""
    made = [span(*one) for one in spans]
    assert condition(made, HERS) == expected
    assert in_words(made, "her") == words


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"), (42, "42nd"), (43, "43rd"), (111, "111th")]
)  # fmt: skip
def test_birthdays_are_counted_as_people_do(number: int, expected: str) -> None:
    """The teens are their own."""
    assert ordinal(number) == expected


AGES = st.integers(2, 480).map(lambda quarters: Decimal(quarters) / 4)


@given(low=AGES, high=AGES, months=st.integers(0, 1_500))
def test_a_condition_is_true_of_the_ages_that_were_printed_and_no_others(low: Decimal, high: Decimal, months: int) -> None:
    """On the day on which someone is so many months old: from the first age on, and before the last; a whole last age counts in full."""
    found = read_span(f"{low}-{high}".replace(".00", ""))
    if low > high or (low == high and high % 1):
        assert found is None
    elif found is not None:
        vocabulary = LIBRARY.vocabulary("assisted-conception")
        tree = vocabulary.condition(Located(condition([found], HERS), Place("a test")))
        born = date(1900, 1, 15)
        values = [None] * (len(vocabulary.slots.value) + len(vocabulary.slots.on))
        values[vocabulary.slots.value["patient date of birth"]] = born
        values[vocabulary.slots.value["treatment start date"]] = add_months(born, months)
        work_out(values, formulas(vocabulary, names(tree)))
        end = high + 1 if high % 1 == 0 else high
        assert closure(tree, vocabulary.slots)(values) is (12 * low <= months < 12 * end)
