"""The user's own table of practices: where it lives, when it is used, and how it is written."""

import csv
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from coequal.errors import CoequalError
from coequal.organisations.cells import guarded
from coequal.organisations.practices import COLUMNS, Practice, Practices, load_practices

_FILE = "practices.csv"


def own_folder() -> Path | None:
    """Where this user's data live; None where there is no home folder and `COEQUAL_DATA` names no other."""
    if named := os.environ.get("COEQUAL_DATA"):
        return Path(named)
    with suppress(RuntimeError):
        return Path.home() / ".coequal"
    return None


def own_table() -> Path | None:
    """Where the user's own table lives, if there is a place for it."""
    folder = own_folder()
    return None if folder is None else folder / _FILE


def find_practices(folder: Path) -> Practices:
    """The user's own table where there is one, or else that of a library's folder of organisations, which may have none.

    Raises `CoequalError` with file and line where it cannot be read.
    """
    own = own_table()
    if own is not None and own.exists():
        return load_practices(own)
    path = folder / _FILE
    return load_practices(path) if path.exists() else Practices({}, "this library, which has no table of practices")


def write_own_table(practices: Iterable[Practice], source: str) -> Path:
    """The file written: all of it, or nothing where that fails, so that an older table is never left half overwritten.

    Raises `CoequalError` where there is nowhere to write, `OSError` where it cannot be written.
    """
    path = own_table()
    if path is None:
        raise CoequalError("There is no home folder to write to. Name a folder in the environment variable COEQUAL_DATA.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", newline="", dir=path.parent, suffix=".csv", delete=False) as file:
        temporary = Path(file.name)
        try:
            csv.writer(file, lineterminator="\n").writerows([COLUMNS, *_rows(practices, source)])
            file.close()  # before it is moved, which some systems require
            temporary.replace(path)
        except BaseException:  # an interruption too
            temporary.unlink()
            raise
    return path


def _rows(practices: Iterable[Practice], source: str) -> Iterator[tuple[str, ...]]:
    for practice in practices:
        for membership in practice.memberships:
            days = (_iso(membership.since), _iso(membership.until), _iso(practice.opened), _iso(practice.closed))
            yield tuple(map(guarded, (practice.code, practice.name, membership.area, *days, source)))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
