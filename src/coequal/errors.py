"""The one shape of an error: where it is, why it cannot be used, and what to do next."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MOST_LETTERS = 1_000


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: line and column count from 1; a clause is the policy's own number."""

    file: str
    line: int | None = None
    column: int | None = None
    clause: str | None = None

    def __str__(self) -> str:
        """The place as a reader would look it up."""
        parts = [self.file]
        if self.line is not None:
            parts.append(f"line {self.line}")
        if self.column is not None:
            parts.append(f"column {self.column}")
        words = ", ".join(parts)
        return f"{words} (clause {self.clause})" if self.clause else words


class CoequalError(Exception):
    """Something given to coequal that it cannot use."""

    def __init__(self, message: str, place: Place | None = None) -> None:
        """Say `message`, and where it holds if a place is known."""
        super().__init__(message)
        self.message = _one_line(message)
        self.place = place

    def __str__(self) -> str:
        """One line: the place, then the message."""
        return f"{self.place}: {self.message}" if self.place else self.message


class CoequalWarning(UserWarning):
    """Something given to coequal that it uses, and that may be meant otherwise."""


def _one_line(message: str) -> str:
    """The message without line ends, and without its middle where it repeats a text that nobody would read."""
    words = " ".join(message.split())
    half = MOST_LETTERS // 2
    return words if len(words) <= MOST_LETTERS else f"{words[:half]} … {words[-half:]}"


class Mistakes(CoequalError):
    """Several mistakes in one file, of which the first is told where only one can be."""

    def __init__(self, first: CoequalError, *others: CoequalError) -> None:
        """Take them in their order."""
        super().__init__(first.message, first.place)
        self.every = (first, *others)


class UnknownFact(CoequalError):
    """A name that is no fact of the dictionary."""


class NotSupported(CoequalError):
    """An expression that is not in coequal's declared subset of FEEL, so it is not answered."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that suggests the nearest of `known`, with a space before it, or nothing."""
    # Costs 3 ms to import, and only a mistake needs it.
    from difflib import get_close_matches

    given, folded = word.casefold(), {name.casefold(): name for name in known}
    words = set(given.split())
    begun = [name for name in folded if name.startswith(f"{given} ")]  # "patient age" of "patient age at treatment"
    parts = [name for name in folded if words and words <= set(name.split())]  # "BMI" of "patient BMI"
    near = begun or get_close_matches(given, folded, n=1, cutoff=0.6) or parts
    return f' Did you mean "{folded[near[0]]}"?' if near else ""


def refuse_pipe(path: Path) -> None:
    """Nothing, of a file. Raises `CoequalError` for a pipe in a folder, on which a reader would wait for ever.

    One that the system hands over, as a shell does for `<(...)`, has somebody who writes to it.
    """
    if path.is_fifo() and not path.is_relative_to("/dev") and not path.is_relative_to("/proc"):
        raise CoequalError("This is a pipe and not a file. Put a file in its place.", Place(str(path)))
