"""PostgreSQL, by ADBC."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

from sqlglot import exp

from coequal.errors import CoequalError
from coequal.populations.sql.dialects import POSTGRESQL
from coequal.populations.sql.drivers import imported
from coequal.populations.sql.engine import Engine, Row
from coequal.populations.terms import NUMBER, Term

_HEADER = 4  # what PostgreSQL adds to the digits and places of a decimal


class PostgreSql(Engine):
    """A database on a server, which is only read."""

    dialect = POSTGRESQL

    def __init__(self, url: str) -> None:
        """Connect. Raises `CoequalError`."""
        driver = imported("adbc_driver_postgresql.dbapi", "postgres", "PostgreSQL")
        self._errors = imported("adbc_driver_manager", "postgres", "PostgreSQL").Error
        self._secret = _password(url)
        with self.telling():
            self.connection: Any = driver.connect(url, autocommit=True)
            self._run("SET default_transaction_read_only = on")

    def close(self) -> None:
        with suppress(self._errors):  # whose server has gone need not be told
            self.connection.close()

    def _types(self, table: str) -> list[tuple[str, str]]:
        query = exp.select("*").from_(self.source(table)).limit(0).sql("postgres")
        with self.connection.cursor() as cursor:
            cursor.execute(query)
            return [(field.name, _type(field.metadata)) for field in cursor.fetch_arrow_table().schema]

    def _run(self, text: str) -> list[Row]:
        with self.connection.cursor() as cursor:
            cursor.execute(text)
            found: list[Row] = cursor.fetchall()
            return found

    def _failed(self, error: Exception) -> CoequalError | None:
        if not isinstance(error, self._errors):
            return None
        said = re.split(r"ERROR:|FATAL:|failed:|\[libpq\]", str(error), maxsplit=1)[-1]
        said = re.split(r"\n(?:LINE \d|Query was)|\. SQLSTATE", said)[0]
        for secret in self._secret:
            said = said.replace(secret, "…")
        return CoequalError(f"PostgreSQL: {said.strip()}")

    def _converter(self, term: Term) -> Callable[[Any], Any] | None:
        if term.sort != NUMBER:
            return None
        return lambda value: None if value is None else Decimal(value)


def _password(url: str) -> tuple[str, ...]:
    """The password of an address, as it is written there and as it is, longest first."""
    found = re.match(r"\w+://[^/@]*?:([^@]*)@", url)
    return tuple(sorted({found[1], unquote(found[1])}, key=len, reverse=True)) if found and found[1] else ()


def _type(metadata: Mapping[bytes, bytes]) -> str:
    """The type of a column as PostgreSQL says it, with the digits and places of a decimal."""
    name, modifier = metadata[b"POSTGRESQL:type"].decode(), int(metadata.get(b"POSTGRESQL:typmod", b"-1"))
    if name != "numeric" or modifier < _HEADER:
        return name
    return f"numeric({modifier - _HEADER >> 16}, {modifier - _HEADER & 0x7FF})"
