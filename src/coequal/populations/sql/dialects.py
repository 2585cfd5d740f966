"""In what the kinds of SQL differ that matters here."""

from dataclasses import dataclass
from typing import Final

from coequal.errors import CoequalError
from coequal.populations.sql import calendars
from coequal.populations.sql.calendars import Calendar
from coequal.populations.sql.kinds import KINDS, usual


@dataclass(frozen=True, slots=True)
class Dialect:
    """One kind of SQL. `most_columns` is how many a query may have; `is_tried` says whether tests run it on a real server."""

    name: str  # as sqlglot knows it
    calendar: Calendar
    most_columns: int
    booleans: bool = True  # whether a condition is a value, so that a column can hold it
    decimals: bool = True  # else numbers are whole numbers of their last decimal place
    fence: bool = False  # whether a query inside another is written again into it unless something forbids that
    is_tried: bool = True
    most_letters: int = 10_000_000  # of a query

    @property
    def says(self) -> str:
        """What it is called where people read."""
        return KINDS[self.name]


DUCKDB: Final = Dialect("duckdb", calendars.DuckDb(), 4000)
POSTGRESQL: Final = Dialect("postgres", calendars.PostgreSql(), 1500, fence=True)
SPARK: Final = Dialect("spark", calendars.Spark(), 800)
DATABRICKS: Final = Dialect("databricks", calendars.Spark(), 800, is_tried=False)
SQLITE: Final = Dialect("sqlite", calendars.Sqlite(), 1800, decimals=False, fence=True, most_letters=900_000)
SQL_SERVER: Final = Dialect("tsql", calendars.DateAdd(), 1000, booleans=False, is_tried=False)
SNOWFLAKE: Final = Dialect("snowflake", calendars.DateAdd(), 1500, is_tried=False)
DIALECTS: Final = {own.name: own for own in (DUCKDB, POSTGRESQL, SPARK, DATABRICKS, SQLITE, SQL_SERVER, SNOWFLAKE)}


def dialect(name: str) -> Dialect:
    """The dialect of a name such as `postgres`, or `postgresql`. Raises `CoequalError` where there is none."""
    if (found := DIALECTS.get(usual(name))) is None:
        raise CoequalError(f'There is no kind of SQL called "{name}" here. There are {", ".join(DIALECTS)}.')
    return found
