"""The web page: well-formed, self-contained, structured, and safe whatever the texts say."""

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from xml.etree import ElementTree as ET

from hypothesis import given, settings

from coequal.documents.html import body, html
from coequal.documents.model import Document, Heading, Listing, Notice, Paragraph, Picture, Quote, Table
from coequal.documents.texts import UNTITLED, clean
from tests.documents.building import DOCUMENTS, HOSTILE, ITEMS, PICTURE, SVG, holding, page, told

TAGS = set(
    "html head meta title style body main h1 h2 h3 h4 p ul ol li dl div dt dd table caption thead tbody tr th td blockquote nav a".split()
) | set("figure figcaption details summary span svg defs pattern g rect text".split())


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS)
def test_hostile_texts_stay_texts(document: Document) -> None:
    """Whatever a text holds, the page is well-formed, has no tag that we do not write, and no name stands twice."""
    root = page(document)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= TAGS
    names = Counter(element.get("id") for element in root.iter() if element.get("id"))
    assert not [name for name, count in names.items() if count > 1]
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on") or key in {"src", "style"}]
    assert {element.get("href", "#")[0] for element in root.iter()} == {"#"}


def test_every_text_is_on_the_page() -> None:
    """Each hostile text is read on the page as it was, but for signs that steer."""
    found = told(page(holding(*map(Paragraph, HOSTILE))))
    assert [text for text in HOSTILE if clean(text) not in found] == []


def test_a_table_says_which_cells_are_heads() -> None:
    """Columns and rows have heads with a scope, numbers stand to the right, and the table scrolls where a keyboard reaches it."""
    root = page(holding(Table("By area", ("Area", "People"), (("Luton", "1,200"), ("Ely", "*")), frozenset({1}))))
    [region] = root.iterfind(".//div[@role='region']")
    assert region.get("tabindex") == "0"
    assert told(root.find(f".//*[@id='{region.get('aria-labelledby')}']")) == "By area"
    assert [(head.get("scope"), told(head)) for head in root.iter("th")] == [
        ("col", "Area"),
        ("col", "People"),
        ("row", "Luton"),
        ("row", "Ely"),
    ]
    assert [(cell.get("class"), told(cell)) for cell in root.iter("td")] == [("number", "1,200"), ("number", "*")]


def test_a_table_without_rows_says_so() -> None:
    """No rows and no items are a word, not a gap."""
    root = page(holding(Table("By area", ("Area", "People"), ()), Listing(())))
    assert [(cell.get("colspan"), told(cell)) for cell in root.iter("td")] == [("2", "None.")]
    assert told(root).endswith("None.")


def test_a_picture_has_its_words() -> None:
    """A picture is one image called by its caption, with its content in words; two pictures share no name."""
    root = page(holding(PICTURE, PICTURE))
    assert [told(caption) for caption in root.iterfind(".//figure/figcaption")] == ["A bar"] * 2
    words = list(root.iter("details"))
    assert [told(one.find("summary")) for one in words] == ["The same in words: A bar"] * 2
    assert [told(line) for line in words[0].iterfind("p")] == ["Forty of 100 people.", "Nobody else."]
    assert len({element.get("id") for element in root.iter() if element.get("id", "").endswith("stripes")}) == 2


def test_headings_and_notices_are_in_order() -> None:
    """The title is the only heading of the first level, and a notice is a note called by its heading."""
    root = page(
        holding(Notice("Made up", "Nobody is real."), Heading("Part"), Heading("Smaller", 3), Listing(("a", "b"), numbered=True))
    )
    assert [(element.tag, told(element)) for element in root.iter() if re.fullmatch("h[1-6]", element.tag)] == [
        ("h1", "What is funded"),
        ("h2", "Made up"),
        ("h2", "Part"),
        ("h3", "Smaller"),
    ]
    [note] = root.iterfind(".//*[@role='note']")
    assert note.get("aria-labelledby") == note[0].get("id")
    assert [told(item) for item in root.iterfind(".//ol/li")] == ["a", "b"]
    assert [told(part) for part in root.iterfind(".//dl/div/*")] == ["As it stood on", "26 November 2026"]


def test_what_stands_under_an_item_is_part_of_it() -> None:
    """A list in a list, a paragraph, and a table, which has a name that no other has; the outer list counts from its number."""
    root = page(holding(Listing(ITEMS, numbered=True, first=4), Table("Others", ("Age",), ())))
    [outer] = root.iterfind("./body/main/ol")
    assert outer.get("start") == "4"
    assert [[part.tag for part in item] for item in outer] == [[], ["ol", "p"], ["div"], []]
    assert [told(item) for item in outer.iterfind("./li/ol/li")] == ["of her", "of himdeeper"]
    assert [told(item) for item in outer.iterfind("./li/ol/li/ul/li")] == ["deeper"]
    assert len({caption.get("id") for caption in root.iter("caption")}) == 2


def test_the_page_needs_and_runs_nothing() -> None:
    """The policy of the page allows its own style, by its fingerprint, and nothing else; no address stands in it."""
    text = html(holding(PICTURE))
    [style] = re.findall(r"<style>(.*)</style>", text, re.DOTALL)
    assert f"default-src 'none'; style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in text
    assert "url(" not in style
    assert "@import" not in style
    assert re.findall(r"https?://[^\"' ]+", text) == ["http://www.w3.org/2000/svg"]
    assert ET.fromstring(text.removeprefix("<!DOCTYPE html>")).get("lang") == "en-GB"  # noqa: S314  # the test has just made it


