"""Prose in Markdown as blocks of a document."""

from coequal.documents.model import Listing, Paragraph
from coequal.exchange.prose import plain, prose_blocks


def test_paragraphs_and_lists_are_told_apart() -> None:
    """Each item of a list is one text, over however many lines; the marks are gone."""
    text = "One *paragraph*\non two lines.\n\n- first\n  and more\n- **second**\n\n1. step\n2. next"
    assert list(prose_blocks(text)) == [
        Paragraph("One paragraph on two lines."),
        Listing(("first and more", "second")),
        Listing(("step", "next"), numbered=True),
    ]


def test_a_link_is_its_words_and_its_address() -> None:
    """Because paper has no links."""
    assert plain("See [the rules](https://example.org/a).") == "See the rules (https://example.org/a)."
    assert plain("[see [the rules](https://example.org/a)]") == "[see the rules (https://example.org/a)]"


def test_a_sign_behind_a_backslash_is_seen_without_it() -> None:
    """It is no mark then; a backslash before anything else is itself."""
    assert plain(r"\< 3, 2 \* 3, *not* \_this\_, C:\files") == r"< 3, 2 * 3, not _this_, C:\files"


def test_a_row_of_open_brackets_stays_as_it_is() -> None:
    """And is read once: a link has no bracket inside and is not endless."""
    assert plain("[" * 200_000) == "[" * 200_000
    assert plain(f"[{'a' * 501}](b)") == f"[{'a' * 501}](b)"
