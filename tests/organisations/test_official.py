"""Files as official sources publish them: packed or not, in either encoding, whole or damaged."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from coequal.organisations.official import MOST_PARTS, WINDOWS, read_official
from tests.organisations.building import refusal

TEXT = 'P1,"CAFÉ",A\r\nP2,B,C\r\n'


def zipped(**files: bytes) -> bytes:
    """Files packed together; two underscores in a name stand for its dot."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name.replace("__", "."), data)
    return written.getvalue()


def damaged_lzma() -> bytes:
    """A file packed by another method than usual, of which what says how it was packed is destroyed."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a.csv", b"P1,B,C")
    data = bytearray(written.getvalue())
    start = 30 + len("a.csv") + 4  # after the head of the file, its name, and the version of LZMA
    data[start : start + 5] = b"\xff" * 5
    return bytes(data)


UTF8 = TEXT.encode()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (UTF8, ()),
        (b"\xef\xbb\xbf" + UTF8, ()),
        (TEXT.encode("cp1252"), (WINDOWS,)),
        (gzip.compress(UTF8, mtime=0), ()),
        (zipped(epraccur__csv=UTF8, epraccur__pdf=b"%PDF"), ()),
        (zipped(LIST__CSV=TEXT.encode("cp1252")), (WINDOWS,)),
    ],
    ids=["plain", "mark", "Windows", "gzip", "zip", "zip of Windows"],
)
def test_the_text_is_read_however_it_is_packed(tmp_path: Path, data: bytes, told: tuple[str, ...]) -> None:
    """And what is not plain is said."""
    path = tmp_path / "file"
    path.write_bytes(data)
    assert read_official(path) == (TEXT, told)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (gzip.compress(UTF8 * 100, mtime=0)[:-20], "damaged or cut short. Download it again."),
        (gzip.compress(UTF8, mtime=0)[:-6] + b"oooooo", "Download it again."),
        (zipped(a__csv=UTF8 * 100)[:-30], "damaged or cut short. Download it again."),
        (zipped(a__csv=UTF8, b__csv=UTF8), "this holds 2. Unpack it, and name the one you mean."),
        (zipped(a__pdf=UTF8), "this holds 0."),
        (zipped(a__csv=UTF8, **{f"f{n}": b"" for n in range(MOST_PARTS)}), "Unpack it"),
        (gzip.compress(b"a" * 3_000_000, mtime=0), "This is too large: a file may have at most 1 MB."),
        (zipped(a__csv=b"a" * 3_000_000), "This is too large"),
        (b"a" * 3_000_000, "This is too large"),
        (damaged_lzma(), "damaged or cut short. Download it again."),
        (TEXT.encode("utf-16"), "This is UTF-16, which is not read. Save it as CSV UTF-8."),
        (TEXT.encode("utf-16-be"), "This is UTF-16"),
        (zipped(xl__workbook=b"", **{"xl/workbook__xml": b"<workbook/>"}), "This is a spreadsheet. Save the sheet"),
        (zipped(content__xml=b"<document/>", a__csv=UTF8), "This is a spreadsheet."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "This is a spreadsheet."),
        (b"\n<!DOCTYPE html>\n<html><body>Not found</body></html>", "This is a web page"),
        (gzip.compress(b"<HTML lang='en'>", mtime=0), "This is a web page"),
        (b"a,b\nNEWL\0AND,c\n", "line 2: This is damaged, or no text: it holds a zero byte."),
        (b"a\nb\x81\n", "line 2: This is neither UTF-8 nor Windows-1252"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, data: bytes, words: str) -> None:
    """In one message with the file's name."""
    path = tmp_path / "file"
    path.write_bytes(data)
    message = refusal(lambda: read_official(path, 1_000_000))
    assert message.startswith(str(path))
    assert words in message


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """By its name."""
    assert "cannot be read: No such file" in refusal(lambda: read_official(tmp_path / "no.csv"))
