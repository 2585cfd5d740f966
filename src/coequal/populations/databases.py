"""People in DuckDB and PostgreSQL as a stream of Arrow batches, for the kernel to count here."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
from sqlglot import exp

from coequal.errors import CoequalError
from coequal.populations.sources import ROWS, Source, sliced
from coequal.populations.sql.duckdb_engine import DuckDb
from coequal.populations.sql.engine import Engine
from coequal.populations.sql.engines import open_engine
from coequal.populations.sql.postgresql_engine import PostgreSql


class Stored(ABC):
    """A table or a query of a database. Whatever the database raises becomes one `CoequalError`."""

    rows: int | None = None

    def __init__(self, engine: Engine, table: str) -> None:
        """Ask what columns there are."""
        self.engine, self.name, self.table = engine, table, engine.source(table)
        self.types = engine.columns(table)
        with engine.telling():
            (first, *_) = [*self._stream(self._query(list(self.types)).limit(1)), None]
            self.schema: pa.Schema = self._schema() if first is None else first.schema

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The rows as the database gives them."""
        with self.engine.telling():
            for batch in self._stream(self._query(columns)):
                yield from sliced(batch)

    def _query(self, columns: Sequence[str]) -> exp.Select:
        """The query for some columns; decimals that have no declared places come as floating point numbers."""
        return exp.select(*map(self._column, columns)).from_(self.table.copy())

    def _column(self, name: str) -> exp.Expr:
        return exp.column(name, quoted=True)

    @abstractmethod
    def _stream(self, query: exp.Select) -> Iterator[pa.RecordBatch]:
        """The batches that a query gives."""

    def _schema(self) -> pa.Schema:
        raise CoequalError(f"{self.name} holds no rows.")


class InDuckDb(Stored):
    """A table of DuckDB."""

    engine: DuckDb

    def _stream(self, query: exp.Select) -> Iterator[pa.RecordBatch]:
        yield from self.engine.connection.sql(query.sql("duckdb")).to_arrow_reader(ROWS)


class InPostgreSql(Stored):
    """A table of PostgreSQL."""

    engine: PostgreSql

    def _column(self, name: str) -> exp.Expr:
        plain = super()._column(name)
        if not self.types[name].type.startswith("numeric"):
            return plain
        return exp.alias_(exp.cast(plain, "double"), name, quoted=True)

    def _stream(self, query: exp.Select) -> Iterator[pa.RecordBatch]:
        with self.engine.connection.cursor() as cursor:
            cursor.execute(query.sql("postgres"))
            yield from cursor.fetch_record_batch()


def open_database(url: str, table: str) -> Source:
    """The people in a table or query of a database. Raises `CoequalError`."""
    engine = open_engine(url)
    homes: dict[type[Any], type[Stored]] = {DuckDb: InDuckDb, PostgreSql: InPostgreSql}
    if type(engine) not in homes:
        engine.close()
        raise CoequalError("People are read from DuckDB or PostgreSQL. Elsewhere let the engine do the work, with --engine.")
    return homes[type(engine)](engine, table)
