"""Databases for tests: a place where a table is put, and the engine that finds it there."""

import sqlite3
from abc import ABC, abstractmethod
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from coequal.criteria.vocabulary import Vocabulary
from coequal.facts.fields import Located, Place
from coequal.populations.graph import Graph
from coequal.populations.sql.engine import Engine
from coequal.populations.sql.engines import open_engine
from tests.criteria.strategies import VOCABULARY
from tests.populations.sql.server import Server


class Home(ABC):
    """One database."""

    def __init__(self, folder: Path) -> None:
        """Take a folder for files."""
        self.folder, self.tables = folder, 0

    @property
    @abstractmethod
    def engine(self) -> Engine:
        """The engine under test."""

    @abstractmethod
    def put(self, table: pa.Table, kinds: dict[str, str] | None = None) -> str:
        """Make a table; `kinds` are types of columns as this database says them. Gives the name of the table."""

    def close(self) -> None:
        """Let the database go."""
        self.engine.close()

    def ask(
        self, text: str, table: pa.Table, kinds: dict[str, str] | None = None, vocabulary: Vocabulary = VOCABULARY
    ) -> list[Any]:
        """The value of an expression for each row of a table whose key is `id`."""
        graph = Graph(vocabulary)
        term = graph.add(vocabulary._expression(Located(text, Place("test")), ("boolean", "number", "date", "choice"), "wanted"))
        return [values[0] for _, values in sorted(self.engine.rows(self.put(table, kinds), graph, [term], "id").items())]

    def _new(self) -> str:
        self.tables += 1
        return f"cases_{self.tables}"


class Files(Home):
    """Parquet files, for DuckDB and for Spark."""

    def __init__(self, folder: Path, url: str) -> None:
        """Open an engine."""
        super().__init__(folder)
        self._engine = open_engine(url)

    @property
    def engine(self) -> Engine:
        """The engine under test."""
        return self._engine

    def put(self, table: pa.Table, _kinds: dict[str, str] | None = None) -> str:
        """Write a file; its types are those of Arrow."""
        path = self.folder / f"{self._new()}.parquet"
        parquet.write_table(table, path)
        return str(path)


class InSqlite(Home):
    """A file of SQLite, which knows neither truths nor days nor decimals."""

    def __init__(self, folder: Path) -> None:
        """Make an empty file and open it."""
        super().__init__(folder)
        self._file = folder / "cases.sqlite"
        self._writer = sqlite3.connect(self._file)
        self._writer.execute("CREATE TABLE none (id INTEGER)")
        self._engine = open_engine(f"sqlite:///{self._file}")

    @property
    def engine(self) -> Engine:
        """The engine under test."""
        return self._engine

    def put(self, table: pa.Table, kinds: dict[str, str] | None = None) -> str:
        """Make a table."""
        name, types = self._new(), {field.name: _sqlite_type(field.type) for field in table.schema} | (kinds or {})
        self._writer.execute(f"CREATE TABLE {name} ({', '.join(f'{_quoted(own)} {kind}' for own, kind in types.items())})")
        rows = [[_sqlite_value(value) for value in row] for row in zip(*table.to_pydict().values(), strict=True)]
        self._writer.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(types))})", rows)  # noqa: S608  # names of our own
        self._writer.commit()
        return name

    def close(self) -> None:
        """Close both connections."""
        super().close()
        self._writer.close()


class InPostgreSql(Home):
    """A server of PostgreSQL."""

    def __init__(self, folder: Path, server: Server) -> None:
        """Connect twice: once to make tables."""
        from adbc_driver_postgresql import dbapi

        super().__init__(folder)
        self.url = server.url()
        self._writer = dbapi.connect(self.url, autocommit=True)
        self._engine = open_engine(self.url)

    @property
    def engine(self) -> Engine:
        """The engine under test."""
        return self._engine

    def put(self, table: pa.Table, kinds: dict[str, str] | None = None) -> str:
        """Make a table."""
        name = self._new()
        with closing(self._writer.cursor()) as cursor:
            cursor.adbc_ingest(name, table)
            for column, kind in (kinds or {}).items():
                cursor.execute(f"ALTER TABLE {name} ALTER COLUMN {_quoted(column)} TYPE {kind}")
        return name

    def close(self) -> None:
        """Close both connections."""
        super().close()
        self._writer.close()


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _sqlite_type(kind: pa.DataType) -> str:
    if pa.types.is_boolean(kind):
        return "BOOLEAN"
    if pa.types.is_date(kind):
        return "DATE"
    if pa.types.is_integer(kind):
        return "INTEGER"
    return "TEXT" if pa.types.is_string(kind) else "REAL"


def _sqlite_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
