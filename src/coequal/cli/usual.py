"""The arguments that several commands share, and what is said of those that cannot be used."""

import shlex
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from coequal.errors import CoequalError

EXAMPLE = "norfolk-and-waveney/assisted-conception"
REPORTS: Final = (".html", ".pdf")


def policy(command: ArgumentParser) -> None:
    """A policy by its id or its file."""
    command.add_argument("policy", metavar="POLICY", help=f"an id such as {EXAMPLE}, with @version for one version, or a file")


def case(command: ArgumentParser) -> None:
    """A case in a file or a pipe."""
    command.add_argument("case", metavar="CASE", help="a YAML or JSON file of facts, or - to read it from the terminal or a pipe")


def paths(command: ArgumentParser) -> None:
    """Policy files or folders."""
    command.add_argument("paths", metavar="PATH", nargs="*", type=Path, help="policy files or folders; without any, the library")


def as_json(command: ArgumentParser) -> None:
    """The result for other software."""
    command.add_argument("--json", action="store_true", help="print JSON for other software")


def day(text: str) -> date:
    """The type of an argument that is a date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f'"{text}" is not a date; write it as 2023-05-02') from None


def command_line(name: str, path: Path, library: Sequence[Path] | None) -> str:
    """A command on a file as somebody types it next, with the libraries that are in use now."""
    folders = (word for folder in library or () for word in ("--library", str(folder)))
    return shlex.join(["coequal", name, *folders, str(path)])


def check_files(options: Namespace, endings: Mapping[str, Sequence[str]]) -> None:
    """Nothing, where the files that are to be written have one of the endings for each, and a folder.

    Raises `CoequalError` where they do not, before any work is done.
    """
    for name, allowed in endings.items():
        path: Path | None = getattr(options, name)
        if path is not None and path.suffix not in allowed:
            said = ", ".join(allowed) if len(allowed) > 2 else " or ".join(allowed)
            raise CoequalError(f"--{name} writes files that end in {said}, not {path.name}.")
        if path is not None and not path.parent.is_dir():
            raise CoequalError(f"There is no folder {path.parent} in which to write {path.name}.")
