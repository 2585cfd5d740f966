"""What software finds in a text without asking anybody: that it says nothing, that it may tell who somebody is, that it is a copy."""

import pytest

from coequal.involvement.free_text.cleaning import says_nothing
from coequal.involvement.free_text.near_duplicates import added, groups, sentences
from coequal.involvement.free_text.personal_data import Found, found_in, without

NOTHING = [
    "",
    " - ",
    "…",
    "No comment",
    "no comments.",
    "N/A",
    "n/a",
    "NA",
    "none",
    "None.",
    "Nothing",
    "Nothing at all!",
    "As above",
]
NOTHING += [
    "see above",
    "Same as above",
    "don't know",
    "Don’t know.",
    "I do not know",
    "not applicable",
    "No further comments",
    "nil",
]
NOTHING += ["Nothing I can think of", "rather not say", "I have no comments at this time", "no idea", "not sure", "Nothing to add."]


@pytest.mark.parametrize("text", NOTHING)
def test_what_says_nothing(text: str) -> None:
    """Ways in which people say nothing are known."""
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text", ["No", "no.", "Not really", "More staff", "Nothing was explained to me", "None of the staff listened", "Yes"]
)
def test_what_says_something(text: str) -> None:
    """A bare “no” may be an answer, and what goes on after “nothing” is one."""
    assert not says_nothing(text)


def _found(text: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in found_in(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("My number is 943 476 5919.", [("NHS number", "943 476 5919")]),
        ("My number is 9434765919", [("NHS number", "9434765919")]),
        ("My number is 943 476 5918.", []),  # the check digit is wrong
        ("Of 987 654 3210 the check digit is 0, and it is one", [("NHS number", "987 654 3210")]),
        ("Write to a.b+c@clinic.example.org please", [("e-mail address", "a.b+c@clinic.example.org")]),
        ("Ring 01782 123456 or (01782) 123 456", [("telephone number", "01782 123456"), ("telephone number", "(01782) 123 456")]),
        ("Mobile +44 7700 900123", [("telephone number", "+44 7700 900123")]),
        ("I live at ST5 1AB now", [("postcode", "ST5 1AB")]),
        ("I live in ST5", []),
        ("Born on 3 March 1990 in Stoke", [("date of birth", "3 March 1990")]),
        ("DOB: 03/04/90", [("date of birth", "03/04/90")]),
        ("I was seen on 3 March 2020", []),
        ("Dr Smith was kind", [("name", "Smith")]),
        ("dr smith was kind", [("name", "smith")]),
        ("the dr was kind", []),
        ("Mrs. Jane O'Neill helped", [("name", "Jane O'Neill")]),
        ("My name is Ann Lee and I am 40", [("name", "Ann Lee")]),
        ("My daughter Emma's hearing", [("name", "Emma")]),
        ("my midwife, Joy The best", [("name", "Joy")]),
        ("my son The clinic", []),
        ("my wife has waited", []),
        ("Yours sincerely,\nBob Hope", [("name", "Bob Hope")]),
        ("Dr Smith, smith@clinic.example", [("name", "Smith"), ("e-mail address", "smith@clinic.example")]),
    ],
)
def test_what_may_be_personal_data(text: str, found: list[tuple[str, str]]) -> None:
    """Numbers by their check digit, dates and names by the words before them; a person decides on each."""
    assert _found(text) == found


def test_what_is_taken_out_is_named() -> None:
    """Stretches that overlap become one."""
    assert without("Dr Smith and Ann", [Found(3, 8, "name"), Found(5, 8, "other"), Found(13, 16, "name")]) == "Dr [name] and [name]"
    assert without("Ann", []) == "Ann"


LETTER = "Please keep funding IVF for all couples in our county, because nobody should have to pay for the chance of a family."


def test_copies_with_additions_and_small_changes_are_one_group() -> None:
    """Short texts and texts of one's own belong to no group; what somebody added is told from what is shared."""
    own = "I travelled to the hearing clinic by bus every week for a year, and each time they had lost my notes again."
    texts = [
        "More staff",
        LETTER,
        own,
        LETTER.replace("county", "area"),
        f"{LETTER} My sister waited nine years for hers.",
        "More staff",
        LETTER,
        "More staff",
    ]
    (found,) = groups(texts)
    assert found == (1, 3, 4, 6)
    assert added(LETTER, texts[4]) == "My sister waited nine years for hers."
    assert added(LETTER, texts[3]) == ""


def test_three_texts_make_a_group_and_two_do_not() -> None:
    """Also where each added something of its own."""
    texts = [f"{LETTER} Thank you all.", LETTER, f"{LETTER} Yours."]
    assert groups(texts) == [(0, 1, 2)]
    assert groups(texts[:2]) == []


def test_sentences_are_told_by_signs() -> None:
    """A line of its own is one too."""
    assert sentences("One. Two!\nthree\n") == ["One.", "Two!", "three"]


def test_a_long_run_of_signs_is_no_address_and_takes_no_time() -> None:
    """What may stand before and after the sign of an e-mail address is as long as the standard allows, and no longer."""
    assert found_in("a" * 100_000 + "@") == []
    assert [one.kind for one in found_in("Write to jo.o'neil+ivf@mail.example.org please")] == ["e-mail address"]
