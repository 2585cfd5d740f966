"""Papers as documents."""

import pytest

from coequal.documents.model import Heading, Listing, Notice, Paragraph
from coequal.involvement.conduct.papers import blocks, paper_document
from coequal.involvement.models import Paper
from tests.involvement.making import involvement
from tests.web.signing import organisation


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Words.", [Paragraph("Words.")]),
        ("# Why\r\nMoney.\n\n- one\n- two", [Heading("Why", 2), Paragraph("Money."), Listing(("one", "two"))]),
        ("First.\n\n## A\n\n### B *c* ##\n\nLast.", [Paragraph("First."), Heading("A", 2), Heading("B c", 3), Paragraph("Last.")]),
        ("#no heading", [Paragraph("#no heading")]),
    ],
)
def test_markdown_becomes_headings_paragraphs_and_lists(text: str, found: list[object]) -> None:
    """The largest headings stand right below the title."""
    assert list(blocks(text)) == found


@pytest.mark.django_db
def test_a_paper_says_what_it_belongs_to_and_that_its_area_is_invented() -> None:
    """In large print where that is wanted."""
    made = involvement("open")
    paper = Paper(involvement=made, title="What we propose", kind="proposal", text="Words.")
    plain, large = paper_document(paper), paper_document(paper, large=True)
    assert isinstance(plain.blocks[0], Notice)
    assert [name for name, _ in plain.facts] == ["Part of", "By", "Have your say"]
    assert (plain.large, large.large) == (False, True)
    real = organisation("REAL")
    real.invented = False
    real.save()
    paper.involvement = involvement("closed", real, opens=None)
    assert paper_document(paper).blocks == (Paragraph("Words."),)
    assert len(paper_document(paper).facts) == 2
