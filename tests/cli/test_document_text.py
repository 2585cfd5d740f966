"""A document in a terminal."""

from coequal.cli.document_text import document_text
from coequal.documents.model import Listing
from tests.documents.building import ITEMS, holding


def test_what_stands_under_an_item_is_set_in() -> None:
    """A list in a list further than what it stands under."""
    text = document_text(holding(Listing(ITEMS)))
    assert text.partition("- one")[2].startswith("\n  - two\n    - of her\n    - of him\n      - deeper\nAnd more.")
    assert "Cycles:\n" in text
    assert text.endswith("\n  - four")
