"""Texts in the room there is for them: how wide they are in Arial, more or less, and on how many lines they stand."""

import textwrap
import unicodedata
from collections.abc import Iterable

CUT = "…"
# The widths of letters as parts of the type size, rounded up: narrow, as most are, capitals, and wide.
_NARROW, _USUAL, _CAPITAL, _WIDE = 0.34, 0.56, 0.72, 1.0
_THIN = frozenset("fijlrtI.,:;'’!|()[]-/ ")
_BROAD = frozenset("mwMW@%—…")


def width(text: str, size: float) -> float:
    """How wide a text is, in a type size."""
    return size * sum(map(_letter, text))


def _letter(letter: str) -> float:
    if letter in _BROAD or unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    if letter in _THIN:
        return _NARROW
    return _CAPITAL if letter.isupper() else _USUAL


def wrapped(text: str, room: float, size: float, most: int | None = None) -> list[str]:
    """A text on as many lines as it needs; where these are more than the most there may be, its end is cut off."""
    hyphens = any(width(word, size) > room for word in text.split())
    letters = max(len(text), 1)
    while True:
        lines = textwrap.wrap(text, letters, break_on_hyphens=hyphens, max_lines=most, placeholder=CUT)
        if letters == 1 or all(width(line, size) <= room for line in lines):
            return lines
        letters = letters * 9 // 10


def on_lines(texts: Iterable[str], room: float, size: float) -> list[str]:
    """Several texts, each beginning on a line of its own."""
    return [line for text in texts for line in wrapped(text, room, size)]


def fits(text: str, room: float, size: float, most: int) -> bool:
    """Whether a text can be read in its room without a word or its end being cut off."""
    return all(width(word, size) <= room for word in text.split()) and len(wrapped(text, room, size)) <= most
