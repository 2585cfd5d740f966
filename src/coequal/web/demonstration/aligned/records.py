"""What is known of programmes of the past, as it is written down: deeds in their order, each with its source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final

import yaml

NAMES: Final = ("staffordshire", "norfolk-and-waveney", "luton")
_TEXTS: Final = Path(__file__).parents[1] / "texts" / "programmes"
_EVERY: Final = "every area"


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done: what it is in a word or two, what it is done to, in which service area, and all else said of it.

    `area` is the title of a service area; empty where it is of the whole programme.
    """

    does: str
    what: Any
    area: str = ""
    says: Mapping[str, Any] = field(default_factory=dict)

    def given(self, *names: str) -> dict[str, Any]:
        """Those of some things that are said."""
        return {name: self.says[name] for name in names if name in self.says}


@dataclass(frozen=True, slots=True)
class Record:
    """A programme of the past: who keeps the record of it, what it was called when it began, what it is, and its deeds."""

    code: str
    name: str
    title: str
    purpose: str
    deeds: tuple[Deed, ...]


@cache
def record_of(name: str) -> Record:
    """The record of a programme, by the name of its file."""
    told = yaml.safe_load((_TEXTS / f"{name}.yaml").read_text(encoding="utf-8"))
    deeds = tuple(one for row in told["deeds"] for one in _deeds(row, told))
    return Record(told["code"], told["name"], told["title"], told["purpose"].strip(), deeds)


def _deeds(row: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[Deed]:
    """One deed for each service area and each stage that a row names; its first word says what is done."""
    does, what = next(iter(row.items()))
    says = {name: value for name, value in row.items() if name not in {does, "of"}}
    if "source" in says:
        says["source"], says["url"] = told["sources"][says["source"]]
        says["seen"] = told["seen"]
    for area, one in product(_areas(row, told), what if isinstance(what, list) else [what]):
        yield Deed(does, one, area, says)


def _areas(row: Mapping[str, Any], told: Mapping[str, Any]) -> Sequence[str]:
    named: Sequence[str] = row.get("of", [""])
    return [one["add"] for one in told["deeds"] if "add" in one] if named == _EVERY else named
