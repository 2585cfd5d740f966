"""Where the people are: files and databases as streams of Arrow record batches, only the columns that are wanted.

However long a source is, only a few batches of it are in memory at once.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet as pq

from coequal.errors import CoequalError

ROWS = 1 << 18  # of one batch: enough to be worth Python's while, and bitmaps of 32 kB, which fit into a processor's cache


class Source(Protocol):
    """A table of people. `rows` is how many there are, where that can be told beforehand."""

    name: str
    schema: pa.Schema
    rows: int | None

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows in their order, with these columns. Raises `CoequalError` where they cannot be read to the end."""


class Table:
    """People in memory."""

    def __init__(self, table: pa.Table, name: str = "the table") -> None:
        """Take an Arrow table."""
        self.name, self.table, self.schema, self.rows = name, table, table.schema, table.num_rows

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Slices of the table; nothing is copied."""
        yield from self.table.select(list(columns)).to_batches(max_chunksize=ROWS)


class ParquetFile:
    """People in a Parquet file."""

    def __init__(self, path: Path) -> None:
        """Open a file and read its schema. Raises `CoequalError` where it is no whole Parquet file."""
        self.name, self.path = str(path), path
        with readable(self.name, "a Parquet file"):
            self._file = pq.ParquetFile(path)
            self.schema, self.rows = self._file.schema_arrow, self._file.metadata.num_rows

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows of one row group after the other; words come as Parquet keeps them, each once."""
        words = [name for name in columns if _holds_text(self.schema.field(name).type)]
        # Without buffering whole row groups beforehand reading is a tenth quicker, and needs less memory.
        with readable(self.name, "a Parquet file"), pq.ParquetFile(self.path, read_dictionary=words, pre_buffer=False) as file:
            yield from file.iter_batches(batch_size=ROWS, columns=list(columns))


class ArrowFile:
    """People in an Arrow file, also called Feather."""

    def __init__(self, path: Path) -> None:
        """Map a file into memory. Raises `CoequalError` where it is no whole Arrow file."""
        self.name, self.path = str(path), path
        with readable(self.name, "an Arrow file"):
            self._reader = pa.ipc.open_file(pa.memory_map(str(path)))
            self.schema = self._reader.schema
            self.rows = None

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The batches of the file, long ones in slices."""
        with readable(self.name, "an Arrow file"):
            for number in range(self._reader.num_record_batches):
                yield from sliced(self._reader.get_batch(number).select(list(columns)))


@contextmanager
def readable(name: str, what: str) -> Iterator[None]:
    """Whatever Arrow cannot read is said in one sentence."""
    try:
        yield
    except UnicodeDecodeError:
        raise CoequalError(f"{name} is not written in UTF-8. Save it as CSV UTF-8.") from None
    except pa.ArrowInvalid as error:
        raise CoequalError(f"{name} cannot be read as {what}, or it is damaged: {_first_line(error)}") from None
    except OSError as error:
        raise CoequalError(f"{name} cannot be read to its end: {_first_line(error)}") from None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["no reason was given"])[0][:300]


def sliced(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """A batch in slices of no more than `ROWS` rows."""
    for start in range(0, batch.num_rows, ROWS):
        yield batch.slice(start, ROWS)


def _holds_text(kind: pa.DataType) -> bool:
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(plain) or pa.types.is_large_string(plain))


def is_synthetic(schema: pa.Schema) -> bool:
    """Whether a table says that its people are made up: beside its columns, or by a column of that name."""
    said = json.loads((schema.metadata or {}).get(b"coequal", b"{}"))
    return bool(said.get("synthetic")) or "synthetic" in schema.names


def check_names(schema: pa.Schema, name: str) -> None:
    """Nothing, where each column has a name of its own. Raises `CoequalError` where two share one."""
    names = schema.names
    twice = next((column for place, column in enumerate(names) if column in names[:place]), None)
    if twice is not None:
        raise CoequalError(f'{name} has two columns called "{twice}". Rename one of them, since either could be meant.')
