"""The meaning that every engine is held to: coequal's own closures, one person after another."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
from bench.everyone.checksum import CRITERIA, Answer, Checksum, summed
from bench.everyone.people import given_facts, rules

from coequal.criteria.closures import Values
from coequal.criteria.vocabulary import work_out
from coequal.eligibility.outcome import FOR_JUDGEMENT, NOT_KNOWN, NOT_MET

PLACES = [place for place, criterion in enumerate(rules().criteria) if criterion.id in CRITERIA]


def reference(table: pa.Table) -> Checksum:
    """What comes out for the people in a table."""
    return assessed(laid_out(table))


def assessed(people: list[Values]) -> Checksum:
    """What comes out for people whose given facts are laid out already."""
    return summed([assess(values) for values in people])


def assess(given: Values) -> Answer:
    """What comes out for one of them."""
    statuses, outcomes, _ = rules().run(work_out(given.copy(), rules().formulas))
    return answer([statuses[place] for place in PLACES], tuple(outcomes))


def laid_out(table: pa.Table) -> list[Values]:
    """The given facts of each person in a table, as the closures want them."""
    slots = rules().slots
    width = len(slots.value) + len(slots.on) + len(slots.worked)
    filled: dict[int, list[Any]] = {}
    for fact in given_facts():
        filled[slots.value[fact.name]] = [_own(value) for value in table[fact.column].to_pylist()]
        if fact.dated:
            filled[slots.on[fact.name]] = table[f"{fact.column}_date"].to_pylist()
    nothing = [None] * table.num_rows
    return list(map(list, zip(*(filled.get(place, nothing) for place in range(width)), strict=True)))


def _own(value: Any) -> bool | Decimal | str | date | None:
    """A value in coequal's own type: a number is the decimal that it prints as."""
    return Decimal(repr(value)) if type(value) in (int, float) else value


def answer(statuses: list[str], outcomes: tuple[str, ...]) -> Answer:
    """One person's answer, from the statuses of `CRITERIA`."""
    not_met = sum(1 << bit for bit, status in enumerate(statuses) if status in (NOT_MET, FOR_JUDGEMENT))
    not_known = sum(1 << bit for bit, status in enumerate(statuses) if status == NOT_KNOWN)
    return Answer(not_met, not_known, outcomes)


def contradictions(table: pa.Table) -> Iterator[str]:
    """What the dictionary says against any of the people in a table."""
    contradicted: Callable[[Values], str | None] = rules().consistency.contradicted
    return (found for values in laid_out(table) if (found := contradicted(values)) is not None)
