"""Bodies and areas for the tables of a folder that stands beside a library: all of them are written, or nothing is changed."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from coequal.errors import CoequalError, Place
from coequal.organisations.cells import guarded
from coequal.organisations.register import load_organisations
from coequal.organisations.tables import REPLACES, read_table

_HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "bodies.csv": ("code", "role", "name", "from", "until", "successors", "source"),
    "areas.csv": ("code", "name", "commissioners", "source"),
}
_Rows = Sequence[Mapping[str, str]]


def tables_with(bodies: _Rows, areas: _Rows, folder: Path, others: Sequence[Path], brought: Sequence[Path] = ()) -> dict[Path, str]:
    """The tables of a folder of organisations with more rows: one of a code that is there is changed, others come after it.

    They are read together with the `others` and those that packages `brought`, as a library would. Raises `CoequalError` where that
    cannot be; nothing is written.
    """
    rows = {name: found for name, found in zip(_HEADS, (bodies, areas), strict=True) if found}
    tables = {name: _table(folder / name, _HEADS[name], found) for name, found in rows.items()}
    with TemporaryDirectory() as made:
        for name in _HEADS:
            if name in tables or (folder / name).exists():
                text = tables.get(name) or (folder / name).read_text(encoding="utf-8-sig")
                (Path(made) / name).write_text(text, encoding="utf-8", newline="")
        try:
            load_organisations(*others, Path(made), brought=brought)
        except CoequalError as error:
            own = error.place and Path(error.place.file).parent == Path(made)
            place = Place(str(folder / Path(error.place.file).name)) if own and error.place else None
            raise CoequalError(
                f"Nothing was written, as the tables would not go together any more. {error.message}", place
            ) from None
    return {folder / name: text for name, text in tables.items()}


def write_all(texts: Mapping[Path, str]) -> list[Path]:
    """The files written: all of them, or none where one cannot be. Raises `OSError`, with everything as it was."""
    before = {path: path.read_bytes() if path.exists() else None for path in texts}
    for folder in dict.fromkeys(path.parent for path in texts):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        for path, text in texts.items():
            with TemporaryDirectory(dir=path.parent) as made:
                (Path(made) / path.name).write_text(text, encoding="utf-8", newline="")
                (Path(made) / path.name).replace(path)
    except BaseException:  # an interruption too
        for path, data in before.items():
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(data)
        raise
    return list(texts)


def _table(path: Path, head: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """A table with some rows changed and others added, in the columns that it has, and those beside them that are needed."""
    there = [dict(row.cells) for row in read_table(path, tuple(head[:1]))] if path.exists() else []
    columns = list(dict.fromkeys((*(there[0] if there else ()), *head)))
    by_code = {row["code"]: row for row in there}
    for row in rows:
        own = by_code.get(row["code"])
        if own is None:
            own = by_code[row["code"]] = {REPLACES: row.get(REPLACES, "")}
            there.append(own)
        own.update({column: row[column] for column in head})  # a row that is there knows by itself what it replaces
    if any(row.get(REPLACES) for row in there) and REPLACES not in columns:
        columns.append(REPLACES)
    out = StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({column: guarded(cell) for column, cell in row.items()} for row in there)
    return out.getvalue()
