"""How the site is joined to its database: SQLite in a file, unless PostgreSQL is named."""

from typing import Any

import dj_database_url

from coequal.errors import CoequalError

_PATIENCE = 5  # seconds to wait for a lock, or for a server to answer; a thread that waits serves nobody
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"


def connection(address: str) -> dict[str, Any]:
    """Django's settings for the database at an address, such as sqlite:////srv/coequal.sqlite3 or postgres://host/name.

    Raises `CoequalError` where it is none.
    """
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(address))
    except ValueError:
        raise CoequalError("DATABASE_URL names no database. Write it as postgres://user:password@host/name.") from None
    if found["ENGINE"].endswith("sqlite3"):
        # Readers go on while one writes; a writer takes its lock at once instead of failing half-way.
        found["OPTIONS"] = {"timeout": _PATIENCE, "transaction_mode": "IMMEDIATE", "init_command": _PRAGMAS}
    else:
        found["CONN_MAX_AGE"] = 60
        found["CONN_HEALTH_CHECKS"] = True
        found["OPTIONS"] = {**found.get("OPTIONS", {}), "connect_timeout": _PATIENCE}
    return found
