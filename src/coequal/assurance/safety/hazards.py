"""The hazard log that comes with coequal: `hazards.yaml` beside this file, read and looked through."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from coequal.assurance.safety.risk import Risk, risk

LOG: Final = Path(__file__).with_name("hazards.yaml")


@dataclass(frozen=True, slots=True)
class Control:
    """What keeps a hazard from happening or from doing harm, and the tests that show it: `path::name`, from the top."""

    says: str
    shown_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hazard:
    """One way in which somebody could come to harm.

    `before` is the risk without the controls, `after` with them. `remains` is what only the deploying organisation can do about it.
    """

    id: str
    title: str
    causes: tuple[str, ...]
    effect: str
    before: Risk
    controls: tuple[Control, ...]
    after: Risk
    remains: str


@lru_cache(maxsize=1)
def hazards() -> tuple[Hazard, ...]:
    """All hazards of the log that comes with coequal, in its order."""
    return read(LOG.read_text(encoding="utf-8"))


def read(text: str) -> tuple[Hazard, ...]:
    """The hazards of a log, in its order. `ValueError` where the log has a slip, with the place of it."""
    written: Mapping[str, Mapping[str, Any]] = yaml.safe_load(text)
    return tuple(_hazard(id_, one) for id_, one in written.items())


def _hazard(id_: str, one: Mapping[str, Any]) -> Hazard:
    try:
        found = Hazard(
            id_,
            one["hazard"],
            tuple(one["causes"]),
            one["effect"],
            risk(one["severity"], one["likelihood"]),
            tuple(Control(control["control"], tuple(control["shown by"])) for control in one["controls"]),
            risk(one["severity"], one["likelihood after"]),
            one["remains"],
        )
    except (KeyError, ValueError) as slip:
        raise ValueError(f"{id_}: {slip}") from slip
    if found.after.level > found.before.level:
        raise ValueError(f"{id_}: with its controls it is a greater risk than without")
    return found
