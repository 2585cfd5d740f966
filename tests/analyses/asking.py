"""What tests ask of analyses: small runs that take no time."""

import json
from typing import Any

from coequal.analyses.runs.asking import Around
from coequal.policies.library import Library
from tests.comparison.options.building import plain

TODAY = "2026-11-26"
NORFOLK, NICE = "norfolk-and-waveney/assisted-conception@2022-07", "nice/assisted-conception@2013-02"
AROUND = Around(Library())
FEW = {"synthetic": 300, "seed": 2}


def comparison(**changes: Any) -> dict[str, Any]:
    """Two policies on a few people."""
    return {"a": {"policy": NORFOLK}, "b": {"policy": NICE}, "people": FEW, "today": TODAY, **changes}


def lottery(**changes: Any) -> dict[str, Any]:
    """Every area on a day."""
    return {"service": "assisted-conception", "on": "2024-04-01", "today": TODAY, "people": FEW, **changes}


def draft(text: str | None = None) -> str:
    """The text of a policy, as a draft has it."""
    path = AROUND.library.folder / "policies" / f"{NORFOLK.replace('@', '/')}.md"
    return path.read_text(encoding="utf-8").replace("status: in force", "status: draft") if text is None else text


def options(**changes: Any) -> dict[str, Any]:
    """Two candidates of the library, on a few people."""
    found = plain()
    found["candidates"] = {
        "one": {"policy": "south-staffordshire/assisted-conception@2013-04"},
        "two": {
            "policy": "stoke-on-trent/assisted-conception@2013-04",
            "criteria from": "south-staffordshire/assisted-conception@2013-04",
        },
    }
    return {"text": written({**found, **changes}), "drafts": {}, "today": TODAY}


def written(found: dict[str, Any]) -> str:
    """An options file as a text; JSON is YAML too."""
    return json.dumps(found, indent=1)
