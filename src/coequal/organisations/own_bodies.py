"""New bodies and areas, written into the tables of a folder that stands beside a library: nothing that is there is lost."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from coequal.organisations.cells import guarded
from coequal.organisations.official_changes import Changes
from coequal.organisations.register import load_organisations

_HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "bodies.csv": ("code", "role", "name", "from", "until", "successors", "source"),
    "areas.csv": ("code", "name", "commissioners", "source"),
}


def add_to_folder(changes: Changes, folder: Path, others: Sequence[Path], source: str) -> list[Path]:
    """The tables written in a folder of organisations: their rows as they stood, and the new ones after them.

    They are read together with the `others`, as a library would, before anything is replaced. Raises `CoequalError`, and leaves
    all as it was, where that cannot be.
    """
    folder.mkdir(parents=True, exist_ok=True)
    added = {"bodies.csv": changes.bodies, "areas.csv": changes.areas}
    with TemporaryDirectory(dir=folder.parent) as made:
        for name, head in _HEADS.items():
            path = folder / name
            text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
            if rows := added[name]:
                text = _with_rows(text, head, ({**row, "source": source} for row in rows))
            if text:
                (Path(made) / name).write_text(text, encoding="utf-8", newline="")
        load_organisations(*others, Path(made))
        return [(Path(made) / name).replace(folder / name) for name, rows in added.items() if rows]


def _with_rows(text: str, head: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """A table with more rows, in the columns that it has, or those of a new one."""
    there = next(csv.reader(StringIO(text)), None) or list(head)
    out = StringIO()
    writer = csv.DictWriter(out, there, restval="", extrasaction="ignore", lineterminator="\n")
    if not text:
        writer.writeheader()
    writer.writerows({column: guarded(cell) for column, cell in row.items()} for row in rows)
    return f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{out.getvalue()}"
