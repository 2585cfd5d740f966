"""Record batches as a CSV file, in which a spreadsheet finds no formula."""

from pathlib import Path
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from coequal.documents.sheet import is_formula
from coequal.errors import CoequalError

_DOUBTFUL: Final = r"^[^\pL\pN]"  # how every formula begins and hardly a text, so that few columns are looked at one by one
_TEXTS: Final = (pa.types.is_string, pa.types.is_string_view, pa.types.is_large_string)
_BYTES: Final = (pa.types.is_binary, pa.types.is_binary_view, pa.types.is_large_binary, pa.types.is_fixed_size_binary)


class CsvFile:
    """A CSV file that is written batch by batch; dictionaries, which CSV does not have, are written out."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        """Begin the file with the names of the columns. Raises `CoequalError` for a column that CSV cannot hold."""
        self._schema = pa.schema([pa.field(_guarded(field.name), _plain(field.type)) for field in schema])
        try:
            self._writer = pa.csv.CSVWriter(path, self._schema)
        except pa.ArrowInvalid as error:
            raise CoequalError(f"A CSV file cannot hold every column that is kept ({error}). Write .parquet.") from None

    def write_batch(self, batch: pa.RecordBatch) -> None:
        """Add rows; what a spreadsheet would take for a formula stands behind an apostrophe.

        Raises `CoequalError` where a column holds bytes that are no text.
        """
        columns = [_written(column, field) for column, field in zip(batch.columns, self._schema, strict=True)]
        self._writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=self._schema))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._writer.close()


def _plain(kind: pa.DataType) -> pa.DataType:
    """The type in which values are written: that of a dictionary's values, and text for every kind of texts and bytes."""
    if pa.types.is_dictionary(kind):
        return _plain(kind.value_type)
    return pa.large_string() if any(is_kind(kind) for is_kind in (*_TEXTS, *_BYTES)) else kind


def _written(column: Any, field: pa.Field) -> Any:
    try:
        plain = column.cast(field.type)
    except pa.ArrowInvalid:
        message = f"A CSV file cannot hold the column “{field.name}”, which has bytes that are no text. Write .parquet."
        raise CoequalError(message) from None
    if field.type != pa.large_string() or not pc.any(pc.match_substring_regex(plain, _DOUBTFUL)).as_py():
        return plain
    return pa.array([value if value is None else _guarded(value) for value in plain.to_pylist()], field.type)


def _guarded(text: str) -> str:
    """A text as it is, but behind an apostrophe where it is a formula."""
    return f"'{text}" if is_formula(text) else text
