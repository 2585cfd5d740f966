"""The Word file: headings, lists, tables and pictures that Word knows as such, and safe whatever the texts say."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Twips
from hypothesis import given, settings

from coequal.documents.model import Document, Heading, Item, Listing, Notice, Paragraph, Picture, Quote, Table
from coequal.documents.texts import UNTITLED, clean
from coequal.documents.word import word
from coequal.errors import CoequalError
from tests.documents.building import DOCUMENTS, HOSTILE, ITEMS, PICTURE, holding

WIDE = PICTURE.svg.replace('width="100" height="40"', 'width="2000" height="800"')


def opened(document: Document) -> "docx.document.Document":
    """A document written as a Word file, and opened again."""
    return docx.Document(BytesIO(word(document)))


def part(document: Document, name: str = "word/document.xml") -> str:
    """One part of the file, as it stands there."""
    with ZipFile(BytesIO(word(document))) as parts:
        return parts.read(name).decode()


def test_the_file_says_what_it_is() -> None:
    """Its title, its language, and no day or author."""
    about = opened(holding()).core_properties
    assert (about.title, about.language, about.author, about.comments) == ("What is funded", "en-GB", "", "")
    assert about.created == about.modified
    assert about.created.year == 2000
    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', part(holding(), "word/styles.xml"))) == {"en-GB"}


def test_nothing_of_another_document_is_in_the_file() -> None:
    """No small picture of its first page, and no data of its own; every part is one that the file needs."""
    with ZipFile(BytesIO(word(holding(PICTURE)))) as parts:
        assert {name for name in parts.namelist() if not re.match(r"word/|_rels/|\[Content_Types\]", name)} == {
            "docProps/core.xml",
            "docProps/app.xml",
        }
        assert not any(re.search(r"thumbnail|customXml", parts.read(name).decode()) for name in parts.namelist() if ".rels" in name)
        assert "jpeg" not in parts.read("[Content_Types].xml").decode()


def test_headings_are_headings_and_none_is_skipped() -> None:
    """The title is the only one of the first level."""
    made = opened(holding(Heading("Part"), Heading("Smaller", 3), Notice("Made up", "Nobody is real."), Paragraph("Words.")))
    assert [(one.style.name, one.text) for one in made.paragraphs] == [
        ("Heading 1", "What is funded"),
        ("Subtitle", "An example."),
        ("Normal", "As it stood on: 26 November 2026"),
        ("Heading 2", "Part"),
        ("Heading 3", "Smaller"),
        ("Heading 4", "Made up"),
        ("Normal", "Nobody is real."),
        ("Normal", "Words."),
    ]


def test_what_introduces_something_is_on_its_page() -> None:
    """A line that ends in a colon stays with what follows it."""
    made = opened(holding(Paragraph("These are met: "), Listing(("a",)), Paragraph("And so on.")))
    kept = [one.text for one in made.paragraphs if one.paragraph_format.keep_with_next]
    assert kept == ["These are met:"]


def test_a_notice_has_a_border_round_its_title_and_its_text() -> None:
    """And nothing else has one."""
    made = opened(holding(Notice("Made up", "Nobody is real."), Paragraph("Words.")))
    bordered = [one.text for one in made.paragraphs if one._p.xpath("w:pPr/w:pBdr")]
    assert bordered == ["Made up", "Nobody is real."]


def test_lists_are_lists_and_each_numbered_one_begins_at_1() -> None:
    """Two numbered lists have numbers of their own."""
    made = opened(holding(Listing(("a", "b"), numbered=True), Listing(("c",)), Listing(("d",), numbered=True), Listing(())))
    listed = {one.text: one for one in made.paragraphs[3:]}
    assert [one.style.name for one in listed.values()] == ["List Number", "List Number", "List Bullet", "List Number", "Normal"]
    numbers = {text: listed[text]._p.pPr.numPr.numId.val for text in "abd"}
    assert numbers["a"] == numbers["b"] != numbers["d"]
    assert list(listed)[-1] == "None."


def test_what_stands_under_an_item_is_set_in_and_the_list_counts_on_after_it() -> None:
    """Lists inside lists have the styles of their depth; below those that the template has, they are set in further."""
    made = opened(holding(Listing((*ITEMS, Item("five", (Listing((Item("b", (Listing(("c",)),)),)),))), numbered=True, first=4)))
    assert [(one.style.name, one.text, one.paragraph_format.left_indent) for one in made.paragraphs[3:]] == [
        ("List Number", "one", None),
        ("List Number", "two", None),
        ("List Number 2", "of her", None),
        ("List Number 2", "of him", None),
        ("List Bullet 3", "deeper", None),
        ("Normal", "And more.", Twips(360)),
        ("List Number", "three", None),
        ("Caption", "Cycles", None),
        ("Normal", "", None),
        ("List Number", "four", None),
        ("List Number", "five", None),
        ("List Bullet 2", "b", None),
        ("List Bullet 3", "c", None),
    ]
    numbers = [one._p.pPr.numPr.numId.val for one in made.paragraphs if one.style.name == "List Number"]
    assert len(numbers) == 5
    assert len(set(numbers)) == 1
    (counted,) = [one for one in made.part.numbering_part.element.num_lst if one.numId == numbers[0]]
    assert counted.lvlOverride_lst[0].startOverride.val == 4
    deep = opened(holding(Listing((Item("1", (Listing((Item("2", (Listing((Item("3", (Listing(("4",)),)),)),)),)),)),))))
    assert deep.paragraphs[-1].paragraph_format.left_indent == Twips(4 * 360)


def test_a_short_table_is_kept_whole() -> None:
    """With its caption, by each of its rows but the last; a longer one may go on over pages."""
    rows = (("Signature", "…"), ("Date", "…"))
    made = opened(holding(Table("Signed", ("Detail", "Answer"), rows), Table("Others", ("Detail", "Answer"), rows * 2)))
    kept = [[bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows] for table in made.tables]
    assert kept == [[True, True, False], [False] * 5]


def test_a_table_has_a_caption_and_a_head_that_comes_again() -> None:
    """Numbers stand to the right."""
    made = opened(holding(Table("By area", ("Area", "People"), (("Luton", "1,200"), ("Ely", "*")), frozenset({1}))))
    (table,) = made.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Area", "People"], ["Luton", "1,200"], ["Ely", "*"]]
    assert [len(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows] == [1, 0, 0]
    assert [len(row._tr.xpath("w:trPr/w:cantSplit")) for row in table.rows] == [1, 1, 1]
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [None, docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT]
    assert [one.text for one in made.paragraphs if one.style.name == "Caption"] == ["By area"]


def test_a_table_says_what_it_is_called_and_what_its_columns_are() -> None:
    """In the words that Word hands to software that reads aloud, in the place that its format has for them."""
    (table,) = opened(holding(Table("By\x00 area", ("Area", "People"), (("Luton", "1,200"),)))).tables
    assert table._tbl.xpath("w:tblPr/w:tblCaption/@w:val") == ["By area"]
    assert table._tbl.xpath("w:tblPr/w:tblDescription/@w:val") == ["By column: Area; People."]
    assert [re.sub(r"{.*}", "", one.tag) for one in table._tbl.tblPr][-3:] == ["tblLook", "tblCaption", "tblDescription"]


def test_the_columns_of_a_table_are_as_wide_as_their_texts_need() -> None:
    """In every row, and together as wide as the page between its edges."""
    made = opened(holding(Table("Why", ("Theme", "What came of it", "Why"), (("Age", "still open", "People asked. " * 9),) * 2)))
    (table,) = made.tables
    rows = {tuple(cell.width for cell in row.cells) for row in table.rows}
    (found,) = rows | {tuple(column.width for column in table.columns)}
    theme, came, why = found
    assert theme < came < why
    assert abs(sum(found) - docx.shared.Cm(17)) < docx.shared.Cm(0.1)


@pytest.mark.parametrize("head", [("Area",), ("Area", "People", "Share")])
def test_a_table_without_rows_says_so(head: tuple[str, ...]) -> None:
    """Over all its columns."""
    (table,) = opened(holding(Table("By area", head, ()))).tables
    assert {cell.text.strip() for cell in table.rows[1].cells} == {"None."}


def test_a_picture_has_its_words_and_its_caption() -> None:
    """The words, or for want of them the caption, stand for the picture; it is no wider than the page."""
    made = opened(holding(PICTURE, Picture(WIDE, "", "")))
    small, wide = made.inline_shapes
    assert small._inline.docPr.get("descr") == "Forty of 100 people. Nobody else."
    assert wide._inline.docPr.get("descr") == UNTITLED
    assert small.width < wide.width <= made.sections[0].page_width - made.sections[0].left_margin * 2
    assert round(wide.width / wide.height, 2) == 2.5
    assert [one.text for one in made.paragraphs if one.style.name == "Caption"] == ["A bar", ""]


def test_the_same_document_gives_the_same_bytes() -> None:
    """Nothing of the day or of the machine is in the file."""
    document = holding(PICTURE, Listing(("a",), numbered=True))
    assert word(document) == word(document)
    with ZipFile(BytesIO(word(document))) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text: str) -> None:
    """Whatever a text holds, it is written and not obeyed, wherever it stands."""
    blocks = (Heading(text), Paragraph(text), Listing((text,)), Notice(text, text), Table(text, (text, "B"), ((text, text),)))
    made = opened(Document(text, text, (*blocks, Picture(PICTURE.svg, text, text)), ((text, text),)))
    said = clean(text)
    assert made.paragraphs[0].text == (said or UNTITLED)
    assert made.core_properties.title == (said or UNTITLED)[:255]
    assert made.tables[0].rows[1].cells[1].text == said


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS)
def test_any_document_can_be_written(document: Document) -> None:
    """There is no text for which there is no file, and it can be opened again."""
    assert opened(document).paragraphs[0].text == (clean(document.title) or UNTITLED)


def test_what_is_no_drawing_is_refused() -> None:
    """A picture that holds a script makes no file."""
    with pytest.raises(CoequalError, match="holds <script>"):
        word(holding(Picture('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "Bad", "")))


def test_the_contents_lead_to_every_heading() -> None:
    """Each line is a link to a name that stands at the heading."""
    written = replace(holding(Notice("Made up", "Nobody is real."), Heading("One"), Heading("Two", 3)), contents=True)
    links = re.findall(r'<w:hyperlink w:anchor="(\w+)">.*?<w:t>(.*?)</w:t>', part(written))
    assert links == [("part2", "One"), ("part3", "Two")]
    assert re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(\w+)"/>', part(written)) == ["part2", "part3"]
    assert [one.text for one in opened(written).paragraphs if one.style.name == "Heading 2"] == ["Made up", "Contents", "One"]


def test_a_quote_is_set_in() -> None:
    """In a style of its own, which is upright."""
    made = opened(holding(Quote("We waited.")))
    assert [(one.text, one.style.font.italic) for one in made.paragraphs if one.style.name == "Quote"] == [("We waited.", False)]
