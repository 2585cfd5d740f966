"""What the surroundings say about this installation, read once. `docs/manual/site.md` explains every variable."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coequal.organisations.own_table import own_folder

KEY_FILE = "secret-key"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """How this installation runs."""

    debug: bool
    data: Path
    secrets: tuple[str, ...]  # the first signs and encrypts; all are accepted
    hosts: tuple[str, ...]
    https: bool
    proxies: int
    database: str
    library: Path | None
    requests_a_minute: int


def surroundings(variables: Mapping[str, str] = os.environ) -> Surroundings:
    """How this installation runs, after its environment variables."""
    data = (own_folder() or Path("coequal-data")).absolute()
    library = variables.get("COEQUAL_LIBRARY")
    return Surroundings(
        debug=_flag(variables, "DEBUG"),
        data=data,
        secrets=_secrets(variables, data),
        hosts=tuple(variables.get("COEQUAL_HOSTS", "localhost 127.0.0.1 [::1]").split()),
        https=_flag(variables, "COEQUAL_HTTPS"),
        proxies=int(variables.get("COEQUAL_PROXIES", "0")),
        database=variables.get("DATABASE_URL") or f"sqlite:///{data / 'coequal.sqlite3'}",
        library=Path(library) if library else None,
        requests_a_minute=int(variables.get("COEQUAL_REQUESTS_A_MINUTE", "600")),
    )


def _flag(variables: Mapping[str, str], name: str) -> bool:
    return variables.get(name, "").casefold() in ("1", "true", "yes", "on")


def _secrets(variables: Mapping[str, str], data: Path) -> tuple[str, ...]:
    """The keys that are named, or the one that this installation keeps; else one that lasts as long as the process."""
    named = variables.get("COEQUAL_SECRET_KEYS", "").split()
    if named:
        return tuple(named)
    file = data / KEY_FILE
    return (file.read_text(encoding="ascii").strip() if file.is_file() else secrets.token_urlsafe(50),)


def keep_secret(data: Path) -> None:
    """Make the key that an installation keeps, readable by its owner alone, unless it is there."""
    data.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(data / KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        return
