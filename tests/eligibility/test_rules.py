"""Statuses, amounts, overrides and readings of small policies."""

from decimal import Decimal

import pytest

from coequal.criteria.kleene import NOT_STATED
from coequal.eligibility.rules import Rules
from tests.eligibility.building import boolean, case, criterion, day, number, rules, words

WORDS = words(day("referral", "plausible: 2000-01-01 .. 2030-01-01") + boolean("p") + boolean("q") + boolean("r") + number("n"))
OVERRIDING = rules(
    WORDS,
    criterion("young", "met when: p"),
    criterion("early", "met when: r"),
    criterion("old", "applies when: n >= 2", "met when: q", "overrides: [young, early]"),
)


def statuses(of: Rules, **facts: object) -> list[str]:
    """The statuses of a case, in the policy's order."""
    return of.statuses(of.values(case(of, facts)))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"n": 3, "p": False, "q": True, "r": False}, ["not applicable", "not applicable", "met"]),
        ({"n": 1, "p": True, "q": False, "r": False}, ["met", "not met", "not applicable"]),
        ({"p": True, "r": True, "q": True}, ["met", "met", "met"]),
        ({"p": False, "r": False, "q": False}, ["not met", "not met", "not met"]),
        ({"p": True, "r": True, "q": False}, ["not known", "not known", "not known"]),
        ({"p": True, "r": False, "q": True}, ["met", "not known", "not known"]),
        ({"n": 3}, ["not applicable", "not applicable", "not known"]),
        ({"n": 0}, ["not known", "not known", "not applicable"]),
    ],
)
def test_an_override_applies_only_where_it_applies(facts: dict[str, object], expected: list[str]) -> None:
    """Where it is not known whether it applies, both are not known unless they come to the same."""
    assert statuses(OVERRIDING, **facts) == expected


def test_met_and_not_applicable_agree_because_neither_stands_in_the_way() -> None:
    """Knowing more, here that the old rule does not apply, never turns a criterion that is met into one not known."""
    of = rules(
        WORDS,
        criterion("young", "applies when: r", "met when: p"),
        criterion("old", "applies when: n >= 2", "met when: p", "overrides: [young]"),
    )

    assert statuses(of, p=True) == ["met", "met"]
    assert statuses(of, p=True, r=False) == ["not applicable", "met"]
    assert statuses(of, p=False, r=False) == ["not known", "not known"]


def test_two_that_may_override_a_third_do_not_agree_with_it_as_long_as_the_other_may_apply() -> None:
    """Where p is not known, either the middle rule decides or the last, so nobody is refused by the last alone."""
    of = rules(
        WORDS,
        criterion("first", "met when: q"),
        criterion("middle", "applies when: p", "met when: p", "overrides: [first]"),
        criterion("last", "applies when: not(p)", "met when: q", "overrides: [first]"),
    )

    assert statuses(of, q=False) == ["not known", "not known", "not known"]
    assert statuses(of, q=False, p=True) == ["not applicable", "met", "not applicable"]
    assert statuses(of, q=False, p=False) == ["not applicable", "not applicable", "not met"]


def test_every_criterion_is_assessed_though_another_has_failed() -> None:
    """None is skipped because another failed."""
    of = rules(WORDS, criterion("a", "met when: p"), criterion("b", "met when: q"))

    assert statuses(of, p=False, q=True) == ["not met", "met"]


TREATMENTS = """
ivf:
  name: IVF
  cycles: "if p then max(0, 2 - n) else not stated"
iui: {name: IUI, cycles: n}
"""


@pytest.mark.parametrize(
    ("facts", "outcomes", "amounts"),
    [
        ({"p": True, "q": True, "n": 1}, ["eligible", "eligible"], [{"cycles": Decimal(1)}, {"cycles": Decimal(1)}]),
        ({"p": False, "q": True, "n": 1}, ["eligible", "eligible"], [{"cycles": NOT_STATED}, {"cycles": Decimal(1)}]),
        ({"q": True}, ["eligible", "eligible"], [{"cycles": None}, {"cycles": None}]),
        ({"q": False, "n": 1}, ["not eligible", "eligible"], [{"cycles": 0}, {"cycles": Decimal(1)}]),
        ({"p": True, "n": 0}, ["not known", "eligible"], [{"cycles": Decimal(2)}, {"cycles": Decimal(0)}]),
    ],
)
def test_amounts_belong_to_their_treatment(facts: dict[str, object], outcomes: list[str], amounts: list[dict[str, object]]) -> None:
    """None where not known, not stated where the policy does not say, 0 where not eligible."""
    of = rules(WORDS, criterion("a", "for: [ivf]", "met when: q"), treatments=TREATMENTS)

    assert of.run(of.values(case(of, facts)))[1:] == (outcomes, amounts)


def test_another_reading_is_one_criterion_read_otherwise() -> None:
    """Its own condition, and its own scope where it has one, stand in for the main ones."""
    of = rules(
        WORDS,
        criterion(
            "a",
            "applies when: q",
            "met when: n > 1",
            "or read as: [{label: at least, met when: n >= 1}, {label: wider, applies when: p, met when: n >= 1}]",
        ),
    )
    values = of.values(case(of, {"n": 1, "q": True, "p": False}))

    assert of.statuses(values) == ["not met"]
    assert of.statuses_read_otherwise(0, 0, values) == ["met"]
    assert of.statuses_read_otherwise(0, 1, values) == ["not applicable"]


def test_another_reading_of_an_override_reaches_what_it_overrides() -> None:
    """Where it is not known which applies, both readings are compared with what the other criterion says."""
    of = rules(
        WORDS,
        criterion("young", "met when: p"),
        criterion(
            "old", "applies when: n >= 2", "met when: q", "overrides: [young]", "or read as: [{label: nobody, met when: 'false'}]"
        ),
    )
    values = of.values(case(of, {"p": True, "q": True}))

    assert of.statuses(values) == ["met", "met"]
    assert of.statuses_read_otherwise(1, 0, values) == ["not known", "not known"]


def test_a_run_with_traces_comes_to_the_same() -> None:
    """The traces hold the value of each condition, each condition once."""
    of = rules(WORDS, criterion("a", "met when: p"), criterion("b", "applies when: q", "met when: p"))
    values = of.values(case(of, {"p": False, "q": True}))
    found, traces = of.run_traced(values)

    assert found == of.run(values)
    assert [trace[0] for trace in traces] == [True, True, False]


def test_a_policy_that_is_not_whole_finds_nobody_eligible() -> None:
    """The criteria not seen are always not known."""
    of = rules(WORDS, criterion("a", "met when: p"), front="completeness: partial")

    assert of.run(of.values(case(of, {"p": True})))[1] == ["not known"]
    assert of.run(of.values(case(of, {"p": False})))[1] == ["not eligible"]
