"""How the cells of a column are read: whole or not at all. What no reader takes whole is not found, and listed for a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

from coequal.policies.importing.spans import NotPlain, Span

IN_WORDS = " in words"
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: the value itself under "", and what goes with it under what its column's name ends with.

    `spans` are the ages of a cell of ages; `doubt` is a sentence for a person, where something contradicts the cell.
    """

    cells: Mapping[str, str]
    spans: tuple[Span, ...] = ()
    doubt: str | None = None


class Reader(Protocol):
    """Reads the cells of one column."""

    endings: ClassVar[tuple[str, ...]]

    def read(self, text: str, row: Mapping[str, str], earlier: Mapping[str, Reading]) -> Reading:
        """The reading of a cell, beside its whole row and the values read earlier. Raises `NotPlain`."""


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A whole number of at most `most`."""

    most: int
    endings: ClassVar[tuple[str, ...]] = ("",)

    def read(self, text: str, row: Mapping[str, str], earlier: Mapping[str, Reading]) -> Reading:  # noqa: ARG002
        """The number as it stands. Raises `NotPlain`."""
        if not re.fullmatch(r"0|[1-9][0-9]{0,5}", text) or int(text) > self.most:
            raise NotPlain(f"It is not a whole number from 0 to {self.most}.")
        return Reading({"": text})


@dataclass(frozen=True, slots=True)
class Text:
    """Any text, kept as printed."""

    endings: ClassVar[tuple[str, ...]] = ("",)

    def read(self, text: str, row: Mapping[str, str], earlier: Mapping[str, Reading]) -> Reading:  # noqa: ARG002
        """The text."""
        return Reading({"": text})


@dataclass(frozen=True, slots=True)
class Wording:
    """One text of the source, and what it comes to. `…` stands for its middle, which `letters`, its whole length, holds."""

    printed: str
    letters: int | None
    value: str
    in_words: str

    def takes(self, text: str) -> bool:
        """Whether a cell says this."""
        if self.letters is None:
            return text == self.printed
        head, _, tail = self.printed.partition(ELLIPSIS)
        return len(text) == self.letters and text.startswith(head.rstrip()) and text.endswith(tail.lstrip())


@dataclass(frozen=True, slots=True)
class Words:
    """One of several texts, each of which has its meaning."""

    wordings: tuple[Wording, ...]
    endings: ClassVar[tuple[str, ...]] = ("", IN_WORDS)

    def read(self, text: str, row: Mapping[str, str], earlier: Mapping[str, Reading]) -> Reading:  # noqa: ARG002
        """The meaning of the text. Raises `NotPlain`."""
        for wording in self.wordings:
            if wording.takes(text):
                return Reading({"": wording.value, IN_WORDS: wording.in_words})
        raise NotPlain("It is not one of the texts whose meaning the recipe gives.")
