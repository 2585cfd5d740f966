"""Prose as HTML: what is a table in the documents of a policy is one on the site, and nothing that stands in it is a tag."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from coequal.documents.model import Table
from coequal.exchange.prose import prose_blocks
from coequal.pages.prose import prose

TEXT = """Before it.

| Age <script>x</script> | *Cycles* |
| :-- | --: |
| under 40 <img src=x onerror=y> | **2** of [three](https://example.org/three) |
| 40 \\| over | [a](javascript:b) |

After it."""
LINES = (
    "| a | b |",
    "|---|:-:|",
    "| - | - | - |",
    "| 1 | 2 |",
    "| 1 | 2 | 3 |",
    "a | b",
    "--|--",
    "| 1 \\| 2 |",
    "Words",
    "# Words",
    "",
)


def page_of(text: str) -> html.HtmlElement:
    """Prose, as a browser reads it."""
    return html.fromstring(f"<main>{prose(text)}</main>")


def test_a_table_says_what_each_cell_is_of_and_scrolls_by_the_keyboard() -> None:
    """A frame that takes the focus has a name; the first row and the first column are heads; no cell has a style."""
    page = page_of(TEXT)
    frame = page.find("div")
    assert dict(frame.attrib) == {"class": "wide", "role": "group", "aria-label": "A table of the text", "tabindex": "0"}
    assert [(one.get("scope"), one.text_content()) for one in page.iter("th")] == [
        ("col", "Age <script>x</script>"),
        ("col", "Cycles"),
        ("row", "under 40 <img src=x onerror=y>"),
        ("row", "40 | over"),
    ]
    assert [one.text_content() for one in page.iter("td")] == ["2 of three", "[a](javascript:b)"]
    assert [one.text_content() for one in page.iter("p")] == ["Before it.", "After it."]
    assert not page.xpath("//*[@style or @src or @onerror]")
    assert [one.get("href") for one in page.iter("a")] == ["https://example.org/three"]


@given(st.lists(st.sampled_from(LINES), max_size=9).map("\n".join))
def test_a_table_is_one_in_both_or_in_neither(text: str) -> None:
    """The documents of a policy and its page on the site read one text alike, cell by cell."""
    blocks = [block for block in prose_blocks(text) if isinstance(block, Table)]
    tables = [[tuple(cell.text_content() for cell in row) for row in one.iter("tr")] for one in page_of(text).iter("table")]
    assert tables == [[block.head, *block.rows] for block in blocks]


@pytest.mark.parametrize("text", ["<b>x</b>", "<!-- x -->", "<p onclick=x>", "[x](javascript:y)"])
def test_tags_mean_nothing(text: str) -> None:
    """They are shown as they are written."""
    page = page_of(text)
    assert [one.tag for one in page.iter()] == ["main", "p"]
    assert page.text_content().strip() == text
