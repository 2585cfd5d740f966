"""The libraries of installed packages, which name a folder of theirs under the entry points `coequal.libraries`.

No code of a package is run, and nothing is imported unless some package names such a folder.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from coequal.errors import CoequalError

GROUP: Final = "coequal.libraries"
_METADATA: Final = (".dist-info", ".egg-info")
_SEVERAL: Final = f"It must name just one library in the group {GROUP}. Put several into one folder."


def installed() -> dict[str, Path | CoequalError]:
    """The folder that each package names as its library, by the package's name, or why it cannot be used."""
    found: dict[str, Path | CoequalError] = {}
    for metadata, text in _naming_libraries():
        library = _library(text)
        if library is not None:
            package = _package(metadata)
            found[package] = library if package not in found else CoequalError(_SEVERAL)
    return dict(sorted(found.items()))


def _naming_libraries() -> Iterator[tuple[Path, bytes]]:
    """Of each package on the path that speaks of libraries, its metadata and its entry points."""
    seen: set[str] = set()
    for place in dict.fromkeys(sys.path):
        try:
            inside = sorted(Path(place or ".").iterdir())
        except OSError:  # a folder that cannot be read has no packages
            continue
        for path in inside:
            if path.name.endswith(_METADATA) and path.name not in seen:
                seen.add(path.name)  # the first on the path is the one that is used
                try:
                    text = (path / "entry_points.txt").read_bytes()
                except OSError:
                    continue
                if GROUP.encode() in text:
                    yield path, text


def _package(metadata: Path) -> str:
    """The name of a package, from that of its metadata: `carpal_tunnel-1.0.dist-info`."""
    return metadata.name.rpartition(".")[0].partition("-")[0].replace("_", "-")


def _library(text: bytes) -> Path | CoequalError | None:
    """The folder that the entry points of one package name, or why it cannot be used; None where they name none."""
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
        return CoequalError(f"{problem} It must name a folder of the package, such as {name}.library.")
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
