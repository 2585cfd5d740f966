"""The columns of batches as facts: each read when it is first looked at or, of people who are held in memory, once for all."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import pyarrow as pa

from coequal.populations.columns import Layout, read_column
from coequal.populations.kernel import Batch, Column, Words
from coequal.populations.registers import Register
from coequal.populations.sources import Table

Layouts = Mapping[Column, Layout]


class Columns(dict[Column, Register]):
    """The columns of a batch, each read when it is first looked at, so that it is still in the cache when it is worked on.

    `implausible` counts the values that cannot be right, of the columns that have been read.
    """

    def __init__(self, found: pa.RecordBatch, layouts: Layouts, number_of: Callable[[str], int]) -> None:
        """None has been read."""
        super().__init__()
        self.implausible: dict[Column, int] = {}
        self._found = dict(zip(found.schema.names, found.columns, strict=True))
        self._layouts, self._number_of = layouts, number_of

    def __missing__(self, column: Column) -> Register:
        layout = self._layouts[column]
        read = read_column(layout, self._found[layout.column], self._number_of)
        if read.implausible:
            self.implausible[column] = read.implausible
        self[column] = read.register
        return read.register


class Reader:
    """Reads batches of people laid out in one way, with one numbering of their words."""

    def __init__(self, layouts: Layouts, held: Sequence[pa.RecordBatch] = ()) -> None:
        """Take where each fact stands; what is read of batches that are `held` in memory is kept."""
        self.layouts, self.words = layouts, Words()
        self._held = {id(batch): self._columns(batch) for batch in held}

    def batch(self, found: pa.RecordBatch) -> tuple[Batch, dict[Column, int]]:
        """The columns of a batch, and how many values of each cannot be right, as far as it has been read."""
        columns = self._held[id(found)] if id(found) in self._held else self._columns(found)
        return Batch(found.num_rows, columns, self.words.number), columns.implausible

    def _columns(self, found: pa.RecordBatch) -> Columns:
        return Columns(found, self.layouts, self.words.number)


class Held(Table):
    """People in memory who are asked about again and again: what was read and checked once is not read again."""

    def __init__(self, table: pa.Table, layouts: Layouts) -> None:
        """Take an Arrow table and where each fact stands in it."""
        super().__init__(table)
        self._batches = list(super().batches(table.schema.names))
        self.reader = Reader(layouts, self._batches)

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:  # noqa: ARG002  # all are there
        """The same batches every time, with all their columns."""
        return iter(self._batches)
