"""A copy of a SQLite database while others write to it, by SQLite's own online backup."""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from django.db import connection

from coequal.errors import CoequalError
from coequal.web.operation.backup.manifest import Manifest, Table

_FILE: Final = "database.sqlite3"
_TABLES: Final = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
_PATIENCE: Final = 30.0  # seconds to wait for a lock


def take(folder: Path) -> tuple[dict[str, Table], dict[str, int]]:
    """Write the database, as it was at one moment, into a folder; what its tables hold, and nothing more."""
    with closing(_connect(place())) as source, closing(_connect(folder / _FILE, new=True)) as copy:
        source.backup(copy)  # in one step, so that writers of other processes do not make it begin again
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        return tables(copy), {}


def place() -> Path:
    """Where the database of this installation lies."""
    return Path(connection.settings_dict["NAME"])


def check_empty() -> None:
    """Nothing, where there is no database yet. Raises `CoequalError` where there is one."""
    for end in ("", "-wal", "-journal"):
        if (there := Path(f"{place()}{end}")).exists() and there.stat().st_size:
            raise CoequalError(f"There is a database at {there} already. Name another folder in COEQUAL_DATA, or move it away.")


@contextmanager
def restoring(folder: Path, _manifest: Manifest) -> Iterator[dict[str, Table]]:
    """What the tables of the unpacked copy hold. It is put in its place where nothing is raised inside, else nowhere."""
    file, to = folder / _FILE, place()
    with closing(_connect(file)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise CoequalError("The backup is damaged: SQLite finds faults in its database. Take an older one.")
        found = tables(copy)
    yield found
    file.chmod(0o600)
    with file.open("rb") as held:
        os.fsync(held.fileno())
    to.unlink(missing_ok=True)  # an empty one: see check_empty
    os.link(file, to)  # on the same disk: it is there whole, or not at all


def tables(copy: sqlite3.Connection) -> dict[str, Table]:
    """Every table with how many rows it has and their digest."""
    return {name: _table(copy, name) for (name,) in copy.execute(_TABLES).fetchall()}


def _table(copy: sqlite3.Connection, name: str) -> Table:
    keys = [f'"{column}"' for _, column, _, _, _, key in copy.execute(f'PRAGMA table_info("{name}")') if key]
    digest, rows = hashlib.sha256(), 0
    for row in copy.execute(f'SELECT * FROM "{name}" ORDER BY {", ".join(keys) or "rowid"}'):  # noqa: S608  # names of the database's own
        digest.update(repr(row).encode())
        rows += 1
    return Table(rows, digest.hexdigest())


def _connect(file: Path, *, new: bool = False) -> sqlite3.Connection:
    try:
        return sqlite3.connect(f"{file.absolute().as_uri()}?mode={'rwc' if new else 'rw'}", uri=True, timeout=_PATIENCE)
    except sqlite3.OperationalError:
        raise CoequalError(f"There is no database at {file}. “coequal site prepare” makes one.") from None
