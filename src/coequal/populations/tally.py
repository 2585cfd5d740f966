"""Counting: the people of a source, batch by batch on all processors, into one number for each measure and group."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from os import cpu_count
from typing import TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from coequal.populations.bitmaps import Bitmap, Truth, count
from coequal.populations.columns import Layout, check_type, read_column
from coequal.populations.graph import Graph
from coequal.populations.groups import Groups
from coequal.populations.kernel import Batch, Kernel
from coequal.populations.registers import Register
from coequal.populations.sources import Source

Layouts = dict[tuple[str, bool], Layout]
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
    implausible: dict[tuple[str, bool], int] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        """Add what was counted elsewhere."""
        self.people += other.people
        self.contradictory += other.contradictory
        for group, counts in other.counts.items():
            self.counts[group] = self.counts[group] + counts if group in self.counts else counts
            self.sizes[group] = self.sizes.get(group, 0) + other.sizes[group]
        for column, number in other.implausible.items():
            self.implausible[column] = self.implausible.get(column, 0) + number


class Counter:
    """Counts measures over the batches of a source; `contradictory` is the term of people who cannot be assessed."""

    def __init__(self, graph: Graph, layouts: Layouts, contradictory: int, measures: Sequence[int], groups: Groups) -> None:
        """Compile the measures over a source laid out as it is."""
        self.different = list(dict.fromkeys(measures))
        self.kernel = Kernel(graph, [contradictory, *self.different])
        self.layouts, self.groups, self.measures = layouts, groups, list(measures)

    @property
    def columns(self) -> list[str]:
        """The columns of the source that are wanted."""
        return list(dict.fromkeys([*(self.layouts[column].column for column in self.kernel.columns), *self.groups.columns]))

    def check(self, schema: pa.Schema) -> None:
        """Nothing, where the columns can hold their facts. Raises `CoequalError` where one cannot."""
        for column in self.kernel.columns:
            layout = self.layouts[column]
            check_type(layout, schema.field(layout.column).type)

    def batch(self, found: pa.RecordBatch) -> tuple[Batch, dict[tuple[str, bool], int]]:
        """The columns of a batch, and how many values of each cannot be right."""
        registers: dict[tuple[str, bool], Register] = {}
        implausible = {}
        for column in self.kernel.columns:
            read = read_column(self.layouts[column], found.column(self.layouts[column].column), self.kernel.words.number)
            registers[column] = read.register
            if read.implausible:
                implausible[column] = read.implausible
        return Batch(found.num_rows, registers, self.kernel.words.number), implausible

    def count(self, found: pa.RecordBatch) -> Tally:
        """What is counted in one batch."""
        batch, implausible = self.batch(found)
        tally = Tally(found.num_rows, implausible=implausible)
        groups = self.groups.of(found)
        waiting: list[tuple[int, Truth]] = []
        usable: dict[str | None, Bitmap | None] = {}

        def count_in(place: int, truth: Truth) -> None:
            for group, members in usable.items():
                tally.counts[group][place] = count(truth.true if members is None else truth.true & members)

        def sink(place: int, truth: Truth) -> None:
            if place == 0:
                tally.contradictory = count(truth.true)
                usable.update(_usable(batch, truth, groups))
                for group, members in usable.items():
                    tally.counts[group] = np.zeros(len(self.different), np.int64)
                    tally.sizes[group] = batch.rows if members is None else count(members)
                for early in waiting:
                    count_in(*early)
            elif usable:
                count_in(place - 1, truth)
            else:
                waiting.append((place - 1, truth))

        self.kernel.run(batch, sink)
        return tally


def _usable(batch: Batch, contradictory: Truth, groups: dict[str, Bitmap]) -> dict[str | None, Bitmap | None]:
    """Who is counted: of everybody together and of each group those that can be assessed; None stands for all rows."""
    bad = contradictory.true.any()
    everybody = batch.everybody & ~contradictory.true if bad else None
    return {None: everybody, **{label: members & everybody if everybody is not None else members for label, members in groups.items()}}


def tally(counter: Counter, source: Source, progress: Progress = iter, workers: int | None = None) -> Tally:
    """Everything counted, with so many threads at work, by default one for each processor."""
    counter.check(source.schema)
    total = Tally()
    for done in in_order(counter.count, progress(source.batches(counter.columns)), workers or cpu_count() or 1):
        total.add(done)
    return total


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
