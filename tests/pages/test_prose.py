"""Prose as HTML: what is a table in the documents of a policy is one on the site, and nothing that stands in it is a tag."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import html

from coequal.documents.model import Listing, Paragraph, Table, parts_of
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
ITEMS = st.builds(  # lines of lists, at most of two marks: "- 1. a" is a list in a list
    lambda indent, marks, words: f"{' ' * indent}{''.join(marks)}{words}",
    st.sampled_from([0, 0, 0, 1, 2, 3, 4, 5, 6]),
    st.lists(st.sampled_from(["- ", "* ", "1. ", "2. ", "3) ", "-   ", "10. "]), max_size=2),
    st.sampled_from(["one", "two:", "three four."]),
)
ROWS = st.sampled_from([0, 2, 3, 5]).map(
    lambda indent: "".join(f"\n{' ' * indent}{row}" for row in ("| a | b |", "|---|---|", "| 1 | 2 |"))
)
CODE_OR_RULE = ("<pre>", "<hr", "<h1", "<h2")
Shape = list[tuple[Any, ...]]


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


def of_blocks(blocks: Iterable[Paragraph | Listing | Table]) -> Shape:
    """What blocks say and how they are nested."""
    found: Shape = []
    for block in blocks:
        match block:
            case Paragraph(text):
                found += [("p", text)] if text else []
            case Table(_, head, rows):
                found.append(("table", [head, *rows]))
            case Listing(items, numbered, first):
                inside = [of_blocks([Paragraph(text), *under]) for text, under in map(parts_of, items)]
                found.append(("ol" if numbered else "ul", first, inside))
    return found


def of_page(element: html.HtmlElement) -> Shape:
    """The same of what stands in an element of a page."""
    found: Shape = of_blocks([Paragraph(" ".join((element.text or "").split()))])
    for part in element:
        match part.tag:
            case "ol" | "ul":
                found.append((part.tag, int(part.get("start", "1")), [of_page(item) for item in part]))
            case "div":
                found.append(("table", [tuple(cell.text_content() for cell in row) for row in part.iter("tr")]))
            case kind:
                found.append((kind, " ".join(part.text_content().split())))
        found += of_blocks([Paragraph(" ".join((part.tail or "").split()))])
    return found


@pytest.mark.no_cover
@given(st.lists(st.one_of(ITEMS, ITEMS, ROWS, st.just("")), max_size=9).map("\n".join))
def test_lists_are_nested_and_counted_alike_in_both(text: str) -> None:
    """Whatever a list stands in, and whatever stands in it; where a page shows code or a rule, documents show the signs."""
    shown = str(prose(text))
    assume(not any(tag in shown for tag in CODE_OR_RULE))
    assert of_page(html.fromstring(f"<main>{shown}</main>")) == of_blocks(prose_blocks(text))


@pytest.mark.parametrize("text", ["<b>x</b>", "<!-- x -->", "<p onclick=x>", "[x](javascript:y)"])
def test_tags_mean_nothing(text: str) -> None:
    """They are shown as they are written."""
    page = page_of(text)
    assert [one.tag for one in page.iter()] == ["main", "p"]
    assert page.text_content().strip() == text
