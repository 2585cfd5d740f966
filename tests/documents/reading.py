"""What can be read in a file: the words of a PDF, whose letters are numbers of shapes, and those of a Word file."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|\(((?:[^\\()]|\\.)*)\)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_SPECIAL = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
Letters = Mapping[bytes, str]


def words_in(content: bytes, kind: str) -> str:
    """Everything that somebody, or a program, reads in a file of a kind: text, PDF, Word."""
    if content.startswith(b"%PDF-"):
        return words_of_pdf(content) + content.decode("latin-1")
    if "wordprocessingml" in kind:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            parts = [file.read(name).decode("utf-8", errors="replace") for name in file.namelist()]
        return " ".join([*parts, *(re.sub(r"<[^>]*>", "", one) for one in parts)])  # a word may go on over several elements
    return content.decode("utf-8", errors="replace")


def words_of_pdf(file: bytes) -> str:
    """The words on the pages of a PDF as our writer makes it, and in the drawings on them, in the order in which they are drawn."""
    objects = {int(number): body for number, body in _OBJECT.findall(file)}
    found = []
    for body in objects.values():
        named = [objects[int(number)] for number in re.findall(rb"/Resources (\d+) 0 R", body)]
        fonts = dict(font for one in (body, *named) for font in _fonts(one.partition(b"stream")[0], objects))
        if re.search(rb"/Type ?/Page\b", body):
            found += [_drawn(_unpacked(objects[int(one)]), fonts) for one in re.findall(rb"/Contents (\d+) 0 R", body)]
        elif re.search(rb"/Subtype ?/Form\b", body):
            found.append(_drawn(_unpacked(body), fonts))
    return "".join(found)


def _fonts(body: bytes, objects: Mapping[int, bytes]) -> Iterator[tuple[bytes, Letters]]:
    """The fonts that a part names, each with the letter of every shape."""
    for names in re.findall(rb"/Font ?<<(.*?)>>", body, re.DOTALL):
        for name, number in re.findall(rb"/(\w+) (\d+) 0 R", names):
            told = re.search(rb"/ToUnicode (\d+) 0 R", objects[int(number)])
            assert told, "a font that does not say which letters it draws"
            yield name, dict(_letters(_unpacked(objects[int(told[1])])))


def _letters(told: bytes) -> Iterator[tuple[bytes, str]]:
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", told, re.DOTALL):
        for shape, letter in re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>", part):
            yield bytes.fromhex(shape.decode()), bytes.fromhex(letter.decode()).decode("utf-16-be")


def _drawn(content: bytes, fonts: Mapping[bytes, Letters]) -> str:
    """The words that a page draws; one string is not parted from the next, for a word may go on in it."""
    found, letters = [], {}
    for font, string in _SHOWN.findall(content):
        if font:
            letters = fonts[font]
        else:
            shapes = _ESCAPE.sub(_meant, string)
            found += [letters.get(shapes[n : n + 2], "") for n in range(0, len(shapes), 2)]
    return "".join(found)


def _meant(escape: re.Match[bytes]) -> bytes:
    sign = escape[1]
    return bytes([int(sign, 8)]) if sign.isdigit() else _SPECIAL.get(sign, sign)


def _unpacked(part: bytes) -> bytes:
    """A stream as it was before it was packed; nothing of one that was not."""
    with suppress(zlib.error):
        return zlib.decompressobj().decompress(part.partition(b"stream")[2].lstrip(b"\r\n"))
    return b""
