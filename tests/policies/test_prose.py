"""Prose on one line reads as a sentence: no mark of Markdown stands in it, and no word of it is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.policies.prose import one_line, paragraphs, table_words

TABLE = "| type | **HbA1c** | |\n| --- | :-: | --- |\n| type 1 | | any |\n| type 2 | 69 \\| more | 2 |"
ROWS = ["type: type 1, HbA1c: –, any", "type: type 2, HbA1c: 69 | more, 2"]

LINES = [
    # what it is, the prose, on one line
    ("a paragraph", "She *does*\nnot smoke.", "She does not smoke."),
    ("two paragraphs", "One\n\ntwo.", "One two."),
    ("a link", "See [the rules](https://example.org/a).", "See the rules (https://example.org/a)."),
    ("a table", f"Of both.\n\n{TABLE}\n\nThen.", f"Of both. {ROWS[0]}; {ROWS[1]}. Then."),
    ("a table alone", TABLE, f"{ROWS[0]}; {ROWS[1]}."),
    ("a head without rows", "| a | b |\n|---|---|", "a, b."),
    ("no table", "| a | b |\n|---|", "| a | b | |---|"),
    ("a list", "She has\n- one\n* two\n  and more\n\nThen.", "She has: one; two and more. Then."),
    ("a list after a blank line", "Any of:\n\n- one, or\n- two and\n- three;\n- four.\n\nThen.", "Any of: one, or two and three; four. Then."),
    ("a list that ends it", "Any of:\n\n- one\n- two", "Any of: one; two."),
    ("a list in numbers", "1. One\n2. Two", "1. One 2. Two"),
    ("a number that begins a line", "from the age of\n18. Nobody else", "from the age of 18. Nobody else"),
    ("a dash that is no item", "aged 19\n-30", "aged 19 -30"),
    ("nothing", " \n\n ", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), [row[1:] for row in LINES], ids=[row[0] for row in LINES])
def test_prose_is_put_on_one_line_as_a_sentence(text: str, line: str) -> None:
    """Items and rows have a sign between them where they bring none."""
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        (" \n\t\n", []),
        ("One\nline.\n \n  two\n\n\n- three\n- four\n", ["One\nline.", "  two", "- three\n- four"]),
    ],
)
def test_blank_lines_part_a_text(text: str, parts: list[str]) -> None:
    """However many there are, and with spaces in them or not; a list without any stays one part."""
    assert paragraphs(text) == parts


def test_a_row_is_said_with_what_its_cells_are_of() -> None:
    """An empty cell keeps its place."""
    assert table_words(TABLE) == ROWS
    assert table_words("") == table_words("One.") == []


@given(st.lists(st.sampled_from(["one", "| a | b |", "|---|---|", "| c | |", "- two", "* three.", "1. four", "", "  five"])))
def test_no_word_is_lost_and_no_line_is_left(lines: list[str]) -> None:
    """Of whatever paragraphs, lists and tables."""
    said = one_line("\n".join(lines))
    assert "\n" not in said
    assert set(re.findall("[a-z]+", said)) == set(re.findall("[a-z]+", " ".join(lines)))
