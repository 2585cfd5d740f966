"""Counts and shares as a chart has them: in words, and as lengths. A hidden count is `*`, and has no length."""

from coequal.eligibility.outcome import NOT_ELIGIBLE
from coequal.populations.publishing import HIDDEN, SMALLEST_SHOWN, share

Count = int | str


def said(count: Count) -> str:
    """A count with commas, or the star that hides it."""
    return f"{count:,}" if isinstance(count, int) else HIDDEN


def counted(count: Count) -> str:
    """A count of people in words."""
    return "1 person" if count == 1 else f"{said(count)} people"


def portion(count: Count, people: Count) -> str:
    """A count as a share of some people. What is not quite nobody, or not quite everybody, never reads as if it were."""
    if isinstance(count, str) or isinstance(people, str) or not people:
        return share(count, people)
    count = min(count, people)  # two rounded counts may disagree
    if count in (0, people):
        return "100 %" if count else "0 %"
    near = {"0.0 %": "<0.1 %", "100.0 %": ">99.9 %"}
    exact = share(count, people)
    return near.get(exact, exact)


def size(count: Count) -> int:
    """The length of a count: a hidden one has none."""
    return count if isinstance(count, int) else 0


def rank(count: Count) -> int:
    """Where a count stands in an order: a hidden one above nought and below all that are shown."""
    return count if isinstance(count, int) else 1


def fraction(count: Count, whole: int) -> float:
    """A count as a part of a whole bar; of nothing, nothing."""
    return size(count) / whole if whole else 0.0


def not_ruled_out(outcomes: dict[str, Count], people: Count) -> Count:
    """The people who are not found *not eligible*; hidden where that is, or where so few are left that their outcomes are."""
    refused = outcomes[NOT_ELIGIBLE]
    if isinstance(people, str) or isinstance(refused, str):
        return HIDDEN
    left = max(0, people - refused)
    return HIDDEN if left < SMALLEST_SHOWN and HIDDEN in outcomes.values() else left
