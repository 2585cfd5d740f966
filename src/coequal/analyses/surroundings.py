"""Where runs of a site find the library and people: a folder of its data for each organisation."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from coequal.analyses.runs.asking import Around
from coequal.policies.library import Library
from coequal.populations.files import ENDINGS

_KINDS: Final[list[type[Library]]] = [Library]  # the last one counts


def open_as(kind: type[Library]) -> None:
    """Have every run look policies up in a library of a kind, such as one that knows what was decided here."""
    _KINDS.append(kind)


def around(code: str) -> Around:
    """What runs of an organisation can reach."""
    return Around(_library(settings.LIBRARY_DIR), files_of_people(code))


def files_of_people(code: str) -> dict[str, Path]:
    """The files that whoever runs the site has put into `populations` for an organisation, by name."""
    folder = Path(settings.DATA_DIR) / "populations" / code
    if not re.fullmatch(r"[A-Za-z0-9]+", code) or not folder.is_dir():
        return {}
    return {path.name: path for path in sorted(folder.iterdir()) if path.suffix in ENDINGS and path.is_file()}


@lru_cache(maxsize=1)
def _library(folders: Path | tuple[Path, ...] | None) -> Library:
    return _KINDS[-1](folders)
