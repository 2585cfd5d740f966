"""The content of a chart in words, put into its file: the title and description of an SVG, the description of a PNG."""

import struct
import zlib
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
    """The picture with its content in words, as international text that stands right after the head."""
    end = len(SIGNATURE) + 12 + struct.unpack(">I", png[len(SIGNATURE) : len(SIGNATURE) + 4])[0]
    return png[:end] + text_chunk("Description", f"{page.title}.\n{page.in_words()}") + png[end:]


def text_chunk(keyword: str, text: str) -> bytes:
    """An `iTXt` chunk, not compressed, in English: its length, its kind and content, and their check sum."""
    content = b"iTXt" + keyword.encode("latin-1") + b"\0\0\0en-GB\0\0" + text.encode()
    return struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
