"""What was found of one thing: fine, to be looked at, or wrong."""

from dataclasses import dataclass
from typing import Final, Literal

Grade = Literal["fine", "look", "wrong"]
FINE: Final[Grade] = "fine"
LOOK: Final[Grade] = "look"
WRONG: Final[Grade] = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, what was found, and what is to be done where it is not fine."""

    about: str
    grade: Grade
    says: str
    do: str = ""

    def __str__(self) -> str:
        """It as a line."""
        return f"{self.grade:5}  {self.about:10}  {self.says}{f' {self.do}' if self.do else ''}"


def fine(about: str, says: str) -> Finding:
    """It is as it should be."""
    return Finding(about, FINE, says)


def look(about: str, says: str, do: str) -> Finding:
    """It works, and somebody has to judge whether it is meant to be so."""
    return Finding(about, LOOK, says, do)


def wrong(about: str, says: str, do: str) -> Finding:
    """It does not work, or is not safe."""
    return Finding(about, WRONG, says, do)
