"""The PDF: tagged, the same each time, over as many pages as it needs, and safe whatever the texts say."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph, Picture, Quote, Table
from coequal.documents.pdf import pdf
from coequal.documents.texts import NOWHERE
from coequal.errors import CoequalError
from tests.documents.building import DOCUMENTS, HOSTILE, ITEMS, PICTURE, holding
from tests.documents.reading import words_of_pdf

LONG = Table("Long", ("Area", "People"), tuple((f"Area {n}", f"{n:,}") for n in range(1_000)), frozenset({1}))


def kinds(file: bytes) -> set[str]:
    """The kinds of parts that the structure of a PDF names."""
    return {kind.decode() for kind in re.findall(rb"/S ?/([A-Z]\w*)", file)}


def pages(file: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type ?/Page\b", file))


def test_the_file_is_tagged_and_says_what_it_is() -> None:
    """It claims PDF/UA-1, and has tags, a language, a title that is shown, and an outline."""
    file = pdf(holding(Heading("Part"), Paragraph("Words.")))
    assert file.startswith(b"%PDF-1.7")
    for part in (b"/MarkInfo", b"/Marked true", b"/StructTreeRoot", b"/Lang(en-GB)", b"/DisplayDocTitle true", b"/Outlines"):
        assert part in file.replace(b"/Lang (", b"/Lang("), part
    assert b"<pdfuaid:part>1</pdfuaid:part>" in file
    assert b"What is funded" in file


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Heading("Part"), {"H1"}),
        (Listing(("a",)), {"L", "LI", "LBody"}),
        (Listing(("a",), numbered=True), {"L", "LI", "Lbl", "LBody"}),
        (Listing(()), {"P"}),
        (Listing(ITEMS), {"L", "LI", "LBody", "Lbl", "P", "Table", "TD", "Caption"}),
        (Quote("We waited."), {"BlockQuote"}),
        (Notice("Made up", "Nobody is real."), {"H1", "P"}),
        (Table("By area", ("Area", "People"), (("Luton", "1"),)), {"Table", "THead", "TH", "TBody", "TR", "TD", "Caption"}),
        (Table("By area", ("Area", "People"), ()), {"Table", "TH", "TD"}),
        (PICTURE, {"Figure", "Caption"}),
    ],
)
def test_each_block_has_its_tags(block: Block, expected: set[str]) -> None:
    """A block is tagged as what it is."""
    assert expected <= kinds(pdf(holding(block)))


def test_what_stands_under_an_item_is_inside_it_and_the_list_counts_on() -> None:
    """A list in a list has numbers of its own; the outer one goes on from the number that it began with."""
    words = words_of_pdf(pdf(holding(Listing(ITEMS, numbered=True, first=4))))
    assert re.search(r"4\.\s*one.*5\.\s*two.*1\.\s*of her.*2\.\s*of him.*deeper.*And more.*6\.\s*three.*40.*7\.\s*four", words)


def parted(before: int, *blocks: Block) -> bool:
    """Whether a page ends between the words "First" and "Second" of some blocks, below so many lines."""
    words = words_of_pdf(pdf(holding(*[Paragraph("A line.")] * before, *blocks)))
    return "Page" in words.partition("First")[2].partition("Second")[0]


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "second",
    [
        Paragraph("Second " * 40),
        Listing(("Second", "Third")),
        Table("Second", ("A",), (("1",),)),
        Table("Second", ("A",), (("1",),) * 90),
        Table("Signed", ("A",), (("1",), ("Second",))),
        Quote("Second"),
        Notice("Second", "Third"),
    ],
)
def test_what_introduces_something_is_on_its_page(second: Block) -> None:
    """A line that ends in a colon is never the last of a page."""
    assert not any(parted(before, Paragraph("First:"), second) for before in range(25, 40))


def test_a_line_that_introduces_nothing_may_be_the_last_of_a_page() -> None:
    """So the page does end below one of those that were tried."""
    assert any(parted(before, Paragraph("First."), Paragraph("Second")) for before in range(25, 40))


def test_a_picture_has_its_words_as_its_other_text() -> None:
    """The words, or for want of them the caption, stand for the picture."""
    assert b"/Alt(Forty of 100 people. Nobody else.)" in pdf(holding(PICTURE)).replace(b"/Alt (", b"/Alt(")
    assert b"/Alt(A bar)" in pdf(holding(Picture(PICTURE.svg, "A bar", ""))).replace(b"/Alt (", b"/Alt(")


def test_the_same_document_gives_the_same_bytes() -> None:
    """Nothing of the day or of the machine is in the file."""
    document = holding(PICTURE, LONG)
    assert pdf(document) == pdf(document)
    assert b"CreationDate" not in pdf(holding())


def test_a_long_table_goes_on_over_pages_under_its_head() -> None:
    """A thousand rows are laid out whole, and what follows them is there."""
    file = pdf(holding(LONG, Heading("After it")))
    assert 15 <= pages(file) <= 40
    assert file.count(b"/TR") >= 1_001


@pytest.mark.parametrize("columns", [1, 7, 10])
def test_a_table_may_have_many_columns(columns: int) -> None:
    """A table of ten columns lies on a page of its own, turned on its side."""
    file = pdf(holding(Table("Wide", tuple("x" * 40 for _ in range(columns)), (tuple("y" * 2_000 for _ in range(columns)),))))
    sizes = {tuple(map(float, size.split())) for size in re.findall(rb"/MediaBox ?\[([^\]]+)\]", file)}
    assert any(width > height for _, _, width, height in sizes) == (columns == 10)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text: str) -> None:
    """Whatever a text holds, it is written and not obeyed, wherever it stands."""
    picture = Picture(PICTURE.svg.replace("Forty of 100", "&lt;b&gt;"), text, text)
    table = Table(text, (text, "B"), ((text, text),))
    document = Document(
        text, text, (Heading(text), Paragraph(text), Listing((text,)), Notice(text, text), table, picture), ((text, text),)
    )
    assert pdf(document).startswith(b"%PDF")


@settings(max_examples=20, deadline=None)
@given(DOCUMENTS)
def test_any_document_can_be_written(document: Document) -> None:
    """There is no text for which there is no PDF."""
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf(document)


def test_letters_that_cannot_be_shown_are_said() -> None:
    """A document with such a letter has a sentence more than the same one with the stand-in's neighbour."""
    without, with_one = (pdf(holding(Paragraph(text))) for text in ("◆", NOWHERE))
    assert len(re.findall(rb"/S ?/P\b", with_one)) == len(re.findall(rb"/S ?/P\b", without)) + 1


def test_what_is_no_drawing_is_refused() -> None:
    """A picture that holds a script makes no PDF."""
    with pytest.raises(CoequalError, match="holds <script>"):
        pdf(holding(Picture('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "Bad", "")))


def test_the_contents_are_a_table_of_contents() -> None:
    """With an item for each heading, which leads there."""
    file = pdf(replace(holding(Heading("One"), Heading("Two", 3)), contents=True))
    assert {"TOC", "TOCI"} <= kinds(file)
    assert "TOC" not in kinds(pdf(holding(Heading("One"))))
