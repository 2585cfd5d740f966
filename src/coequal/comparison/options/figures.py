"""Figures of an appraisal in words: rounded to what they can bear, always with their interval, and candidates by letter."""

from collections.abc import Iterable, Mapping
from math import floor, log10
from string import ascii_uppercase
from typing import Any

from coequal.populations.publishing import HIDDEN

NONE = "–"
Interval = Mapping[str, float | None]


def letters(labels: Iterable[str]) -> dict[str, str]:
    """A letter for each candidate, which stands for it where there is little room."""
    return dict(zip(labels, ascii_uppercase, strict=False))


def figure(value: float | None) -> str:
    """A number to three figures, with commas: 1234.5 is 1,230. A dash where there is none."""
    if value is None:
        return NONE
    return f"{rounded(value):,.10g}" if abs(value) >= 0.5 else "0"


def rounded(value: float) -> float:
    """A number to three figures, and to a whole one."""
    if not value:
        return 0.0
    return float(round(round(value, 2 - floor(log10(abs(value))))))


def money(value: float | None) -> str:
    """£ to three figures: £950, £12,300, -£1.23m."""
    said = pounds(value)
    return NONE if value is None else f"-£{said[1:]}" if said.startswith("-") else f"£{said}"


def pounds(value: float | None) -> str:
    """The digits of a sum of money, in millions where it is as large as that."""
    if value is None or abs(value) < 999_500:
        return figure(value)
    places = 2 if abs(value) < 9_995_000 else 1 if abs(value) < 99_950_000 else 0
    return f"{value / 1e6:,.{places}f}m"


def ranged(found: Interval, say: Any = figure) -> str:
    """A median with its interval: 205 (171 to 236); the number alone where nothing is uncertain."""
    median, low, high = found["median"], found["low"], found["high"]
    if say(low) == say(high) == say(median):
        return str(say(median))
    return f"{say(median)} ({say(low)} to {say(high)})"


def costs(found: Interval) -> str:
    """A sum of money with its interval: £1.1m (0.9m to 1.3m)."""
    said = ranged(found, pounds)
    return said if said == NONE else f"-£{said[1:]}" if said.startswith("-") else f"£{said}"


def count(value: int | str) -> str:
    """A count as it may be shown."""
    return f"{value:,}" if isinstance(value, int) else value


def percent(share: float | None) -> str:
    """A share of people, from counts as they are shown; hidden where one of these is."""
    if share is None:
        return HIDDEN
    said = f"{100 * share:.0f} %"
    return "<1 %" if said == "0 %" and share > 0 else said


def times(ratio: float | None) -> str:
    """How many times everybody's share."""
    return NONE if ratio is None else f"{ratio:.2f}"


def plain(value: float) -> str:
    """An assumption as it was written."""
    return f"{value:,.10g}"


def ranges(parameter: Mapping[str, Any]) -> str:
    """The value of a parameter and the ends of its range, for each band of ages where it goes by age."""
    if "by age" not in parameter:
        return _range(parameter)
    return "; ".join(f"from {age}: {_range(band)}" for age, band in parameter["by age"].items())


def _range(found: Mapping[str, Any]) -> str:
    value, low, high = (plain(found[key]) for key in ("value", "low", "high"))
    return value if low == high else f"{value} ({low} to {high})"


def source(parameter: Mapping[str, Any]) -> str:
    """Where a parameter comes from, with its date."""
    said = parameter["source"]
    if parameter["assumed"]:
        rest = said.partition(":")[2].strip()
        said = f"assumed, no source found{f': {rest}' if rest else ''}"
    return f"{said}. Date: {parameter['date']}" if parameter["date"] else str(said)
