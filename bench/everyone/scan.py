"""What nobody can be quicker than who reads the same columns: to read them, and do next to nothing with them."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from bench.everyone.by_hand import in_duckdb, on_parquet
from bench.everyone.people import needed_columns, text_columns
from bench.everyone.rounds import MEMORY, PARQUET, SCAN, SCANNED, Entry, later


def scan_entries(table: pa.Table, path: Path) -> list[Entry]:
    """A scan by DuckDB of its own memory and of a file, and a reading of the file by Arrow."""
    rows = table.num_rows
    return [
        Entry(SCANNED, later(lambda: _scan(in_duckdb(table))), rows, MEMORY, SCAN),
        Entry(SCANNED, later(lambda: _scan(on_parquet(path))), rows, PARQUET, SCAN, (scan, path)),
        Entry("Arrow, reading", lambda: read(str(path)), rows, PARQUET, SCAN, (read, path)),
    ]


def _scan(connection: duckdb.DuckDBPyConnection):
    query = f"SELECT count(*), {', '.join(f'max({column})' for column in needed_columns())} FROM people"  # noqa: S608
    return lambda: connection.execute(query).fetchall()[0][0]


def scan(path: str) -> int:
    """How many people are in a file, after DuckDB has looked at every value."""
    return _scan(on_parquet(Path(path)))()


def read(path: str) -> int:
    """How many people are in a file, after Arrow has read it."""
    return pq.read_table(path, columns=list(needed_columns()), read_dictionary=text_columns()).num_rows
