"""The keys of a table are read one by one, each with its type; a key nobody asked for is an error."""

from collections.abc import Callable
from datetime import date

import pytest

from coequal.errors import CoequalError, Place
from coequal.facts.fields import Fields, Located, day, entries, expression, one_of, scalar
from coequal.facts.strict_yaml import Scalar, read

KEYS = ("name", "kind", "dated", "from", "met when", "items", "parts")


def fields(text: str) -> Fields:
    """The fields of a thing."""
    return Fields(read(text, "f.yaml"), "A thing", KEYS)


def refusal(of: Callable[[], object]) -> str:
    """The message with which something is refused."""
    with pytest.raises(CoequalError) as caught:
        of()
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("- a", "f.yaml, line 1, column 1: A thing must be a list of keys and values.", id="a list"),
        pytest.param("word", "f.yaml, line 1, column 1: A thing must be a list of keys and values.", id="a word"),
        pytest.param(
            "name: x\nmet wen: y",
            'f.yaml, line 2, column 1: A thing has no key "met wen". Did you mean "met when"?',
            id="a near key",
        ),
        pytest.param("colour: x", f'A thing has no key "colour". The keys are: {", ".join(KEYS)}.', id="an unknown key"),
        pytest.param("Name: x", 'A thing has no key "Name". Did you mean "name"?', id="a key in capitals"),
    ],
)
def test_only_a_table_with_known_keys_is_taken(text: str, words: str) -> None:
    """The message names the place and suggests the nearest key, or lists them."""
    assert words in refusal(lambda: fields(text))


def test_a_given_key_is_there() -> None:
    """A key is in the fields if and only if it is given."""
    assert "name" in fields("name: x")
    assert "kind" not in fields("name: x")


def test_a_text_is_read_or_demanded() -> None:
    """A text that must be there is demanded by name; one that may be left out is None."""
    given = fields("name: x")
    assert given.text("name") == "x"
    assert given.text_or_none("name") == "x"
    assert given.text_or_none("kind") is None
    assert refusal(lambda: given.text("kind")) == 'f.yaml, line 1, column 1: A thing needs the key "kind". Add “kind: …” to it.'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("name:", 'line 1, column 6: "name" is empty. Leave the line out, or give it a value.', id="nothing"),
        pytest.param("name: '  '", '"name" is empty', id="only spaces"),
        pytest.param("name: [a]", 'line 1, column 7: "name" must be a single value.', id="a list"),
        pytest.param("name: {a: b}", '"name" must be a single value.', id="a table"),
    ],
)
def test_a_text_is_a_single_value_that_is_not_empty(text: str, words: str) -> None:
    """An empty value is an error, whether it must be there or not."""
    assert words in refusal(lambda: fields(text).text("name"))
    assert words in refusal(lambda: fields(text).text_or_none("name"))


def test_a_choice_is_one_of_its_options() -> None:
    """A word that is none of them is an error with the nearest, or with all of them."""
    options = ("requirement", "judgement")
    assert fields("kind: judgement").choice("kind", options) == "judgement"
    assert fields("name: x").choice("kind", options, default="requirement") == "requirement"
    near = refusal(lambda: fields("kind: requirment").choice("kind", options))
    assert near == 'f.yaml, line 1, column 7: "kind" cannot be "requirment". Did you mean "requirement"?'
    far = refusal(lambda: fields("kind: x").choice("kind", options, default="requirement"))
    assert far.endswith('"kind" cannot be "x". It may be: requirement, judgement.')
    assert refusal(lambda: fields("name: x").choice("kind", options)).endswith('A thing needs the key "kind". Add “kind: …” to it.')


def test_one_of_names_what_it_reads() -> None:
    """The message begins with the words for what was given."""
    given = Scalar("met", Place("f.yaml", 3, 5))
    assert one_of(given, "A status", ("met", "not met")) == "met"
    message = refusal(lambda: one_of(given, "A status", ("not known", "not met")))
    assert message.startswith('f.yaml, line 3, column 5: A status cannot be "met".')


@pytest.mark.parametrize(("text", "flag"), [("dated: true", True), ("dated: false", False), ("name: x", False)], ids=str)
def test_a_flag_is_false_where_it_is_not_given(text: str, *, flag: bool) -> None:
    """A flag is true only where it says so."""
    assert fields(text).flag("dated") is flag


