"""Small files that are what they say, and some that are not."""

import io
import struct
import zipfile
import zlib

from docx import Document

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xda\x00\x04abscan\xff\xd9"


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = b"\x89PNG\r\n\x1a\n" + b"".join(
    [_part(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), _part(b"IDAT", zlib.compress(b"\0\0")), _part(b"IEND", b"")]
)


def word(**extra: bytes) -> bytes:
    """A Word file, with parts that are put into it."""
    made = io.BytesIO()
    Document().save(made)
    with zipfile.ZipFile(made, "a") as packed:
        for name, data in extra.items():
            packed.writestr(name, data)
    return made.getvalue()


def packed(**parts: bytes) -> bytes:
    """A packed file with some parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return made.getvalue()


def bomb() -> bytes:
    """A small packed file that unpacks to a huge one."""
    return packed(**{"[Content_Types].xml": b"", "word/document.xml": b"\0" * (101 * 1024 * 1024)})
