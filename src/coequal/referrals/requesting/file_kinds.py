"""What a file is, as its content shows and never as it is called: PDF, PNG, JPEG or Word, whole, and nothing else."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from coequal.documents.declaring import declares
from coequal.documents.media import MEDIA_TYPES
from coequal.errors import CoequalError
from coequal.referrals.requesting.picture_sizes import MOST, points

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_WORD_PART: Final = "word/document.xml"
_TYPES: Final = "[Content_Types].xml"
_WORD_TYPE: Final = f"{MEDIA_TYPES['docx']}.main+xml".encode()
_UNPACKED: Final = 100 * 1024 * 1024  # bytes that all parts of a Word file together may come to
_MEMBERS: Final = 2_000
_TAIL: Final = 2_048  # bytes at the end of a PDF in which its end is written
_ALONE: Final = {0x01, *range(0xD0, 0xD8)}  # markers of a JPEG without a length
_SCAN, _END = 0xDA, 0xD9


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of file: its media type, how names of such files may end, and its words."""

    media: str
    endings: tuple[str, ...]
    words: str


PDF: Final = Kind(MEDIA_TYPES["pdf"], (".pdf",), "PDF")
PNG: Final = Kind(MEDIA_TYPES["png"], (".png",), "PNG picture")
JPEG: Final = Kind(MEDIA_TYPES["jpg"], (".jpg", ".jpeg"), "JPEG picture")
WORD: Final = Kind(MEDIA_TYPES["docx"], (".docx",), "Word file (.docx)")
_NOT_DECLARED: Final = ("", "application/octet-stream")  # what a browser says that does not know


def kind_of(content: bytes, name: str, declared: str = "") -> Kind:
    """What a file is.

    Raises `CoequalError` for anything else, for one that is not whole, where its name or the browser says something else, and
    for a picture that is larger than anything that is scanned.
    """
    kind = next((one for one, is_one in _IS.items() if is_one(content)), None)
    if kind is None:
        raise CoequalError(
            "This file is not a whole PDF, PNG or JPEG picture, or Word file (.docx) without macros and password. "
            "Save it as PDF and add that."
        )
    media = declared.split(";", maxsplit=1)[0].strip().casefold()
    if not name.casefold().endswith(kind.endings) or media not in (*_NOT_DECLARED, kind.media):
        raise CoequalError(
            f"This file is a {kind.words}, but it is called something else. Give it a name that ends in {kind.endings[0]}."
        )
    if kind in (PNG, JPEG) and points(content) > MOST:
        raise CoequalError(f"This picture has more than {MOST // 10**6} million points. Make it smaller and add that.")
    return kind


def _is_pdf(content: bytes) -> bool:
    end = content[-_TAIL:]
    return content[:7] in (b"%PDF-1.", b"%PDF-2.") and b"startxref" in end and b"%%EOF" in end


def _is_png(content: bytes) -> bool:
    """Whether it is a picture whose parts are whole, from its head to its end and with nothing behind that."""
    if not content.startswith(_PNG):
        return False
    at, kinds = len(_PNG), list[bytes]()
    while at + 12 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        part = content[at + 4 : at + 8 + length]
        if content[at + 8 + length : at + 12 + length] != struct.pack(">I", zlib.crc32(part)):
            return False
        kinds.append(part[:4])
        at += 12 + length
    return at == len(content) and kinds[:1] == [b"IHDR"] and kinds[-1:] == [b"IEND"] and b"IDAT" in kinds


def _is_jpeg(content: bytes) -> bool:
    """Whether it is a picture with its parts in a row, a scan, and its end at the end."""
    if not content.startswith(b"\xff\xd8\xff") or not content.endswith(b"\xff\xd9"):
        return False
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == _SCAN:
            return True
        if marker == _END:
            return False
        at += 2 if marker in _ALONE else 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return False


def _is_word(content: bytes) -> bool:
    """Whether it is a Word file that can be opened: no macros, no password, and not packed to become a huge one."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            names = [part.filename for part in parts]
            fits = len(parts) <= _MEMBERS and sum(part.file_size for part in parts) <= _UNPACKED
            plain = not any(part.flag_bits & 0x1 for part in parts) and len(set(names)) == len(names)
            if not (fits and plain and {_TYPES, _WORD_PART} <= set(names)) or any("vbaproject" in one.casefold() for one in names):
                return False
            if any(_declares(packed, name) for name in names):
                return False
            return _WORD_TYPE in packed.read(_TYPES) and bool(packed.read(_WORD_PART))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return False


def _declares(packed: zipfile.ZipFile, name: str) -> bool:
    """Whether a part declares entities, which Word never does and which can grow in whatever opens it."""
    with packed.open(name) as opened:
        return declares(opened)


_IS: Final[Mapping[Kind, Callable[[bytes], bool]]] = {PDF: _is_pdf, PNG: _is_png, JPEG: _is_jpeg, WORD: _is_word}
KINDS: Final = tuple(_IS)
