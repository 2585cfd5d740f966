"""Where the people are: files and databases as streams of Arrow record batches, only the columns that are wanted.

However long a source is, only a few batches of it are in memory at once.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.ipc
import pyarrow.parquet as pq

from coequal.errors import CoequalError
from coequal.facts.other_kinds import other_kind

ROWS = 1 << 18  # of one batch: enough to be worth Python's while, and bitmaps of 32 kB, which fit into a processor's cache
_LONGEST_HEAD = 1 << 20  # bytes of the line that names the columns
_QUOTED = re.compile(rb'"[^"]*"')
_DAY = r"^\s*\d{4}-\d\d-\d\d\s*$"
ENDINGS = (".parquet", ".csv", ".arrow", ".feather")


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


class CsvFile:
    """People in a CSV file whose first line names the columns, with commas, semicolons or tabs between them."""

    def __init__(self, path: Path) -> None:
        """Read the first block, from which the types of the columns are told. Raises `CoequalError`."""
        self.name, self.path, self.rows = str(path), path, None
        with readable(self.name, "a CSV file"):
            self._layout = pa.csv.ParseOptions(delimiter=_between(path))
            with pa.csv.open_csv(path, parse_options=self._layout) as reader:
                self.schema, _names = reader.schema, reader.schema.names  # names in another encoding cannot be told

    def expect(self, kinds: Mapping[str, pa.DataType]) -> None:
        """Take the types of some columns from what they mean, where the first block leaves them open: empty, or whole so far.

        Of a column that is to hold days, and holds some among other texts, these are refused when they are read, by themselves.
        """
        for place, field in enumerate(self.schema):
            kind = kinds.get(field.name)
            if kind is not None and (_is_open(field.type) or (pa.types.is_date(kind) and self._has_days(field))):
                self.schema = self.schema.set(place, field.with_type(kind))

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows, block by block; what stands further down than the first block must be of the same type."""
        kinds = {name: self.schema.field(name).type for name in columns}
        try:
            yield from self._blocks(kinds)
        except CoequalError:
            if no_day := self._no_day([name for name, kind in kinds.items() if pa.types.is_date(kind)]):
                raise no_day from None
            raise

    def _blocks(self, kinds: Mapping[str, pa.DataType]) -> Iterator[pa.RecordBatch]:
        wanted = pa.csv.ConvertOptions(include_columns=list(kinds), column_types=kinds, strings_can_be_null=True)
        with (
            readable(self.name, "a CSV file"),
            pa.csv.open_csv(self.path, parse_options=self._layout, convert_options=wanted) as reader,
        ):
            for batch in reader:
                yield from sliced(batch)

    def _has_days(self, field: pa.Field) -> bool:
        """Whether a text in the first block looks like a day."""
        first = next(self._as_text([field.name]), None) if pa.types.is_string(field.type) else None
        return first is not None and pc.any(pc.match_substring_regex(first.column(0), _DAY)).as_py() is True

    def _as_text(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        return self._blocks(dict.fromkeys(columns, pa.string()))

    def _no_day(self, columns: Sequence[str]) -> CoequalError | None:
        """What to say of the first value in columns of days that is none; None where it is not found."""
        above = 2  # the row of the names, and one since rows are counted from 1
        with suppress(CoequalError):  # of a file that cannot be read as text either, other things have to be said
            for batch in self._as_text(columns) if columns else ():
                wrong = [name for name in columns if not _are_days(batch[name])]
                rows = range(batch.num_rows if wrong else 0)
                if found := next(((row, name) for row in rows for name in wrong if not _are_days(batch[name].slice(row, 1))), None):
                    row, name = found
                    said = f'Row {above + row} of the column "{name}" holds "{batch[name][row]}", which is no day in the calendar.'
                    return CoequalError(f"{self.name}: {said} A day is written 2023-05-02; where it is not known, nothing stands.")
                above += batch.num_rows
        return None


def _is_open(kind: pa.DataType) -> bool:
    """Whether a column of this type may turn out to be of another further down."""
    return bool(pa.types.is_null(kind) or pa.types.is_integer(kind))


def _are_days(texts: pa.Array) -> bool:
    """Whether Arrow takes each text for a day, or for nothing."""
    try:
        pc.utf8_trim_whitespace(texts).cast(pa.date32())
    except pa.ArrowInvalid:
        return False
    return True


def _between(path: Path) -> str:
    """What stands between the names of the columns: a comma, or a semicolon or a tab where there is no comma."""
    with path.open("rb") as file:
        head = _QUOTED.sub(b"", file.readline(_LONGEST_HEAD))
    return next((sign for sign in ",;\t" if sign.encode() in head), ",")


def open_file(path: Path) -> Source:
    """The people in a file, told by its ending. Raises `CoequalError`."""
    openers: dict[str, Any] = {".parquet": ParquetFile, ".csv": CsvFile, ".arrow": ArrowFile, ".feather": ArrowFile}
    if not path.exists():
        raise CoequalError(f"There is no file {path}.")
    if path.suffix.lower() not in openers:
        says = [f"{path} is none of the files that can be read: {', '.join(ENDINGS)}.", other_kind(b"", str(path))]
        raise CoequalError(" ".join(filter(None, says)))
    if path.stat().st_size == 0:
        raise CoequalError(f"{path} is empty.")
    found: Source = openers[path.suffix.lower()](path)
    return found


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
