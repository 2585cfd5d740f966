"""The key ring: a file outside the database, without which nothing personal in the database can be read.

Each line is `seals ID DAY KEY` or `marks ID DAY KEY`: what the key is for, its name in eight hexadecimal digits, the time at
which it was made, and 32 random bytes in base64. The first key of each kind works on what is new; all open or find what is old.
"""

import os
import re
import secrets
import stat
from base64 import b64decode, b64encode
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final, Literal, NamedTuple, cast

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from coequal.errors import CoequalError, Place

Kind = Literal["seals", "marks"]
SEALS: Final[Kind] = "seals"
MARKS: Final[Kind] = "marks"
SIZE: Final = 32  # bytes of a key
_ASIDE: Final = ".to-be-"  # stands between the name of the file and that of a change
_LINE: Final = re.compile(r"(seals|marks) ([0-9a-f]{8}) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) ([0-9A-Za-z+/]{43}=)")
_HEADING: Final = (
    "# The keys of personal data. Without this file the data is lost: keep a copy, on another disk than the database.\n"
)


class KeysMissing(CoequalError):
    """There is no file of keys."""


@dataclass(frozen=True)
class Key:
    """One key. What it is never shows where it is printed."""

    kind: Kind
    id: str
    made: datetime
    secret: bytes = field(repr=False)

    @cached_property
    def cipher(self) -> AESGCM:
        """The cipher with this key."""
        return AESGCM(self.secret)

    def line(self) -> str:
        """The key as a line of the file."""
        return f"{self.kind} {self.id} {self.made:%Y-%m-%dT%H:%M:%SZ} {b64encode(self.secret).decode()}\n"


def new_key(kind: Kind) -> Key:
    """A key that nobody can guess."""
    return Key(kind, secrets.token_hex(4), datetime.now(UTC).replace(microsecond=0), secrets.token_bytes(SIZE))


@dataclass(frozen=True)
class Ring:
    """All keys of an installation, the newest of each kind first."""

    keys: tuple[Key, ...]

    @cached_property
    def _by_id(self) -> dict[tuple[Kind, str], Key]:
        return {(key.kind, key.id): key for key in self.keys}

    def of(self, kind: Kind) -> tuple[Key, ...]:
        """Those of a kind."""
        return tuple(key for key in self.keys if key.kind == kind)

    @cached_property
    def sealing(self) -> Key:
        """The key that seals what is new."""
        return self.of(SEALS)[0]

    @cached_property
    def marking(self) -> Key:
        """The key that marks what is new."""
        return self.of(MARKS)[0]

    def find(self, kind: Kind, name: str) -> Key | None:
        """The key of a kind that has this name, if it is here."""
        return self._by_id.get((kind, name))

    def text(self) -> str:
        """The ring as its file holds it."""
        return _HEADING + "".join(key.line() for key in self.keys)


def read(text: str, file: str) -> Ring:
    """The ring that a text holds. Raises `CoequalError`, which shows nothing of a key, where it holds none that can be used."""
    keys: list[Key] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        made = _time(found[3]) if found else None
        if found is None or made is None:
            raise CoequalError(
                "This line is no key. Put the file back as it was, from its copy; a new one would not open what is kept.",
                Place(file, number),
            )
        keys.append(Key(cast("Kind", found[1]), found[2], made, b64decode(found[4])))
    for kind in (SEALS, MARKS):
        names = [key.id for key in keys if key.kind == kind]
        if not names:
            raise CoequalError(f"{file} holds no key that {kind}. Put the file back as it was, from its copy.")
        if len(names) != len(set(names)):
            raise CoequalError(f"{file} holds two keys that {kind} and have one name. Put the file back as it was, from its copy.")
    return Ring(tuple(keys))


def _time(written: str) -> datetime | None:
    try:
        return datetime.strptime(written, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


class _Stand(NamedTuple):
    """Which state of the file was read: another process may have changed it."""

    path: str
    changed: int
    inode: int
    size: int


def ring() -> Ring:
    """The keys of this installation, as their file holds them now. Raises `CoequalError` where it is missing or broken."""
    path = str(settings.PERSONAL_KEYS)
    try:
        found = os.stat(path)  # noqa: PTH116  # a thousand times a page, and a path object would cost more than the look
    except OSError:
        raise KeysMissing(_missing(path)) from None
    return _read(_Stand(path, found.st_mtime_ns, found.st_ino, found.st_size))


def _missing(path: str) -> str:
    return (
        f"There are no keys of personal data at {path}. Put the file back from its copy; "
        "where nothing personal was ever kept, “coequal site prepare” makes it."
    )


@lru_cache(maxsize=2)
def _read(stand: _Stand) -> Ring:
    try:
        return read(Path(stand.path).read_text(encoding="ascii", errors="replace"), stand.path)
    except OSError as error:
        raise CoequalError(f"{stand.path} cannot be read: {error.strerror}. Let the user who runs the site read it.") from None


def open_to_others(path: Path) -> bool:
    """Whether anybody but its owner may read a file."""
    return bool(stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO))


def make_ring(path: Path) -> None:
    """Make the file with a first key of each kind, unless it is there; whole or not at all."""
    with suppress(FileExistsError):
        _put(path, Ring((new_key(SEALS), new_key(MARKS))), over=False)


def keep_ring(path: Path, keys: Iterable[Key]) -> None:
    """Keep these keys in place of those that the file holds; whole or not at all."""
    _put(path, Ring(tuple(keys)), over=True)


def put_aside(path: Path, change: str, keys: Iterable[Key]) -> None:
    """Keep these keys beside the file, under the name of a change, until `take_in` puts them in its place."""
    keep_ring(_aside(path, change), keys)


def take_in(path: Path, change: str) -> None:
    """Put the keys of a change in place of those that the file holds; nothing where somebody else did already."""
    with suppress(FileNotFoundError):
        _aside(path, change).replace(path)
        _settle(path.parent)


def leave_out(path: Path, change: str) -> None:
    """Do away with the keys of a change that did not come about."""
    _aside(path, change).unlink(missing_ok=True)
    _settle(path.parent)


def aside(path: Path) -> list[str]:
    """The changes whose keys lie beside the file, by their names."""
    before = f"{path.name}{_ASIDE}"
    return sorted(one.name.removeprefix(before) for one in path.parent.glob(f"{before}*"))


def _aside(path: Path, change: str) -> Path:
    return path.with_name(f"{path.name}{_ASIDE}{change}")


def _put(path: Path, kept: Ring, *, over: bool) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, encoding="ascii", delete=False) as file:  # nobody else can read what this makes
        try:
            file.write(kept.text())
            file.flush()
            os.fsync(file.fileno())
            if over:
                Path(file.name).replace(path)
            else:
                os.link(file.name, path)
        finally:
            Path(file.name).unlink(missing_ok=True)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Have a disk that loses its power keep what was renamed: a row must never outlive the key that sealed it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
