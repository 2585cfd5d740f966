"""The manual's page of threats, made from `threats.yaml` beside this file."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HEADING = """\
# Threats

<!-- Made by `make manual` from tests/security/threats.yaml. Change that, not this page. -->

What is worth protecting here, who might attack it, where trust changes, and for each threat what stops it and the tests that show it. A test that is named here and does not exist fails the build. Nobody from outside has tried to break in yet: an organisation has that done by people of its own choice, on its own installation, before people rely on it. [Running it](running.md#audit) says how to look for known faults of what it stands on.
"""


@cache
def model() -> Mapping[str, Any]:
    """The threat model as it is written."""
    written: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("threats.yaml").read_text(encoding="utf-8"))
    return written


def page() -> str:
    """The whole page."""
    said = model()
    parts = [
        HEADING,
        "## What is protected",
        _table(("what", "that is", "where it lies"), ((one["what"], one["means"], one["lies"]) for one in said["protected"])),
        "## Who attacks",
        _table(("who", "has"), ((one["who"], one["has"]) for one in said["attackers"])),
        "## Where trust changes",
        _table(("between", "what stands there"), ((one["between"], one["by"]) for one in said["boundaries"])),
        "## Threats",
        _table(("", "by", "threat", "what stops it", "shown by"), map(_row, said["threats"].items())),
        "## What remains for whoever runs it",
        "\n".join(f"- {number}: {one['remains']}" for number, one in said["threats"].items() if "remains" in one),
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _row(of: tuple[str, Mapping[str, Any]]) -> tuple[str, ...]:
    number, one = of
    return number, one["by"], one["threat"], one["stops"], "<br>".join(f"`{named}`" for named in one["shown by"])


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(_lines(heads, rows))


def _lines(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
