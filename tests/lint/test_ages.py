"""Ages that criteria leave out, or claim twice."""

import pytest

from coequal.lint.ages import RULES
from coequal.lint.subject import Subject
from coequal.organisations.register import Organisations
from tests.eligibility.building import boolean, criterion, day, number, rules, words
from tests.lint.building import TODAY

WORDS = words(
    day("referral", "moment: referral, plausible: 1990-01-01 .. 2100-01-01")
    + day("birth")
    + number("her age", "unit: years, plausible: 0 .. 120")
    + number("years married", "unit: years, plausible: 0 .. 120")
    + number("cycles", "plausible: 0 .. 30")
    + "".join(map(boolean, ("smokes", "vapes")))
    + "  age at referral: {type: number, unit: years, says: her age, is: 'age(birth, referral)'}\n"
    + "  least age: {type: number, unit: years, says: the least, is: 'min(her age, age at referral)'}\n"
)
TWO = "ivf: {name: IVF}\niui: {name: IUI}"


def found(*blocks: str, treatments: str = TWO) -> list[str]:
    """What is found in a policy of these criteria, by the name of the rule and what is said before the advice."""
    subject = Subject(rules(WORDS, *blocks, treatments=treatments).policy, Organisations({}, {}), TODAY)
    return [f"{rule.name}: {said.partition('. ')[0]}" for rule in RULES for _, said in rule.find(subject)]


def scoped(name: str, scope: str, condition: str, *more: str) -> str:
    """A criterion that applies at some ages."""
    return criterion(name, f"applies when: {scope}", f"met when: {condition}", *more)


REFUSED = "everybody is refused {}, though not at younger and not at older ages"
NEITHER = 'neither "a" nor "b" applies {}, though one does at younger and one at older ages'
BOTH = 'both "a" and "b" apply {}, and neither overrides the other'


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([criterion("a", "met when: her age in [23 .. 40)")], []),
        ([criterion("a", "met when: her age < 36 or her age > 36")], ["age-gap: For IVF and IUI, " + REFUSED.format("at 36")]),
        (
            [criterion("a", "for: [iui]", "met when: her age < 36 or her age > 38")],
            ["age-gap: For IUI, " + REFUSED.format("from 36 to 38")],
        ),
        ([criterion("a", "met when: her age != 36 or smokes")], []),
        ([criterion("a", "met when: years married != 3")], []),
        ([criterion("a", "met when: least age != 3")], []),
        ([criterion("a", "kind: judgement", "judged when: her age = 36")], []),
        (
            [
                criterion("a", "met when: age at referral < 40"),
                scoped("b", "age at referral >= 41", "not(smokes)", "overrides: [a]"),
            ],
            ["age-gap: For IVF and IUI, " + REFUSED.format("at 40")],
        ),
        (
            [
                criterion("a", "met when: her age < 40"),
                scoped("b", "her age >= 40", "her age < 42 and not(smokes)", "overrides: [a]"),
            ],
            [],
        ),
        # One rule for younger and one for older people, and an age that neither has.
        (
            [scoped("a", "her age < 36", "smokes"), scoped("b", "her age > 36", "vapes")],
            ["age-gap: For IVF and IUI, " + NEITHER.format("at 36")],
        ),
        (
            [scoped("a", "her age < 36", "cycles < 3"), scoped("b", "her age > 38", "cycles < 1")],
            ["age-gap: For IVF and IUI, " + NEITHER.format("from 36 to 38")],
        ),
        (
            [scoped("a", "her age < 18", "smokes"), scoped("b", "her age >= 40", "vapes")],
            [],
        ),  # two rules that have nothing in common
        (
            [
                scoped("a", "her age < 36", "cycles < 3"),
                scoped("c", "her age = 36", "cycles < 2"),
                scoped("b", "her age > 36", "cycles < 1"),
            ],
            [],
        ),
        ([scoped("a", "her age < 36", "cycles < 3"), scoped("b", "her age >= 36", "cycles < 1")], []),
        (
            [
                criterion("c", "met when: cycles < 4"),
                scoped("a", "her age < 36", "cycles < 3", "overrides: [c]"),
                scoped("b", "her age > 36", "cycles < 1", "overrides: [c]"),
            ],
            [],
        ),
        ([scoped("a", "her age < 36", "cycles < 3"), scoped("b", "smokes", "her age > 20")], []),
        # One age that two rules claim.
        (
            [scoped("a", "her age <= 40", "smokes"), scoped("b", "her age >= 40", "vapes")],
            ["age-overlap: For IVF and IUI, " + BOTH.format("at 40")],
        ),
        (
            [scoped("a", "her age <= 42", "cycles < 3"), scoped("b", "her age >= 40", "cycles < 1")],
            ["age-overlap: For IVF and IUI, " + BOTH.format("from 40 to 42")],
        ),
        ([scoped("a", "her age <= 42", "smokes"), scoped("b", "her age >= 40", "vapes")], []),
        ([scoped("a", "her age <= 42", "cycles < 3"), scoped("b", "her age in [30 .. 42]", "cycles < 1")], []),
        ([scoped("b", "her age >= 40", "cycles < 1", "overrides: [a]"), scoped("a", "her age <= 42", "cycles < 3")], []),
        ([scoped("a", "her age <= 42", "cycles < 3", "overrides: [b]"), scoped("b", "her age >= 40", "cycles < 1")], []),
    ],
)
def test_every_whole_age_is_looked_at(blocks: list[str], expected: list[str]) -> None:
    """An age that is left out between others, or that two criteria claim; nothing is said of rules that have nothing in common."""
    assert found(*blocks) == expected


def test_two_holes_are_two_findings() -> None:
    """Each for the treatments that it concerns, at the criterion that refuses."""
    gaps = found(criterion("a", "met when: her age != 30"), criterion("b", "for: [ivf]", "met when: her age != 35"))
    assert gaps == [f"age-gap: For {whom}, {REFUSED.format(at)}" for whom, at in (("IVF and IUI", "at 30"), ("IVF", "at 35"))]
