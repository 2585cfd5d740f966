"""Assessing batches of people under every candidate by the kernel, and counting those who are alike in everything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from coequal.comparison.options.candidates import Part
from coequal.comparison.options.course import ALL, MOST_CYCLES
from coequal.comparison.options.file import Options
from coequal.comparison.options.people import People
from coequal.criteria.syntax import Compare, Fact, Literal
from coequal.criteria.types import BOOLEAN, NUMBER
from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE, NOT_KNOWN
from coequal.populations.bitmaps import Truth, unpack
from coequal.populations.columns import check_type
from coequal.populations.kernel import Kernel
from coequal.populations.measures import Asked, Measures
from coequal.populations.question import Question
from coequal.populations.reading import Reader

Wholes = NDArray[np.int64]
Flags = NDArray[np.bool_]
Cell = tuple[int, ...]  # a band of ages (-1: not known), then a code for each candidate
AGE: Final = "patient age at treatment"
OUTCOMES: Final = (NOT_ELIGIBLE, ELIGIBLE, FOR_JUDGEMENT, NOT_KNOWN)  # an outcome is its place here
REFUSED, SURE, JUDGED, OPEN = range(4)
_TRANSFERS = ALL + 1
_OUTCOME = (MOST_CYCLES + 1) * _TRANSFERS


def taken_apart(codes: Wholes) -> tuple[Wholes, Wholes, Wholes]:
    """The outcomes, cycles and transfers in codes."""
    outcomes, rest = np.divmod(codes, _OUTCOME)
    cycles, transfers = np.divmod(rest, _TRANSFERS)
    return outcomes, cycles, transfers


@dataclass
class Found:
    """What has been counted so far: cells, cells by group, and people of whom something is to be said."""

    counts: dict[Cell, int] = field(default_factory=dict)
    by: dict[str, dict[str, dict[Cell, int]]] = field(default_factory=dict)
    contradictory: int = 0
    implausible: int = 0


class _Placed(NamedTuple):
    """Where the terms of a part stand among the results; None of an amount that is a fixed number."""

    where: int
    outcomes: tuple[int, ...]
    cycles: int | None
    transfers: int | None


class Counter:
    """Counts batches into cells. Of each candidate it also counts who falls under no part, and of whom no cycles are known."""

    def __init__(self, options: Options, people: People, vocabulary: Vocabulary, ages: Sequence[int]) -> None:
        """Compile every candidate into one graph; `ages` are where the bands of ages begin."""
        self.candidates, self.people = options.candidates, people
        labelled = [(one.label, place, part) for one in self.candidates for place, part in enumerate(one.parts, 1)]
        asked = [Asked(f"{label}, part {place}", part.rules) for label, place, part in labelled]
        self.question = Question(asked, vocabulary, {layout.standard for layout in people.layouts.values()}, options.where)
        self.wanted: list[int] = [self.question.meant, self.question.contradictory]
        terms = {label: groups.terms(self.question.graph) for label, groups in people.groups.items()}
        self.bands = {label: {name: self._want(term) for name, term in of.items()} for label, of in terms.items()}
        self.ages = [self._want(term) for term in self._ages(ages)]
        measures = iter(self.question.policies)
        self.parts = [[self._part(part, next(measures)) for part in one.parts] for one in self.candidates]
        self.unplaced, self.unstated = [0] * len(self.parts), [0] * len(self.parts)
        self.reader = Reader(people.layouts)
        self.kernel = Kernel(self.question.graph, self.wanted, self.reader.words)

    def columns(self) -> list[str]:
        """The columns of the source that are wanted. Raises `CoequalError` where one cannot hold its fact."""
        layouts = [self.people.layouts[column] for column in self.kernel.columns]
        for layout in layouts:
            check_type(layout, self.people.source.schema.field(layout.column).type)
        grouping = [name for groups in self.people.groups.values() for name in groups.columns]
        return list(dict.fromkeys([*(layout.column for layout in layouts), *grouping]))

    def _want(self, term: int) -> int:
        """The place of a term among those that are wanted."""
        self.wanted.append(term)
        return len(self.wanted) - 1

    def _ages(self, ages: Sequence[int]) -> Iterator[int]:
        """Whether her age is known, and whether it has reached the second band, the third and so on."""
        graph = self.question.graph
        fact = Fact(AGE, type=graph.vocabulary.types[AGE])
        yield graph.known(graph.add(fact))
        for age in ages[1:]:
            yield graph.sure(graph.add(Compare(">=", fact, Literal(Decimal(age), type=NUMBER), type=BOOLEAN)))

    def _part(self, part: Part, measures: Measures) -> _Placed:
        graph = self.question.graph
        where = graph.truth(True) if part.where is None else graph.sure(graph.add(graph.vocabulary.condition(part.where)))
        funded = measures.said.treatments[part.treatment]
        amounts = [
            self._want(graph.add(funded.amounts[name].value)) if isinstance(name, str) else None
            for name in (part.cycles, part.transfers)
        ]
        outcomes = tuple(self._want(graph.add(funded.outcomes[name])) for name in OUTCOMES[1:])
        return _Placed(self._want(where), outcomes, *amounts)

    def count(self, found: pa.RecordBatch, into: Found) -> None:
        """Add one batch."""
        batch, implausible = self.reader.batch(found)
        results: list[Any] = [None] * len(self.wanted)
        self.kernel.run(batch, results.__setitem__)
        results = [unpack(one.true, batch.rows) if isinstance(one, Truth) else one for one in results]
        kept = results[0] & ~results[1]
        into.contradictory += int((results[0] & results[1]).sum())
        into.implausible += sum(implausible.values())
        age = np.sum([results[place] for place in self.ages], axis=0, dtype=np.int64) - 1
        codes = [self._codes(place, results, kept) for place in range(len(self.parts))]
        cells, members = np.unique(np.stack([age, *codes], axis=1)[kept], axis=0, return_inverse=True)
        keys = [tuple(map(int, cell)) for cell in cells]
        _add(into.counts, keys, members)
        for label, groups in self.people.groups.items():
            bands = {name: results[place] for name, place in self.bands[label].items()}
            values = {name: unpack(bitmap, batch.rows) for name, bitmap in groups.of(found).items()}
            for name, flags in (bands | values).items():
                if (flags & kept).any():
                    _add(into.by.setdefault(label, {}).setdefault(name, {}), keys, members[flags[kept]])

    def _codes(self, place: int, results: Sequence[Any], kept: Flags) -> Wholes:
        """One number for each person under a candidate: the outcome, and of those not refused the cycles and transfers."""
        rows = len(kept)
        codes, free = np.full(rows, OPEN * _OUTCOME), np.ones(rows, np.bool_)
        for part, placed in zip(self.candidates[place].parts, self.parts[place], strict=True):
            here = free & results[placed.where]
            free &= ~here
            outcome = np.zeros(rows, np.int64)
            for number, at in enumerate(placed.outcomes, 1):
                outcome[results[at]] = number
            cycles, stated = self._amount(part.cycles, placed.cycles, results, rows, 0)
            transfers, _ = self._amount(part.transfers, placed.transfers, results, rows, ALL)
            cycles, transfers = np.clip(cycles, 0, MOST_CYCLES), np.clip(transfers, 0, ALL)
            open_to = (outcome != REFUSED) & (cycles > 0)
            codes[here] = (outcome * _OUTCOME + np.where(open_to, cycles * _TRANSFERS + transfers, 0))[here]
            self.unstated[place] += int((here & kept & ~stated & (outcome != REFUSED)).sum())
        self.unplaced[place] += int((free & kept).sum())
        return codes

    def _amount(self, amount: str | int, place: int | None, results: Sequence[Any], rows: int, other: int) -> tuple[Wholes, Flags]:
        """A funded amount of each person in whole units, another where it is not known; and of whom it is known."""
        if place is None:
            return np.full(rows, amount), np.ones(rows, np.bool_)
        value, scale = results[place], self.question.graph.terms[self.wanted[place]].scale
        known = np.ones(rows, np.bool_) if value.known is None else unpack(value.known, rows)
        return np.where(known, np.broadcast_to(value.values, (rows,)).astype(np.int64) // 10**scale, other), known


def _add(into: dict[Cell, int], keys: Sequence[Cell], members: Wholes) -> None:
    """Add people by the places of their cells among the keys."""
    for key, number in zip(keys, np.bincount(members, minlength=len(keys)), strict=True):
        if number:
            into[key] = into.get(key, 0) + int(number)
