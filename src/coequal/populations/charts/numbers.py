"""Counts and shares as a chart has them: in words, and as lengths. A hidden count is `*`, and has no length."""

from coequal.populations.publishing import HIDDEN

Count = int | str


def said(count: Count) -> str:
    """A count with commas, or the star that hides it."""
    return f"{count:,}" if isinstance(count, int) else HIDDEN


def counted(count: Count) -> str:
    """A count of people in words."""
    return "1 person" if count == 1 else f"{said(count)} people"


def size(count: Count) -> int:
    """The length of a count: a hidden one has none."""
    return count if isinstance(count, int) else 0


def rank(count: Count) -> int:
    """Where a count stands in an order: a hidden one above nought and below all that are shown."""
    return count if isinstance(count, int) else 1


def fraction(count: Count, whole: int) -> float:
    """A count as a part of a whole bar; of nothing, nothing."""
    return size(count) / whole if whole else 0.0
