"""The libraries of installed packages, which name a folder of theirs under the entry points `coequal.libraries`.

No code of a package is run, and nothing is imported unless some package names such a folder.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from coequal.errors import CoequalError

GROUP: Final = "coequal.libraries"
_METADATA: Final = (".dist-info", ".egg-info")
_BETWEEN_WORDS: Final = re.compile("[-_.]+")
_SEVERAL: Final = f"It must name just one library in the group {GROUP}. Put several into one folder."
_EDITABLE: Final = "After “pip install -e” there may be none: install the package without -e."


def installed() -> dict[str, Path | CoequalError]:
    """The folder that each package names as its library, by the package's name, or why it cannot be used."""
    named = {package: _library(package, text) for package, text in _naming_libraries()}
    return {package: library for package, library in sorted(named.items()) if library is not None}


def _naming_libraries() -> Iterator[tuple[str, bytes]]:
    """Of each package on the path that speaks of libraries, its name and its entry points."""
    seen: set[str] = set()
    for place in dict.fromkeys(sys.path):
        try:
            inside = sorted(Path(place or ".").iterdir())
        except OSError:  # a folder that cannot be read has no packages
            continue
        for path in inside:
            if path.name.endswith(_METADATA) and (package := _package(path)) not in seen:
                seen.add(package)  # the first on the path is the one that is used, whatever its version
                try:
                    text = (path / "entry_points.txt").read_bytes()
                except OSError:
                    continue
                if GROUP.encode() in text:
                    yield package, text


def _package(metadata: Path) -> str:
    """The name of a package as indexes write it, from that of its metadata: `Carpal_tunnel-1.0.dist-info` has `carpal-tunnel`."""
    return _BETWEEN_WORDS.sub("-", metadata.name.rpartition(".")[0].partition("-")[0]).lower()


def _library(package: str, text: bytes) -> Path | CoequalError | None:
    """The folder that the entry points of a package name, or why it cannot be used; None where they name none."""
    import configparser  # noqa: PLC0415  # needed only with a package that has a library

    reader = configparser.ConfigParser(delimiters=("=",), interpolation=None)
    try:
        reader.read_string(text.decode())
    except (configparser.Error, UnicodeDecodeError):
        return CoequalError("Its entry_points.txt cannot be read. Install the package anew.")
    if not reader.has_section(GROUP):
        return None
    if len(reader.items(GROUP)) != 1:
        return CoequalError(_SEVERAL)
    ((name, value),) = reader.items(GROUP)
    folder = _folder(value)
    if folder is None:
        problem = f'Its entry point "{name} = {value}" in the group {GROUP} leads to no folder.'
        usual = f"{package.replace('-', '_')}.library"
        such_as = "" if value == usual else f", such as {usual}"
        return CoequalError(f"{problem} It must name a folder that the installed package holds{such_as}. {_EDITABLE}")
    return folder


def _folder(value: str) -> Path | None:
    """The folder of `package.folder`, found without running the package's code; None where there is none."""
    from importlib.util import find_spec  # noqa: PLC0415  # needed only with a package that has a library

    package, *inside = value.replace(" ", "").split(".")
    if not all(part.isidentifier() for part in (package, *inside)):  # no other folder than one of the package
        return None
    try:
        spec = find_spec(package)
    except ValueError:  # a module that does not say where it came from, or no name at all
        return None
    places = spec.submodule_search_locations or () if spec else ()
    return next((path for place in places if (path := Path(place, *inside)).is_dir()), None)