@pytest.mark.parametrize("word", ["yes", "True", "1"])
def test_a_flag_is_true_or_false_and_nothing_like_it(word: str) -> None:
    """Other words for yes are refused in a file."""
    assert '"dated" cannot be' in refusal(lambda: fields(f"dated: {word}").flag("dated"))


def test_a_day_is_a_date_or_none() -> None:
    """A day that is not given is None."""
    assert fields("from: 2022-07-01").day("from") == date(2022, 7, 1)
    assert fields("name: x").day("from") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023-02-31", "2023-02-31 is not a day in the calendar."),
        ("2023-13-01", "2023-13-01 is not a day in the calendar."),
        ("01/06/2029", '"01/06/2029" is not a date. Write it as 2023-05-02 (year, month, day).'),
        ("2023-5-2", '"2023-5-2" is not a date.'),
        ("20230502", '"20230502" is not a date.'),
        ("2023-05-02T00:00", "is not a date."),
        ("not stated", '"not stated" is not a date.'),
    ],
)
def test_a_day_is_written_in_one_way(text: str, words: str) -> None:
    """Year, month and day, and a day that there is."""
    message = refusal(lambda: day(Scalar(text, Place("f.yaml", 2, 4))))
    assert message.startswith("f.yaml, line 2, column 4: ")
    assert words in message


def test_an_expression_keeps_its_place() -> None:
    """An expression knows where it stands; one that is not given is None."""
    given = fields("name: x\nmet when: 'a and b'")
    assert given.located("met when") == Located("a and b", Place("f.yaml", 2, 12))
    assert fields("name: x").located("met when") is None


@pytest.mark.parametrize(
    "text", ["met when: a and b # or c", "met when: a\t# or c", "met when: 'a' # or c", "met when: a\n  and b # c"]
)
def test_a_comment_may_not_cut_an_expression_short(text: str) -> None:
    """A comment behind an expression is an error that says what YAML would do."""
    message = refusal(lambda: fields(text).located("met when"))
    assert "YAML reads ' #' as a comment and would cut \"met when\" short" in message
    assert "a line of its own" in message


@pytest.mark.parametrize("text", ["met when: |\n  a\n# note\nname: x", "# note\nmet when: a\n# note", "met when: |\n  a # b\n"])
def test_a_comment_on_its_own_line_is_allowed(text: str) -> None:
    """A comment that cuts nothing short is a comment."""
    assert fields(text).located("met when") is not None


def test_an_expression_is_a_single_value() -> None:
    """A list is no expression."""
    assert '"met when" must be a single value' in refusal(lambda: expression(read("[a]", "f.yaml"), '"met when"'))


def test_a_list_has_its_items() -> None:
    """A list may be left out; its items are texts that are not empty."""
    given = fields("items: [a, b]")
    assert given.texts("items") == ("a", "b")
    assert [scalar(item, "it").text for item in given.items("items")] == ["a", "b"]
    assert fields("name: x").items("items") == ()
    assert fields("name: x").texts("items") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("items: a", 'f.yaml, line 1, column 8: "items" must be a list, such as [a, b].', id="a word"),
        pytest.param("items: {a: b}", '"items" must be a list', id="a table"),
        pytest.param("items: [a, '']", 'each item of "items" is empty', id="an empty item"),
        pytest.param("items: [[a]]", 'each item of "items" must be a single value', id="a list in a list"),
    ],
)
def test_a_list_of_texts_is_nothing_else(text: str, words: str) -> None:
    """The message names the key."""
    assert words in refusal(lambda: fields(text).texts("items"))


def test_a_table_has_free_keys() -> None:
    """A table inside has any keys, and may be left out."""
    found = fields("parts: {a: 1, b c: 2}").table("parts")
    assert {key: scalar(node, key).text for key, node in found.items()} == {"a": "1", "b c": "2"}
    assert fields("name: x").table("parts") == {}
    message = refusal(lambda: entries(read("[a]", "f.yaml"), '"parts"'))
    assert message == 'f.yaml, line 1, column 1: "parts" must be a list of keys and values.'
