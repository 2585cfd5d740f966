"""What somebody writes in a report, as blocks of a document."""

import pytest

from coequal.documents.model import Block, Heading, Listing, Paragraph, Quote
from coequal.involvement.reporting.written import written_blocks


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("One line\nand another.\n\nA new paragraph.", [Paragraph("One line and another."), Paragraph("A new paragraph.")]),
        ("Some **weight** and *stress*.", [Paragraph("Some weight and stress.")]),
        ("A `word`  \nbroken.", [Paragraph("A word broken.")]),
        ("See [the plan](https://a.example/b).", [Paragraph("See the plan (https://a.example/b).")]),
        ("# Most people", [Heading("Most people", 3)]),
        (
            "- one\n- two\n  - three\n\n1. first\n2. second",
            [Listing(("one", "two", "three")), Listing(("first", "second"), numbered=True)],
        ),
        ("- one\n\n  and more", [Listing(("one and more",))]),
        ("> We waited.\n>\n> For long.", [Quote("We waited. For long.")]),
        ("One.\n\n---\n\nTwo.", [Paragraph("One."), Paragraph("Two.")]),
        ("<b>bold</b>", [Paragraph("<b>bold</b>")]),
        ("    as typed", [Paragraph("as typed")]),
    ],
)
def test_markdown_becomes_plain_blocks(text: str, blocks: list[Block]) -> None:
    """Paragraphs, headings below those of the report, lists without levels, quotes; a tag means nothing."""
    assert [_one_line(block) for block in written_blocks(text)] == blocks


def _one_line(block: Block) -> Block:
    return Paragraph(block.text.strip()) if isinstance(block, Paragraph) else block