def test_what_is_wider_than_the_page_says_so() -> None:
    """A shadow at the side that has more, and words over a picture and over tables of many columns, on a screen only."""
    style = html(holding()).partition("<style>")[2].partition("</style>")[0]
    assert re.search(r"background-attachment: local, local, scroll, scroll", style)
    hint = re.search(r"\.wide::before \{ display: none; content: \"Scroll sideways[^\"]*\"; color: #(\w{6});", style)
    assert hint is not None
    shown = re.findall(r"@media screen and \(max-width: ([\d.]+)rem\) \{ (\S.*)::before \{ display: block; \} \}", style)
    assert [(float(wide), selector) for wide, selector in shown] == [
        (53.0, "figure > .wide"),
        *((wide, f".wide:has(thead th:nth-child({n}))") for wide, n in ((42.0, 7), (36.0, 6), (31.5, 5), (26.0, 4))),
    ]
    [alpha] = set(re.findall(r"rgb\(11 12 12 / (0\.\d+)\)", style))
    darkest = 255 - (255 - 11) * float(alpha)
    assert (luminance(darkest, darkest, darkest) + 0.05) / (luminance(*bytes.fromhex(hint[1])) + 0.05) >= 4.5


def test_the_hint_is_true() -> None:
    """Where it is shown, the least widths of the columns are together more than the page has room for."""
    style = html(holding()).partition("<style>")[2].partition("</style>")[0]
    root = 16 * float(re.search(r"font-size: ([\d.]+)%", style)[1]) / 100  # type: ignore[index]
    for wide, columns in re.findall(r"\(max-width: ([\d.]+)rem\) \{ \.wide:has\(thead th:nth-child\((\d)\)\)", style):
        assert root * (8 + 5 * (int(columns) - 1)) > 16 * float(wide) - 2 * root, columns
    assert "tbody th { font-weight: normal; min-width: 8rem; }" in style
    assert re.search(r"th, td \{[^}]*min-width: 5rem", style)
    assert re.search(r"figure svg \{[^}]*min-width: 48rem", style)
    assert root * 48 > 16 * 53 - 2 * root


def luminance(*parts: float) -> float:
    """The relative luminance of a colour, from its red, green and blue from 0 to 255, as WCAG has it."""
    linear = [part / 255 / 12.92 if part <= 0.04045 * 255 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_document_with_nothing_in_it() -> None:
    """Even that has a title, as every page must."""
    root = page(Document("\x00", "", (), ()))
    assert [told(title) for title in (*root.iter("title"), *root.iter("h1"))] == [UNTITLED, UNTITLED]
    assert root.find(".//dl") is None


def test_a_picture_without_words_or_caption() -> None:
    """It is drawn all the same."""
    assert page(holding(Picture(PICTURE.svg, "", ""))).find(".//details/p") is None


def test_a_page_with_a_style_of_its_own_takes_what_stands_below_the_title() -> None:
    """What is embedded is word for word what stands under the title of the page, but for headings that stand as low as they must."""
    written = holding(Heading("One"), Paragraph("Two"), Heading("Three", 3), Notice("Four", "Five"), PICTURE)
    inside = html(written).partition("</h1>\n")[2].partition("\n</main>")[0]
    assert body(written) == inside
    lower = body(written, 2)
    assert re.findall(r"<h(\d)", lower) == ["3", "4", "5"]
    assert re.sub(r"(</?h)(\d)", lambda found: f"{found[1]}{int(found[2]) - 1}", lower) == inside


def test_nothing_that_is_embedded_has_a_style() -> None:
    """No style stands in what is embedded, nor in a drawing in it: a page may forbid all but those of its own files."""
    styled = SVG.replace("<rect", '<rect style="fill: red" class="red"')
    assert "style" not in body(holding(Picture(styled, "A bar", "Forty."), Table("Some", ("A",), (("1",),))))


def test_the_contents_lead_to_every_heading() -> None:
    """Each line of the list is the name of a heading on the page, and what stands before the first heading comes before it."""
    blocks = (Notice("Made up", "Nobody is real."), Heading("One"), Heading("Two", 3), Quote("We waited."))
    root = page(replace(holding(*blocks), contents=True))
    links = [(link.get("href"), told(link)) for link in root.iterfind(".//nav//a")]
    assert links == [("#part-2", "One"), ("#part-3", "Two")]
    assert [told(root.find(f".//*[@id='{link[1:]}']")) for link, _ in links] == ["One", "Two"]
    assert [told(one) for one in root.iter("h2")] == ["Made up", "Contents", "One"]
    assert [told(one) for one in root.iterfind(".//blockquote/p")] == ["We waited."]
    assert list(page(holding(*blocks)).iter("nav")) == []


def test_a_page_can_lead_from_a_block_to_what_stands_behind_it() -> None:
    """The link stands below the block, and no sign in it means anything to a browser."""
    forty = Paragraph("Forty.")
    made = body(holding(forty, Quote("We waited.")), leading=lambda block: [("/a?b=1&c", "<Rows>")] * (block == forty))
    assert made.count('<p class="leading">') == 1
    assert '<p>Forty.</p>\n<p class="leading"><a href="/a?b=1&amp;c">&lt;Rows&gt;</a></p>' in made
