"""Ages as tables print them (`<40`, `23-39`, `35-37.5`), as conditions, and in words.

A span begins on a birthday and ends on the day before another: `23-39` goes from the 23rd birthday until the day before
the 40th. A part of a year, as in 37.5, is counted in full months and ends the span on that very day.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

OLDEST = 120
_AGE = r"([0-9]{1,3}(?:\.[0-9]{1,2})?)"
_BELOW = re.compile(rf"< ?{_AGE}")
_ABOVE = re.compile(r"> ?([0-9]{1,3})")
_BETWEEN = re.compile(rf"{_AGE} ?[-–] ?{_AGE}")


class NotPlain(Exception):
    """A text that is no plain rule, and a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Span:
    """The ages from `low` until just before `high`, in years; no limit where one is None.

    `printed_end` is a whole number that is printed as the last age: the year that it begins may be meant to count, or not.
    """

    low: Decimal | None
    high: Decimal | None
    printed_end: Decimal | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Clock:
    """Whose age is taken, and when: the fact of the age, those of the two days that it lies between, and the person in words."""

    age: str
    born: str
    on: str
    whose: str


def read_span(text: str) -> Span | None:
    """The span in a text, or None where there is none, or one that ends before it begins or where nobody lives."""
    if found := _BELOW.fullmatch(text):
        span = Span(None, Decimal(found[1]))
    elif found := _ABOVE.fullmatch(text):
        span = Span(Decimal(found[1]) + 1, None)
    elif found := _BETWEEN.fullmatch(text):
        low, last = Decimal(found[1]), Decimal(found[2])
        span = Span(low, last + 1, last) if _is_whole(last) else Span(low, last)
    else:
        return None
    ends = [end for end in (span.low, span.high) if end is not None]
    possible = all(0 < end <= OLDEST and _is_whole(12 * end) for end in ends) and ends == sorted(set(ends))
    return span if possible else None


def joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The same ages, where spans that touch or overlap are one. Raises `NotPlain` where they do not stand in their order."""
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        if last is None:
            found.append(span)
        elif last.high is None or span.low is None or (last.low is not None and span.low < last.low):
            raise NotPlain("The ages do not stand in their order.")
        elif span.low > last.high:
            found.append(span)
        elif span.high is None or span.high > last.high:
            found[-1] = replace(span, low=last.low)
    return tuple(found)


def covers(whole: Span, wanted: Sequence[Span]) -> bool:
    """Whether all ages of some spans are among those of another."""
    return without(wanted, whole) == ()


def without(spans: Sequence[Span], cut: Span) -> tuple[Span, ...]:
    """What is left of some spans when another is cut out of them."""
    left = []
    for span in spans:
        if cut.low is not None and (span.low is None or span.low < cut.low):
            high = cut.low if span.high is None else min(span.high, cut.low)
            left.append(span if high == span.high else Span(span.low, high))
        if cut.high is not None and (span.high is None or span.high > cut.high):
            low = cut.high if span.low is None else max(span.low, cut.high)
            left.append(span if low == span.low else replace(span, low=low))
    return tuple(left)


def until_birthdays(spans: Sequence[Span], in_full: Sequence[Decimal]) -> tuple[Span, ...]:
    """The spans, each printed end read as the birthday on which it is over, but for ends that are known to count in full."""
    read = [
        replace(span, high=span.printed_end) if span.printed_end and span.printed_end not in in_full else span for span in spans
    ]
    return tuple(span for span in read if span.low is None or span.high is None or span.low < span.high)


def condition(spans: Sequence[Span], clock: Clock) -> str:
    """A condition of the language that is true of these ages: `patient age at treatment in [23 .. 40)`."""
    whole = all(_is_whole(end) for span in spans for end in (span.low, span.high) if end is not None)
    value, unit = (clock.age, 1) if whole else (f"full months({clock.born}, {clock.on})", 12)
    tests = [_test(span, unit) for span in spans]
    if len(tests) > 1:
        return f"{value} in ({', '.join(tests)})"
    return f"{value} in {tests[0]}" if tests[0].startswith("[") else f"{value} {tests[0]}"


def _test(span: Span, unit: int) -> str:
    low, high = (None if end is None else said(end * unit) for end in (span.low, span.high))
    if low is None:
        return f"< {high}"
    return f">= {low}" if high is None else f"[{low} .. {high})"


def in_words(spans: Sequence[Span], whose: str) -> str:
    """The ages in words: `from her 23rd birthday until the day before her 40th birthday`."""
    return ", or ".join(_span_in_words(span, whose) for span in spans)


def _span_in_words(span: Span, whose: str) -> str:
    start = "" if span.low is None else f"from {_day(span.low, whose)}"
    end = "" if span.high is None else f"until the day before {_day(span.high, whose)}"
    return f"{start} {end}".strip()


def _day(age: Decimal, whose: str) -> str:
    """The day on which an age is reached."""
    if _is_whole(age):
        return f"{whose} {ordinal(int(age))} birthday"
    return f"the day on which {whose} age is {int(age)} years and {int(age % 1 * 12)} months"


def ordinal(number: int) -> str:
    """A number as it counts birthdays: `42nd`."""
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def said(number: Decimal) -> str:
    """A number without noughts that say nothing."""
    return str(int(number)) if _is_whole(number) else str(number.normalize())


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()
