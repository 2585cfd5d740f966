"""Reports: a document in a file, as a web page that needs no other file or as a tagged PDF."""

from pathlib import Path

from coequal.documents.html import html
from coequal.documents.model import Document
from coequal.documents.pdf import pdf
from coequal.populations.output import whole_or_absent


def write_report(document: Document, path: Path) -> None:
    """Write a document where its file's name ends in .html or .pdf. Raises `CoequalError` where it cannot be written."""
    with whole_or_absent(path) as part:
        part.write_bytes(pdf(document) if path.suffix == ".pdf" else html(document).encode())
