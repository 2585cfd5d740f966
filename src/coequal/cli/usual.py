"""The arguments that several commands share."""

from argparse import ArgumentParser
from pathlib import Path

EXAMPLE = "norfolk-and-waveney/assisted-conception"


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
