"""How the site is joined to its database: SQLite in a file, unless PostgreSQL is named."""

from typing import Any

import dj_database_url

_PATIENCE = 5  # seconds to wait for a lock, or for a server to answer
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"


def connection(address: str) -> dict[str, Any]:
    """Django's settings for the database at an address, such as sqlite:////srv/coequal.sqlite3 or postgres://host/name."""
    found: dict[str, Any] = dict(dj_database_url.parse(address))
    if found["ENGINE"].endswith("sqlite3"):
        # Readers go on while one writes; a writer takes its lock at once instead of failing half-way.
        found["OPTIONS"] = {"timeout": _PATIENCE, "transaction_mode": "IMMEDIATE", "init_command": _PRAGMAS}
    else:
        found["CONN_MAX_AGE"] = 60
        found["CONN_HEALTH_CHECKS"] = True
        found["OPTIONS"] = {**found.get("OPTIONS", {}), "connect_timeout": _PATIENCE}
    return found
