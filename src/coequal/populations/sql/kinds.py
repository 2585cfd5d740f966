"""The kinds of SQL by name, for whoever only names them: what writes SQL needs parts that may not be installed."""

from typing import Final

KINDS: Final = {  # by their names in sqlglot
    "duckdb": "DuckDB",
    "postgres": "PostgreSQL",
    "spark": "Spark",
    "databricks": "Databricks",
    "sqlite": "SQLite",
    "tsql": "SQL Server",
    "snowflake": "Snowflake",
}

ALSO_CALLED: Final = {  # what else people call them
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
