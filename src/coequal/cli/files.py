"""The policy files that somebody names."""

from collections.abc import Iterable
from pathlib import Path

from coequal.errors import CoequalError


def policy_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those in folders named. Raises `CoequalError` where a folder holds none."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*.md")) if path.is_dir() else [path]
        if not inside:
            raise CoequalError(f"{path} holds no policies: there is no file there that ends in .md.")
        found.extend(inside)
    return found
