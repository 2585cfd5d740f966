"""A document as a Word file: real headings, lists and tables, and pictures with their words; the same bytes whenever it is made."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import vl_convert
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor, Twips
from docx.text.paragraph import Paragraph as WordParagraph

from coequal.documents.addresses import pieces
from coequal.documents.captions import told_apart
from coequal.documents.columns import widths
from coequal.documents.drawing import drawing
from coequal.documents.model import NOTHING, Block, Document, Heading, Listing, Notice, Paragraph, Picture, Quote, Table, parts_of
from coequal.documents.outline import CONTENTS, first_heading, levels
from coequal.documents.texts import UNTITLED, clean

_NO_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)  # nothing of the day on which it is made is in the file
_NOT_OURS: Final = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.CUSTOM_XML)
_LANGUAGE: Final = "en-GB"
_WIDTH: Final = Cm(17)  # of what stands on a page of A4
_ROOM: Final = 84  # letters in a line of that width
_INK: Final = RGBColor(0x0B, 0x0C, 0x0C)
_LINK: Final = RGBColor(0x0B, 0x3C, 0x5D)
_DEEP: Final = 3  # lists inside one another, for which the template has styles
_STEP: Final = Twips(360)  # by which such a style sets in what the one before it holds
_SIZES: Final = {  # of letters, in points
    "Normal": 11,
    "Subtitle": 13,
    "Caption": 10,
    "Quote": 11,
    "Heading 1": 20,
    "Heading 2": 15,
    "Heading 3": 13,
    "Heading 4": 11,
}


def word(document: Document) -> bytes:
    """The Word file. Raises `CoequalError` where a picture is no drawing."""
    made = docx.Document()
    _take_out_what_the_template_has(made)
    _prepare(made, clean(document.title) or UNTITLED)
    made.add_heading(clean(document.title) or UNTITLED, 1)
    if document.lead:
        made.add_paragraph(clean(document.lead), "Subtitle")
    for name, value in document.facts:
        line = made.add_paragraph()
        line.add_run(f"{clean(name)}: ").bold = True
        _say(line, value)
    _number_pages(made)
    first = first_heading(document)
    for number, (block, level) in enumerate(levels(told_apart(document.blocks)), start=1):
        if number == first:
            _contents(made, document)
        _add(made, block, level, number)
        if document.contents and isinstance(block, Heading):
            _name(made.paragraphs[-1], number)
    return _packed(made)


def _take_out_what_the_template_has(made: Word) -> None:
    """Without the picture of another document, which file managers show, and without data for forms that there are not."""
    for links in (made.part.package.rels, made.part.rels):
        for link in [one for one, found in links.items() if found.reltype in _NOT_OURS]:
            del links[link]


def _prepare(made: Word, title: str) -> None:
    """The page, the language and the looks of a file, and what it says about itself."""
    about = made.core_properties
    about.title, about.language, about.author, about.comments = title[:255], _LANGUAGE, "", ""  # no more fits there
    about.created = about.modified = _NO_DAY
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)
    for style in made.styles:
        if style.name in _SIZES:
            _plain(style, _SIZES[style.name])


def _number_pages(made: Word) -> None:
    """The number of each page at its foot, and of how many."""
    foot = made.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        foot.add_run(words)
        counted: Any = OxmlElement("w:fldSimple")
        counted.set(qn("w:instr"), field)
        foot._p.append(counted)  # noqa: SLF001  # the library has no fields
        shown = OxmlElement("w:r")
        shown.append(OxmlElement("w:t"))
        counted.append(shown)


def _plain(style: Any, size: float) -> None:
    """Dark upright letters without serifs, set no wider than usual."""
    style.font.name, style.font.size, style.font.italic, style.font.color.rgb = "Arial", Pt(size), False, _INK
    style.paragraph_format.space_after = Pt(6)
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)


def _add(made: Word, block: Block, level: int, number: int) -> None:
    match block:
        case Heading(text):
            made.add_heading(clean(text) or UNTITLED, level)
        case Paragraph(text):
            _say(made.add_paragraph(), text).paragraph_format.keep_with_next = block.leads or None
        case Listing():
            _list(made, block, 1, number)
        case Quote(text):
            made.add_paragraph(clean(text), "Quote").paragraph_format.left_indent = Cm(0.8)
        case Notice(title, text):
            for part in (made.add_heading(clean(title) or UNTITLED, level), made.add_paragraph(clean(text))):
                _border(part)
        case Table():
            _table(made, block)
        case _:
            _picture(made, block, number)


def _say(line: WordParagraph, text: str, *, bold: bool | None = None) -> WordParagraph:
    """Add a text to a paragraph; the addresses of web pages in it are links."""
    for piece, address in pieces(clean(text)):
        run = line.add_run(piece)
        run.bold = bold
        if address:
            run.underline, run.font.color.rgb = True, _LINK
            link: Any = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), line.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            link.append(run._r)  # noqa: SLF001  # the library can read links but not write them
            line._p.append(link)  # noqa: SLF001
    return line


def _contents(made: Word, document: Document) -> None:
    """A list of the headings, of which each leads to its own."""
    made.add_heading(CONTENTS, 2)
    for number, block in enumerate(document.blocks, start=1):
        if isinstance(block, Heading):
            line = made.add_paragraph()
            line.paragraph_format.left_indent = Cm(block.level - 2)
            link: Any = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), f"part{number}")
            link.append(line.add_run(clean(block.text) or UNTITLED)._r)  # noqa: SLF001  # see below
            line._p.append(link)  # noqa: SLF001  # the library has no links inside a file


def _name(heading: WordParagraph, number: int) -> None:
    """A name for a heading, to which the contents lead."""
    for kind in ("Start", "End"):
        mark: Any = OxmlElement(f"w:bookmark{kind}")
        mark.set(qn("w:id"), str(number))
        if kind == "Start":
            mark.set(qn("w:name"), f"part{number}")
        heading._p.append(mark)  # noqa: SLF001  # the library has no bookmarks


def _list(made: Word, listing: Listing, depth: int, number: int) -> None:
    """A list, so deep inside others; a numbered one begins at its first number, whatever list came before."""
    if not listing.items:
        made.add_paragraph(NOTHING)
        return
    style = made.styles[f"List {'Number' if listing.numbered else 'Bullet'}{f' {min(depth, _DEEP)}' if depth > 1 else ''}"]
    fresh = _counting(made, style, listing.first) if listing.numbered else None
    for text, under in map(parts_of, listing.items):
        line = _say(made.add_paragraph(style=style), text)
        if depth > _DEEP:
            line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = _STEP * depth, -_STEP
        if fresh is not None:
            properties: Any = line._p.get_or_add_pPr()  # noqa: SLF001  # the library has no other way to number anew
            properties.get_or_add_numPr().get_or_add_numId().val = fresh
        for part in under:
            match part:
                case Listing():
                    _list(made, part, depth + 1, number)
                case Paragraph(more):
                    _say(made.add_paragraph(), more).paragraph_format.left_indent = _STEP * depth
                case _:
                    _add(made, part, 0, number)


def _counting(made: Word, style: Any, first: int) -> int:
    """The name of a numbering of its own that looks as a style does and counts from a number."""
    numbering: Any = made.part.numbering_part.element
    kind = next(one for one in numbering.num_lst if one.numId == style.element.pPr.numPr.numId.val).abstractNumId.val
    fresh = numbering.add_num(kind)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(first)
    named: int = fresh.numId
    return named


def _border(part: WordParagraph) -> None:
    """A line round a paragraph; neighbours that both have one share it."""
    properties: Any = part._p.get_or_add_pPr()  # noqa: SLF001  # the library has no borders of paragraphs
    border = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "12"), ("space", "6"), ("color", "0B0C0C")):
            line.set(qn(f"w:{name}"), value)
        border.append(line)
    properties.insert_element_before(border, *("w:shd w:tabs w:spacing w:ind w:jc w:rPr w:sectPr w:pPrChange".split()))
    part.paragraph_format.left_indent = part.paragraph_format.right_indent = Cm(0.3)


def _table(made: Word, table: Table) -> None:
    """A table under its caption; its head comes again on each page, and no row is broken."""
    caption = made.add_paragraph(clean(table.caption), "Caption")
    caption.paragraph_format.keep_with_next = True
    grid = made.add_table(rows=1, cols=len(table.head), style="Table Grid")
    _describe(grid, table)
    wished = widths(table, _ROOM)
    for column, cell, wide in zip(grid.columns, grid.rows[0].cells, wished, strict=True):
        column.width = cell.width = round(_WIDTH * wide / sum(wished))  # the rows below take it from the columns
    rows: list[tuple[str, ...]] = [*table.rows] or [(NOTHING, *("" for _ in table.head[1:]))]
    for at, row in enumerate((table.head, *rows)):
        line = grid.rows[0] if at == 0 else grid.add_row()
        for column, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            written = _say(cell.paragraphs[0], text, bold=at == 0 or None)
            if table.short and at < len(rows):
                written.paragraph_format.keep_with_next = True
            if column in table.numbers:
                written.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        properties: Any = line._tr.get_or_add_trPr()  # noqa: SLF001  # the library has neither of these two
        properties.append(OxmlElement("w:cantSplit"))
        if at == 0:
            properties.append(OxmlElement("w:tblHeader"))
    if not table.rows:
        grid.rows[1].cells[0].merge(grid.rows[1].cells[-1])
    made.add_paragraph()  # or else a table that follows would grow together with this one


def _describe(grid: Any, table: Table) -> None:
    """Say to software that reads aloud what a table is called, and what its columns are."""
    for name, text in (("Caption", table.caption), ("Description", f"By column: {'; '.join(table.head)}.")):
        part = OxmlElement(f"w:tbl{name}")
        part.set(qn("w:val"), clean(text))
        grid._tbl.tblPr.append(part)  # noqa: SLF001  # the library has neither


def _picture(made: Word, picture: Picture, number: int) -> None:
    """A drawing as wide as the page at most, with its words for those who do not see it, above its caption."""
    shown = made.add_picture(BytesIO(vl_convert.svg_to_png(drawing(picture, f"picture-{number}"), scale=2)))
    if shown.width > _WIDTH:
        shown.height, shown.width = round(shown.height * _WIDTH / shown.width), _WIDTH
    about: Any = shown._inline.docPr  # noqa: SLF001  # the library has no other way to describe a picture
    about.set("descr", clean(picture.words) or clean(picture.caption) or UNTITLED)
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    made.add_paragraph(clean(picture.caption), "Caption")


def _packed(made: Word) -> bytes:
    """The file, with all its parts dated as of no day."""
    written, packed = BytesIO(), BytesIO()
    made.save(written)
    with ZipFile(written) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as out:
        for name in parts.namelist():
            part = ZipInfo(name)
            part.compress_type = ZIP_DEFLATED
            out.writestr(part, parts.read(name))
    return packed.getvalue()
