"""What a backup says of itself: which software and database it is from, each table with its rows, each file with its digest."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from coequal.errors import CoequalError

FORMAT: Final = 1
_PIECE: Final = 1024 * 1024


class Table(NamedTuple):
    """The rows of a table: how many, and their digest in the order of the primary key; of PostgreSQL also its columns."""

    rows: int
    digest: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first file of a backup."""

    made: str  # the time in UTC at which it was begun
    software: str
    engine: str  # sqlite or postgresql
    migrations: tuple[tuple[str, str], ...]
    tables: dict[str, Table]
    numbers: dict[str, int] = field(default_factory=dict)  # the last number given, by table and column; PostgreSQL alone
    files: dict[str, str] = field(default_factory=dict)  # the digest of each, by its name in the backup
    format: int = FORMAT

    def text(self) -> str:
        """It as JSON."""
        return json.dumps(asdict(self), indent=1, sort_keys=True)

    @property
    def rows(self) -> int:
        """How many rows all tables have."""
        return sum(table.rows for table in self.tables.values())


def read(text: str) -> Manifest:
    """The manifest that a text holds. Raises `CoequalError` where it is none, or of a later kind."""
    try:
        held: dict[str, Any] = json.loads(text)
        if held["format"] != FORMAT:
            raise CoequalError(
                "This backup is of a later kind. Restore it with the version of coequal that made it, or a newer one."
            )
        tables = {
            str(name): Table(int(rows), str(digest), tuple(columns)) for name, (rows, digest, columns) in held["tables"].items()
        }
        return Manifest(
            **held | {"tables": tables, "migrations": tuple((str(app), str(name)) for app, name in held["migrations"])},
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CoequalError("This is no backup of coequal: what it says of itself cannot be read.") from None


def compare(said: Manifest, found: dict[str, Table]) -> None:
    """Nothing, where what was found is what a backup says. Raises `CoequalError` that names the tables that differ."""
    differ = sorted(name for name in said.tables.keys() | found.keys() if said.tables.get(name) != found.get(name))
    if differ:
        raise CoequalError(
            f"The backup is damaged: its rows are not those that were saved, in {', '.join(differ)}. Take an older one."
        )


def digest_of(file: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with file.open("rb") as held:
        while piece := held.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
