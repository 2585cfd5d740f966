"""The manual's page on options says what the software does: its table of the example, its keys and its parameters."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coequal.comparison.options.appraisal import appraise
from coequal.comparison.options.candidates import _KEYS as CANDIDATE
from coequal.comparison.options.candidates import Shelf
from coequal.comparison.options.figures import costs, ranged
from coequal.comparison.options.file import _KEYS as FILE
from coequal.comparison.options.file import read_options
from coequal.comparison.options.parameters import KINDS
from coequal.policies.library import Library
from tests.comparison.options.building import EXAMPLE

PAGE = (Path(__file__).parents[3] / "docs" / "manual" / "options.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    """The example as it is shipped."""
    library = Library()
    options = read_options(EXAMPLE, Shelf(library, EXAMPLE.parent, date(2026, 11, 1)))
    return appraise(options, library.vocabulary("assisted-conception"))


def test_the_example_comes_to_the_cycles_of_the_briefing(report: dict[str, Any]) -> None:
    """Under the three policies, at the values, 216 fresh cycles are started a year, as a mean of the five years, within one."""
    found = report["candidates"]["Three policies, to January 2024"]["at the values"]["fresh cycles"]
    assert found / len(report["years"]) == pytest.approx(216, abs=1)


def test_the_table_of_the_example_is_that_of_a_run(report: dict[str, Any]) -> None:
    """The figures in the manual are those that the example gives, and so is every key of its JSON that is named."""
    for label, one in report["candidates"].items():
        whole, waiting = one["all years"], one["under the budget"]["waiting"][-1]
        figures = [
            ranged(whole["fresh cycles"]),
            ranged(whole["births"]),
            costs(whole["cost"]),
            costs(whole["cost per birth"]),
            ranged(waiting),
        ]
        name = label if one["whole"] else f"{label} (not seen whole)"
        assert f"| {name} | {' | '.join(figures)} |" in PAGE
        assert one.keys() <= named_in("The JSON")
    assert all(one.keys() <= named_in("The JSON") for one in report["frontier"].values())
    assert report.keys() <= named_in("The JSON")


def named_in(section: str) -> set[str]:
    """What stands in code under a heading."""
    text = PAGE.split(f"\n## {section}\n")[1].split("\n## ")[0]
    return set(re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)))


def test_every_key_of_the_file_is_in_the_manual() -> None:
    """Each key of an options file, of a candidate and each parameter has its line."""
    named = named_in("The options file")
    assert {*FILE, *CANDIDATE, *(kind.name for kind in KINDS)} <= named
