"""Holding an official list of commissioners against the library, and adding what is new to a folder beside it."""

from datetime import date
from pathlib import Path
from typing import Any

from coequal.cli.text import paragraph
from coequal.facts.dates import say_date
from coequal.organisations.commissioner_files import Commissioners, read_commissioners
from coequal.organisations.official_changes import Changes, changes_in
from coequal.organisations.own_bodies import add_to_folder
from coequal.policies.beside import ABOUT
from coequal.policies.library import Library


def import_commissioners(named: list[Path] | None, file: Path, into: Path | None, today: date) -> tuple[dict[str, Any], list[str]]:
    """What is new in a file and what differs, as data and in lines; what is new is added to a folder, where there is one.

    Raises `CoequalError` where the file, the library or the folder cannot be used.
    """
    library = Library(_folders(named, into))
    found = read_commissioners(file)
    changes = changes_in(found.listed, library.organisations)
    new = changes.bodies or changes.areas
    written = _add(library, changes, into, f"imported on {say_date(today)} from {found.file}") if into and new else []
    told = {
        "file": found.file,
        "listed": len(found.listed),
        "left out": found.left_out,
        "new bodies": list(changes.bodies),
        "new areas": list(changes.areas),
        "differs": list(changes.differs),
        "by hand": list(changes.by_hand),
        "written": list(map(str, written)),
    }
    return told, list(_lines(found, changes, written))


def _folders(named: list[Path] | None, into: Path | None) -> list[Path] | None:
    """The folders to hold a file against: those that are named, and the one to add to, where it is a library already."""
    return [*(named or []), *([into] if into and _is_library(into) else [])] or None


def _is_library(folder: Path) -> bool:
    return (folder / ABOUT).is_file() or (folder / "services").is_dir()


def _add(library: Library, changes: Changes, into: Path, source: str) -> list[Path]:
    """Add what is new to a folder, which from then on stands beside the shipped library where it was none."""
    others = [part.folder / "organisations" for part in library.parts if part.folder.resolve() != into.resolve()]
    written = add_to_folder(changes, into / "organisations", [other for other in others if other.is_dir()], source)
    if not _is_library(into):
        (into / ABOUT).write_text("extends: shipped\n", encoding="utf-8")
    return written


def _lines(found: Commissioners, changes: Changes, written: list[Path]) -> list[str]:
    done = f"written into {' and '.join(map(str, written))}" if written else "nothing was written"
    counts = f"Commissioners and sub-ICB locations in {found.file}: {len(found.listed)}"
    lines = [f"{counts}; new bodies: {len(changes.bodies)}; new areas: {len(changes.areas)}; {done}."]
    lines.extend(f"The file was {words}." for words in found.told)
    if found.left_out:
        lines.append(f"Left out, as no commissioners: {found.left_out}.")
    news = [f"{row['code']}, {row['name']}" for row in (*changes.bodies, *changes.areas)]
    lines = list(map(paragraph, lines))
    for head, rows in (("New:", news), ("Differs, and stays as it is here:", changes.differs), ("By hand:", changes.by_hand)):
        lines.extend(["", head, *map(paragraph, rows)] if rows else [])
    return lines
