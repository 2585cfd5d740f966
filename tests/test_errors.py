"""An error is one line that says where it is, what is wrong and what to do."""

import pytest

from coequal.errors import MOST_LETTERS, CoequalError, NotSupported, Place, did_you_mean


@pytest.mark.parametrize(
    ("place", "words"),
    [
        pytest.param(Place("p.md"), "p.md", id="a file"),
        pytest.param(Place("p.md", 7), "p.md, line 7", id="a line"),
        pytest.param(Place("p.md", 7, 3), "p.md, line 7, column 3", id="a column"),
        pytest.param(Place("p.md", 7, 3, "5a"), "p.md, line 7, column 3 (clause 5a)", id="a clause"),
        pytest.param(Place("p.md", clause="5a"), "p.md (clause 5a)", id="a clause alone"),
    ],
)
def test_a_place_reads_as_one_would_look_it_up(place: Place, words: str) -> None:
    """A place names the file, then the line, the column and the clause as far as they are known."""
    assert str(place) == words


def test_an_error_begins_with_its_place() -> None:
    """The place comes first, so that an editor can jump to it."""
    assert str(CoequalError("This is wrong.", Place("p.md", 7))) == "p.md, line 7: This is wrong."


def test_an_error_without_a_place_is_its_message() -> None:
    """Nothing stands before the message where no place is known."""
    assert str(CoequalError("This is wrong.")) == "This is wrong."


def test_an_error_is_one_line() -> None:
    """Line ends in what was given do not break the message."""
    assert CoequalError('"a\n  b" is not a date.').message == '"a b" is not a date.'


def test_an_error_does_not_repeat_a_very_long_text() -> None:
    """What nobody would read is left out of the middle, so that what is wrong can still be read at the end."""
    message = CoequalError(f'AMH: "{"9" * 1_000_000}" is not a number.').message
    assert len(message) < 1_100
    assert message.startswith('AMH: "999')
    assert message.endswith('999" is not a number.')
    assert "9 … 9" in message


def test_an_error_of_ordinary_length_is_whole() -> None:
    """Nothing is left out of a message that can be read."""
    assert CoequalError("x" * MOST_LETTERS).message == "x" * MOST_LETTERS


def test_what_is_not_supported_is_an_error_of_coequal() -> None:
    """Whoever catches the one kind of error catches this one too."""
    with pytest.raises(CoequalError, match="no lists"):
        raise NotSupported("There are no lists here.")


@pytest.mark.parametrize(
    ("word", "suggestion"),
    [
        pytest.param("patient BIM", ' Did you mean "patient BMI"?', id="letters swapped"),
        pytest.param("PATIENT bmi", ' Did you mean "patient BMI"?', id="another case"),
        pytest.param("amh", ' Did you mean "AMH"?', id="small letters"),
        pytest.param("BMI", ' Did you mean "patient BMI"?', id="a part of a name"),
        pytest.param("referral", ' Did you mean "referral date"?', id="the beginning of a name"),
        pytest.param("referral dat", ' Did you mean "referral date"?', id="a letter short"),
        pytest.param("shoe size", "", id="nothing near"),
        pytest.param("", "", id="nothing given"),
    ],
)
def test_the_nearest_word_is_suggested_where_one_is_near(word: str, suggestion: str) -> None:
    """A suggestion spells the word as it is known; nothing is suggested where nothing is near."""
    assert did_you_mean(word, ["patient BMI", "AMH", "referral date"]) == suggestion
