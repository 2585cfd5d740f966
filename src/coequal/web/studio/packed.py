"""Files whose text cannot be read here: what each is, by how it begins and what is packed in it."""

from collections.abc import Mapping
from typing import Final

_ZIP: Final = b"PK\x03\x04"
_IN_A_ZIP: Final[Mapping[bytes, str]] = {  # names and signs that only files of one kind have in them
    b"word/": "a Word file",
    b"xl/": "an Excel workbook",
    b"ppt/": "a PowerPoint presentation",
    b"application/vnd.oasis.opendocument.text": "an OpenDocument text",
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet",
    b"application/vnd.oasis.opendocument": "an OpenDocument file",
    b"application/epub+zip": "an electronic book",
}
_BEGINS: Final[Mapping[bytes, str]] = {
    b"%PDF": "a PDF file",
    b"\xd0\xcf\x11\xe0": "a file of Word or Excel as they were before 2007",
    b"{\\rtf": "a Rich Text file",
}


def packed(data: bytes, instead: str) -> str | None:
    """What a file is that holds no plain text, and what to do instead of sending it; None where it may hold some."""
    if data.startswith(_ZIP):
        found = next((said for sign, said in _IN_A_ZIP.items() if sign in data), None)
        if found is None:
            return "This is a zip file, which cannot be read here. Unpack it, and choose the file of the text."
    else:
        found = next((said for begin, said in _BEGINS.items() if data.startswith(begin)), None)
    return found and f"This is {found}, which cannot be read here. {instead}"
