"""Counts as they may be published: so small that someone could be recognised they are hidden, and others are rounded."""

from typing import Any

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
    """A count as a share of some people, from the counts as they are shown."""
    if isinstance(count, str) or isinstance(people, str):
        return HIDDEN
    return f"{100 * count / people:.1f} %" if people else "–"
