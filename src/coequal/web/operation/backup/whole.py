"""Taking a backup of an installation while it runs, and putting one back where nothing is yet."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple, Protocol

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from coequal import __version__
from coequal.accounts.acting import THE_SYSTEM
from coequal.accounts.trail import Thing, record
from coequal.accounts.trail.verifying import Verified, verify
from coequal.errors import CoequalError
from coequal.organisations.own_table import own_table
from coequal.referrals.personal.columns import anything_sealed
from coequal.referrals.personal.keys import KeysMissing
from coequal.referrals.personal.rotating import uses
from coequal.web.environment import KEY_FILE
from coequal.web.operation.backup import postgresql, sqlite
from coequal.web.operation.backup.archive import opened, unpack, write
from coequal.web.operation.backup.manifest import Manifest, Table, compare

_THING: Final = "backup"
_KEYS: Final = "keys/"


class Restored(NamedTuple):
    """What came of a restored backup: what it said of itself, whether its trail is whole, and which keys are lacking here."""

    manifest: Manifest
    trail: Verified
    lacking: tuple[str, ...]


def take(to: Path, *, with_keys: bool = False) -> tuple[Path, Manifest]:
    """The file of a new backup, and what it says of itself; `to` is that file, or a folder in which it gets a name by its time.

    It has no key in it unless that is asked for. Raises `CoequalError` and `OSError` where it cannot be made.
    """
    made = datetime.now(UTC)
    file = to / f"coequal-{made:%Y-%m-%dT%H%M%SZ}.tar.gz" if to.is_dir() else to
    if file.exists():
        raise CoequalError(f"{file} is there already. Name a file that is not.")
    if not file.parent.is_dir():
        raise CoequalError(f"There is no folder {file.parent}. Make it first.")
    with transaction.atomic():
        record(THE_SYSTEM, "took a backup", Thing(_THING, file.name[-200:]), detail={"with keys": with_keys})
    with TemporaryDirectory(dir=file.parent, prefix=".backup-") as name:  # which only its owner can read
        folder = Path(name)
        tables, numbers = _engine().take(folder)
        for kept, path in _beside(with_keys=with_keys):
            if path.is_file():
                (folder / kept).parent.mkdir(exist_ok=True)
                copyfile(path, folder / kept)
        had = tuple(sorted(MigrationRecorder(connection).applied_migrations()))
        said = Manifest(made.isoformat(timespec="seconds"), __version__, connection.vendor, had, tables, numbers)
        return file, write(folder, said, file)


def look(file: Path) -> Manifest:
    """What a backup says of itself, once every file in it was found to be as saved. Raises `CoequalError` where one is not."""
    with (
        TemporaryDirectory(dir=file.parent if file.parent.is_dir() else None, prefix=".backup-") as name,
        opened(file) as (said, rest),
    ):
        unpack(said, rest, Path(name))
    return said


def put_back(file: Path) -> Restored:
    """Restore a backup in an installation that holds nothing yet, whole or not at all, and bring its tables up to date.

    Raises `CoequalError` where it is damaged, of another engine or a newer software, or where something is there already.
    """
    engine = _engine()
    engine.check_empty()
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=settings.DATA_DIR, prefix=".backup-") as name, opened(file) as (said, rest):
        folder = Path(name)
        _check_fits(said)
        unpack(said, rest, folder)
        beside = [(folder / kept, path) for kept, path in _beside(with_keys=True) if kept in said.files]
        for held, path in beside:
            if path.exists() and path.read_bytes() != held.read_bytes():
                raise CoequalError(f"{path} is there already, and differs from that of the backup. Move it away first.")
        with engine.restoring(folder, said) as found:
            compare(said, found)
        for held, path in beside:
            _keep(held, path)
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        record(THE_SYSTEM, "restored a backup", Thing(_THING, file.name[-200:]), detail={"made": said.made})
    return Restored(said, verify(), tuple(_lacking()))


class _Engine(Protocol):
    """What either module does."""

    def take(self, folder: Path, /) -> tuple[dict[str, Table], dict[str, int]]: ...

    def check_empty(self) -> None: ...

    def restoring(self, folder: Path, manifest: Manifest, /) -> AbstractContextManager[dict[str, Table]]: ...


def _engine() -> _Engine:
    return sqlite if connection.vendor == "sqlite" else postgresql


def _beside(*, with_keys: bool) -> Iterator[tuple[str, Path]]:
    """What belongs to an installation beside its database: the name in the backup, and where it lies."""
    if (own := own_table()) is not None:
        yield own.name, own
    if with_keys:
        yield f"{_KEYS}{KEY_FILE}", settings.DATA_DIR / KEY_FILE
        yield f"{_KEYS}personal", settings.PERSONAL_KEYS


def _check_fits(said: Manifest) -> None:
    """Nothing, where a backup can be restored here. Raises `CoequalError` where it cannot."""
    if said.engine != connection.vendor:
        raise CoequalError(f"This is a backup of a database in {said.engine}, and DATABASE_URL names one in {connection.vendor}.")
    if unknown := sorted(set(said.migrations) - MigrationLoader(None).disk_migrations.keys()):
        raise CoequalError(
            f"This backup is of version {said.software}, whose tables this version ({__version__}) does not know: "
            f"{', '.join(map('.'.join, unknown))}. Restore it with that version, or a newer one."
        )


def _keep(held: Path, path: Path) -> None:
    """Put a file of the backup where it belongs, readable by its owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as into:
            into.write(held.read_bytes())


def _lacking() -> Iterator[str]:
    """The keys of personal data that the database needs and this installation does not have; `all` where it has none."""
    try:
        yield from (used.id for used in uses() if used.key is None)
    except KeysMissing:
        if anything_sealed():
            yield "all"
