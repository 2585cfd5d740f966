"""Documents as plain data."""

import json
from dataclasses import replace

from coequal.documents.html import html
from coequal.documents.kept import kept, taken_out
from coequal.documents.model import Heading, Listing, Notice, Paragraph, Picture, Quote, Table, document
from tests.documents.building import ITEMS

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
WHOLE = document(
    "Two policies",
    "What differs.",
    [
        Notice("Synthetic people", "Made up."),
        Heading("Figures", 3),
        Paragraph("Some."),
        Quote("We waited."),
        Listing(("one", "two"), numbered=True),
        Listing(()),
        Listing(ITEMS, numbered=True, first=4),
        Table("People", ("Area", "Count"), (("Luton", "5"), ("Ely", "*")), frozenset({1})),
        Table("Nobody", ("Area",), ()),
        Picture(SVG, "A square", "One square."),
    ],
    [("Day", "26 November 2026")],
)


def test_a_document_that_was_kept_is_the_same() -> None:
    """Through JSON and back, every kind of block."""
    again = taken_out(json.loads(json.dumps(kept(WHOLE))))
    assert again == WHOLE
    assert html(again) == html(WHOLE)


def test_what_was_kept_before_lists_counted_from_a_number_counts_from_1() -> None:
    """A list of that time is read as it was."""
    data = kept(document("A list", "", [Listing(("one",), numbered=True)]))
    del data["blocks"][0]["first"]
    assert taken_out(data).blocks == (Listing(("one",), numbered=True),)


def test_what_was_kept_before_there_were_contents_has_none() -> None:
    """A document of that time is read as it was; one with contents keeps them."""
    data = kept(replace(WHOLE, contents=True))
    assert taken_out(data).contents is True
    del data["contents"]
    assert taken_out(data) == WHOLE
