"""The database behind an address such as `duckdb:///couples.db`."""

from coequal.errors import CoequalError
from coequal.populations.sql.duckdb_engine import DuckDb
from coequal.populations.sql.engine import Engine
from coequal.populations.sql.postgresql_engine import PostgreSql
from coequal.populations.sql.spark_engine import Spark
from coequal.populations.sql.sqlite_engine import Sqlite

ADDRESSES = (
    "duckdb:///FILE",
    "duckdb:// for Parquet files",
    "sqlite:///FILE",
    "postgresql://USER:PASSWORD@HOST:PORT/DATABASE",
    "spark://HOST:PORT or spark://local[2]",
)


def open_engine(url: str) -> Engine:
    """The engine of an address. Raises `CoequalError` that says what is wrong with it, never with a password in it.

    Its driver is imported only then.
    """
    scheme, _, rest = url.partition("://")
    match scheme:
        case "duckdb":
            return DuckDb(rest.removeprefix("/"))
        case "sqlite":
            return Sqlite(rest.removeprefix("/"))
        case "postgresql" | "postgres":
            return PostgreSql(url)
        case "spark":
            return Spark(rest)
    raise CoequalError(f"That is not the address of a database. Write one of these: {'; '.join(ADDRESSES)}.")
