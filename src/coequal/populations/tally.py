"""Counting: the people of a source, batch by batch on all processors, into one number for each measure and group."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from os import cpu_count
from typing import Protocol, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from coequal.populations.bitmaps import Bitmap, Truth, count
from coequal.populations.columns import check_type
from coequal.populations.graph import Graph
from coequal.populations.groups import Groups
from coequal.populations.kernel import Batch, Column, Kernel
from coequal.populations.reading import Reader
from coequal.populations.sources import Source

Item = TypeVar("Item")
Result = TypeVar("Result")
Progress = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]


@dataclass
class Tally:
    """How many people there are, how many of them cannot be assessed, and how many of the rest meet each measure, by group.

    `counts` has a row for each group, in the order in which they were met, and a column for each measure.
    """

    people: int = 0
    contradictory: int = 0
    counts: dict[str | None, NDArray[np.int64]] = field(default_factory=dict)
    sizes: dict[str | None, int] = field(default_factory=dict)
    implausible: dict[Column, int] = field(default_factory=dict)

    def begin(self, members: Mapping[str | None, Bitmap | None], rows: int, measures: int) -> None:
        """No count yet for some groups; None stands for all rows."""
        for group, bits in members.items():
            self.counts[group] = np.zeros(measures, np.int64)
            self.sizes[group] = rows if bits is None else count(bits)

    def add(self, other: "Tally") -> None:
        """Add what was counted elsewhere."""
        self.people += other.people
        self.contradictory += other.contradictory
        for group, counts in other.counts.items():
            self.counts[group] = self.counts[group] + counts if group in self.counts else counts
            self.sizes[group] = self.sizes.get(group, 0) + other.sizes[group]
        for column, number in other.implausible.items():
            self.implausible[column] = self.implausible.get(column, 0) + number


class Counted(Protocol):
    """What is to be counted: the terms of a graph, that of people who are meant, and that of people who cannot be assessed."""

    graph: Graph
    meant: int
    contradictory: int

    @property
    def measures(self) -> list[int]:
        """The terms to be counted, each once."""


class Counter:
    """Counts what a question asks over the batches of a source."""

    def __init__(
        self, question: Counted, reader: Reader, groups: Groups, also: Sequence[Column] = (), beside: Sequence[str] = ()
    ) -> None:
        """Compile the measures over people whose columns are so read; `also` and `beside` are columns wanted for something else."""
        self.measures = question.measures
        self.bands = groups.terms(question.graph)
        self.kernel = Kernel(
            question.graph, [question.meant, question.contradictory, *self.bands.values(), *self.measures], reader.words
        )
        self.reader, self.groups, self.beside = reader, groups, beside
        self.facts = list(dict.fromkeys([*self.kernel.columns, *also]))

    @property
    def columns(self) -> list[str]:
        """The columns of the source that are wanted."""
        facts = [self.reader.layouts[column].column for column in self.facts]
        return list(dict.fromkeys([*facts, *self.groups.columns, *self.beside]))

    def check(self, schema: pa.Schema) -> None:
        """Nothing, where the columns can hold their facts. Raises `CoequalError` where one cannot."""
        for column in self.facts:
            layout = self.reader.layouts[column]
            check_type(layout, schema.field(layout.column).type)

    def count(self, found: pa.RecordBatch) -> Tally:
        """What is counted in one batch."""
        return self.count_batch(found, *self.reader.batch(found))

    def count_batch(self, found: pa.RecordBatch, batch: Batch, implausible: dict[Column, int]) -> Tally:
        """What is counted in one batch whose columns have been read."""
        tally = Tally(implausible=implausible)
        first = 2 + len(self.bands)
        early: dict[int, Truth] = {}
        waiting: list[tuple[int, Truth]] = []
        members: dict[str | None, Bitmap | None] = {}

        def count_in(place: int, truth: Truth) -> None:
            for group, bits in members.items():
                tally.counts[group][place] = count(truth.true if bits is None else truth.true & bits)

        def sink(place: int, truth: Truth) -> None:
            if place >= first:
                count_in(place - first, truth) if members else waiting.append((place - first, truth))
                return
            early[place] = truth
            if len(early) == first:
                meant, contradictory = early[0].true, early[0].true & early[1].true
                tally.people, tally.contradictory = count(meant), count(contradictory)
                groups = {label: early[n].true for n, label in enumerate(self.bands, 2)} | self.groups.of(found)
                members.update(_usable(batch, meant ^ contradictory, groups))
                tally.begin(members, batch.rows, len(self.measures))
                for one in waiting:
                    count_in(*one)

        self.kernel.run(batch, sink)
        return tally


def _usable(batch: Batch, usable: Bitmap, groups: dict[str, Bitmap]) -> dict[str | None, Bitmap | None]:
    """Who is counted: of everybody together and of each group those that can be; None stands for all rows."""
    if np.array_equal(usable, batch.everybody):
        return {None: None} | groups
    return {None: usable, **{label: members & usable for label, members in groups.items()}}


def tally(counter: Counter, source: Source, progress: Progress = iter, workers: int | None = None) -> Tally:
    """Everything counted, with so many threads at work, by default one for each processor."""
    counter.check(source.schema)
    total = Tally()
    for done in in_order(counter.count, progress(source.batches(counter.columns)), workers or processors()):
        total.add(done)
    return total


def processors() -> int:
    """How many threads can work at once."""
    return cpu_count() or 1


def in_order(work: Callable[[Item], Result], items: Iterator[Item], workers: int) -> Iterator[Result]:
    """What some work makes of each item, in their order, while at most twice as many items as threads are at hand."""
    if workers == 1:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(workers) as threads:
        running: deque[Future[Result]] = deque()
        try:
            for item in items:
                running.append(threads.submit(work, item))
                if len(running) >= 2 * workers:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        finally:
            for future in running:
                future.cancel()
