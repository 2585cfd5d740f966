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
