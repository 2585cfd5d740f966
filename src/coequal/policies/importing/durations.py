"""Cells that give a number of years or months, the same for everybody or by age."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from coequal.facts.dates import Months
from coequal.policies.importing.readers import IN_WORDS, Reading
from coequal.policies.importing.spans import Clock, NotPlain, Span, condition, covers, read_span, said

LONGEST = 20  # years that anybody could be asked to have tried
_DURATION = re.compile(r"([0-9]{1,3}) (year|month)s?")


@dataclass(frozen=True, slots=True)
class Durations:
    """A number of years or months, or one for each of several ages that follow one another without a gap.

    They have to speak of all ages that another value, `covered`, admits, if one is named.
    """

    months: str
    clock: Clock
    covered: str | None
    endings: ClassVar[tuple[str, ...]] = ("", IN_WORDS)

    def read(self, text: str, row: Mapping[str, str], earlier: Mapping[str, Reading]) -> Reading:  # noqa: ARG002
        """The durations. Raises `NotPlain`."""
        if ":" not in text:
            months = _months(text)
            return Reading({"": f"{self.months} >= {months.count}", IN_WORDS: f"at least {months}"})
        pieces = [_piece(part) for part in re.split(r", ?", text)]
        _check_chain(pieces)
        whole = Span(pieces[0][0].low, pieces[-1][0].high)
        if self.covered and (not earlier[self.covered].spans or not covers(whole, earlier[self.covered].spans)):
            raise NotPlain("It does not say what holds at every age at which treatment may be funded.")
        return Reading({"": self._condition(pieces), IN_WORDS: self._in_words(pieces)})

    def _condition(self, pieces: Sequence[tuple[Span, Months]]) -> str:
        """The last piece holds without a test of its own: no age beyond it is admitted."""
        tests = [
            f"if {condition((Span(None, span.high),), self.clock)} then {self.months} >= {months.count} else "
            for span, months in pieces[:-1]
        ]
        return f"{''.join(tests)}{self.months} >= {pieces[-1][1].count}"

    def _in_words(self, pieces: Sequence[tuple[Span, Months]]) -> str:
        parts = []
        for number, (span, months) in enumerate(pieces):
            limits = [] if number == 0 or span.low is None else [f"from the age of {said(span.low)} on"]
            limits += [] if number == len(pieces) - 1 or span.high is None else [f"under the age of {said(span.high)}"]
            parts.append(f"at least {months} {' and '.join(limits)}".strip())
        return ", ".join(parts)


def _piece(text: str) -> tuple[Span, Months]:
    age, _, duration = text.partition(": ")
    span = read_span(age)
    if span is None:
        raise NotPlain("It is neither a number of years or months nor a list of them by age.")
    return span, _months(duration)


def _months(text: str) -> Months:
    found = _DURATION.fullmatch(text)
    count = int(found[1]) * (12 if found[2] == "year" else 1) if found else 0
    if not 0 < count <= 12 * LONGEST:
        raise NotPlain("It is not a number of years or months.")
    return Months(count)


def _check_chain(pieces: Sequence[tuple[Span, Months]]) -> None:
    """Nothing, where each piece begins where the one before ends. Raises `NotPlain` with the age that has two, or none."""
    for (span, _), (following, _) in pairwise(pieces):
        if span.high is None or following.low is None or (span.low is not None and following.low <= span.low):
            raise NotPlain("Its ages do not stand in their order.")
        if following.low < span.high:
            raise NotPlain(f"The age of {said(following.low)} stands in two of its parts.")
        if following.low > span.high:
            raise NotPlain(f"The age of {said(span.high)} stands in none of its parts.")
