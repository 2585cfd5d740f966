"""The tests read in files what people read in them."""

import pytest

from coequal.documents.model import Document, Paragraph, Table
from coequal.documents.pdf import pdf
from coequal.documents.sheet import sheet
from coequal.documents.word import word
from tests.documents.building import holding
from tests.documents.reading import words_in

SAID = "Wilhelmina Example (999 000 0018), born 4 March 1990, of 1 Sample Street; é, £5 and 1990-03-04"
WRITERS = {
    "application/pdf": pdf,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": word,
    "text/csv": sheet,
}


def document() -> Document:
    """The words in a paragraph and in a table, over several pages."""
    rows = tuple((f"Line {n}", str(n)) for n in range(150))
    return holding(Paragraph(SAID), Table("Lines", ("What", "How many"), (*rows, (SAID, "7"))))


@pytest.mark.parametrize("kind", WRITERS)
def test_words_that_were_written_are_read(kind: str) -> None:
    """On every page, with every sign, in each kind of file; and none that was not written."""
    said = " ".join(words_in(WRITERS[kind](document()), kind).split())
    assert said.count(SAID) >= (1 if kind == "text/csv" else 2)  # a sheet holds tables alone
    assert "Theodore" not in said
