"""Prose in Markdown as blocks of a document."""

import pytest

from coequal.documents.model import Item, Listing, Paragraph, Table, parts_of
from coequal.exchange.prose import DEEPEST, prose_blocks
from coequal.policies.markdown import unmarked
from coequal.policies.prose import plain


def test_paragraphs_and_lists_are_told_apart() -> None:
    """Each item of a list is one text, over however many lines; the marks are gone."""
    text = "One *paragraph*\non two lines.\n\n- first\n  and more\n- **second**\n\n1. step\n2. next"
    assert list(prose_blocks(text)) == [
        Paragraph("One paragraph on two lines."),
        Listing(("first and more", "second")),
        Listing(("step", "next"), numbered=True),
    ]


def test_a_list_may_stand_inside_another() -> None:
    """Under the item that it is set in below, with what else belongs to that item; the outer list goes on after it."""
    text = "Of these:\n1. First:\n   - in\n   - side\n\n   and more\n2. second\n\n\n3. third\n\nThen\n\n4. fourth"
    assert list(prose_blocks(text)) == [
        Paragraph("Of these:"),
        Listing((Item("First:", (Listing(("in", "side")), Paragraph("and more"))), "second", "third"), numbered=True),
        Paragraph("Then"),
        Listing(("fourth",), numbered=True, first=4),
    ]
    assert list(prose_blocks("- - in")) == [Listing((Item("", (Listing(("in",)),)),))]


@pytest.mark.parametrize(
    "text",
    ["from the age of\n18. Nobody else", "aged 19\n-30", "one\n    - two", "one\n-", "not\n1.5"],
)
def test_what_goes_on_with_a_paragraph_is_no_list(text: str) -> None:
    """A number other than 1, a mark without words or without a space, and what is set in too far."""
    assert list(prose_blocks(text)) == [Paragraph(" ".join(text.split()))]


@pytest.mark.parametrize(("deep", "said"), [(DEEPEST, "in"), (DEEPEST + 2, "- - in")])
def test_of_lists_too_deep_no_word_is_lost(deep: int, said: str) -> None:
    """They are text, marks and all."""
    (block,) = prose_blocks("- " * deep + "in")
    for _ in range(DEEPEST - 1):
        assert isinstance(block, Listing)
        ((_, (block,)),) = map(parts_of, block.items)
    assert block == Listing((said,))


def test_a_link_is_its_words_and_its_address() -> None:
    """Because paper has no links."""
    assert plain("See [the rules](https://example.org/a).") == "See the rules (https://example.org/a)."
    assert plain("[see [the rules](https://example.org/a)]") == "[see the rules (https://example.org/a)]"


def test_a_sign_behind_a_backslash_is_seen_without_it() -> None:
    """It is no mark then; a backslash before anything else is itself."""
    assert plain(r"\< 3, 2 \* 3, *not* \_this\_, C:\files") == r"< 3, 2 * 3, not _this_, C:\files"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("2 * 3, 2*3 and 4*5", "2 * 3, 2*3 and 4*5"),
        ("*she*, “*he*”, **Age:** ***both*** **a *b***", "she, “he”, Age: both a b"),
        ("40* and over; *a", "40* and over; *a"),
        ("(*) * a *", "(*) * a *"),
        (r"[x]\(y) \[x\](y)", "[x](y) [x](y)"),
    ],
)
def test_only_marks_are_taken_out(text: str, seen: str) -> None:
    """Asterisks go in pairs round words; a sign of the text stays, and an escaped link is none."""
    assert plain(text) == seen


def test_emphasis_ends_with_its_paragraph() -> None:
    """So that an asterisk and its note, further down, both stay."""
    assert unmarked("over *40\n\nnote* to it") == "over *40\n\nnote* to it"


def test_a_table_is_a_table() -> None:
    """Where every row has as many cells; else the text stays as it is."""
    rows = "| Age | *Cycles* |\n| --- | :-: |\n| \\< 40 | a\\|b |\n| 40 | 1 |"
    assert list(prose_blocks(f"Before.\n\n{rows}")) == [
        Paragraph("Before."),
        Table("A table of the text", ("Age", "Cycles"), (("< 40", "a|b"), ("40", "1"))),
    ]
    assert list(prose_blocks("| Age |\n| - | - |")) == [Paragraph("| Age | | - | - |")]
    assert list(prose_blocks("| Age |")) == [Paragraph("| Age |")]


def test_a_row_of_open_brackets_stays_as_it_is() -> None:
    """And is read once: a link has no bracket inside and is not endless."""
    assert plain("[" * 200_000) == "[" * 200_000
    assert plain(f"[{'a' * 501}](b)") == f"[{'a' * 501}](b)"
