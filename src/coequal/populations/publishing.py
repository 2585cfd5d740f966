"""Counts as they may be published: so small that someone could be recognised they are hidden, and others are rounded."""

from collections.abc import Mapping
from typing import Any

from coequal.eligibility.outcome import NOT_ELIGIBLE

HIDDEN = "*"
SMALLEST_SHOWN = 8
ROUNDED_TO = 5


def published(count: int) -> int | str:
    """One count: nought as it is, 1 to 7 hidden, others to the nearest five."""
    if count == 0:
        return 0
    return HIDDEN if count < SMALLEST_SHOWN else ROUNDED_TO * round(count / ROUNDED_TO)


def publish(report: Any) -> Any:
    """A report with every count in it as it may be published; what was worked out from exact counts must come after this."""
    match report:
        case bool() | str() | None:
            return report
        case int():
            return published(report)
        case dict():
            return {key: publish(value) for key, value in report.items()}
        case list():
            return [publish(value) for value in report]
    return report


def say_count(count: int | str) -> str:
    """A count in a sentence."""
    return f"{count:,}" if isinstance(count, int) else f"1 to {SMALLEST_SHOWN - 1}"


def share(count: int | str, people: int | str) -> str:
    """A count as a share of some people, from the counts as they are shown.

    What is not quite nobody, or not quite everybody, never reads as if it were.
    """
    if isinstance(count, str) or isinstance(people, str):
        return HIDDEN
    if not people:
        return "–"
    count = min(count, people)  # two rounded counts may disagree
    if count in (0, people):
        return "100 %" if count else "0 %"
    said = f"{100 * count / people:.1f} %"
    return {"0.0 %": "<0.1 %", "100.0 %": ">99.9 %"}.get(said, said)


def not_ruled_out(outcomes: Mapping[str, int | str], people: int | str) -> int | str:
    """The people who are not found *not eligible*; hidden where that is, or where so few are left that their outcomes are."""
    refused = outcomes[NOT_ELIGIBLE]
    if isinstance(people, str) or isinstance(refused, str):
        return HIDDEN
    left = max(0, people - refused)
    return HIDDEN if left < SMALLEST_SHOWN and HIDDEN in outcomes.values() else left
