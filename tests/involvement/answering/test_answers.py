"""What people type and choose, as it is kept."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coequal.involvement.surveys.answers import (
    MOST_MARKS,
    NotAnAnswer,
    as_sent,
    boxes_of,
    checked,
    missing,
    range_of,
    read,
    still_asked,
)
from coequal.involvement.surveys.reading import read_survey
from tests.involvement.answering.questions import asked
from tests.involvement.making import SURVEY

CHOOSE = "Choose one of the answers that are shown."


@pytest.mark.parametrize(
    ("name", "sent", "kept"),
    [
        ("capacity", {"capacity": ["patient"]}, {"capacity": "patient"}),
        (
            "capacity",
            {"capacity": ["body"], "capacity:other": [" A  club\u200b "]},
            {"capacity": "body", "capacity:other": "A club"},
        ),
        ("services", {"services": ["iui", "ivf", "iui", ""]}, {"services": ["ivf", "iui"]}),
        (
            "services",
            {"services": ["other"], "services:other": ["acupuncture"]},
            {"services": ["other"], "services:other": "acupuncture"},
        ),
        ("services", {"services": ["none"], "services:other": [" "]}, {"services": ["none"]}),
        ("importance", {"importance": ["5"]}, {"importance": 5}),
        ("ways", {"ways:gp": ["good"], "ways:clinic": [""]}, {"ways": {"gp": "good"}}),
        ("children", {"children": [" 3 "]}, {"children": 3}),
        ("children", {"children": ["2.5"]}, {"children": 2.5}),
        ("since", {"since[day]": ["4"], "since[month]": ["March"], "since[year]": ["1990"]}, {"since": "1990-03-04"}),
        ("effect", {"effect": ["  It\r\nhelps.\x00 "]}, {"effect": "It\nhelps."}),
        ("found-out", {"found-out": ["On a\nposter"]}, {"found-out": "On a poster"}),
        ("district", {"district": ["st5"]}, {"district": "ST5"}),
        ("district", {"district": ["ST5 1AB"]}, {"district": "ST5"}),
        ("quote", {"quote": ["yes"]}, {"quote": True}),
        ("quote", {"quote": ["no"]}, {"quote": False}),
        *((name, {}, {}) for name in ("capacity", "services", "importance", "ways", "children", "since", "effect", "district")),
        ("since", {"since[day]": [" "], "since[month]": [""]}, {}),
        ("children", {"children": ["  "]}, {}),
    ],
)
def test_what_a_form_brings_is_kept_in_one_form(name: str, sent: dict[str, list[str]], kept: dict[str, Any]) -> None:
    """Keys, numbers, days and texts; what is empty is not there; and of a postcode only its first part."""
    found = read(asked(name), sent)
    assert (found.values, found.faults) == (kept, {})


@pytest.mark.parametrize(
    ("name", "sent", "box", "says"),
    [
        ("capacity", {"capacity": ["king"]}, "capacity", CHOOSE),
        ("services", {"services": ["ivf", "magic"]}, "services", CHOOSE),
        ("services", {"services": ["ivf", "none"]}, "services", "You chose “None of these” and something else as well."),
        (
            "services",
            {"services": ["ivf"], "services:other": ["x"]},
            "services:other",
            "You wrote something beside “Something else”.",
        ),
        ("capacity", {"capacity": ["body"], "capacity:other": ["x" * 501]}, "capacity:other", "This is too long: we can keep 500"),
        ("importance", {"importance": ["11"]}, "importance", CHOOSE),
        ("ways", {"ways:gp": ["good"], "ways:clinic": ["fair"]}, "ways:clinic", CHOOSE),
        ("children", {"children": ["three"]}, "children", "Write a number in figures"),
        ("children", {"children": ["21"]}, "children", "The number must be from 0 to 20."),
        ("children", {"children": ["-1"]}, "children", "The number must be from 0 to 20."),
        (
            "since",
            {"since[day]": ["31"], "since[month]": ["2"], "since[year]": ["1990"]},
            "since[day]",
            "There is no 31 February 1990.",
        ),
        ("since", {"since[day]": ["4"]}, "since[day]", "The date must include a month and a year."),
        ("since", {"since[day]": ["4"], "since[month]": ["3"], "since[year]": ["1190"]}, "since[day]", "Check the year"),
        (
            "effect",
            {"effect": ["x" * 100_000]},
            "effect",
            "This is too long: we can keep 10,000 characters, and you have written 100,000. Take 90,000 out.",
        ),
        ("found-out", {"found-out": ["x" * 501]}, "found-out", "This is too long: we can keep 500"),
        ("district", {"district": ["12 High Street"]}, "district", "Write the first part of a postcode"),
        ("quote", {"quote": ["perhaps"]}, "quote", CHOOSE),
    ],
)
def test_what_is_no_answer_is_a_fault_of_its_box(name: str, sent: dict[str, list[str]], box: str, says: str) -> None:
    """The message says what to do, and repeats nothing that was typed."""
    found = read(asked(name), sent)
    assert list(found.faults) == [box]
    assert found.faults[box].startswith(says)
    assert "High Street" not in found.faults[box]


def test_of_an_answer_with_unfit_words_the_answer_is_kept() -> None:
    """Words that are too long do not take the chosen answer with them."""
    found = read(asked("capacity"), {"capacity": ["body"], "capacity:other": ["x" * 501]})
    assert found.values == {"capacity": "body"}


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("children", "1,000", 1000),
        ("children", 2, 2),
        ("since", "1990-03-04", "1990-03-04"),
        ("quote", False, False),
        ("services", "ivf", ["ivf"]),
        ("importance", 4, 4),
        ("ways", {"clinic": "poor"}, {"clinic": "poor"}),
    ],
)
def test_what_is_brought_in_is_checked_likewise(name: str, value: object, kept: object) -> None:
    """Whether it comes as a text of a file or in the form in which it is kept."""
    question = replace(asked(name), most=5000) if name == "children" else asked(name)
    assert checked(question, value) == kept


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("children", True),
        ("children", "1e3"),
        ("children", "nan"),
        ("importance", True),
        ("since", "4.3.1990"),
        ("ways", "good"),
        ("ways", {"nurse": "good"}),
    ],
)
def test_what_is_brought_in_and_is_no_answer_is_refused(name: str, value: object) -> None:
    """A truth is no number, and a name that the survey does not have is no answer."""
    with pytest.raises(NotAnAnswer):
        checked(asked(name), value)


def test_a_number_without_limits_may_be_any() -> None:
    """Limits are said only where there are some."""
    question = asked("children")
    assert checked(replace(question, least=None, most=None), "-2,500.5") == -2500.5
    spans = [(None, None), (1, None), (None, 9), (1, 9)]
    assert [range_of(replace(question, least=least, most=most)) for least, most in spans] == [
        "",
        "1 or more",
        "9 or less",
        "from 1 to 9",
    ]


def test_letters_that_join_others_stay() -> None:
    """Persian and Urdu are spelt with signs that are not seen; a sign that turns the direction of reading is taken out."""
    assert checked(asked("effect"), "می\u200cخواهم\u202e") == "می\u200cخواهم"


def test_what_has_to_be_answered_is_told_by_its_boxes() -> None:
    """Of a matrix each row, of a date its first box; nothing where it is answered, or need not be."""
    assert missing(asked("capacity"), {}) == {"capacity": "Choose one of the answers."}
    assert missing(asked("capacity"), {"capacity": "body"}) == {}
    assert missing(asked("ways"), {"ways": {"gp": "good"}}) == {"ways:clinic": "Choose one of the answers."}
    assert set(missing(asked("ways"), {})) == {"ways:gp", "ways:clinic"}
    assert missing(asked("since"), {}) == {"since[day]": "We need an answer to this question."}
    assert missing(asked("services"), {}) == {}


def test_the_first_box_is_that_to_which_a_message_leads() -> None:
    """A question with other words has a box for them."""
    assert boxes_of(asked("services")) == ("services", "services:other")
    assert boxes_of(asked("ways")) == ("ways:gp", "ways:clinic")
    assert boxes_of(asked("since")) == ("since[day]", "since[month]", "since[year]")


def test_an_answer_to_what_is_not_asked_any_more_is_left_out() -> None:
    """A question hangs on an answer that itself is not asked: both are left out, with the words beside."""
    survey = read_survey(SURVEY)
    given = {"capacity": "patient", "one-policy": "agree", "effect": "It helps.", "services": ["other"], "services:other": "luck"}
    assert still_asked(survey, given) == given
    assert still_asked(survey, {**given, "one-policy": "unsure"}) == {
        name: value for name, value in {**given, "one-policy": "unsure"}.items() if name != "effect"
    }
    assert still_asked(survey, {**given, "capacity": "staff"}) == {"capacity": "staff"}


_ANSWERS = {
    "capacity": some.sampled_from(["patient", "body"]),
    "services": some.sampled_from([["ivf"], ["ivf", "iui"], ["none"]]),
    "importance": some.integers(1, 5),
    "ways": some.fixed_dictionaries({"gp": some.sampled_from(["good", "poor"])}),
    "children": some.one_of(some.integers(0, 20), some.decimals(0, 20, places=2).map(float)),
    "since": some.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str),
    "effect": some.text(max_size=200),
    "quote": some.booleans(),
}


@given(data=some.data(), name=some.sampled_from(sorted(_ANSWERS)))
def test_what_is_kept_comes_back_from_the_form_as_it_was(data: some.DataObject, name: str) -> None:
    """Whoever looks at a page and sends it again changes nothing."""
    question = asked(name)
    value = data.draw(_ANSWERS[name])
    kept = read(question, as_sent(question, {name: value})).values
    assert read(question, as_sent(question, kept)).values == kept
    assert kept.get(name, value) == value or isinstance(value, str)


@pytest.mark.parametrize(
    ("name", "value", "sent"),
    [
        ("ways", {"gp": "good"}, {"ways:gp": ["good"]}),
        ("services", ["ivf", "iui"], {"services": ["ivf", "iui"]}),
        ("quote", False, {"quote": ["no"]}),
        ("since", "1990-03-04", {"since[day]": ["4"], "since[month]": ["3"], "since[year]": ["1990"]}),
        ("children", 2.5, {"children": ["2.5"]}),
    ],
)
def test_what_is_kept_fills_the_boxes_of_its_question(name: str, value: object, sent: dict[str, list[str]]) -> None:
    """Each kind its own."""
    assert as_sent(asked(name), {name: value}) == sent


def test_words_beside_an_answer_come_back_too() -> None:
    """In their own box."""
    kept = {"capacity": "body", "capacity:other": "A club"}
    assert read(asked("capacity"), as_sent(asked("capacity"), kept)).values == kept
    assert as_sent(asked("services"), {}) == {}


def test_marks_on_a_letter_without_end_are_cut_and_a_text_twice_too_long_is_not_even_read() -> None:
    """To put many of them in order takes a time that grows with their square, and anybody may send them."""
    below, above = "\N{COMBINING DOT BELOW}", "\N{COMBINING ACUTE ACCENT}"
    kept = read(asked("effect"), {"effect": [f"e{above + below}" + (above + below) * 4_900]}).values["effect"]
    assert len(str(kept)) == MOST_MARKS  # "e" and one mark of the thirty are one sign
    assert read(asked("effect"), {"effect": [f"e{above}"]}).values == {"effect": "\N{LATIN SMALL LETTER E WITH ACUTE}"}
    assert "you have written 200,001" in read(asked("effect"), {"effect": ["e" + (above + below) * 100_000]}).faults["effect"]
