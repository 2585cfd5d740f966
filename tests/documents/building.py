"""Documents to write out, texts that try to be more than texts, and ways to look into what came of them."""

from xml.etree import ElementTree as ET

from hypothesis import strategies as st

from coequal.documents.html import html
from coequal.documents.model import Block, Document, Heading, Item, Listing, Notice, Paragraph, Picture, Quote, Table, document

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40" viewBox="0 0 100 40"><title id="a">T</title>'
    '<defs><pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="3" height="6"/></pattern></defs>'
    '<g class="mark" aria-label="x: 1" onclick="alert(1)"><rect width="60" height="20" fill="url(#stripes)"/></g>'
    '<text x="4" y="34" font-family="Arial" font-size="12px">Forty of 100</text></svg>'
)
PICTURE = Picture(SVG, "A bar", "Forty of 100 people.\nNobody else.")
HOSTILE = (
    "<script>alert(1)</script>",
    "</title></style><h1>x",
    '" onmouseover="x',
    "#let x = 1; #panic()",
    "$ x^2 $ \\ * _ ` @label <label>",
    '"); #read("/etc/passwd")',
    "a\x00b\x07c\x1b[31m",
    "\u202egnp.exe\u202c \u2067x",
    "\ud800 \udfff half",
    "😀 👩‍👩‍👧 中文 العربية שלום",
    "\ufffe\uffff\ufdd0\U0010ffff",
    "e\u0301 \u0301\u0302 a\u20dd",
    "]]> <!-- --> &amp; &#0; %PDF",
    "x" * 3000,
    " \t\n\r ",
    "",
)
ITEMS = (
    "one",
    Item("two", (Listing(("of her", Item("of him", (Listing(("deeper",)),))), numbered=True), Paragraph("And more."))),
    Item("three", (Table("Cycles", ("Age", "Cycles"), (("40", "1"),)),)),
    "four",
)


def _with(inside: st.SearchStrategy[Listing]) -> st.SearchStrategy[Item]:
    """Items under which lists and paragraphs stand."""
    return st.builds(Item, TEXTS, st.lists(st.one_of(inside, st.builds(Paragraph, TEXTS)), max_size=2).map(tuple))


TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))
LISTS = st.recursive(
    st.builds(Listing, st.lists(TEXTS, max_size=3).map(tuple), st.booleans()),
    lambda inside: st.builds(Listing, st.lists(_with(inside), max_size=2).map(tuple), st.booleans(), st.integers(0, 999_999_999)),
    max_leaves=4,
)
BLOCKS = st.one_of(
    st.builds(Heading, TEXTS, st.sampled_from([2, 3])),
    st.builds(Paragraph, TEXTS),
    LISTS,
    st.builds(Quote, TEXTS),
    st.builds(Notice, TEXTS, TEXTS),
    st.builds(Picture, st.just(SVG), TEXTS, TEXTS),
    st.lists(st.tuples(TEXTS, TEXTS), max_size=3).map(lambda rows: Table("Some", ("A", "B"), tuple(rows), frozenset({1}))),
)
DOCUMENTS = st.builds(
    Document,
    TEXTS,
    TEXTS,
    st.lists(BLOCKS, max_size=6).map(tuple),
    st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple),
    contents=st.booleans(),
)


def holding(*blocks: Block) -> Document:
    """A document of some blocks."""
    return document("What is funded", "An example.", blocks, [("As it stood on", "26 November 2026")])


def page(written: Document) -> ET.Element:
    """The web page of a document as XML, which it is when it is well-formed."""
    return ET.fromstring(html(written).removeprefix("<!DOCTYPE html>"))  # noqa: S314  # the test has just made it


def told(element: ET.Element) -> str:
    """All that an element says, on one line."""
    return " ".join("".join(element.itertext()).split())
