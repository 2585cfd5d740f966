"""Names are found as people type them: in any order and case, begun, or with one slip in a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.organisations.name_search import Found, Names, words_of

NAMES = (
    "Holt Medical Practice",
    "Holts Health Centre",
    "St John's Surgery",
    "The Surgery",
    "Stopsley Village Practice",
    "Queens Park Health Centre",
    "Practice of the Vale D82001",
    "Café Street Surgery",
)
INDEX = Names(words_of(name) for name in NAMES)


def found(typed: str, most: int = 10) -> list[str]:
    """The names that are found, best first."""
    return [NAMES[place] for place in INDEX.find(typed, most).places]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("Holt Medical Practice", "Holt Medical Practice", id="as it is written"),
        pytest.param("HOLT", "Holt Medical Practice", id="in capitals, and whole before begun"),
        pytest.param("practice holt", "Holt Medical Practice", id="in another order"),
        pytest.param("stop vil", "Stopsley Village Practice", id="begun"),
        pytest.param("Saint Johns", "St John's Surgery", id="another spelling of saint, no apostrophe"),
        pytest.param("St. John’s", "St John's Surgery", id="signs"),
        pytest.param("cafe", "Café Street Surgery", id="no accent"),
        pytest.param("Queens & Park", "Queens Park Health Centre", id="a sign for and"),
        pytest.param("stopsly", "Stopsley Village Practice", id="a letter left out"),
        pytest.param("stoppsley", "Stopsley Village Practice", id="a letter too many"),
        pytest.param("stopzley", "Stopsley Village Practice", id="another letter"),
        pytest.param("stopsely", "Stopsley Village Practice", id="two letters changed with each other"),
        pytest.param("d82001", "Practice of the Vale D82001", id="a code"),
    ],
)
def test_a_name_is_found_as_people_type_it(typed: str, first: str) -> None:
    """The best stands first."""
    assert found(typed)[0] == first


@pytest.mark.parametrize(
    "typed",
    ["", "the and NHS", "!?", "zzzz", "stopzlye", "d82002", "x"],
    ids=["nothing", "words that tell nothing", "signs", "nonsense", "two slips", "another code", "one letter begins no word"],
)
def test_nothing_is_found_where_nothing_is_near(typed: str) -> None:
    """A code with a slip would be another practice's."""
    assert INDEX.find(typed, 10) == Found((), 0)


def test_a_name_that_has_every_word_keeps_out_the_others() -> None:
    """One word of two is not enough where another name has both."""
    assert found("holt practice") == ["Holt Medical Practice"]


def test_where_no_name_has_every_word_the_telling_words_count() -> None:
    """Holt tells more than surgery, of which there are many; a word that nobody has tells that this is another name."""
    assert found("Holt Surgery") == ["Holt Medical Practice"]
    assert found("Nonsense Surgery") == []


def test_only_the_best_are_given_and_all_are_counted() -> None:
    """Of equal ones the shortest come first."""
    assert found("surgery", 2) == ["The Surgery", "Café Street Surgery"]
    assert INDEX.find("surgery", 2).total == 3


@given(st.text(max_size=200))
def test_anything_may_be_typed(typed: str) -> None:
    """No text fails, and no more is given than was asked for."""
    result = INDEX.find(typed, 3)
    assert len(result.places) == min(3, result.total)


@given(st.sampled_from(["Stopsley", "Medical", "Surgery", "Village", "Queens"]), st.data())
def test_one_slip_anywhere_in_a_word_is_forgiven(word: str, data: st.DataObject) -> None:
    """Whatever the letter and wherever it is."""
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    holders = {name for name in NAMES if word in name}
    for typed in (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]):
        assert holders <= set(found(typed))
