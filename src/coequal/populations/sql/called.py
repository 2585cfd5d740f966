"""What else people call the kinds of SQL, beside the name that each has here."""

from typing import Final

ALSO_CALLED: Final = {
    "mssql": "tsql",
    "sqlserver": "tsql",
    "sql-server": "tsql",
    "sql server": "tsql",
    "t-sql": "tsql",
    "postgresql": "postgres",
    "sqlite3": "sqlite",
    "sparksql": "spark",
}


def usual(name: str) -> str:
    """The name here of a kind of SQL, however people call it; one that is not known as it stands."""
    return ALSO_CALLED.get(name.casefold(), name.casefold())
