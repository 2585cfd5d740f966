"""The hazard log says for each hazard what keeps it from doing harm, and every test that it names is there."""

import ast
from functools import cache
from pathlib import Path

import pytest

from coequal.assurance.safety import LIKELIHOODS, RISKS, SEVERITIES, Hazard, hazards, risk
from coequal.assurance.safety.hazards import read

ROOT = Path(__file__).parents[3]
IDS = [one.id for one in hazards()]


@cache
def _tests_of(path: str) -> frozenset[str]:
    """The tests of a file, those in classes too."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"))


@pytest.mark.parametrize("hazard", hazards(), ids=IDS)
def test_every_control_is_shown_by_tests_that_are_there(hazard: Hazard) -> None:
    """A control without a test, or with one that was renamed or deleted, is a claim."""
    assert hazard.controls
    for control in hazard.controls:
        assert control.shown_by
        for named in control.shown_by:
            path, _, name = named.partition("::")
            assert name in _tests_of(path), named


@pytest.mark.parametrize("hazard", hazards(), ids=IDS)
def test_no_hazard_is_left_at_a_risk_that_has_to_be_lowered(hazard: Hazard) -> None:
    """With its controls every hazard is at most undesirable, and less of a risk or as much as without."""
    assert hazard.after.level <= min(3, hazard.before.level)
    assert hazard.causes
    assert hazard.remains


def test_hazards_are_numbered_one_after_the_other() -> None:
    """A number is never given twice, and none is missing."""
    assert [f"H{number:02}" for number in range(1, len(IDS) + 1)] == IDS


def test_a_risk_grows_with_severity_and_with_likelihood() -> None:
    """Along every row and every column of the table the level never falls, and all five levels occur."""
    levels = [[risk(severity, likelihood).level for severity in SEVERITIES] for likelihood in LIKELIHOODS]
    for line in [*levels, *map(list, zip(*levels, strict=True))]:
        assert line == sorted(line)
    assert {level for row in levels for level in row} == set(RISKS)


def test_what_is_on_no_scale_is_refused() -> None:
    """The message has the scales."""
    with pytest.raises(ValueError, match="'often' are not on the scales minor, significant"):
        risk("minor", "often")


@pytest.mark.parametrize(
    ("old", "new", "slip"),
    [
        ("severity: minor", "severity: dire", "H01: 'dire' and 'low' are not on the scales"),
        ("severity: minor", "", "H01: 'severity'"),
        ("likelihood after: low", "likelihood after: very high", "H01: with its controls it is a greater risk than without"),
    ],
    ids=["no such severity", "no severity", "worse with controls"],
)
def test_a_slip_in_the_log_is_said_with_its_place(old: str, new: str, slip: str) -> None:
    """Whoever adds a hazard learns which one is wrong, and how."""
    text = """
H01:
  hazard: A cup falls.
  causes: [It stands at the edge.]
  effect: It breaks.
  severity: minor
  likelihood: low
  controls: [{control: It stands in the middle., shown by: [tests/test_cup.py::test_it_stands]}]
  likelihood after: low
  remains: Look where you put it.
"""
    with pytest.raises(ValueError, match=slip):
        read(text.replace(old, new))
