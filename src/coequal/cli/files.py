"""The files of policies and dictionaries that somebody names."""

from collections.abc import Iterable
from pathlib import Path

from coequal.errors import CoequalError


def policy_files(paths: Iterable[Path], *, dictionaries: bool = False) -> list[Path]:
    """The files named, and the policies in folders named; their dictionaries too, if these are wanted.

    Raises `CoequalError` where a folder holds none.
    """
    found: list[Path] = []
    for path in paths:
        inside = _inside(path, dictionaries=dictionaries) if path.is_dir() else [path]
        if not inside:
            raise CoequalError(f"{path} holds no policies: there is no file there that ends in .md.")
        found.extend(inside)
    return found


def _inside(folder: Path, *, dictionaries: bool) -> list[Path]:
    words = (path for path in folder.rglob("*.yaml") if path.absolute().parent.name == "services") if dictionaries else ()
    return [*sorted(words), *sorted(folder.rglob("*.md"))]
