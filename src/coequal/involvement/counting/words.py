"""Figures in words, as tables and charts have them."""

from typing import Final

from coequal.assurance.disclosure import FEWEST, HIDDEN

HIDDEN_WORDS: Final = f"A star stands for a number from 1 to {FEWEST - 1}, or for one that would give such a number away."
ROUNDED_WORDS: Final = "Other numbers are rounded to 5, and shares come from the rounded numbers."
SELF_SELECTING: Final = (
    "Whoever wanted to answered. They are self-selecting and not statistically representative of everybody who lives here."
)
AT_RANDOM: Final = "People were drawn by chance."
INTERVALS: Final = "The intervals say between which shares that of everybody lies, 19 times in 20."
SEVERAL: Final = "Everybody could give several answers, so the shares come to more than 100 %."


def percent(share: float | None) -> str:
    """A share in whole per cent; a star where it is hidden. What is not quite nobody or everybody does not read so."""
    if share is None:
        return HIDDEN
    said = round(100 * share)
    if said in (0, 100) and share not in (0.0, 1.0):
        return "under 1 %" if said == 0 else "over 99 %"
    return f"{said} %"


def spoken(cell: str) -> str:
    """A figure as it is read out."""
    return "a number that is hidden" if cell == HIDDEN else cell
