"""The tables of a document as CSV for a spreadsheet, in which no cell is taken for a formula."""

import csv
import re
from io import StringIO
from typing import Final

from coequal.documents.model import Document, Notice, Table
from coequal.documents.texts import clean

_MARK: Final = "\ufeff"  # by which a spreadsheet knows that the text is UTF-8
_FORMULA: Final = ("=", "+", "-", "@")
_NUMBER: Final = re.compile(r"[-+]?£?(?:[\d,]*\d|[\d,]*\.\d+)[km]?(?: ?%)?")


def sheet(document: Document) -> bytes:
    """The CSV: the title, what must not be overlooked and what the document says of itself, then each table under its caption."""
    written = StringIO()
    rows = csv.writer(written)
    rows.writerow([safe(document.title)])
    rows.writerows([safe(block.title), safe(block.text)] for block in document.blocks if isinstance(block, Notice))
    rows.writerows([safe(name), safe(value)] for name, value in document.facts)
    for table in (block for block in document.blocks if isinstance(block, Table)):
        rows.writerow([])
        rows.writerow([safe(table.caption)])
        rows.writerows([safe(cell) for cell in row] for row in (table.head, *table.rows))
    return (_MARK + written.getvalue()).encode()


def safe(text: str) -> str:
    """A text on one line, with an apostrophe before it where a spreadsheet would take it for a formula."""
    plain = clean(text)
    return f"'{plain}" if is_formula(plain) else plain


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take a text for a formula: it begins like one, behind blanks or not, and is no number."""
    plain = clean(text)
    return plain.startswith(_FORMULA) and not _NUMBER.fullmatch(plain)
