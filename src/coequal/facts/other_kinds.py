"""Files of another kind than what people write for coequal: what such a file is, and which command reads it, if any."""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from coequal.errors import CoequalError, Place

_LOOKED_AT: Final = 65_536  # bytes, in which each kind shows itself
_BEFORE: Final = b"\xef\xbb\xbf \t\r\n"  # what may stand before a file's own first sign
_ITSELF: Final = "A policy is a Markdown file (.md), a case a YAML or JSON file."


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of file: what to say of it, how it begins, if in a way of its own, and how its name ends."""

    says: str
    begins: re.Pattern[bytes] | None
    endings: tuple[str, ...]


_KINDS: Final = (
    _Kind(f"This is a PDF file, which no command reads. {_ITSELF}", re.compile(rb"%PDF-"), (".pdf",)),
    _Kind(
        f"This is a Word document, which no command reads. {_ITSELF}",
        re.compile(rb"PK\x03\x04.*?word/", re.DOTALL),
        (".docx", ".docm"),
    ),
    _Kind(
        "This is an Excel workbook. “coequal import” makes a draft policy of rules in one; "
        "people in one are saved as CSV, for “coequal assess”.",
        re.compile(rb"PK\x03\x04.*?xl/", re.DOTALL),
        (".xlsx", ".xlsm"),
    ),
    _Kind(
        "This is a file of Word or Excel as they were before 2007. Save it anew as .docx or .xlsx.",
        re.compile(rb"\xd0\xcf\x11\xe0"),
        (".doc", ".xls"),
    ),
    _Kind(
        "This is a model of DMN. “coequal import” makes a draft policy of it.",
        re.compile(rb"<.*?omg\.org/spec/DMN[/-]", re.DOTALL),
        (".dmn",),
    ),
    _Kind(
        f"This is a web page, which no command reads. {_ITSELF}",
        re.compile(rb"<!doctype html|<html[\s>]", re.IGNORECASE),
        (".html", ".htm"),
    ),
    _Kind(
        "This is a table of people, which “coequal assess” reads.",
        re.compile(rb"PAR1|ARROW1"),
        (".parquet", ".arrow", ".feather"),
    ),
    _Kind(
        "This is a table. “coequal assess” reads people in one; “coequal import” makes a draft policy of rules in one.",
        None,
        (".csv",),
    ),
)


def other_kind(data: bytes, file: str) -> str | None:
    """What to say of a file that is of another kind, by how it begins, or else by how its name ends; None of any other."""
    begin = data[:_LOOKED_AT].lstrip(_BEFORE)
    begun = (kind.says for kind in _KINDS if kind.begins and kind.begins.match(begin))
    ending = PurePath(file).suffix.casefold()
    return next(begun, None) or next((kind.says for kind in _KINDS if ending in kind.endings), None)


def refuse_other_kinds(data: bytes, file: str) -> bytes:
    """The same bytes. Raises `CoequalError` where they are of another kind than what people write for coequal."""
    if says := other_kind(data, file):
        raise CoequalError(says, Place(file))
    return data
