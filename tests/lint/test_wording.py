"""Words that leave something open, and words that say on which side of a limit somebody is."""

from pathlib import Path

import pytest

from tests.lint.building import findings

PRINTED = "printed: between 19 and 30 inclusive"
WORDING = "Her body mass index is at least 19 and no more than 30."
UNITS = 'printed: "FSH of <9 IU/L"'


def rules_at(folder: Path, rule: str, *edits: tuple[str, str]) -> list[str]:
    """What one rule says of the policy with some passages replaced."""
    return [finding.message for finding in findings(folder, *edits) if finding.rule == rule]


@pytest.mark.parametrize(
    ("printed", "word"),
    [
        ("one and/or both", "and/or"),
        ("one and / or both", "and / or"),
        ("She may be entitled", "may"),
        ("May be entitled", "May"),
        ("she should not smoke", "should"),
        ("is normally funded", "normally"),
        ("where appropriate", "appropriate"),
        ("a stable relationship", "stable"),
        ("a successful programme", "successful"),
        ("up to BMI 30", "up to"),
        ("women over 23", "over 23"),
        ("aged 40-42", "40-42"),
        ("aged 40 – 42 years", "40 – 42"),
        ("39 years and 364 days", "39 years and 364 days"),
        ("exceptional circumstances", "exceptional"),
        ("will be considered", "considered"),
        ("recent results", "recent"),
        ("some of them", "some"),
        ("e.g. endometriosis", "e.g"),
    ],
)
def test_a_doubtful_word_is_found(tmp_path: Path, printed: str, word: str) -> None:
    """As it is printed, with what it leaves open."""
    (said,) = rules_at(tmp_path, "doubtful-words", (PRINTED, f'printed: "{printed}"'))
    quoted = "over" if word == "over 23" else word
    assert said.startswith(f"“{quoted}” is printed, and ")


@pytest.mark.parametrize(
    "printed",
    ["over a period of 3 years", "on 31 May 2024", "constable", "mayor", "39 years and 0 days", "FSH at 9", "unstable-ish"],
)
def test_a_word_that_only_looks_like_one_is_not(tmp_path: Path, printed: str) -> None:
    """Nor one in a date."""
    assert rules_at(tmp_path, "doubtful-words", (PRINTED, f'printed: "{printed}"')) == []


@pytest.mark.parametrize(
    ("wording", "clear"),
    [
        ("It is 19 or more.", True),
        ("It is no\nolder than 30.", True),
        ("It is below 30.", True),
        ("It must have reached 19.", True),
        ("Up to and including 30.", True),
        ("It is exactly so.", True),
        ("The same two periods hold.", True),
        ("She never had one.", True),
        ("It is over 19.", False),
        ("It is from 19 to 30.", False),
        ("It is within the range.", False),
        ("It is up to 30.", False),
    ],
)
def test_a_limit_is_clear_where_a_word_says_on_which_side_it_is(tmp_path: Path, wording: str, clear: bool) -> None:
    """“Over” is not such a word."""
    assert (rules_at(tmp_path, "boundary-not-stated", (WORDING, wording)) == []) is clear


@pytest.mark.parametrize(
    ("condition", "has_a_limit"),
    [("BMI in [19 .. 30]", True), ("cycles = 0", False), ("cycles != 0", False), ("cycles > 0", True), ("smokes", False)],
)
def test_only_a_limit_needs_such_a_word(tmp_path: Path, condition: str, has_a_limit: bool) -> None:
    """What is equal or not has no side; nor has the age of evidence, which the word "within" gives."""
    edits = ((WORDING, "It is within the range."), ("met when: BMI in [19 .. 30]", f"met when: {condition}"))
    assert bool(rules_at(tmp_path, "boundary-not-stated", *edits)) is has_a_limit
    evidence = (
        ("must be below 9 IU/L, from the three months", "is wanted, from the three months up to the"),
        ("met when: FSH < 9", "met when: FSH = 9"),
    )
    assert rules_at(tmp_path, "boundary-not-stated", *evidence) == []


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("FSH of <9", True),
        ("FSH under 9.", True),
        ("FSH of <9 iu/l", False),
        ("FSH of <9.5", False),
        ("FSH of <19", False),
        ("FSH of nine", False),
    ],
)
def test_a_number_that_is_quoted_needs_its_unit(tmp_path: Path, printed: str, found: bool) -> None:
    """Where it is the limit of a fact whose unit does not go without saying."""
    assert bool(rules_at(tmp_path, "unit-not-printed", (UNITS, f'printed: "{printed}"'))) is found


def test_a_unit_that_goes_without_saying_need_not_be_printed(tmp_path: Path) -> None:
    """Such as that of a body mass index, or of an age, which is compared as days."""
    assert rules_at(tmp_path, "unit-not-printed", (PRINTED, "printed: a BMI of 30")) == []
    assert (
        rules_at(tmp_path, "unit-not-printed", ("otherwise: From 40, nothing", "printed: under 40\notherwise: From 40, nothing"))
        == []
    )
