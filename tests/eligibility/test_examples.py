"""Example people in a policy: read strictly, run honestly."""

import pytest

from coequal.eligibility.examples import Failure, examples, failures
from coequal.errors import CoequalError
from tests.eligibility.building import boolean, criterion, day, number, rules, words

WORDS = words(
    day("referral")
    + boolean("p")
    + number("n", "plausible: 0 .. 99"),
    "contradictions:\n  - {never: p and n > 50, because: p and many cannot both be}\n",
)  # fmt: skip
POLICY = (
    criterion("a", "met when: n <= 30", "or read as: [{label: below, met when: n < 30}]"),
    criterion("b", "met when: p"),
)
FUNDED = {"treatments": "ivf: {name: IVF, cycles: 3 - n, rounds: not stated}"}


def found(*blocks: str) -> list[Failure]:
    """What does not come true of the example people in some blocks."""
    of = rules(WORDS, *POLICY, *(f"```example\n{block}\n```" for block in blocks), **FUNDED)
    return [failure for example in examples(of.policy) for failure in failures(of, example)]


BASE = "name: base\nfacts: {n: 1, p: true}\n"


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("outcome: eligible", []),
        ("outcome: not known", [("the outcome", "not known", "eligible")]),
        ("criteria: {a: met, b: not met}", [("b", "not met", "met")]),
        ("amounts: {ivf: {cycles: 2, rounds: not stated}}", []),
        ("amounts: {ivf: {cycles: 3}}", [("ivf, cycles,", "3", "2")]),
        ("missing: [n]", [("missing", ["n"], [])]),
        ("readings: [below]", [("the readings", ["below"], [])]),
        ("readings: []", []),
    ],
)
def test_each_expectation_is_held_against_the_assessment(block: str, expected: list[tuple[str, object, object]]) -> None:
    """What is not said is not held; what is said and false is reported with both sides."""
    assert [(failure.what, failure.expected, failure.found) for failure in found(BASE + block)] == expected


def test_people_may_change_one_person_above_them() -> None:
    """`like` takes a person over, and each of `people` replaces facts by name."""
    people = "like: base\npeople:\n  - {name: high, facts: {n: 31}, outcome: not eligible}\n  - {name: open, facts: {n: {not known: pending}}, outcome: not known, amounts: {ivf: {cycles: 'null'}}, missing: [n]}"

    assert found(BASE, people) == []


def test_a_failure_says_where_the_example_stands() -> None:
    """File, line, name and both sides in one sentence."""
    (failure,) = found(BASE + "outcome: not known")

    assert str(failure).startswith("policy.md, line ")
    assert str(failure).endswith("base: the outcome should be not known, but is eligible.")


def test_a_person_who_cannot_exist_fails() -> None:
    """Facts that contradict one another are a failure of the example, not of the command."""
    (failure,) = found("name: base\nfacts: {n: 60, p: true}")

    assert "p and many cannot both be" in str(failure)


@pytest.mark.parametrize(
    ("blocks", "message"),
    [
        ((BASE, BASE), 'Two example people are called "base"'),
        (("name: x\nlike: nobody",), 'There is no example called "nobody" above'),
        ((BASE + "outcome: maybe",), '"outcome" cannot be "maybe"'),
        ((BASE + "criteria: {c: met}",), 'There is no criterion "c"'),
        ((BASE + "criteria: {a: eligible}",), '"a" cannot be "eligible"'),
        ((BASE + "amounts: {iui: {cycles: 1}}",), 'There is no treatment "iui"'),
        ((BASE + "amounts: {ivf: {turns: 1}}",), "turns"),
        (("name: x\nfacts: {m: 1}",), 'There is no fact called "m"'),
        (("name: x\nfact: {n: 1}",), 'has no key "fact"'),
    ],
)
def test_an_example_that_cannot_be_read_is_refused(blocks: tuple[str, ...], message: str) -> None:
    """With the line and what was meant, so that no expectation is lost by a slip."""
    with pytest.raises(CoequalError, match=r"policy\.md, line") as error:
        found(*blocks)

    assert message in str(error.value)
