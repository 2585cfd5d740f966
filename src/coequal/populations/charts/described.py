"""The content of a chart in words, put into its file: the title and description of an SVG, the description of a PNG."""

import struct
import zlib
from collections.abc import Iterator
from xml.sax.saxutils import escape

from coequal.populations.charts.layout import Page

TITLE, WORDS = "coequal-chart-title", "coequal-chart-words"
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def svg_described(svg: str, page: Page) -> str:
    """The drawing as one picture to software that reads aloud, named by its title and described in full."""
    start, rest = svg.split(">", 1)
    words = f'<title id="{TITLE}">{escape(page.title)}</title><desc id="{WORDS}">{escape(page.in_words())}</desc>'
    return f'{start} role="img" aria-labelledby="{TITLE} {WORDS}" lang="en-GB">{words}{rest}'


def png_described(png: bytes, page: Page) -> bytes:
    """The picture with its content in words before its pixels, which are packed more tightly than they came."""
    found = list(chunks(png))
    pixels = zlib.compress(zlib.decompress(b"".join(content for kind, content in found if kind == b"IDAT")))
    before = [one for one in found if one[0] not in (b"IDAT", b"IEND")]
    words = text("Description", f"{page.title}.\n{page.in_words()}")
    return SIGNATURE + b"".join(chunk(*one) for one in (*before, (b"iTXt", words), (b"IDAT", pixels), (b"IEND", b"")))


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG: the kind of each, and its content."""
    place = len(SIGNATURE)
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += 12 + length


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG: its length, its kind, its content, and the check sum of both."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def text(keyword: str, words: str) -> bytes:
    """The content of an `iTXt` chunk: a text in English that is not compressed."""
    return keyword.encode("latin-1") + b"\0\0\0en-GB\0\0" + words.encode()
