"""Addresses in texts: what leads to a page is a link in every kind of file, and nothing else is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.documents.addresses import pieces
from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph, Quote, Table
from coequal.documents.pdf import pdf
from coequal.documents.texts import clean
from tests.documents.building import HOSTILE, holding, page, told
from tests.documents.test_word import opened

ADDRESS = "https://example.org/rules?part=1&page=2#top"
SOURCE = f"Rules on hearing, seen on 21 November 2026. {ADDRESS}."


def links(document: Document) -> tuple[list[str], list[str], list[str]]:
    """Where the links of a document lead as HTML, as Word and as a PDF."""
    in_word = opened(document).element.xpath("//w:hyperlink[@r:id]")
    related = opened(document).part.rels
    return (
        [link.get("href", "") for link in page(document).iter("a")],
        [related[link.rId].target_ref for link in in_word],
        [found.decode() for found in re.findall(rb"/URI ?\(([^)]*)\)", pdf(document))],
    )


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org", "https://example.org"),
        ("See http://example.org/a.", "http://example.org/a"),
        ("See (https://example.org/a), or ask.", "https://example.org/a"),
        ("“https://example.org/a/”", "https://example.org/a/"),
        ("<https://example.org:8080/a?b=c;d>", "https://example.org:8080/a?b=c;d"),
        ("HTTPS://EXAMPLE.ORG/A_(b)", "HTTPS://EXAMPLE.ORG/A_(b)"),
        ("(at https://example.org/a_(b)).", "https://example.org/a_(b)"),
        ("https://example.org/a/?!", "https://example.org/a/"),
    ],
)
def test_what_is_an_address(text: str, address: str) -> None:
    """Without what stands round it in a sentence."""
    assert [found for _, found in pieces(text) if found] == [address]


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,https://example.org",
        "file:///etc/passwd",
        "ftp://example.org",
        "//example.org",
        "www.example.org",
        "https://",
        "https://.org",
        "https://example.org@example.net/",
        "https://example.org\\@example.net",
        "https://exämple.org/",
        "https://example.org/\u202egpj",
        "https://example.org/😀",
        "https://example.org/[x]y",
        "https://example.org/a_(b",
        'https://example.org/"onclick="x',
        "xhttps://example.org",
    ],
)
def test_what_is_none(text: str) -> None:
    """Other kinds of address, and what may lead elsewhere than a reader thinks."""
    assert [found for _, found in pieces(text) if found] == []


@given(st.text(st.sampled_from('htps:/.a (")[@?é\u200b'), max_size=60))
def test_nothing_of_a_text_is_lost(text: str) -> None:
    """The pieces of a text are the whole of it."""
    assert "".join(piece for piece, _ in pieces(text)) == text


@pytest.mark.parametrize("sign", ["(", ")", "a.", "a(", "a)", ".", "(https://a/", "https://a/ ", "a:", "()", "-", '"'])
def test_a_long_text_takes_no_longer_than_it_is(sign: str) -> None:
    """Whatever it is made of: no address is looked for twice in the same place."""
    text = f"https://a/{sign * 50_000}é"
    assert "".join(piece for piece, _ in pieces(text)) == text


@pytest.mark.parametrize("block", [Paragraph(SOURCE), Listing((SOURCE,)), Table("Sources", ("No.", "Source"), (("1", SOURCE),))])
def test_an_address_is_a_link_in_every_file(block: Block) -> None:
    """And its words are the address itself."""
    document = holding(block)
    assert links(document) == ([ADDRESS], [ADDRESS], [ADDRESS])
    assert [told(link) for link in page(document).iter("a")] == [ADDRESS]
    assert "".join(opened(document).element.xpath("//w:hyperlink//w:t/text()")) == ADDRESS


def test_the_address_of_a_source_is_a_link_under_the_title() -> None:
    """Where what a document is about stands; and the PDF says of it what it is."""
    document = Document("Rules", "", (), (("Source", SOURCE),))
    assert links(document) == ([ADDRESS], [ADDRESS], [ADDRESS])
    assert re.search(rb"/S ?/Link\b", pdf(document))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf(document)


def test_what_somebody_said_leads_nowhere() -> None:
    """A quote is word for word theirs, and a heading leads into the document if anywhere."""
    assert links(holding(Quote(SOURCE), Heading(SOURCE), Notice(SOURCE, SOURCE))) == ([], [], [])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_no_links(text: str) -> None:
    """Nor do they get out of one."""
    (shown,) = (one for one in page(holding(Paragraph(f"{ADDRESS} {text}"))).iter("p") if one.get("class") is None)
    assert [link.attrib for link in shown.iter("a")] == [{"href": ADDRESS}]
    assert told(shown) == " ".join(clean(f"{ADDRESS} {text}").split())
