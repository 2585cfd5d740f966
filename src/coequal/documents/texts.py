"""Plain texts made fit to be written out: without signs that only steer a machine, and with those that a typeface can show."""

import re
import unicodedata

NOWHERE = "□"  # what stands for a letter that the typeface lacks
UNTITLED = "Without a title"
# Line ends, signs of control, half characters, and marks that turn the reading direction of what follows them.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]|[\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffc]")
# What the typefaces that come with Typst show, without a gap: Latin, Greek, Cyrillic, Hebrew, and most signs of print.
_SHOWN = (
    (0x20, 0x7E),
    (0xA0, 0x484),
    (0x487, 0x4FF),
    (0x591, 0x5F4),
    (0x1E00, 0x2040),
    (0x2054, 0x20C0),
    (0x2100, 0x211E),
    (0x2126, 0x2151),
    (0x2153, 0x2184),
    (0x2190, 0x23FF),
    (0x2460, 0x2606),
    (0xFB00, 0xFB06),
)


def clean(text: str) -> str:
    """A text on one line, with single spaces, and without the signs that no reader sees but a machine obeys."""
    spaced = _STEERING.sub(lambda found: " " if found[0] in "\t\n\v\f\r\x85\u2028\u2029" else "", text)
    kept = "".join(sign for sign in spaced if not _no_character(ord(sign)))
    return " ".join(kept.split())


def _no_character(code: int) -> bool:
    """Whether a number is one that Unicode keeps free of characters."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def shown(text: str) -> str:
    """A clean text in signs that the typefaces of the PDF have.

    A symbol that they lack is named in square brackets, such as "[grinning face]"; a letter becomes `NOWHERE`.
    """
    return clean("".join(map(_sign, unicodedata.normalize("NFC", clean(text)))))


def _sign(sign: str) -> str:
    if any(first <= ord(sign) <= last for first, last in _SHOWN) and unicodedata.category(sign) != "Cn":
        return sign
    match unicodedata.category(sign)[0]:
        case "S":
            return f"[{unicodedata.name(sign, NOWHERE).lower()}]"
        case "M":
            return ""  # an accent or a variant of a sign that is shown without it
        case _:
            return "" if unicodedata.category(sign) == "Cf" else NOWHERE
