"""DuckDB: a file of its own, or Parquet files without any database."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlglot import exp

from coequal.errors import CoequalError
from coequal.populations.sql.dialects import DUCKDB
from coequal.populations.sql.drivers import imported, there
from coequal.populations.sql.engine import Engine, Row
from coequal.populations.sql.writing import call, text

if TYPE_CHECKING:
    import duckdb


class DuckDb(Engine):
    """A database in a file, which is only read, or in memory, for Parquet files. A table may be the path of one."""

    dialect = DUCKDB

    def __init__(self, path: str) -> None:
        """Open a file; nothing stands for memory. Raises `CoequalError`."""
        self._driver = imported("duckdb", "bulk", "DuckDB")
        file = there(path, "DuckDB") if path else None
        with self.telling():
            self.connection: duckdb.DuckDBPyConnection = self._driver.connect(str(file or ":memory:"), read_only=file is not None)

    def source(self, table: str) -> exp.Expr:
        if not table.endswith(".parquet"):
            return super().source(table)
        if "*" not in table and not Path(table).exists():
            raise CoequalError(f"There is no file {table}.")
        return exp.Table(this=call("READ_PARQUET", text(table)))

    def close(self) -> None:
        self.connection.close()

    def _types(self, table: str) -> list[tuple[str, str]]:
        query = exp.select("*").from_(self.source(table)).sql("duckdb")
        return [(row[0], row[1]) for row in self._run(f"DESCRIBE {query}")]

    def _run(self, text: str) -> list[Row]:
        return self.connection.execute(text).fetchall()

    def _failed(self, error: Exception) -> CoequalError | None:
        if not isinstance(error, self._driver.Error):
            return None
        first = str(error).splitlines()[0]
        return CoequalError(f"DuckDB: {first}")
