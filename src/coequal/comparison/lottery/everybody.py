"""A population in every area: one pass over the people, on all processors.

Of each policy people are counted by popcount. For the pairs of areas the bits of all policies are added up, so that of
each couple it is known in how many areas it has which outcome; that takes as long as there are areas, not as pairs of them.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from coequal.comparison.lottery.everywhere import Lottery, Scope, Slot
from coequal.comparison.lottery.measures import Sums, nobody_yet, pairs
from coequal.comparison.lottery.scopes import TOLD
from coequal.populations.bitmaps import Bitmap, Truth, count, unpack
from coequal.populations.columns import check_type
from coequal.populations.kernel import Column, Kernel
from coequal.populations.reading import Held, Layouts, Reader
from coequal.populations.sources import Source
from coequal.populations.tally import Progress, in_order, processors

Numbers = NDArray[Any]


@dataclass
class Totals:
    """What was added up so far. `people` are all rows; who is contradictory, or decided on elsewhere, is in no other count."""

    people: int = 0
    contradictory: int = 0
    elsewhere: int = 0
    counts: Counter[int] = field(default_factory=Counter)
    sums: list[Sums] = field(default_factory=list)
    implausible: Counter[Column] = field(default_factory=Counter)

    def add(self, other: "Totals") -> None:
        """Add what was counted elsewhere."""
        self.people += other.people
        self.contradictory += other.contradictory
        self.elsewhere += other.elsewhere
        self.counts.update(other.counts)
        self.sums = [a + b for a, b in zip(self.sums, other.sums, strict=True)]
        self.implausible.update(other.implausible)


class Crowd:
    """Counts a lottery over the batches of a source."""

    def __init__(self, lottery: Lottery, reader: Reader) -> None:
        """Compile all terms of the lottery over people whose columns are so read."""
        self.lottery, self.reader = lottery, reader
        added = [term for scope in lottery.scopes for term in scope.added]
        self.terms = list(dict.fromkeys([lottery.contradictory, lottery.elsewhere, *lottery.counted, *added]))
        self.counted = frozenset(lottery.counted)
        self.kernel = Kernel(lottery.graph, self.terms, reader.words)

    @property
    def columns(self) -> list[str]:
        """The columns of the source that are wanted."""
        return list(dict.fromkeys(self.reader.layouts[column].column for column in self.kernel.columns))

    def check(self, schema: pa.Schema) -> None:
        """Nothing, where the columns can hold their facts. Raises `CoequalError` where one cannot."""
        for column in self.kernel.columns:
            layout = self.reader.layouts[column]
            check_type(layout, schema.field(layout.column).type)

    def empty(self) -> Totals:
        """Nothing counted yet."""
        return Totals(sums=[nobody_yet(len(scope.areas)) for scope in self.lottery.scopes])

    def count(self, found: pa.RecordBatch) -> Totals:
        """What is counted in one batch."""
        batch, implausible = self.reader.batch(found)
        totals, left_out = Totals(batch.rows), batch.nobody
        slots: list[dict[Slot, Numbers]] = [{} for _ in self.lottery.scopes]

        def sink(place: int, truth: Truth) -> None:
            nonlocal left_out
            term = self.terms[place]
            if term == self.lottery.contradictory:
                totals.contradictory = count(truth.true)
                left_out = left_out | truth.true
            if term == self.lottery.elsewhere:
                totals.elsewhere = count(truth.true)
                left_out = left_out | truth.true
            if term in self.counted:
                totals.counts[term] = count(truth.true)
            self._add(term, truth.true, slots, batch.rows)

        self.kernel.run(batch, sink)
        totals.implausible.update(implausible)
        fit = ~unpack(left_out, batch.rows) if left_out.any() else None
        totals.sums = [_sums(scope, own, fit, batch.rows) for scope, own in zip(self.lottery.scopes, slots, strict=True)]
        return totals

    def _add(self, term: int, bitmap: Bitmap, slots: list[dict[Slot, Numbers]], rows: int) -> None:
        """Add the bits of a term in the slots of every scope."""
        scopes = zip(slots, self.lottery.scopes, strict=True)
        wanted = [(own, slot, times) for own, scope in scopes for slot, times in scope.added.get(term, ())]
        if not wanted or not bitmap.any():
            return
        bits = unpack(bitmap, rows).view(np.uint8)
        for own, slot, times in wanted:
            if slot not in own:
                own[slot] = np.zeros(rows, np.uint16)
            own[slot] += bits if times == 1 else bits * np.uint16(times)


def _sums(scope: Scope, slots: Mapping[Slot, Numbers], fit: NDArray[np.bool_] | None, rows: int) -> Sums:
    """The sums over the people of a batch who are in the lottery, or over all."""
    areas = len(scope.areas)

    def of(slot: Slot) -> Numbers:
        found = slots[slot] if slot in slots else np.zeros(rows, np.uint16)
        return (found if fit is None else found[fit]).astype(np.int32)

    eligible, judged, refused = map(of, TOLD)
    amounts: defaultdict[Hashable, list[Numbers]] = defaultdict(list)
    for slot in slots:
        if isinstance(slot, tuple):
            amounts[slot[0]].append(of(slot))
    found = pairs(areas, eligible, judged, refused, amounts.values())
    depends = found.apart > 0
    return Sums(
        areas=areas,
        couples=len(eligible),
        apart=_total(found.apart),
        open=_total(found.open),
        funded_apart=_total(found.funded_apart),
        funded_open=_total(found.funded_open),
        depends=_total(depends),
        may_depend=_total((found.open > 0) & ~depends),
        eligible_in=tuple(map(int, np.bincount(eligible, minlength=areas + 1))),
    )


def _total(numbers: Numbers) -> int:
    return int(np.sum(numbers, dtype=np.int64))


def count_everybody(
    lottery: Lottery, source: Source, layouts: Layouts, progress: Progress = iter, workers: int | None = None
) -> Totals:
    """Everybody counted, with so many threads at work, by default one for each processor. Raises `CoequalError`."""
    crowd = Crowd(lottery, source.reader if isinstance(source, Held) else Reader(layouts))
    crowd.check(source.schema)
    totals = crowd.empty()
    for one in in_order(crowd.count, progress(source.batches(crowd.columns)), workers or processors()):
        totals.add(one)
    return totals
