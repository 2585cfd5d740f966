"""The statuses of each kind of criterion, and the one rule from statuses to an outcome."""

from itertools import product

import pytest

from coequal.eligibility.outcome import GRAVITY, OUTCOMES, outcome, status

MET, NOT_MET, NOT_KNOWN, JUDGE, NOT_APPLICABLE = "met", "not met", "not known", "for judgement", "not applicable"

# kind, whether it applies, whether its condition holds, status
STATUSES = [
    ("requirement", True, True, MET),
    ("requirement", True, False, NOT_MET),
    ("requirement", True, None, NOT_KNOWN),
    ("requirement", False, True, NOT_APPLICABLE),
    ("requirement", False, False, NOT_APPLICABLE),
    ("requirement", False, None, NOT_APPLICABLE),
    ("requirement", None, True, MET),
    ("requirement", None, False, NOT_KNOWN),
    ("requirement", None, None, NOT_KNOWN),
    ("readiness", True, True, MET),
    ("readiness", True, False, NOT_MET),
    ("readiness", True, None, NOT_KNOWN),
    ("readiness", False, False, NOT_APPLICABLE),
    ("readiness", None, False, NOT_KNOWN),
    ("judgement", True, True, JUDGE),
    ("judgement", True, False, MET),
    ("judgement", True, None, NOT_KNOWN),
    ("judgement", False, True, NOT_APPLICABLE),
    ("judgement", None, True, NOT_KNOWN),
    ("judgement", None, False, MET),
    ("judgement", None, None, NOT_KNOWN),
    ("elsewhere", True, True, NOT_MET),
    ("elsewhere", False, True, NOT_APPLICABLE),
    ("elsewhere", None, True, NOT_KNOWN),
    ("not seen", True, None, NOT_KNOWN),
    ("duty", True, True, NOT_APPLICABLE),
    ("information", True, True, NOT_APPLICABLE),
]


@pytest.mark.parametrize(("kind", "applies", "holds", "expected"), STATUSES)
def test_each_kind_has_its_statuses(kind: str, applies: bool | None, holds: bool | None, expected: str) -> None:
    """Not known never reads as no, nor as yes."""
    assert status(kind, applies, holds) == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([], "eligible"),
        ([MET, NOT_APPLICABLE], "eligible"),
        ([MET, NOT_KNOWN], "not known"),
        ([NOT_KNOWN, JUDGE], "for judgement"),
        ([JUDGE, NOT_MET, NOT_KNOWN], "not eligible"),
    ],
)
def test_the_gravest_status_gives_the_outcome(statuses: list[str], expected: str) -> None:
    """Any not met makes not eligible; else any for judgement; else any not known; else eligible."""
    assert outcome(statuses) == expected


@pytest.mark.parametrize("statuses", list(product(GRAVITY, repeat=3)))
def test_the_order_of_gravity_is_that_of_the_rule(statuses: tuple[str, ...]) -> None:
    """The search for missing facts may reckon with gravities, because they say the same as the rule."""
    assert outcome(statuses) == OUTCOMES[max(GRAVITY[found] for found in statuses)]
