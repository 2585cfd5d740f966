"""A file as an official source publishes it: CSV, alone or packed, in UTF-8 or as Windows saves it. Read whole, and bounded."""

import codecs
import gzip
import lzma
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from coequal.errors import CoequalError, Place

MOST_BYTES: Final = 20_000_000  # of the CSV itself
MOST_PARTS: Final = 20
WINDOWS: Final = "read as Windows-1252, since it is not UTF-8"
_DAYS: Final = ("%d%b%Y", "%Y-%m-%d", "%d/%m/%Y")
_GZIP, _ZIP, _OLD_EXCEL = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_WORKBOOK: Final = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")  # of Excel and of OpenDocument
_SPREADSHEET: Final = "This is a spreadsheet. Save the sheet that holds the table as CSV UTF-8, and give that."
_PAGE: Final = re.compile(r"\s*<(!doctype\s+html|html)\b", re.IGNORECASE)


def read_official(path: Path, most: int = MOST_BYTES) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and what is to be said of how it was read.

    A .zip holds one file of CSV, beside others such as a description. Raises `CoequalError` where the file cannot be read,
    is damaged or cut short, has more than `most` bytes, or is a spreadsheet, a web page or no text.
    """
    place = Place(str(path))
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
            if data.startswith(_GZIP) and len(data) <= most:
                data = _gunzipped(data, most)
            elif data.startswith(_ZIP) and len(data) <= most:
                data = _unzipped(data, most)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError):
        raise CoequalError("This is packed and cannot be opened: it is damaged or cut short. Download it again.", place) from None
    except OSError as error:
        said = f"This cannot be read: {error.strerror}." if error.strerror else "This is packed and damaged. Download it again."
        raise CoequalError(said, place) from None
    except CoequalError as error:
        raise CoequalError(error.message, place) from None
    if len(data) > most:
        raise CoequalError(f"This is too large: a file may have at most {most // 10**6} MB.", place)
    if data.startswith(_OLD_EXCEL):
        raise CoequalError(_SPREADSHEET, place)
    text, told = _decoded(data, place)
    if _PAGE.match(text):
        raise CoequalError("This is a web page, perhaps one that says why there was no download. Download the file again.", place)
    return text, told


def places_of(head: Sequence[str], columns: Mapping[str, Sequence[str]], place: Place, what: str) -> dict[str, int]:
    """Where each of some columns stands, by the first of its names that is there. Raises `CoequalError` where one is lacking."""
    at = {name.strip().upper(): number for number, name in enumerate(head)}
    found = {part: [at[name] for name in names if name in at] for part, names in columns.items()}
    if lacking := [" or ".join(columns[part]) for part, numbers in found.items() if not numbers]:
        raise CoequalError(f"This is no {what}: it has no column {', '.join(lacking)}.", place)
    return {part: numbers[0] for part, numbers in found.items()}


def day_of_extract(text: str, place: Place) -> date:
    """The day on which figures were taken, as NHS England writes it: 01JAN2021. Raises `CoequalError`."""
    for form in _DAYS:
        with suppress(ValueError):
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a day has no time zone
    raise CoequalError(f'"{text}" is not a day such as 01JAN2021.', place)


def _gunzipped(data: bytes, most: int) -> bytes:
    with gzip.open(BytesIO(data)) as packed:
        return packed.read(most + 1)


def _unzipped(data: bytes, most: int) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        if any(name in _WORKBOOK for name in packed.namelist()):
            raise CoequalError(_SPREADSHEET)
        names = [name for name in packed.namelist()[: MOST_PARTS + 1] if name.casefold().endswith(".csv")]
        if len(names) != 1 or len(packed.namelist()) > MOST_PARTS:
            raise CoequalError(
                f"A packed file holds one file of CSV; this holds {len(names)}. Unpack it, and name the one you mean."
            )
        with packed.open(names[0]) as file:
            return file.read(most + 1)


def _decoded(data: bytes, place: Place) -> tuple[str, tuple[str, ...]]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or data[:2].count(0) == 1:  # of a Latin letter
        raise CoequalError("This is UTF-16, which is not read. Save it as CSV UTF-8.", place)
    if (at := data.find(0)) >= 0:
        line = data.count(b"\n", 0, at) + 1
        raise CoequalError("This is damaged, or no text: it holds a zero byte. Download it again.", Place(place.file, line))
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    try:
        return data.decode("cp1252"), (WINDOWS,)
    except UnicodeDecodeError:
        message = "This is neither UTF-8 nor Windows-1252, so its names cannot be read. Download it again, or save it as UTF-8."
        raise CoequalError(message, Place(place.file, line)) from None
