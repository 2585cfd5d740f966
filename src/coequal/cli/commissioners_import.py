"""Holding an official list of commissioners against the library, and writing what is new or differs into a folder beside it."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from coequal.cli.commissioners_given import said
from coequal.cli.text import paragraph, printable
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.organisations.commissioner_files import Commissioners, read_commissioners
from coequal.organisations.official_changes import Changes, changes_in
from coequal.organisations.official_updates import Updates, updates_in
from coequal.organisations.own_bodies import tables_with, write_all
from coequal.policies.beside import ABOUT
from coequal.policies.library import Library, shipped


def import_commissioners(options: Namespace, today: date) -> tuple[dict[str, Any], list[str]]:
    """What is new in a file and what differs, as data and in lines; it is written into a folder, where there is one.

    Raises `CoequalError` where the file, the library or the folder cannot be used, or something must be said that is not.
    """
    into: Path | None = options.into
    library = Library(_folders(options.library, into))
    if into:
        _refuse_others(library, into)
    found = read_commissioners(options.commissioners)
    known = library.organisations
    beside = said(options)
    changes = changes_in(found.listed, known, beside.followers)
    source = f"imported on {say_date(today)} from {printable(found.file)}"
    updates, differs = None, changes.differs
    if options.update is not None:
        differs = changes_in((one for one in found.listed if options.update and one.code not in options.update), known).differs
        updates = updates_in(found.listed, changes, known, beside, source=source, only=options.update)
    texts = _texts(library, changes, updates, into, source) if into else {}
    written = list(texts) if options.dry_run else write_all(texts)
    told = {
        "file": found.file,
        "listed": len(found.listed),
        "left out": found.left_out,
        "new bodies": list(changes.bodies),
        "new areas": list(changes.areas),
        "changes": list(updates.says) if updates else [],
        "differs": [*differs, *changes.stays],
        "by hand": list(changes.by_hand),
        "written": [] if options.dry_run else list(map(str, written)),
    }
    return told, list(_lines(found, replace(changes, differs=differs), updates, _done(written, dry=options.dry_run)))


def _refuse_others(library: Library, into: Path) -> None:
    """Raises `CoequalError` where a folder is the shipped library, or that of a package: what they say stays as it is."""
    brought = [part.folder for part in library.parts if part.package is not None]
    if into.resolve() in [folder.resolve() for folder in (shipped(), *brought)]:
        raise CoequalError(f"{into} came with coequal or a package, and stays as it is. Name a folder of your own after --into.")


def _folders(named: list[Path] | None, into: Path | None) -> list[Path] | None:
    """The folders to hold a file against: those that are named, and the one to add to, where it is a library already."""
    return [*(named or []), *([into] if into and _is_library(into) else [])] or None


def _is_library(folder: Path) -> bool:
    return (folder / ABOUT).is_file() or (folder / "services").is_dir()


def _texts(library: Library, changes: Changes, updates: Updates | None, into: Path, source: str) -> dict[Path, str]:
    """The files to write into a folder, which from then on stands beside the shipped library where it was none."""
    bodies, areas = (
        (updates.bodies, updates.areas) if updates else (_sourced(changes.bodies, source), _sourced(changes.areas, source))
    )
    if not bodies and not areas:
        return {}
    parts = [part for part in library.parts if part.folder.resolve() != into.resolve()]
    others = [part.folder / "organisations" for part in parts if part.package is None]
    brought = [part.folder / "organisations" for part in parts if part.package is not None]
    tables = tables_with(bodies, areas, into / "organisations", [other for other in others if other.is_dir()], brought)
    return tables if _is_library(into) else {into / ABOUT: "extends: shipped\n", **tables}


def _sourced(rows: Iterable[Mapping[str, str]], source: str) -> tuple[Mapping[str, str], ...]:
    return tuple({**row, "source": source} for row in rows)


def _done(written: list[Path], *, dry: bool) -> str:
    if not written:
        return "nothing was written"
    return f"{'would be written' if dry else 'written'} into {' and '.join(map(str, written))}"


def _lines(found: Commissioners, changes: Changes, updates: Updates | None, done: str) -> Iterator[str]:
    counts = f"Commissioners and sub-ICB locations in {printable(found.file)}: {len(found.listed)}"
    changed = f"changes: {len(updates.says)}; " if updates else ""
    yield paragraph(f"{counts}; new bodies: {len(changes.bodies)}; new areas: {len(changes.areas)}; {changed}{done}.")
    yield from (paragraph(f"The file was {words}.") for words in found.told)
    if found.left_out:
        yield paragraph(f"Left out, as no commissioners: {found.left_out}.")
    parts = {
        "New:": [f"{row['code']}, {row['name']}" for row in (*changes.bodies, *changes.areas)],
        "Changes:": updates.says if updates else (),
        "Differs, and stays as it is here:": (*changes.differs, *changes.stays),
        "By hand:": changes.by_hand,
    }
    for head, rows in parts.items():
        yield from ["", head, *map(paragraph, rows)] if rows else []
    if changes.differs:
        yield from ("", paragraph("With --update what differs is written, too; what no file says goes with it (see --help)."))
