"""People in a CSV file as a stream of Arrow record batches: what stands between columns, and of which types these are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from coequal.errors import CoequalError
from coequal.populations.sources import readable, sliced

_LONGEST_HEAD: Final = 1 << 20  # bytes of the line that names the columns
_QUOTED: Final = re.compile(rb'"[^"]*"')
_DAY: Final = r"^\s*\d{4}-\d\d-\d\d\s*$"


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
