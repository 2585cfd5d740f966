"""A backup as one file: a compressed tar whose first member is the manifest. It is written whole, or not at all."""

import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import Final

from coequal.errors import CoequalError
from coequal.web.operation.backup.manifest import Manifest, digest_of, read

_MANIFEST: Final = "manifest.json"
_BROKEN: Final = (tarfile.TarError, EOFError, zlib.error, UnicodeDecodeError)
_LEAST: Final = 1  # of nine grades of compression: most of it is sealed, and does not get smaller


def write(folder: Path, manifest: Manifest, to: Path) -> Manifest:
    """The manifest with the digests of all files in a folder, written with them to a file that only its owner can read.

    Raises `CoequalError` where that file is there already, `OSError` where it cannot be written.
    """
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    whole = replace(manifest, files={name: digest_of(folder / name) for name in names})
    (folder / _MANIFEST).write_text(whole.text(), encoding="utf-8")
    with NamedTemporaryFile(dir=to.parent, prefix=".backup-") as made:  # nobody else can read what this makes
        with tarfile.open(fileobj=made, mode="w:gz", compresslevel=_LEAST) as archive:
            for name in (_MANIFEST, *names):
                archive.add(folder / name, name)
        made.flush()
        os.fsync(made.fileno())
        try:
            os.link(made.name, to)
        except FileExistsError:
            raise CoequalError(f"{to} is there already. Name a file that is not.") from None
    return whole


@contextmanager
def opened(file: Path) -> Iterator[tuple[Manifest, tarfile.TarFile]]:
    """The manifest of a backup, and the rest of it. Raises `CoequalError` where the file is none, or breaks off."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            first = archive.next()
            held = archive.extractfile(first) if first and first.name == _MANIFEST else None
            if held is None:
                raise CoequalError(f"{file} is no backup of coequal.")
            yield read(held.read().decode()), archive
    except FileNotFoundError:
        raise CoequalError(f"There is no file {file}.") from None
    except (*_BROKEN, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None and not isinstance(error, tarfile.TarError):
            raise
        raise CoequalError(f"{file} is no backup of coequal, or is damaged. Take another one.") from None


def unpack(manifest: Manifest, archive: tarfile.TarFile, folder: Path) -> None:
    """Write every file that a manifest names into a folder. Raises `CoequalError` where one is lacking, not named, or changed."""
    while member := archive.next():
        if (
            member.name not in manifest.files
            or not member.isfile()
            or ".." in Path(member.name).parts
            or member.name.startswith("/")
        ):
            raise CoequalError(f"The backup is damaged: {member.name} does not belong to it.")
        path = folder / member.name
        path.parent.mkdir(parents=True, exist_ok=True)
        held = archive.extractfile(member)
        assert held is not None
        with path.open("xb") as into:
            copyfileobj(held, into)
    for name, digest in manifest.files.items():
        if not (folder / name).is_file() or digest_of(folder / name) != digest:
            raise CoequalError(f"The backup is damaged: {name} is not what was saved. Take an older one.")
