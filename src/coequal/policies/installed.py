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


def installed() -> dict[str, Path | CoequalError]:
    """The folder that each package names as its library, by the package's name, or why it cannot be used."""
    if not any(GROUP.encode() in text for text in _entry_points()):
        return {}
    # Costs some thirty times as long as the look at the files above, which most people need alone.
    from importlib.metadata import entry_points  # noqa: PLC0415

    found: dict[str, Path | CoequalError] = {}
    for point in sorted(entry_points(group=GROUP)):
        package = point.dist.name if point.dist else point.name
        folder = _folder(point.value)
        if folder is None:
            problem = f'Its entry point "{point.name} = {point.value}" in the group {GROUP} leads to no folder.'
            found[package] = CoequalError(f"{problem} It must name a folder of the package, such as {point.name}.library.")
        elif package in found:
            found[package] = CoequalError(f"It names several libraries in the group {GROUP}. Put them into one folder.")
        else:
            found[package] = folder
    return found


def _entry_points() -> Iterator[bytes]:
    """What packages on the path say of their entry points; a folder that cannot be read has none."""
    for place in dict.fromkeys(sys.path):
        try:
            inside = list(Path(place or ".").iterdir())
        except OSError:
            continue
        for path in inside:
            if path.name.endswith(_METADATA):
                try:
                    yield (path / "entry_points.txt").read_bytes()
                except OSError:
                    continue


def _folder(value: str) -> Path | None:
    """The folder of `package.folder`, found without running the package's code; None where there is none."""
    from importlib.util import find_spec  # noqa: PLC0415  # needed only with a package that has a library

    package, *inside = value.replace(" ", "").split(".")
    try:
        spec = find_spec(package)
    except ValueError:  # a module that does not say where it came from, or no name at all
        return None
    places = spec.submodule_search_locations or () if spec else ()
    return next((path for place in places if (path := Path(place, *inside)).is_dir()), None)
