"""Values of parameters, cells and options files for the tests."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from coequal.comparison.options import parameters as names
from coequal.comparison.options.parameters import Values

EXAMPLE = Path(__file__).parents[3] / "examples" / "options" / "staffordshire.yaml"
FAMILY = str(Path(__file__).with_name("everywhere.md"))  # two invented policies, one cycle everywhere and two
USUAL = {
    names.REFERRED: 100.0,
    names.GROWTH: 0.0,
    names.JUDGED: 0.8,
    names.TURN_OUT: 0.4,
    names.TAKE_UP: 0.9,
    names.GOING_ON: 0.7,
    names.EMBRYO: 0.5,
    names.LATER: 0.9,
    names.LEAVING: 0.2,
    names.LISTED: 10.0,
    names.FRESH_PRICE: 4000.0,
    names.FROZEN_PRICE: 1000.0,
}


def values(fresh: tuple[float, ...] = (0.3, 0.1), frozen: tuple[float, ...] = (0.35, 0.2), **changes: float) -> Values:
    """One row of values; a change is named by the constant of the module of parameters, in small letters."""
    changed = {getattr(names, name.upper()): value for name, value in changes.items()}
    found = {name: np.array([value]) for name, value in {**USUAL, **changed}.items()}
    return {**found, names.FRESH_BIRTHS: np.array([fresh]), names.FROZEN_BIRTHS: np.array([frozen])}


def plain() -> dict[str, Any]:
    """A small options file as a structure: two candidates of the invented family, on few synthetic people."""
    one = {"value": 0.5, "low": 0.4, "high": 0.6, "source": "assumed"}
    ages = {"18": {"value": 0.3, "low": 0.2, "high": 0.4}, "38": {"value": 0.2}}
    births = {"by age": ages, "source": "a register", "date": "2018"}
    return {
        "title": "A choice",
        "about": "Two candidates.",
        "area": "an invented area",
        "treatment": "ivf",
        "candidates": {
            "one": {"policy": FAMILY, "member": "one-cycle-everywhere"},
            "two": {"policy": FAMILY, "member": "two-cycles-everywhere"},
        },
        "baseline": "one",
        "people": {"synthetic": 400, "seed": 3, "areas": ["05W", "04Y"]},
        "groups": {"Age": "patient age at treatment: 35, 40", "Partner": "partner"},
        "first year": 2024,
        "years": 3,
        "draws": 60,
        "seed": 1,
        "budget": {"a year": 100000, "source": "assumed"},
        "parameters": {
            kind.name: deepcopy(births)
            if kind.by_age
            else {**one, **({} if kind.most <= 1 else {"value": 1000, "low": 500, "high": 2000})}
            for kind in names.KINDS
        },
    }


def written(folder: Path, found: dict[str, Any] | str) -> Path:
    """An options file in a folder."""
    path = folder / "options.yaml"
    path.write_text(
        found if isinstance(found, str) else yaml.safe_dump(json.loads(json.dumps(found)), sort_keys=False, allow_unicode=True),
        encoding="utf-8",
    )
    return path
