"""SQLite, which is part of Python. It has neither truths nor days nor decimals of its own."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import Any

from coequal.errors import CoequalError
from coequal.populations.sql.dialects import SQLITE
from coequal.populations.sql.drivers import there
from coequal.populations.sql.engine import Engine, Row
from coequal.populations.terms import Term


class Sqlite(Engine):
    """A database in a file, which is only read."""

    dialect = SQLITE
    takes_queries = False

    def __init__(self, path: str) -> None:
        """Open a file. Raises `CoequalError`."""
        file = there(path, "SQLite")
        with self.telling():
            self.connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)

    def close(self) -> None:
        self.connection.close()

    def _types(self, table: str) -> list[tuple[str, str]]:
        self.source(table)
        schema, _, name = table.rpartition(".")
        query = "SELECT name, type FROM pragma_table_xinfo(?, ?)"
        with closing(self.connection.execute(query, (name, schema or "main"))) as cursor:
            return [(row[0], row[1]) for row in cursor]

    def _run(self, text: str) -> list[Row]:
        with closing(self.connection.execute(text)) as cursor:
            return cursor.fetchall()

    def _failed(self, error: Exception) -> CoequalError | None:
        return CoequalError(f"SQLite: {error}.") if isinstance(error, sqlite3.Error) else None

    def _converter(self, term: Term) -> Callable[[Any], Any] | None:
        match term.sort:
            case "truth":
                return _TRUTHS.__getitem__
            case "number":
                return lambda value: None if value is None else Decimal(value).scaleb(-term.scale)
            case "day":
                return lambda value: None if value is None else date.fromisoformat(value)
        return None


_TRUTHS = {0: False, 1: True, None: None}
