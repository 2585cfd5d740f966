"""A family made from a table by a recipe: written whole or not at all, and only where each of its policies can be read."""

import csv
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from coequal.errors import CoequalError, Place, did_you_mean
from coequal.facts.strict_yaml import decode, read_file
from coequal.organisations.cells import guarded
from coequal.policies.beside import ABOUT
from coequal.policies.importing.checking import check
from coequal.policies.importing.recipe import Recipe
from coequal.policies.importing.rows import FamilyRow, ForAPerson, columns, counted, family_rows
from coequal.policies.importing.table import read_foreign
from coequal.policies.library import Library
from coequal.policies.tables import AREA, COLUMN

FOR_A_PERSON = "for-a-person.csv"
COPIED = ("services", "organisations")  # the folders that a new library begins with


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a table: the family's file, its areas, how many rows have each value that is counted, and the list."""

    file: Path
    areas: tuple[str, ...]
    counted: Mapping[str, int]
    listed: tuple[ForAPerson, ...]


def import_family(table: Path, recipe: Recipe, into: Path, shipped: Library, *, replace: bool = False) -> Imported:
    """The family of a table, put into a library that may be new; a new one begins with what the shipped one says of services.

    Raises `CoequalError` for whatever cannot be used, `OSError` where it cannot be written; then nothing is changed.
    """
    folder, place = _target(into), Path("families", recipe.family, recipe.service)
    home, goal = (folder or into) / place, (into / place if folder else into)
    if (home / f"{recipe.version}.md").exists() and not replace:
        message = f"Version {recipe.version} of this family is there already. Say --replace to write it anew."
        raise CoequalError(message, Place(str(home / f"{recipe.version}.md")))
    wording = decode(read_file(recipe.wording), str(recipe.wording))
    foreign = read_foreign(table, recipe)
    library = Library(folder) if folder else shipped
    rows = family_rows(foreign, recipe, library.organisations.bodies)
    files = _files(rows, recipe, wording)
    others = [policy for policy in library.of_service(recipe.service) if Path(policy.file.file).parent != home] if folder else []
    into.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder or into.parent, prefix=".importing-") as temporary:
        new = Path(temporary) / "new"
        written = new if folder else new / place
        if folder is None:
            for name in COPIED:
                shutil.copytree(shipped.folder / name, new / name)
        elif home.exists():
            shutil.copytree(home, new)
        written.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (written / name).write_text(text, encoding="utf-8", newline="")
        check(written / f"{recipe.version}.md", foreign, recipe, library, others)
        _swap(new, goal, Path(temporary) / "old")
    counts = counted(rows, recipe.counted) if recipe.counted else {}
    listed = tuple(item for row in rows for item in row.listed)
    return Imported(home / f"{recipe.version}.md", tuple(row.cells[AREA] for row in rows), counts, listed)


def _target(into: Path) -> Path | None:
    """The folder, where it is a library already; None where one can be made of it. Raises `CoequalError` where neither."""
    if (into / "services").is_dir() or (into / ABOUT).is_file():
        return into
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise CoequalError(f"{into} is there already and is no library. Name a library, or a folder that is not there yet.")
    return None


def _files(rows: Sequence[FamilyRow], recipe: Recipe, wording: str) -> dict[str, str]:
    """The three files, by name: the wording, its table with the columns that it uses, and the list for a person."""
    used = dict.fromkeys(re.findall(rf"\{{({COLUMN})\}}", wording))
    known = [AREA, *columns(recipe)]
    for column in used:
        if column not in known:
            suggestion = did_you_mean(column, known) or f" The columns are: {', '.join(known)}."
            line = wording[: wording.index(f"{{{column}}}")].count("\n") + 1
            raise CoequalError(f'The recipe makes no column "{column}".{suggestion}', Place(str(recipe.wording), line))
    if AREA not in used:
        raise CoequalError(f'The ids need the area: write policy: "{{{AREA}}}/{recipe.service}".', Place(str(recipe.wording), 2))
    kept = [column for column in known if column in used]
    people = [(item.area, item.column, f"“{item.printed}”", item.why, item.taken_as) for row in rows for item in row.listed]
    return {
        f"{recipe.version}.md": wording,
        f"{recipe.version}.csv": _csv([kept, *([row.cells[column] for column in kept] for row in rows)]),
        FOR_A_PERSON: _csv([("area", "column", "printed", "why", "taken as"), *people]),
    }


def _csv(lines: Sequence[Sequence[str]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([*map(guarded, line)] for line in lines)
    return text.getvalue()


def _swap(new: Path, goal: Path, old: Path) -> None:
    """Puts a folder where another may be; that one comes back where the new one does not get there."""
    goal.parent.mkdir(parents=True, exist_ok=True)
    try:
        if goal.exists():
            goal.rename(old)
        new.rename(goal)
    except BaseException:  # an interruption too
        if old.exists() and not goal.exists():
            old.rename(goal)
        raise
