"""Cells that list ages, with what else they may mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from coequal.policies.importing.readers import IN_WORDS, Reading
from coequal.policies.importing.spans import Clock, NotPlain, Span, condition, in_words, joined, read_span, until_birthdays, without
from coequal.policies.model import NO_RULE

ON_ANOTHER_DAY, BY_ANOTHER_END, BY_ANOTHER_ANSWER = " on another day", " by another end", " by another answer"


@dataclass(frozen=True, slots=True)
class Answer:
    """Another column that says yes or no to some of the ages."""

    column: str
    yes: str
    no: str
    about: Span


@dataclass(frozen=True, slots=True)
class Ages:
    """A list of ages, with what else it may mean: on another day, with another end, or as another column has it."""

    clock: Clock
    other: Clock
    in_full: tuple[Decimal, ...]
    answer: Answer | None
    endings: ClassVar[tuple[str, ...]] = (
        *("", IN_WORDS, ON_ANOTHER_DAY, BY_ANOTHER_END, BY_ANOTHER_END + IN_WORDS),
        *(BY_ANOTHER_ANSWER, BY_ANOTHER_ANSWER + IN_WORDS),
    )

    def read(self, text: str, row: Mapping[str, str], earlier: Mapping[str, Reading]) -> Reading:  # noqa: ARG002
        """The ages. Raises `NotPlain`, also where the other column would leave none of them."""
        spans = _ages(text)
        ends = until_birthdays(spans, self.in_full)
        answered, doubt = self._answered(spans, row)
        readings = {BY_ANOTHER_END: ends, BY_ANOTHER_ANSWER: () if answered == ends else answered}
        cells = {
            "": condition(spans, self.clock),
            IN_WORDS: in_words(spans, self.clock.whose),
            ON_ANOTHER_DAY: condition(spans, self.other),
        }
        for ending, other in readings.items():
            differs = bool(other) and other != spans
            cells[ending] = condition(other, self.clock) if differs else NO_RULE
            cells[ending + IN_WORDS] = in_words(other, self.clock.whose) if differs else NO_RULE
        return Reading(cells, spans, doubt)

    def _answered(self, spans: tuple[Span, ...], row: Mapping[str, str]) -> tuple[tuple[Span, ...], str | None]:
        """The ages as the other column has them, and a sentence where that is something else."""
        said = row[self.answer.column] if self.answer else None
        if self.answer is None or said not in (self.answer.yes, self.answer.no):
            return spans, None
        left = without(spans, self.answer.about)
        if (left != spans) == (said == self.answer.yes):
            return spans, None
        doubt = f"The column {self.answer.column} says “{said}”, which contradicts these ages."
        if not left:
            raise NotPlain(doubt)
        return (joined(sorted([*spans, self.answer.about], key=_start)) if left == spans else left), doubt


def _ages(text: str) -> tuple[Span, ...]:
    spans = []
    for part in re.split(r", ?", text):
        span = read_span(part)
        if span is None:
            raise NotPlain("It is not a list of ages.")
        if span.high is None:
            raise NotPlain("“Over” an age may begin just after that birthday or a year later.")
        spans.append(span)
    return joined(spans)


def _start(span: Span) -> Decimal:
    return Decimal(0) if span.low is None else span.low
