"""Rules are told as rows of words, those that were not found among them."""

from dataclasses import fields, replace
from types import MappingProxyType

import pytest

from coequal.referrals.rules import model
from coequal.referrals.rules.model import CommissionerRules
from coequal.referrals.rules.reading import shipped
from coequal.referrals.rules.told import NOT_FOUND, Row, not_found, rows

EXAMPLE = shipped()["EXA1"]


def row(rules: CommissionerRules, label: str) -> Row:
    """The row with a label."""
    return next(one for one in rows(rules) if one.label == label)


@pytest.mark.parametrize("rules", shipped().values(), ids=lambda rules: rules.name)
def test_every_rule_has_a_row(rules: CommissionerRules) -> None:
    """There are as many rows as rules, each with a label of its own, and as many found as have an origin."""
    told = rows(rules)
    assert len(told) == len({one.label for one in told}) == len(fields(rules)) - 5
    assert sum(one.is_found for one in told) == len(rules.origins)
    assert [one.label for one in told if not one.is_found] == list(not_found(rules))
    assert all(one.says for one in told)


@pytest.mark.parametrize(
    ("label", "says"),
    [
        pytest.param("Who may ask", ("A provider", "A patient with a clinician's support"), id="who may ask"),
        pytest.param("A request is acknowledged", ("Within 5 working days of the day on which it comes.",), id="a limit"),
        pytest.param("How many of the panel have to be there", ("At least 4 members.",), id="a quorum"),
        pytest.param("Who chairs the panel", ("A lay member has to chair it.",), id="a lay chair"),
        pytest.param("Who has to be there", ("Doctor", "Public health specialist", "Pharmacist"), id="posts"),
        pytest.param("Circumstances in life, such as work or family", ("They do not usually count.",), id="social factors"),
        pytest.param(
            "How many similar requests are looked at as one new service",
            ("More than 5, the one at hand among them.",),
            id="similar requests",
        ),
    ],
)
def test_a_rule_is_told_in_words(label: str, says: tuple[str, ...]) -> None:
    """Each kind of value has its sentence."""
    assert row(EXAMPLE, label).says == says


@pytest.mark.parametrize(
    ("changed", "label", "says"),
    [
        pytest.param({"quorum": 1}, "How many of the panel have to be there", "At least 1 member.", id="a quorum of one"),
        pytest.param({"lay_chair": False}, "Who chairs the panel", "Any member may chair it.", id="no lay chair"),
        pytest.param(
            {"social_factors": model.NEVER}, "Circumstances in life, such as work or family", "They never count.", id="never"
        ),
        pytest.param(
            {"social_factors": model.AS_JUDGED},
            "Circumstances in life, such as work or family",
            "The panel judges whether they count.",
            id="as the panel judges",
        ),
    ],
)
def test_another_rule_has_other_words(changed: dict[str, object], label: str, says: str) -> None:
    """Where the rule is another one, so is the sentence."""
    assert row(replace(EXAMPLE, **changed), label).says == (says,)  # type: ignore[arg-type]


def test_an_origin_is_told() -> None:
    """A rule that was found has its source; an invented one says that it is invented, and what it follows."""
    bristol = row(shipped()["11H"], "An appeal can be asked for")
    assert bristol.origin == "Source: How do I make an appeal, page of NHS Bristol CCG, seen on 27 November 2026"
    assert bristol.url == "https://www.bristolccg.nhs.uk/about-us/what-we-fund/how-i-make-appeal/"
    shaped = row(EXAMPLE, "An appeal can be asked for")
    assert shaped.origin.startswith("Invented, shaped like: How do I make an appeal, page of NHS Bristol CCG")
    assert row(EXAMPLE, "How many of the panel have to be there").origin.startswith("Invented, chosen for this example: ")


def test_what_was_not_found_says_so() -> None:
    """A rule that was not found has words and no origin; without any rule all rows are like that."""
    assert row(shipped()["06H"], "Who chairs the panel").says == (NOT_FOUND,)
    nothing = replace(EXAMPLE, origins=MappingProxyType({}))
    assert {(one.origin, one.url) for one in rows(nothing)} == {("", None)}
    told = {one.label: one.says for one in rows(nothing) if one.says != (NOT_FOUND,)}
    assert told == {
        "A request for prior approval is answered": ("No time is set.",),
        "For a referral longer ago an officer always answers": (
            "No time is set. Here it is 12 months, since by then tests are done again and circumstances have changed.",
        ),
    }
