"""PostgreSQL, by ADBC."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlglot import exp

from coequal.errors import CoequalError
from coequal.populations.sql.dialects import POSTGRESQL
from coequal.populations.sql.drivers import imported
from coequal.populations.sql.engine import Engine, Row
from coequal.populations.terms import NUMBER, Term


class PostgreSql(Engine):
    """A database on a server, which is only read."""

    dialect = POSTGRESQL

    def __init__(self, url: str) -> None:
        """Connect. Raises `CoequalError`."""
        self._driver = imported("adbc_driver_postgresql.dbapi", "postgres", "PostgreSQL")
        self._errors = imported("adbc_driver_manager", "postgres", "PostgreSQL").Error
        self._secrets = _secrets(url)
        with self.telling():
            self.connection: Any = self._driver.connect(url)
            self._ask("SET default_transaction_read_only = on")
            self.connection.commit()

    def close(self) -> None:
        with self.telling():
            self.connection.close()

    def _types(self, table: str) -> list[tuple[str, str]]:
        query = exp.select("*").from_(self.source(table)).limit(0).sql("postgres")
        return [(field.name, field.metadata[b"ADBC:postgresql:typname"].decode()) for field in self._schema(query)]

    def _run(self, text: str) -> list[Row]:
        return self._ask(text)
