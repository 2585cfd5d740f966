"""What stands beside the shipped library: folders that extend it, and the libraries of installed packages."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coequal.errors import CoequalError, Place
from coequal.facts.fields import Fields
from coequal.facts.strict_yaml import decode, read, read_file
from coequal.policies.installed import installed

ABOUT: Final = "library.yaml"  # in a folder that is not a whole library by itself
_EXTENDS: Final = "extends"
_SHIPPED: Final = "shipped"
_told: set[str] = set()  # the packages whose fault was told in this process


@dataclass(frozen=True, slots=True)
class Part:
    """A folder laid out as a library, and what it is called; `package` where an installed package brought it."""

    folder: Path
    called: str
    package: str | None = None

    def services(self) -> dict[str, Path]:
        """Its dictionaries, by service."""
        return {path.stem: path for path in sorted((self.folder / "services").glob("*.yaml"))}


def shipped() -> Path:
    """The folder of the library that comes with coequal: inside an installed package, or beside `src` in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "library"
    return inside if inside.is_dir() else package.parents[1] / "library"


def open_parts(named: Iterable[Path] | None) -> tuple[Part, ...]:
    """The folders that are named, each once, in their order, and before them the shipped one where one of them extends it.

    Without any: the shipped one and those of installed packages, which also stand beside a folder that extends it.
    Raises `CoequalError` where a folder is no library, or two hold the same; a package that does is left out.
    """
    folders = None if named is None else list({folder.resolve(): folder for folder in named}.values())
    if not folders:
        return _with_packages([Part(shipped(), "the shipped library")])
    extending = [_extends_shipped(folder) for folder in folders]
    for folder, extends in zip(folders, extending, strict=True):
        if not extends and not (folder / "services").is_dir():
            if not folder.is_dir():
                raise CoequalError(f"{folder} is no library: there is no such folder. Name one that is there.")
            beside = f'If it is to stand beside the shipped one, write "extends: shipped" into a file {ABOUT} in it.'
            raise CoequalError(f"{folder} is no library: it has no folder called services. {beside}")
    own = [Part(folder, f"the folder {folder}") for folder in folders]
    if not any(extending):
        return _checked(own)
    base = Part(shipped(), "the shipped library")
    return _with_packages(_checked([base, *(part for part in own if part.folder.resolve() != base.folder.resolve())]))


def split_folders(text: str) -> tuple[Path, ...] | None:
    """The folders in a text such as `one:other`, as the system writes several paths; None where it is empty."""
    return tuple(Path(path) for path in text.split(os.pathsep) if path) or None


def join_folders(folders: Iterable[Path]) -> str:
    """Such a text, of folders as they are found from anywhere."""
    return os.pathsep.join(str(folder.absolute()) for folder in folders)


def tell_left_out(package: str, error: CoequalError) -> None:
    """Say once on the error stream, or in a site's log, that the library of a package is left out, and why."""
    import logging  # noqa: PLC0415  # needed only where something is wrong

    if package not in _told:
        _told.add(package)
        said = f"coequal: the library of the installed package {package} is left out. {error}"
        logging.getLogger(__name__).warning("".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in said))


def _extends_shipped(folder: Path) -> bool:
    """Whether a folder says that it stands beside the shipped library. Raises `CoequalError` where it says anything else."""
    about = folder / ABOUT
    if not about.is_file():
        return False
    fields = Fields(read(decode(read_file(about), str(about)), str(about)), ABOUT, (_EXTENDS,))
    return fields.choice(_EXTENDS, (_SHIPPED,)) == _SHIPPED


def _with_packages(parts: Sequence[Part]) -> tuple[Part, ...]:
    found = tuple(parts)
    for package, folder in installed().items():
        try:
            if isinstance(folder, CoequalError):
                raise folder
            if folder.resolve() in [part.folder.resolve() for part in found]:  # somebody named it, too
                continue
            found = _checked([*found, Part(folder, f"the package {package}", package)])
        except CoequalError as error:
            tell_left_out(package, error)
    return found


def _checked(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts. Raises `CoequalError`, naming both files, where two hold one service or one version of a policy."""
    services: dict[str, Path] = {}
    for n, part in enumerate(parts):
        for service, path in part.services().items():
            if service in services:
                message = f'The service "{service}" also has a dictionary in {services[service]}. Take one out or rename it.'
                raise CoequalError(message, Place(str(path)))
            services[service] = path
        for path in sorted(part.folder.glob("policies/*/*/*.md")) if n else ():
            for other in parts[:n]:
                if (same := other.folder / path.relative_to(part.folder)).is_file():
                    message = f"Version {path.stem} of this policy also stands in {same}. Take one of them out."
                    raise CoequalError(message, Place(str(path)))
    return tuple(parts)
