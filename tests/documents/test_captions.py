"""Tables that are called alike are told apart in what is written out."""

import pytest

from coequal.documents.captions import told_apart
from coequal.documents.html import html
from coequal.documents.model import Block, Item, Listing, Paragraph, Table
from coequal.documents.pdf import pdf
from coequal.documents.word import word
from tests.documents.building import holding
from tests.documents.reading import words_in

AGES, OTHERS = Table("Ages", ("Age",), (("40",),)), Table("Others", ("Age",), ())


def called(caption: str) -> Table:
    """The table of ages under a caption."""
    return Table(caption, AGES.head, AGES.rows)


@pytest.mark.parametrize(
    ("blocks", "told"),
    [
        ([AGES, Paragraph("Ages"), OTHERS], [AGES, Paragraph("Ages"), OTHERS]),
        ([AGES, OTHERS, AGES], [called("Ages (1 of 2)"), OTHERS, called("Ages (2 of 2)")]),
        (
            [AGES, Listing(("one", Item("two", (Listing((Item("in", (AGES,)),)),))), numbered=True), AGES],
            [
                called("Ages (1 of 3)"),
                Listing(("one", Item("two", (Listing((Item("in", (called("Ages (2 of 3)"),)),)),))), numbered=True),
                called("Ages (3 of 3)"),
            ],
        ),
    ],
    ids=["all others", "two alike", "one of them in a list"],
)
def test_tables_with_one_caption_say_which_they_are(blocks: list[Block], told: list[Block]) -> None:
    """In the order in which they are read; a caption that stands once stays as it is."""
    assert told_apart(blocks) == told


def test_every_kind_of_file_tells_them_apart() -> None:
    """The web page, the PDF and the Word file."""
    document = holding(AGES, AGES)
    files = [
        (html(document).encode(), "text/html"),
        (pdf(document), "application/pdf"),
        (word(document), "wordprocessingml"),
    ]
    for file, kind in files:
        assert "Ages (1 of 2)" in words_in(file, kind)
        assert "Ages (2 of 2)" in words_in(file, kind)
