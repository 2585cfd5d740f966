"""Texts in the room there is for them: how wide they are in Arial, and on how many lines they stand."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

CUT = "…"
# The widths of Arial's letters as parts of the type size, rounded up a little; the usual one is that of most small letters.
_WIDTHS = {
    letter: part
    for letters, part in (
        ("ijl'’|", 0.23),
        ("ft.,:;!/I ", 0.28),
        ("r-()[]", 0.34),
        ("ckvxyzsJ", 0.5),
        ("mwM", 0.84),
        ("W@%—…", 1.02),
    )
    for letter in letters
}
_USUAL, _CAPITAL, _FULL = 0.56, 0.74, 1.02
_PART = re.compile(r"[^-]*-|[^-]+")


def width(text: str, size: float) -> float:
    """How wide a text is, in a type size."""
    return size * sum(map(_letter, text))


def _letter(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.east_asian_width(letter) in "WF":
        return _FULL
    return _CAPITAL if letter.isupper() else _USUAL


def wrapped(text: str, room: float, size: float, most: int | None = None) -> list[str]:
    """A text on as many lines as it needs; where these are more than the most there may be, its end is cut off."""
    lines = [""]
    for piece in _pieces(text, room, size):
        if lines[-1] and width(lines[-1] + piece.rstrip(), size) > room:
            lines.append("")
        lines[-1] += piece
    lines = [line.rstrip() for line in lines]
    if most is None or len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + CUT, size) > room:
        last = last[:-1]
    return [*lines[: most - 1], last + CUT]


def _pieces(text: str, room: float, size: float) -> Iterator[str]:
    """The words of a text; those too wide for a line in parts that end with a hyphen, and where need be in letters."""
    for word in text.split():
        for part in [word] if width(word, size) <= room else _PART.findall(word):
            yield from [part] if width(part, size) <= room else part
        yield " "


def on_lines(texts: Iterable[str], room: float, size: float) -> list[str]:
    """Several texts, each beginning on a line of its own, without those that are empty."""
    return [line for text in filter(None, texts) for line in wrapped(text, room, size)]


def fits(text: str, room: float, size: float, most: int) -> bool:
    """Whether a text can be read in its room without a word or its end being cut off."""
    return all(width(word, size) <= room for word in text.split()) and len(wrapped(text, room, size)) <= most
